-- What each change meant for the facet index, which is kept in a file beside the database: the file of generation G and all rows above
-- G make the index of now. Rows are dropped when a newer file holds them, but for the row of the file's own generation: its stamp tells
-- whether the file belongs to this history.
CREATE TABLE index_journal (
    generation INTEGER PRIMARY KEY,
    stamp      INTEGER NOT NULL,          -- random: histories that part at a generation differ in it
    change     BLOB                       -- model/store/change_codec.cpp; NULL: only an index built anew has it
);
INSERT INTO index_journal SELECT generation, random(), NULL FROM profile;
