// First half: rows out of the damaged database, into the tables of a new one.
#include "store/salvage.h"

#include "base/folding.h"
#include "store/failure.h"
#include "store/id_range.h"
#include "store/migrations.h"
#include "store/profile_traces.h"
#include "store/state_copy.h"

#include <QCoreApplication>

namespace dateline {
namespace {

constexpr int TogetherRows = 5000; // in one transaction; what it changes of older pages is held in memory until its end
constexpr int ToldRows = 1000;
constexpr int ManyWordsBytes = 16 * 1024 * 1024;
constexpr qint64 RowsOfAPage = 400; // at most: of the shortest rows

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

// Damage may have left half a letter.
QByteArray validText(const QByteArray &bytes)
{
    return bytes.isValidUtf8() ? bytes : QString::fromUtf8(bytes).toUtf8();
}

// A letter a column, in the order of storage: what the primary key of a table without rowid holds comes first.
RawTableShape shapeOf(Connection &connection, const QString &table, bool hasRowid)
{
    struct Column {
        QString name;
        char kind = 'b';
        qint64 key = 0;
    };
    QList<Column> columns;
    int keys = 0, added = 0;
    SQLite::Statement select(connection.database(), "SELECT name, type, \"notnull\", pk, dflt_value IS NOT NULL FROM pragma_table_info(?)");
    select.bind(1, table.toStdString());
    while (select.executeStep()) {
        Column column;
        column.name = QString::fromStdString(select.getColumn(0).getString());
        const std::string type = select.getColumn(1).getString();
        column.key = select.getColumn(3).getInt64();
        keys += column.key > 0;
        if (type == "INTEGER")
            column.kind = select.getColumn(2).getInt() ? 'i' : 'o';
        else if (type == "TEXT")
            column.kind = 't';
        columns += column;
        added = select.getColumn(4).getInt() ? added + 1 : 0;
    }
    RawTableShape shape{table, {}, {}, hasRowid, added};
    if (hasRowid) {
        for (Column &column : columns) {
            if (column.key > 0 && keys == 1 && column.kind != 't')
                column.kind = 'r';
        }
    } else {
        std::stable_sort(columns.begin(), columns.end(), [](const Column &a, const Column &b) { return a.key > 0 && (b.key == 0 || a.key < b.key); });
        for (Column &column : columns)
            column.kind = column.key > 0 && column.kind == 'o' ? 'i' : column.kind;
    }
    for (const Column &column : columns) {
        shape.columns += column.name;
        shape.kinds += column.kind;
    }
    return shape;
}

void bind(Statement &statement, int parameter, const RawValue &value)
{
    switch (value.kind) {
    case RawValue::Kind::Integer: statement.bind(parameter, value.number); break;
    case RawValue::Kind::Text: statement.bind(parameter, QString::fromUtf8(value.bytes)); break;
    case RawValue::Kind::Blob: statement.bind(parameter, value.bytes); break;
    case RawValue::Kind::Null:
    case RawValue::Kind::Real: statement.bindNull(parameter); break;
    }
}

bool isWholeContent(const RawRow &row)
{
    const auto text = [&](qsizetype i) { return QString::fromUtf8(row.values[i].bytes); };
    return !row.isCut && row.values.size() == 7 && unpack({text(2), text(3), text(4), row.values[6].bytes}, {});
}

} // namespace

Salvage::Salvage(const QString &damaged, const QString &target, const QString &copies, SalvageWatch watch)
    : m_damaged(damaged), m_copies(copies), m_watch(std::move(watch)), m_file(damaged), m_raw(m_file), m_tables(target, m_gate), m_now(QDateTime::currentSecsSinceEpoch()),
      m_highestId(std::min<qint64>(INT32_MAX, IdRange::believedAmong(RowsOfAPage * m_file.count())))
{
}

Result<SalvageReport> Salvage::run()
{
    const bool hasCopy = !copiesToRead(m_copies, {}).isEmpty();
    const bool isDatabase = m_file.page(1).startsWith("SQLite format 3") && m_file.headNumber(16) >> 16 != 0;
    const bool hasNoTables = isDatabase && m_file.count() <= 3 && !m_raw.knows(QStringLiteral("article"));
    m_isGone = isDatabaseGone(m_damaged) || hasNoTables;
    if (!m_file.isOpen() && !hasCopy && !m_isGone)
        return failure(ErrorKind::Unreadable, tr("The damaged database can't be read at all. Check the disk and the folder's permissions."));
    if (const Result<void> prepared = prepare(); !prepared)
        return tl::unexpected(prepared.error());
    copyTrees();
    copyIdentities();
    copyStrays();
    copyEarlier();
    commit();
    m_isNothingLeft = !hasCopy && m_seen.isEmpty() && m_tables.sources.all().isEmpty();
    if (m_isNothingLeft && !m_isGone) // else there must be a way to begin anew, with what is left kept beside
        return failure(ErrorKind::Corrupt, tr("Nothing in the damaged database can be read."));
    if (const Result<void> migrated = migrateToPresent(); !migrated)
        return tl::unexpected(migrated.error());
    m_tables.connection.run("BEGIN");
    m_tables.text.holdInMemory(ManyWordsBytes);
    dropUnbelieved();
    keepTags();
    dropRemoved();
    settleArticles();
    show(tr("Finishing"), 0);
    makeIndexes();
    mergeCopies();
    m_tables.text.holdInMemory(TextIndex::UsualBytes);
    removeLost();
    m_tables.connection.prepare("UPDATE profile SET generation = ?").bind(1, m_generation + 1).run();
    m_tables.connection.run("DELETE FROM index_journal; INSERT INTO index_journal SELECT generation, random(), NULL FROM profile");
    count();
    commit();
    tell();
    return m_report;
}

// As the head says, or as the tables look where it can't be read.
Result<int> Salvage::schemaOfDamaged()
{
    const bool isOurs = m_file.headNumber(68) == static_cast<quint32>(ApplicationId);
    const qint64 version = m_file.headNumber(60);
    if (isOurs && version > presentSchema() && version < 10'000)
        return failure(ErrorKind::TooNew, tr("The damaged profile was written by a newer Dateline. It was left as it is; use the newer program."));
    return isOurs && version >= 1 && version <= presentSchema() ? static_cast<int>(version) : presentSchema();
}

Result<void> Salvage::prepare()
{
    const Result<int> version = schemaOfDamaged();
    if (!version)
        return tl::unexpected(version.error());
    // Until it is put in place nobody needs it: what breaks off here begins anew.
    m_tables.connection.run("PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA foreign_keys = OFF");
    if (const Result<void> migrated = migrate(m_tables.connection, *version); !migrated)
        return migrated;
    readShapes();
    dropIndexes();
    m_tables.connection.run("BEGIN");
    return {};
}

// Migrations find the schema whole.
Result<void> Salvage::migrateToPresent()
{
    if (m_tables.connection.number("PRAGMA user_version") == presentSchema())
        return {};
    makeIndexes();
    const Result<void> migrated = migrate(m_tables.connection);
    dropIndexes();
    return migrated;
}

// Keys of articles are in no order: an index that is kept up row by row is read and written all over, a million times; made at once, it
// is sorted.
void Salvage::dropIndexes()
{
    QStringList names;
    {
        Statement select = m_tables.connection.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'article' AND sql IS NOT NULL");
        while (select.step()) {
            names += select.text(0);
            m_indexes += select.text(1);
        }
    }
    for (const QString &name : std::as_const(names))
        m_tables.connection.run(QByteArray("DROP INDEX " + name.toUtf8()).constData());
}

void Salvage::makeIndexes()
{
    for (const QString &sql : std::exchange(m_indexes, {}))
        m_tables.connection.run(sql.toUtf8().constData());
}

void Salvage::readShapes()
{
    SQLite::Statement tables(m_tables.connection.database(), "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' "
                                                             "AND name <> 'index_journal'"); // it is of the index file, which is built anew
    while (tables.executeStep())
        m_shapes += shapeOf(m_tables.connection, QString::fromStdString(tables.getColumn(0).getString()), tables.getColumn(1).getInt() == 0);
    // The first tables lie in the same places in every database that was made in the same way.
    Connection alike(QStringLiteral(":memory:"), Connection::Use::Writing, m_file.hasPointerMaps());
    if (!migrate(alike, static_cast<int>(m_tables.connection.number("PRAGMA user_version"))))
        return;
    SQLite::Statement roots(alike.database(), "SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 1");
    while (roots.executeStep())
        m_raw.guess(QString::fromStdString(roots.getColumn(0).getString()), static_cast<quint32>(roots.getColumn(1).getInt64()));
}

void Salvage::copyTrees()
{
    for (const RawTableShape &shape : m_shapes)
        m_faults[shape.name] = m_raw.forEachRow(shape, [&](const RawRow &row) { copy(shape, row, true); }) + (m_raw.knows(shape.name) ? 0 : 1);
    const RawTableShape sequences{QStringLiteral("sqlite_sequence"), {}, "ti", true, 0};
    m_raw.forEachRow(sequences, [&](const RawRow &row) { raiseSequence(row); });
}

// The index of identities is a second copy of where an article came from, and of which there are.
void Salvage::copyIdentities()
{
    const RawTableShape index{QStringLiteral("article_identity"), {}, "iii", false, 0};
    const IdBitmap rows = idsOf("SELECT id FROM article");
    const int faults = m_raw.forEachRow(index, [&](const RawRow &row) {
        const qint64 id = row.values[2].number;
        if (row.values.size() < 3 || !isId(id))
            return;
        m_indexed.add(static_cast<quint32>(id));
        if (!rows.contains(static_cast<quint32>(id)))
            m_origins.insert(static_cast<quint32>(id), {{static_cast<quint32>(row.values[0].number)}, row.values[1].number});
    });
    const bool isTheRightOne = m_raw.knows(index.name) || (m_seen - m_indexed).cardinality() <= m_seen.cardinality() / 10;
    m_isIndexWhole = faults == 0 && isTheRightOne && !m_file.isLogDamaged();
    m_faults[index.name] = faults;
    m_seen |= m_indexed;
}

void Salvage::copyStrays()
{
    const bool isWhole = std::all_of(m_faults.cbegin(), m_faults.cend(), [](int faults) { return faults == 0; });
    if (isWhole)
        return;
    const IdBitmap tags = idsOf("SELECT id FROM value WHERE facet = 10");
    m_raw.forEachStray(m_shapes, [&](const QList<qsizetype> &places, const RawRow &row) {
        for (qsizetype place : places) {
            const RawTableShape &shape = m_shapes[place];
            // Other tables have rows of two numbers, too.
            if (shape.name == u"tagged" && !tags.contains(static_cast<quint32>(std::clamp<qint64>(row.values[1].number, 0, INT32_MAX))))
                continue;
            const bool isOfNumbers = shape.kinds.count('i') == shape.kinds.size(); // as are entries of many indexes
            if ((places.size() > 1 || isOfNumbers) && shape.name != u"tagged")
                continue;
            const bool isOfArticle = shape.name == u"article" || shape.name == u"content";
            if (isOfArticle && m_isIndexWhole && !(isId(row.id) && m_indexed.contains(static_cast<quint32>(row.id))))
                continue; // it was deleted
            if (shape.name == u"content")
                copyContentStray(shape, row);
            else
                copy(shape, row, false);
        }
    });
}

// Where a page of the log is lost, what later ones say of it doesn't lead anywhere. What the database was before that is whole.
void Salvage::copyEarlier()
{
    if (!m_file.isLogDamaged())
        return;
    PageFile file(m_damaged, PageFile::Log::UntilDamage);
    RawTables tables(file);
    for (const RawTableShape &shape : m_shapes) {
        tables.forEachRow(shape, [&](const RawRow &row) {
            if (shape.name == u"content")
                copyContentStray(shape, row);
            else
                copy(shape, row, false);
        });
    }
}

// A whole one takes the place of a damaged one.
void Salvage::copyContentStray(const RawTableShape &shape, const RawRow &row)
{
    if (!isId(row.id))
        return;
    const std::optional<ContentRow> known = m_tables.articles.content(static_cast<quint32>(row.id));
    if (known && (unpack(known->packed, {}) || !isWholeContent(row)))
        return;
    m_tables.connection.prepare("DELETE FROM content WHERE id = ?").bind(1, row.id).run();
    copy(shape, row, false);
}

void Salvage::copy(const RawTableShape &shape, RawRow row, bool isFirst)
{
    if (!mend(shape, row))
        return;
    const qsizetype count = std::min(row.values.size(), shape.kinds.size());
    QString sql = (isFirst && shape.name == u"setting" ? QStringLiteral("INSERT OR REPLACE INTO \"%1\" (") : QStringLiteral("INSERT OR IGNORE INTO \"%1\" (")).arg(shape.name);
    for (qsizetype i = 0; i < count; ++i)
        sql += (i == 0 ? u"\"" : u", \"") + shape.columns[i] + u'"';
    sql += QStringLiteral(") VALUES (?") + QStringLiteral(", ?").repeated(count - 1) + u')';
    {
        Statement insert = m_tables.connection.prepare(sql.toStdString());
        for (qsizetype i = 0; i < count; ++i) {
            if (shape.kinds[i] == 'r')
                insert.bind(static_cast<int>(i) + 1, row.id);
            else
                bind(insert, static_cast<int>(i) + 1, row.values[i]);
        }
        insert.run();
    }
    if (shape.name == u"article" || shape.name == u"content")
        m_seen.add(static_cast<quint32>(row.id));
    if (++m_copied % ToldRows == 0)
        show(tr("Reading the damaged database"), m_copied);
    keepPace();
}

// Makes values valid that were damaged a little; false where nothing can be made of the row.
bool Salvage::mend(const RawTableShape &shape, RawRow &row)
{
    if (shape.kinds.startsWith('r') && !isId(row.id))
        return false;
    // In tables that name an article or a value by its id.
    if ((shape.name == u"tagged" && !(isId(row.values[0].number) && isId(row.values[1].number))) || (shape.name == u"found_entity" && !isId(row.values[0].number)))
        return false;
    if (shape.name == u"profile") {
        const qint64 generation = row.values.value(1).number;
        if (row.id == 1 && generation > m_generation && generation < (qint64(1) << 52))
            m_generation = generation;
        return false;
    }
    if (shape.name == u"value")
        return row.values.size() == 4 && mendValue(row);
    if (shape.name == u"state")
        row.values[1].number &= ReadFlag | BookmarkedFlag | UpdatedFlag;
    for (RawValue &value : row.values) {
        if (value.kind == RawValue::Kind::Text)
            value.bytes = validText(value.bytes);
    }
    // What the table doesn't allow to be missing; the article is put right later.
    while (row.values.size() < shape.kinds.size()) {
        const char kind = shape.kinds[row.values.size()];
        if (!row.isCut || kind == 'o')
            break;
        row.values += RawValue{kind == 'i' ? RawValue::Kind::Integer : kind == 't' ? RawValue::Kind::Text : RawValue::Kind::Blob, 0, {}};
    }
    return true;
}

// A name that was damaged would show something that was never found; but the reader's tags are kept, whatever they look like.
bool Salvage::mendValue(RawRow &row) const
{
    QByteArray &key = row.values[2].bytes;
    QByteArray &name = row.values[3].bytes;
    constexpr qint64 firstEntity = 4, lastEntity = 6, tag = 10; // codes of value_table.cpp
    const qint64 facet = row.values[1].number;
    const bool isNamed = (facet >= firstEntity && facet <= lastEntity) || facet == tag;
    const bool isWhole = !row.isCut && key.isValidUtf8() && name.isValidUtf8() && (!isNamed || folded(QString::fromUtf8(name)).startsWith(QString::fromUtf8(key)));
    if (isWhole || facet != tag)
        return isWhole;
    name = validText(name.isEmpty() ? key : name);
    key = folded(QString::fromUtf8(name)).toUtf8();
    return !key.isEmpty();
}

// Numbers that were given out are not given again.
void Salvage::raiseSequence(const RawRow &row)
{
    const qint64 highest = row.values.value(1).number;
    if (!isId(highest))
        return;
    const QString table = QString::fromUtf8(row.values[0].bytes);
    m_tables.connection.prepare("UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?").bind(1, highest).bind(2, table).run();
    m_tables.connection.prepare("INSERT INTO sqlite_sequence (name, seq) SELECT ?2, ?1 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ?2)")
        .bind(1, highest)
        .bind(2, table)
        .run();
}

void Salvage::show(const QString &what, int done, int total) const
{
    if (m_watch)
        m_watch({what, done, total});
}

void Salvage::keepPace()
{
    if (++m_sinceCommit < TogetherRows)
        return;
    commit();
    m_tables.connection.run("BEGIN");
}

void Salvage::commit()
{
    m_tables.values.takeMade(); // nobody loads the facet index from here
    m_tables.connection.run("COMMIT");
    m_sinceCommit = 0;
}

IdBitmap Salvage::idsOf(const char *sql)
{
    IdBitmap ids;
    Statement select = m_tables.connection.prepare(sql);
    while (select.step())
        ids.add(static_cast<quint32>(select.number(0)));
    return ids;
}

} // namespace dateline
