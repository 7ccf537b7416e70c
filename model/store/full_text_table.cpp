#include "store/full_text_table.h"

namespace dateline {
namespace {

// Nothing is planned further ahead; what seems to be was planned by a clock that was wrong.
constexpr qint64 FarthestSeconds = 8 * 86'400;

// Newest first, as retention sees it: a date after the article's coming counts as that.
#define NEWEST_FIRST "CASE WHEN a.precision = 0 THEN a.received ELSE min(a.published, a.received) END DESC, a.id DESC"

} // namespace

FullText effectiveFullText(const Source &source, FullText general)
{
    if (source.fullText != FullText::Inherit)
        return source.fullText;
    return source.kind == SourceKind::Feed || source.kind == SourceKind::Account ? general : FullText::Never;
}

std::optional<FullTextRow> FullTextTable::find(quint32 article)
{
    Statement select = m_connection.prepare("SELECT state, attempts, at, hash, feed FROM full_text WHERE article = ?");
    select.bind(1, article);
    if (!select.step())
        return std::nullopt;
    const qint64 state = std::clamp<qint64>(select.number(0), 0, static_cast<qint64>(FullTextRow::State::GivenUp));
    return FullTextRow{static_cast<FullTextRow::State>(state), static_cast<int>(std::clamp<qint64>(select.number(1), 0, 1000)), select.number(2),
                       select.blob(3), select.blob(4)};
}

void FullTextTable::set(quint32 article, const FullTextRow &row)
{
    m_connection.prepare("INSERT OR REPLACE INTO full_text (article, state, attempts, at, hash, feed) VALUES (?, ?, ?, ?, ?, ?)")
        .bind(1, article)
        .bind(2, static_cast<qint64>(row.state))
        .bind(3, row.attempts)
        .bind(4, row.at)
        .bind(5, row.hash)
        .bind(6, row.feed)
        .run();
}

void FullTextTable::remove(quint32 article)
{
    m_connection.prepare("DELETE FROM full_text WHERE article = ?").bind(1, article).run();
}

void FullTextTable::keepNewest(SourceId source, int most)
{
    m_connection
        .prepare("DELETE FROM full_text WHERE article IN (SELECT a.id FROM article a JOIN full_text f ON f.article = a.id "
                 "WHERE a.source = ? AND f.state = 0 AND f.feed = x'' ORDER BY " NEWEST_FIRST " LIMIT -1 OFFSET ?)")
        .bind(1, source.value)
        .bind(2, most)
        .run();
}

std::vector<quint32> FullTextTable::unknown(SourceId source, int most)
{
    Statement select = m_connection.prepare(
        "SELECT id FROM (SELECT a.id FROM article a WHERE a.source = ? ORDER BY " NEWEST_FIRST " LIMIT ?) WHERE id NOT IN (SELECT article FROM full_text) "
        "AND NOT EXISTS (SELECT 1 FROM state s WHERE s.article = id AND s.flags & 3 = 1)");
    select.bind(1, source.value).bind(2, most);
    std::vector<quint32> ids;
    while (select.step())
        ids.push_back(static_cast<quint32>(select.number(0)));
    return ids;
}

QList<FullTextWish> FullTextTable::open(qint64 now, int most, const std::function<FullText(SourceId)> &rule)
{
    Statement select = m_connection.prepare("SELECT a.id, a.source, c.url, f.attempts, f.state, o.url, o.fetch FROM full_text f JOIN article a ON a.id = f.article "
                                            "JOIN content c ON c.id = a.id JOIN source o ON o.id = a.source AND o.kind >= 0 "
                                            "WHERE f.state < 2 AND (f.at <= ?1 OR f.at > ?1 + ?2) ORDER BY f.state = 1 DESC, " NEWEST_FIRST);
    select.bind(1, now).bind(2, FarthestSeconds);
    QList<FullTextWish> wishes;
    while (wishes.size() < most && select.step()) {
        FullTextWish wish;
        wish.id = {static_cast<quint32>(select.number(0))};
        wish.url = select.text(2);
        wish.attempts = static_cast<int>(std::clamp<qint64>(select.number(3), 0, 1000));
        wish.isAsked = select.number(4) == static_cast<qint64>(FullTextRow::State::Asked);
        wish.sourceUrl = select.text(5);
        wish.isOwnNetwork = FetchState::fromText(select.text(6)).isOwnNetwork;
        if (wish.isAsked || rule({static_cast<quint32>(select.number(1))}) != FullText::Never)
            wishes += wish;
    }
    return wishes;
}

} // namespace dateline
