-- Of which articles of a source the page is fetched, as model/base/full_text.cpp writes it; empty: as the general rule says.
ALTER TABLE source ADD COLUMN full_text TEXT NOT NULL DEFAULT '';

-- Articles whose full text was fetched from their page, or is to be. Where `feed` isn't empty, `content` holds the page's text, and its
-- `hash` stays the one of the feed's version, by which a refresh finds the item unchanged.
CREATE TABLE full_text (
    article  INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    state    INTEGER NOT NULL,            -- 0 wanted by a rule, 1 asked for by the reader, 2 fetched, 3 given up
    attempts INTEGER NOT NULL,            -- that failed
    at       INTEGER NOT NULL,            -- seconds since 1970 UTC: not to be asked for before; of 2 and 3, when it came to that
    hash     BLOB NOT NULL,               -- of what `content` holds, where that is the page's
    feed     BLOB NOT NULL                -- the feed's version, as model/store/content_codec.cpp packs it alone
);
CREATE INDEX full_text_wanted ON full_text (at) WHERE state < 2;
