// Clocks jump, and feeds give dates of other centuries. So age is counted from when an article came, and one that came "in the
// future" is young; the newest of a source are those with the latest date, but a date after an article's coming counts as that.
#include "store/retention_table.h"

#include "store/readers_own.h"

#include <limits>

namespace dateline {
namespace {

constexpr const char *OlderThan = "SELECT a.id FROM article a WHERE a.source = ? AND a.received < ? AND NOT ";
constexpr const char *BeyondNewest =
    "SELECT a.id FROM (SELECT id FROM article WHERE source = ? "
    "ORDER BY CASE WHEN precision = 0 THEN received ELSE min(published, received) END DESC, id DESC LIMIT -1 OFFSET ?) a WHERE NOT ";

constexpr qint64 DaySeconds = 86'400;

qint64 bounded(quint64 generation)
{
    return static_cast<qint64>(std::min<quint64>(generation, std::numeric_limits<qint64>::max()));
}

} // namespace

std::vector<quint32> RetentionTable::excess(SourceId source, const Retention &rule, qint64 now)
{
    std::vector<quint32> ids;
    if (rule.kind != Retention::Kind::Days && rule.kind != Retention::Kind::Count)
        return ids;
    const bool byAge = rule.kind == Retention::Kind::Days;
    Statement select = m_connection.prepare(std::string(byAge ? OlderThan : BeyondNewest) + isReadersOwn("a.id") + " ORDER BY a.id");
    select.bind(1, source.value).bind(2, byAge ? now - rule.number * DaySeconds : qint64(rule.number));
    while (select.step())
        ids.push_back(static_cast<quint32>(select.number(0)));
    return ids;
}

bool RetentionTable::isReaders(quint32 article)
{
    Statement select = m_connection.prepare("SELECT " + isReadersOwn("?1"));
    select.bind(1, article);
    return select.step() && select.number(0) != 0;
}

std::vector<quint32> RetentionTable::readersOwn()
{
    std::vector<quint32> ids;
    Statement select = m_connection.prepare(ReadersOwnArticles);
    while (select.step())
        ids.push_back(static_cast<quint32>(select.number(0)));
    return ids;
}

void RetentionTable::remember(SourceId source, qint64 identity, quint64 generation)
{
    m_connection.prepare("INSERT OR REPLACE INTO removed_article (source, identity, seen) VALUES (?, ?, ?)")
        .bind(1, source.value)
        .bind(2, identity)
        .bind(3, static_cast<qint64>(generation))
        .run();
}

bool RetentionTable::isRemoved(SourceId source, qint64 identity, quint64 generation)
{
    {
        Statement select = m_connection.prepare("SELECT 1 FROM removed_article WHERE source = ? AND identity = ?");
        select.bind(1, source.value).bind(2, identity);
        if (!select.step())
            return false;
    }
    remember(source, identity, generation);
    return true;
}

bool RetentionTable::hasUnseen(SourceId source, quint64 seenUntil)
{
    Statement select = m_connection.prepare("SELECT EXISTS (SELECT 1 FROM removed_article WHERE source = ? AND seen <= ?)");
    select.bind(1, source.value).bind(2, bounded(seenUntil));
    return select.step() && select.number(0) != 0;
}

void RetentionTable::forget(SourceId source, quint64 seenUntil)
{
    m_connection.prepare("DELETE FROM removed_article WHERE source = ? AND seen <= ?")
        .bind(1, source.value)
        .bind(2, bounded(seenUntil))
        .run();
}

} // namespace dateline
