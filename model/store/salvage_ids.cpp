// Between the halves of Salvage: what has an id that the rows which could be saved don't explain goes, as it would be taken for damage when
// the new database is opened (id_range.h). How many rows there are is known only when all are copied.
#include "store/id_range.h"
#include "store/salvage.h"

#include <array>
#include <vector>

namespace dateline {
namespace {

struct Named {
    const char *table;
    const char *column;
};

// Where the ids of a table stand: in itself first, and in those that name it.
struct Counted {
    const char *table;
    const char *rows; // how many there will be
    std::vector<Named> places;
};

const std::array<Counted, 3> Tables = {{
    {"source", "SELECT count(*) FROM source", {{"source", "id"}}},
    {"value", "SELECT count(*) FROM value", {{"value", "id"}, {"tagged", "tag"}, {"found_entity", "value"}, {"alias", "value"}}},
    {"article",
     "SELECT count(*) FROM content",
     {{"article", "id"}, {"content", "id"}, {"state", "article"}, {"tagged", "article"}, {"full_text", "article"}, {"found_entity", "article"}, {"correction", "article"}}},
}};

qint64 highestOf(Connection &connection, const Counted &counted)
{
    qint64 highest = 0;
    for (const Named &place : counted.places)
        highest = std::max(highest, connection.number(std::string("SELECT max(") + place.column + ") FROM " + place.table));
    return highest;
}

// How high an id may be. Rows are counted only where it matters, since that reads all of a table.
qint64 believedOf(Connection &connection, const Counted &counted, qint64 id)
{
    const qint64 always = IdRange::believedAmong(0);
    return id <= always ? always : IdRange::believedAmong(connection.number(counted.rows));
}

// Each row that goes explains less of the others.
void dropUnbelievedOf(Connection &connection, const Counted &counted)
{
    for (;;) {
        const qint64 highest = highestOf(connection, counted);
        const qint64 believed = believedOf(connection, counted, highest);
        if (highest <= believed)
            return;
        for (const Named &place : counted.places)
            connection.prepare(std::string("DELETE FROM ") + place.table + " WHERE " + place.column + " > ?").bind(1, believed).run();
    }
}

} // namespace

void Salvage::dropUnbelieved()
{
    Connection &connection = m_tables.connection;
    for (const Counted &counted : Tables) {
        dropUnbelievedOf(connection, counted);
        const std::string ofTable = std::string(" WHERE name = '") + counted.table + "'";
        const qint64 given = connection.number("SELECT max(seq) FROM sqlite_sequence" + ofTable);
        if (given > believedOf(connection, counted, given)) // the next one would be taken for damage, too
            connection.prepare("UPDATE sqlite_sequence SET seq = ?" + ofTable).bind(1, highestOf(connection, counted)).run();
    }
}

} // namespace dateline
