-- How long articles of a source are kept, as model/base/retention.cpp writes it; empty: as the general rule says.
ALTER TABLE source ADD COLUMN retention TEXT NOT NULL DEFAULT '';

-- What a rule removed while its feed may still carry it, so that it isn't new when the feed is read again. `seen` is the generation at
-- which it was removed or last came.
CREATE TABLE removed_article (
    source   INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    identity INTEGER NOT NULL,            -- as in `article`
    seen     INTEGER NOT NULL,
    PRIMARY KEY (source, identity)
) WITHOUT ROWID;
