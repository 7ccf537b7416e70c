-- What the reader did with articles that aren't there at present: after damage their state was known but not they. It is taken over
-- when an article with this identity arrives from this source.
CREATE TABLE pending_state (
    source   INTEGER NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    identity INTEGER NOT NULL,            -- as in `article`
    flags    INTEGER NOT NULL,            -- as in `state`
    PRIMARY KEY (source, identity)
) WITHOUT ROWID;
