#include "store/index_journal.h"

#include "store/change_codec.h"
#include "store/id_range.h"

#include <QRandomGenerator>

#include <algorithm>

namespace dateline {
namespace {

// Rows of before had no checksum: an id that no table gave would make the index as long as itself.
bool isWithin(const IndexChange &change, const IdRange &articles, const IdRange &values)
{
    const auto all = [](const auto &list, auto isRight) { return std::all_of(list.begin(), list.end(), isRight); };
    return all(change.values, [&](const IndexedValue &value) { return values.holds(value.id); })
        && all(change.articles, [&](const IndexedArticle &article) { return articles.holds(article.id); })
        && all(change.removed, [&](quint32 id) { return articles.holds(id); })
        && all(change.states, [&](const IndexedState &state) { return articles.holds(state.article); })
        && all(change.tags, [&](const IndexedTag &tag) { return articles.holds(tag.article) && values.holds(tag.tag); });
}

bool knowsItsSources(const FacetIndex &index)
{
    return std::all_of(index.sources().begin(), index.sources().end(), [&](const IndexedSource &source) { return index.hasValue(source.value); });
}

} // namespace

void IndexJournal::append(quint64 generation, const IndexChange *change)
{
    const QByteArray bytes = change ? packChange(*change) : QByteArray();
    // There may be a row already in a database whose generation was lost with damage.
    Statement insert = m_connection.prepare("INSERT OR REPLACE INTO index_journal (generation, stamp, change) VALUES (?, ?, ?)");
    insert.bind(1, static_cast<qint64>(generation)).bind(2, static_cast<qint64>(QRandomGenerator::global()->generate64()));
    change ? insert.bind(3, bytes) : insert.bindNull(3);
    insert.run();
    m_appended += bytes.size() + RowBytes;
}

std::optional<qint64> IndexJournal::stamp(quint64 generation)
{
    Statement select = m_connection.prepare("SELECT stamp FROM index_journal WHERE generation = ?");
    select.bind(1, static_cast<qint64>(generation));
    return select.step() ? std::optional(select.number(0)) : std::nullopt;
}

bool IndexJournal::replay(FacetIndex &index, quint64 from, quint64 to)
{
    const IdRange articles(m_connection, QStringLiteral("article")), values(m_connection, QStringLiteral("value"));
    Statement select = m_connection.prepare("SELECT generation, change FROM index_journal WHERE generation > ? AND generation <= ? ORDER BY generation");
    select.bind(1, static_cast<qint64>(from)).bind(2, static_cast<qint64>(to));
    while (select.step()) {
        const std::optional<IndexChange> change =
            select.number(0) == static_cast<qint64>(from + 1) && !select.isNull(1) ? unpackChange(select.view(1)) : std::nullopt;
        if (!change || !isWithin(*change, articles, values))
            return false;
        index.apply(*change);
        if (!knowsItsSources(index))
            return false;
        ++from;
    }
    return from == to;
}

qint64 IndexJournal::bytesAfter(quint64 generation)
{
    Statement select = m_connection.prepare("SELECT ifnull(sum(ifnull(length(change), 0)), 0) + count(*) * ? FROM index_journal WHERE generation > ?");
    select.bind(1, RowBytes).bind(2, static_cast<qint64>(generation));
    return select.step() ? select.number(0) : 0;
}

bool IndexJournal::removeSomeBelow(quint64 generation)
{
    constexpr qint64 AtOnce = 100; // of some tens of kilobytes in an import
    m_connection.prepare("DELETE FROM index_journal WHERE generation IN (SELECT generation FROM index_journal WHERE generation < ? ORDER BY generation LIMIT ?)")
        .bind(1, static_cast<qint64>(generation))
        .bind(2, AtOnce)
        .run();
    return m_connection.database().getChanges() == AtOnce;
}

} // namespace dateline
