// Newest first is a walk along the order with a bit test an article (2-3 ns each), or, for a small answer, a sort of the
// answer. The two cost the same where the answer is about a fortieth of all.
#include "store/date_order.h"

#include "store/index_file.h"

#include <algorithm>
#include <functional>

namespace dateline {
namespace {

constexpr size_t MuchFewer = 50; // so many times: then it is faster to look for ids than to look at all

} // namespace

void DateOrder::put(const std::vector<std::pair<quint32, qint64>> &articles)
{
    IdBitmap moved;
    quint32 highest = 0;
    for (const auto &[id, time] : articles) {
        highest = std::max(highest, id);
        if (id < m_times.size())
            moved.add(id);
    }
    if (!moved.isEmpty())
        remove(moved); // while their old times still stand
    if (highest >= m_times.size())
        m_times.resize(highest + size_t(1));
    std::vector<quint32> ids;
    ids.reserve(articles.size());
    for (const auto &[id, time] : articles) {
        m_times[id] = time;
        ids.push_back(id);
    }
    const auto older = [this](quint32 a, quint32 b) { return isOlder(a, b); };
    std::sort(ids.begin(), ids.end(), older);
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    // Backwards, each new id goes to its place by binary search and what is newer moves up in one block.
    size_t end = m_oldestFirst.size();
    m_oldestFirst.resize(end + ids.size());
    quint32 *const begin = m_oldestFirst.begin();
    for (size_t left = ids.size(); left > 0; --left) {
        const auto place = std::upper_bound(begin, begin + static_cast<std::ptrdiff_t>(end), ids[left - 1], older);
        std::move_backward(place, begin + static_cast<std::ptrdiff_t>(end), begin + static_cast<std::ptrdiff_t>(end + left));
        end = static_cast<size_t>(place - begin);
        m_oldestFirst[end + left - 1] = ids[left - 1];
    }
}

void DateOrder::remove(const IdBitmap &ids)
{
    quint32 *const begin = m_oldestFirst.begin(), *const end = m_oldestFirst.end();
    if (ids.cardinality() * MuchFewer > m_oldestFirst.size()) {
        const DenseSet gone(ids);
        const quint32 *const left = std::remove_if(begin, end, [&](quint32 id) { return gone.contains(id); });
        m_oldestFirst.resize(static_cast<size_t>(left - begin));
        return;
    }
    // A few are looked for, and what lies between two of them moves down in one block.
    const auto older = [this](quint32 a, quint32 b) { return isOlder(a, b); };
    std::vector<std::ptrdiff_t> places;
    for (quint32 id : ids) {
        const auto place = id < m_times.size() ? std::lower_bound(begin, end, id, older) : end;
        if (place != end && *place == id)
            places.push_back(place - begin);
    }
    if (places.empty())
        return;
    std::sort(places.begin(), places.end());
    places.push_back(end - begin);
    quint32 *target = begin + places.front();
    for (size_t i = 0; i + 1 < places.size(); ++i)
        target = std::move(begin + places[i] + 1, begin + places[i + 1], target);
    m_oldestFirst.resize(static_cast<size_t>(target - begin));
}

QList<ArticleId> DateOrder::newestFirst(const DenseSet &ids) const
{
    const quint32 count = ids.count();
    return quint64(count) * 40 > m_oldestFirst.size() ? walk(ids, count) : sort(ids, count);
}

QList<ArticleId> DateOrder::walk(const DenseSet &ids, quint32 count) const
{
    QList<ArticleId> rows(static_cast<qsizetype>(count));
    ArticleId *next = rows.data();
    ArticleId *const end = next + rows.size();
    for (auto id = m_oldestFirst.rbegin(); id != m_oldestFirst.rend() && next != end; ++id) {
        *next = ArticleId{*id}; // written in any case: whether it is wanted can't be guessed
        next += ids.contains(*id);
    }
    rows.resize(next - rows.data()); // shorter only where an id isn't in the order
    return rows;
}

QList<ArticleId> DateOrder::sort(const DenseSet &ids, quint32 count) const
{
    std::vector<std::pair<qint64, quint32>> timed; // side by side: a sort that looks into the times waits for memory
    timed.reserve(count);
    ids.forEach([&](quint32 id) { timed.emplace_back(time(id), id); });
    std::sort(timed.begin(), timed.end(), std::greater<>());
    QList<ArticleId> rows;
    rows.reserve(static_cast<qsizetype>(count));
    for (const auto &[time, id] : timed)
        rows.append(ArticleId{id});
    return rows;
}

void DateOrder::write(IndexFileWriter &file) const
{
    file.add(IndexSection::Times, m_times.span());
    file.add(IndexSection::Order, m_oldestFirst.span());
}

bool DateOrder::map(const IndexFile &file)
{
    return file.map(IndexSection::Times, m_times) && file.map(IndexSection::Order, m_oldestFirst);
}

} // namespace dateline
