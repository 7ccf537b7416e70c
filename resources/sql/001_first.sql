-- The first schema. model/store/README.md explains it; each table's own .cpp holds its statements.

-- One row: facts about the profile itself. `generation` counts finished changes, so that a reader can tell which state of
-- the facet index belongs to the state of the database that it sees.
CREATE TABLE profile (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    generation INTEGER NOT NULL
);
INSERT INTO profile VALUES (1, 1);

CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE source (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    kind          INTEGER NOT NULL,
    title         TEXT NOT NULL,
    url           TEXT NOT NULL,
    site          TEXT NOT NULL,
    folder        TEXT NOT NULL,          -- path in the tree, one name a line
    country       TEXT NOT NULL,
    language      TEXT NOT NULL,
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    body_hash     TEXT NOT NULL,
    last_success  INTEGER,                -- seconds since 1970 UTC
    last_attempt  INTEGER,
    last_error    TEXT NOT NULL,
    UNIQUE (kind, url)
);

CREATE TABLE saved_filter (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    name  TEXT NOT NULL,
    query TEXT NOT NULL
);

-- A value of a facet: a topic, a country, an entity, a language, a source, a tag, a story. `facet` is a code of
-- model/store/value_table.cpp, `key` the form in which two values are the same, `name` the form that is shown.
CREATE TABLE value (
    id    INTEGER PRIMARY KEY AUTOINCREMENT,
    facet INTEGER NOT NULL,
    key   TEXT NOT NULL,
    name  TEXT NOT NULL,
    UNIQUE (facet, key)
);

-- Other spellings of an entity, folded.
CREATE TABLE alias (
    key   TEXT NOT NULL,
    value INTEGER NOT NULL REFERENCES value (id),
    PRIMARY KEY (key, value)
) WITHOUT ROWID;

-- What lists and filters need of an article, kept small because all of it is read when a profile is opened. Ids are never
-- used twice (AUTOINCREMENT): they are bits of bitmaps and rows of the text index.
CREATE TABLE article (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    source    INTEGER NOT NULL REFERENCES source (id),
    identity  INTEGER NOT NULL,           -- 64 bits of the hash of base/identity's identityKey
    link      INTEGER,                    -- the same of its link, where the identity is a guid
    published INTEGER NOT NULL,           -- seconds since 1970 UTC
    precision INTEGER NOT NULL,           -- 0 unknown, 1 the day, 2 the second
    received  INTEGER NOT NULL,
    facets    BLOB NOT NULL               -- ids of values, as in model/store/facet_row.cpp
);
CREATE INDEX article_identity ON article (source, identity);
CREATE INDEX article_link ON article (source, link) WHERE link IS NOT NULL;

-- What comes from outside, replaced as a whole. `lead` is the start of the text; the rest is in `body`, compressed.
CREATE TABLE content (
    id          INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    hash        BLOB NOT NULL,
    url         TEXT NOT NULL,
    title       TEXT NOT NULL,
    lead        TEXT NOT NULL,
    annotations BLOB NOT NULL,            -- model/store/annotation_codec.cpp
    body        BLOB NOT NULL             -- model/store/content_codec.cpp
);

-- The reader's own. An article without a row is unread, not bookmarked, and has no note.
CREATE TABLE state (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    flags   INTEGER NOT NULL,             -- 1 read, 2 bookmarked, 4 updated since it was read
    note    TEXT NOT NULL DEFAULT ''
);
CREATE TABLE tagged (
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    tag     INTEGER NOT NULL REFERENCES value (id),
    PRIMARY KEY (article, tag)
) WITHOUT ROWID;

-- Full text over folded words (model/store/search_text.cpp). Contentless: it holds no copy of the text.
CREATE VIRTUAL TABLE article_text USING fts5 (
    title, text, content = '', tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);
