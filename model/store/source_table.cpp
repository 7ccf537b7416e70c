#include "store/source_table.h"

#include "base/address_login.h"
#include "store/id_range.h"

namespace dateline {
namespace {

constexpr const char *Columns = "SELECT id, kind, title, url, site, folder, country, language, etag, last_modified, body_hash, "
                                "last_success, last_attempt, last_error, retention, fetch, full_text FROM source ";

QDateTime timeFrom(const Statement &row, int column)
{
    return row.isNull(column) ? QDateTime() : QDateTime::fromSecsSinceEpoch(row.number(column), Qt::UTC);
}

Source sourceFrom(const Statement &row)
{
    Source source;
    source.id = {static_cast<quint32>(row.number(0))};
    source.kind = static_cast<SourceKind>(std::clamp<qint64>(row.number(1), 0, static_cast<qint64>(SourceKind::Account)));
    source.title = row.text(2);
    source.url = row.text(3);
    source.site = row.text(4);
    if (const QString folder = row.text(5); !folder.isEmpty())
        source.folder = folder.split(u'\n');
    source.country = row.text(6);
    source.language = row.text(7);
    source.etag = row.text(8);
    source.lastModified = row.text(9);
    source.bodyHash = row.text(10);
    source.lastSuccess = timeFrom(row, 11);
    source.lastAttempt = timeFrom(row, 12);
    source.lastError = row.text(13);
    source.retention = Retention::fromText(row.text(14)).value_or(Retention{Retention::Kind::All, 0}); // of a rule that isn't understood
    source.fetch = FetchState::fromText(row.text(15));
    source.fullText = fullTextFromCode(row.text(16)).value_or(FullText::Never); // of a rule that isn't understood
    return source;
}

QString folderText(const QStringList &folder)
{
    QStringList names;
    for (const QString &name : folder)
        names += name.simplified(); // a line break can't be part of a name
    return names.join(u'\n');
}

void bindTime(Statement &statement, int parameter, const QDateTime &time)
{
    time.isValid() ? statement.bind(parameter, time.toSecsSinceEpoch()) : statement.bindNull(parameter);
}

void bindFields(Statement &statement, const Source &source)
{
    statement.bind(1, static_cast<qint64>(source.kind)).bind(2, source.title).bind(3, source.url).bind(4, source.site);
    statement.bind(5, folderText(source.folder)).bind(6, source.country).bind(7, source.language).bind(8, source.etag);
    statement.bind(9, source.lastModified).bind(10, source.bodyHash);
    bindTime(statement, 11, source.lastSuccess);
    bindTime(statement, 12, source.lastAttempt);
    statement.bind(13, source.lastError).bind(14, source.retention.toText()).bind(15, source.fetch.toText()).bind(16, fullTextCode(source.fullText));
}

} // namespace

Source withoutLogins(Source source)
{
    if (source.kind != SourceKind::Feed)
        return source;
    if (source.title == source.url) // until the feed says its own
        source.title = withoutLogin(source.url);
    source.url = withoutLogin(source.url);
    source.site = withoutLogin(source.site);
    return source;
}

QList<Source> SourceTable::all()
{
    Statement select = m_connection.prepare(std::string(Columns) + "WHERE kind >= 0 ORDER BY id");
    QList<Source> sources;
    while (select.step())
        sources += sourceFrom(select);
    return sources;
}

std::optional<Source> SourceTable::find(SourceId id)
{
    Statement select = m_connection.prepare(std::string(Columns) + "WHERE id = ? AND kind >= 0");
    select.bind(1, id.value);
    return select.step() ? std::optional(sourceFrom(select)) : std::nullopt;
}

std::optional<Source> SourceTable::find(SourceKind kind, const QString &url)
{
    Statement select = m_connection.prepare(std::string(Columns) + "WHERE kind = ? AND url = ?");
    select.bind(1, static_cast<qint64>(kind)).bind(2, url);
    return select.step() ? std::optional(sourceFrom(select)) : std::nullopt;
}

SourceId SourceTable::add(const Source &source)
{
    Statement insert = m_connection.prepare("INSERT INTO source (kind, title, url, site, folder, country, language, etag, last_modified, "
                                            "body_hash, last_success, last_attempt, last_error, retention, fetch, full_text) "
                                            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    bindFields(insert, source);
    insert.run();
    return {IdRange::given(m_connection, QStringLiteral("source"), m_connection.database().getLastInsertRowid())};
}

bool SourceTable::update(const Source &source)
{
    Statement update = m_connection.prepare("UPDATE source SET kind = ?, title = ?, url = ?, site = ?, folder = ?, country = ?, language = ?, "
                                            "etag = ?, last_modified = ?, body_hash = ?, last_success = ?, last_attempt = ?, last_error = ?, "
                                            "retention = ?, fetch = ?, full_text = ? WHERE id = ?17");
    bindFields(update, source);
    update.bind(17, source.id.value).run();
    return m_connection.database().getChanges() > 0;
}

void SourceTable::remove(SourceId id)
{
    m_connection.prepare("DELETE FROM source WHERE id = ?").bind(1, id.value).run();
}

void SourceTable::markRemoved(SourceId id)
{
    m_connection.prepare("UPDATE source SET kind = -id WHERE id = ?").bind(1, id.value).run();
}

std::optional<SourceId> SourceTable::anyRemoved()
{
    const qint64 id = m_connection.number("SELECT id FROM source WHERE kind < 0 LIMIT 1");
    return id > 0 ? std::optional(SourceId{static_cast<quint32>(id)}) : std::nullopt;
}

} // namespace dateline
