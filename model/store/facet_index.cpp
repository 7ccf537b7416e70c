#include "store/facet_index.h"

#include <bit>

namespace dateline {

void FacetIndex::apply(const IndexChange &change)
{
    for (const IndexedValue &value : change.values)
        addValue(value);
    addArticles(change.articles);
    for (const IndexedState &state : change.states)
        setFlags(state);
    for (const IndexedTag &tag : change.tags)
        tag.isOn && m_live.contains(tag.article) ? addTo(tag.tag, tag.article) : removeFrom(tag.tag, tag.article);
    removeArticles(change.removed);
    if (change.sources)
        m_sources = *change.sources;
    m_sources.insert(m_sources.end(), change.addedSources.begin(), change.addedSources.end());
}

const IdBitmap &FacetIndex::withFlag(StateFlag flag) const
{
    return flag == ReadFlag ? m_read : flag == BookmarkedFlag ? m_bookmarked : m_updated;
}

quint8 FacetIndex::flags(quint32 id) const
{
    return static_cast<quint8>((m_read.contains(id) ? ReadFlag : 0) | (m_bookmarked.contains(id) ? BookmarkedFlag : 0)
                               | (m_updated.contains(id) ? UpdatedFlag : 0));
}

quint32 FacetIndex::valueOf(Facet facet, const QString &key) const
{
    const QByteArray bytes = key.toUtf8();
    const std::string_view wanted(bytes.constData(), static_cast<size_t>(bytes.size()));
    for (const std::vector<quint32> &values : m_byWidth[static_cast<size_t>(facet)]) {
        for (quint32 value : values) {
            if (m_names.key(value) == wanted)
                return value;
        }
    }
    return 0;
}

void FacetIndex::addValue(const IndexedValue &value)
{
    if (value.id >= m_values.size())
        m_values.resize(value.id + size_t(1));
    m_names.set(value.id, value.key, value.name);
    Value &slot = m_values[value.id];
    if (slot.isKnown)
        return;
    slot.isKnown = 1;
    slot.facet = value.facet;
    std::vector<quint32> &step = m_byWidth[static_cast<size_t>(value.facet)][0];
    slot.place = static_cast<quint32>(step.size());
    step.push_back(value.id);
}

void FacetIndex::addArticles(const std::vector<IndexedArticle> &articles)
{
    std::vector<std::pair<quint32, qint64>> times;
    for (const IndexedArticle &article : articles) {
        const bool isKnown = m_live.contains(article.id);
        if (isKnown)
            takeOut(article.id);
        if (!isKnown || m_order.time(article.id) != article.time)
            times.emplace_back(article.id, article.time);
        m_live.add(article.id);
        if (article.id >= m_days.size())
            m_days.resize(article.id + size_t(1));
        m_days[article.id] = m_localDays.day(article.time, article.precision);
        article.precision == Moment::Precision::Day ? m_dated.add(article.id) : m_dated.remove(article.id);
        m_forward.set(article.id, article.facets);
        m_forward.forEachValueOf(article.id, [&](quint32 value) { addTo(value, article.id); });
    }
    if (!times.empty())
        m_order.put(times);
}

void FacetIndex::removeArticles(const std::vector<quint32> &ids)
{
    if (ids.empty())
        return;
    IdBitmap gone(ids.size(), ids.data());
    gone &= m_live;
    for (quint32 id : gone) {
        takeOut(id);
        m_forward.clear(id);
        m_days[id] = 0;
    }
    takeOutOfTags(gone);
    m_live -= gone;
    m_read -= gone;
    m_bookmarked -= gone;
    m_updated -= gone;
    m_dated -= gone;
    m_order.remove(gone);
}

// Tags aren't in the rows of articles. Of many articles and few tagged ones, or the other way round, the fewer are looked for.
void FacetIndex::takeOutOfTags(const IdBitmap &gone)
{
    constexpr quint64 MuchFewer = 50; // a look costs as much as so many ids of a set operation
    for (const std::vector<quint32> &step : m_byWidth[static_cast<size_t>(Facet::Tag)]) {
        const std::vector<quint32> tags = step; // removing moves tags between steps
        for (quint32 tag : tags) {
            const PostingList tagged = postings(tag);
            const bool looksForEach = gone.cardinality() * MuchFewer < tagged.count();
            for (quint32 id : looksForEach ? gone : tagged.toBitmap() & gone)
                removeFrom(tag, id);
        }
    }
}

// The state of an article that is gone, in a damaged database, is nobody's.
void FacetIndex::setFlags(const IndexedState &state)
{
    if (!m_live.contains(state.article))
        return;
    const auto put = [&](IdBitmap &bitmap, StateFlag flag) { state.flags & flag ? bitmap.add(state.article) : bitmap.remove(state.article); };
    put(m_read, ReadFlag);
    put(m_bookmarked, BookmarkedFlag);
    put(m_updated, UpdatedFlag);
}

void FacetIndex::addTo(quint32 value, quint32 id)
{
    if (hasValue(value) && m_postings.add(m_values[value].postings, id))
        settle(value);
}

void FacetIndex::removeFrom(quint32 value, quint32 id)
{
    if (hasValue(value) && m_postings.remove(m_values[value].postings, id))
        settle(value);
}

// Takes the article out of the posting lists of its row.
void FacetIndex::takeOut(quint32 id)
{
    m_forward.forEachValueOf(id, [&](quint32 value) { removeFrom(value, id); });
}

// Moves the value to the step that its count belongs to.
void FacetIndex::settle(quint32 value)
{
    Value &slot = m_values[value];
    const auto width = static_cast<quint8>(std::bit_width(slot.postings.count));
    if (width == slot.width)
        return;
    auto &steps = m_byWidth[static_cast<size_t>(slot.facet)];
    std::vector<quint32> &from = steps[slot.width];
    from[slot.place] = from.back();
    m_values[from.back()].place = slot.place;
    from.pop_back();
    slot.width = width;
    slot.place = static_cast<quint32>(steps[width].size());
    steps[width].push_back(value);
}

QStringList FacetIndex::differences(const FacetIndex &other) const
{
    constexpr qsizetype MostNamed = 20;
    QStringList found;
    if (!(m_live == other.m_live))
        found += QStringLiteral("articles");
    if (!(m_read == other.m_read) || !(m_bookmarked == other.m_bookmarked) || !(m_updated == other.m_updated))
        found += QStringLiteral("states");
    bool haveTimes = m_dated == other.m_dated, haveRows = true;
    for (quint32 id : m_live) {
        haveTimes = haveTimes && day(id) == other.day(id) && m_order.time(id) == other.m_order.time(id);
        haveRows = haveRows && m_forward.row(id) == other.m_forward.row(id);
    }
    if (!haveTimes)
        found += QStringLiteral("times");
    if (!haveRows)
        found += QStringLiteral("rows");
    if (m_order.newestFirst(DenseSet(m_live)) != other.m_order.newestFirst(DenseSet(other.m_live)))
        found += QStringLiteral("order");
    if (packedSources() != other.packedSources())
        found += QStringLiteral("sources");
    const auto end = static_cast<quint32>(std::max(m_values.size(), other.m_values.size()));
    for (quint32 value = 0; value < end && found.size() < MostNamed; ++value) {
        if (!isSameValue(value, other))
            found += QStringLiteral("value %1").arg(value);
    }
    return found;
}

bool FacetIndex::isSameValue(quint32 value, const FacetIndex &other) const
{
    if (!hasValue(value) || !other.hasValue(value))
        return hasValue(value) == other.hasValue(value);
    return facet(value) == other.facet(value) && postings(value) == other.postings(value) && m_names.key(value) == other.m_names.key(value)
        && m_names.name(value) == other.m_names.name(value);
}

} // namespace dateline
