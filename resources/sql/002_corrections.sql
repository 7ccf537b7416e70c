-- What the reader put right in what the analysis found (model/base/correction.h). `annotations` keep what was found; `facets` hold
-- what is shown.
CREATE TABLE correction (
    id           INTEGER PRIMARY KEY AUTOINCREMENT, -- later ones are higher, also after one was taken back
    kind         INTEGER NOT NULL,        -- codes of model/store/correction_table.cpp
    article      INTEGER REFERENCES article (id) ON DELETE CASCADE, -- NULL: about an entity in all articles
    entity_kind  INTEGER NOT NULL,
    entity       TEXT NOT NULL,
    instead_kind INTEGER NOT NULL,
    instead      TEXT NOT NULL,
    value        TEXT NOT NULL,           -- a country's code, a topic's id
    bearing      INTEGER NOT NULL,
    made         INTEGER NOT NULL,        -- seconds since 1970 UTC
    progress     INTEGER NOT NULL         -- 0 applied everywhere, 1 being applied, 2 being taken back
);
CREATE INDEX correction_article ON correction (article) WHERE article IS NOT NULL;
CREATE INDEX correction_entity ON correction (id) WHERE article IS NULL;

-- Articles in which a corrected entity was found: their facet rows no longer tell. There may be rows of articles that are gone or
-- in which it is found no more; who takes a correction back looks at each article anyway.
CREATE TABLE found_entity (
    value   INTEGER NOT NULL REFERENCES value (id), -- of the entity as it was found
    article INTEGER NOT NULL,
    PRIMARY KEY (value, article)
) WITHOUT ROWID;

-- The version of the analysis that all articles have at least; not known of those that are there already.
INSERT INTO setting (name, value) SELECT 'analysis.version', '0' WHERE EXISTS (SELECT 1 FROM article);
