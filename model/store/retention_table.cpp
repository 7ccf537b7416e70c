// Clocks jump, and feeds give dates of other centuries. So age is counted from when an article came, and one that came "in the
// future" is young; the newest of a source are those with the latest date, but a date after an article's coming counts as that.
#include "store/retention_table.h"

#include <limits>

namespace dateline {
namespace {

// Of the article `a`.
constexpr const char *IsReaders = "(EXISTS (SELECT 1 FROM state s WHERE s.article = a.id AND (s.flags & 2 OR s.note <> '')) "
                                  "OR EXISTS (SELECT 1 FROM tagged t WHERE t.article = a.id) "
                                  "OR EXISTS (SELECT 1 FROM correction c WHERE c.article = a.id))";

constexpr const char *OlderThan = "SELECT a.id FROM article a WHERE a.source = ? AND a.received < ? AND NOT ";
constexpr const char *BeyondNewest =
    "SELECT a.id FROM (SELECT id FROM article WHERE source = ? "
    "ORDER BY CASE WHEN precision = 0 THEN received ELSE min(published, received) END DESC, id DESC LIMIT -1 OFFSET ?) a WHERE NOT ";

constexpr qint64 DaySeconds = 86'400;

} // namespace

std::vector<quint32> RetentionTable::excess(SourceId source, const Retention &rule, qint64 now)
{
    std::vector<quint32> ids;
    if (rule.kind != Retention::Kind::Days && rule.kind != Retention::Kind::Count)
        return ids;
    const bool byAge = rule.kind == Retention::Kind::Days;
    Statement select = m_connection.prepare(std::string(byAge ? OlderThan : BeyondNewest) + IsReaders + " ORDER BY a.id");
    select.bind(1, source.value).bind(2, byAge ? now - rule.number * DaySeconds : qint64(rule.number));
    while (select.step())
        ids.push_back(static_cast<quint32>(select.number(0)));
    return ids;
}

bool RetentionTable::isReaders(quint32 article)
{
    Statement select = m_connection.prepare(std::string("SELECT 1 FROM article a WHERE a.id = ? AND ") + IsReaders);
    select.bind(1, article);
    return select.step();
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

void RetentionTable::forget(SourceId source, quint64 seenUntil)
{
    m_connection.prepare("DELETE FROM removed_article WHERE source = ? AND seen <= ?")
        .bind(1, source.value)
        .bind(2, static_cast<qint64>(std::min<quint64>(seenUntil, std::numeric_limits<qint64>::max())))
        .run();
}

} // namespace dateline
