-- What is known about fetching a source and when to fetch it again, as model/base/fetch_state.cpp writes it; empty: nothing.
ALTER TABLE source ADD COLUMN fetch TEXT NOT NULL DEFAULT '';
