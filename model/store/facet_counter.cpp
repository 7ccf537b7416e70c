// Exact counts by three ways. A small answer is walked: each article's own values are counted (the forward index). Where the
// answer leaves out only a few articles, those are walked and taken off each value's total. Else each value's articles are
// intersected with the answer, from the most frequent value down: as a count is never above the value's total, the facet
// ends as soon as no total can reach the lowest of the best `top`.
// Cost at 1,000,000 articles of 15 values: walking some hundred nanoseconds an article (its row and its counts lie all over the
// memory), intersecting half a nanosecond an article of each value looked at, some ten million in all where the answer is small.
#include "store/facet_counter.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <map>

namespace dateline {
namespace {

constexpr quint32 MostWalked = 90'000;
constexpr size_t MostTouched = 40'000;   // values: above, the best are found sooner from the most frequent down
constexpr size_t WorthTwoThreads = 4000; // articles: waking a thread takes as long as some hundred

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

} // namespace

FacetCounter::FacetCounter(const FacetIndex &index, const DenseSet &answer, int top, Way way)
    : m_index(index), m_answer(answer), m_size(answer.count()), m_top(static_cast<size_t>(std::max(top, 0)))
{
    choose(way, nullptr);
}

FacetCounter::FacetCounter(const FacetIndex &index, const DenseSet &answer, int top, CountingMeans &means)
    : m_index(index), m_answer(answer), m_size(answer.count()), m_top(static_cast<size_t>(std::max(top, 0))), m_labels(&means.labels)
{
    choose(Way::Automatic, &means.threads);
}

void FacetCounter::choose(Way way, TwoThreads *threads)
{
    const bool isAutomatic = way == Way::Automatic;
    const auto rest = static_cast<quint32>(m_index.live().cardinality()) - m_size;
    if (way == Way::Automatic)
        way = std::min(m_size, rest) > MostWalked ? Way::Intersect : m_size <= rest ? Way::WalkAnswer : Way::WalkRest;
    m_way = way;
    if (way == Way::WalkAnswer || way == Way::WalkAnswerDown) {
        walk(m_answer, threads);
        if (isAutomatic && m_walk.touched.size() > MostTouched)
            m_way = Way::WalkAnswerDown;
        if (m_way == Way::WalkAnswer)
            sortTouched();
    } else if (way == Way::WalkRest) {
        DenseSet others(m_index.live());
        others -= m_answer;
        walk(others, threads);
    }
}

void FacetCounter::walk(const DenseSet &articles, TwoThreads *threads)
{
    std::vector<quint32> ids;
    articles.forEach([&](quint32 id) { ids.push_back(id); });
    if (!threads || ids.size() < WorthTwoThreads) {
        walkSome(m_walk, ids.data(), ids.size());
        return;
    }
    const size_t half = ids.size() / 2;
    Walk other;
    threads->run([&] { walkSome(m_walk, ids.data(), half); }, [&] { walkSome(other, ids.data() + half, ids.size() - half); });
    merge(other);
}

// Rows lie all over the memory: each is asked for some articles ahead.
void FacetCounter::walkSome(Walk &walk, const quint32 *ids, size_t size) const
{
    constexpr size_t Ahead = 12;
    walk.counts.resize(m_index.valueEnd());
    for (size_t i = 0; i < size; ++i) {
        if (i + Ahead < size)
            m_index.forward().prefetch(ids[i + Ahead]);
        m_index.forward().forEachValueOf(ids[i], [&walk](quint32 value) {
            if (value < walk.counts.size() && walk.counts[value]++ == 0)
                walk.touched.push_back(value);
        });
    }
}

void FacetCounter::merge(const Walk &other)
{
    for (quint32 value : other.touched) {
        if (m_walk.counts[value] == 0)
            m_walk.touched.push_back(value);
        m_walk.counts[value] += other.counts[value];
    }
}

void FacetCounter::sortTouched()
{
    for (quint32 value : m_walk.touched) {
        if (m_index.hasValue(value))
            m_touched[static_cast<size_t>(m_index.facet(value))].push_back({value, m_walk.counts[value]});
    }
}

quint32 FacetCounter::count(quint32 value) const
{
    if (!m_index.hasValue(value)) // a damaged row of a source may name one that isn't there
        return 0;
    // Tags are the reader's and change often, so they aren't in the forward index.
    const Way way = m_index.facet(value) == Facet::Tag ? Way::Intersect : m_way;
    switch (way) {
    case Way::WalkAnswer:
    case Way::WalkAnswerDown: return m_walk.counts[value];
    case Way::WalkRest: return m_index.postings(value).count() - m_walk.counts[value];
    default: return m_size == m_index.live().cardinality() ? m_index.postings(value).count() : m_index.postings(value).countIn(m_answer);
    }
}

bool FacetCounter::isBefore(const ValueCount &a, const ValueCount &b) const
{
    return a.count != b.count ? a.count > b.count : m_index.names().name(a.value) < m_index.names().name(b.value);
}

// `best` is a heap with the last of the best in front.
void FacetCounter::offer(std::vector<ValueCount> &best, const ValueCount &found) const
{
    const auto before = [this](const ValueCount &a, const ValueCount &b) { return isBefore(a, b); };
    if (found.count == 0 || (best.size() == m_top && !isBefore(found, best.front())))
        return;
    if (best.size() == m_top) {
        std::pop_heap(best.begin(), best.end(), before);
        best.pop_back();
    }
    best.push_back(found);
    std::push_heap(best.begin(), best.end(), before);
}

// From the most frequent down, too, so that a step ends early.
void FacetCounter::offerStep(std::vector<ValueCount> &best, Facet facet, int width) const
{
    std::vector<ValueCount> totals;
    for (quint32 value : m_index.valuesOfWidth(facet, width))
        totals.push_back({value, m_index.postings(value).count()});
    std::sort(totals.begin(), totals.end(), [](const ValueCount &a, const ValueCount &b) { return a.count > b.count; });
    for (const ValueCount &total : totals) {
        if (best.size() == m_top && total.count < best.front().count)
            return;
        offer(best, {total.value, count(total.value)});
    }
}

std::vector<FacetCounter::ValueCount> FacetCounter::mostFrequent(Facet facet) const
{
    std::vector<ValueCount> best;
    if (m_top == 0)
        return best;
    if (m_way == Way::WalkAnswer) {
        for (const ValueCount &found : m_touched[static_cast<size_t>(facet)])
            offer(best, found);
    } else {
        for (int width = FacetIndex::WidestCount; width > 0; --width) {
            const quint64 highest = (quint64(1) << width) - 1; // total of a value in this step
            if (best.size() == m_top && highest < best.front().count)
                break;
            offerStep(best, facet, width);
        }
    }
    std::sort(best.begin(), best.end(), [this](const ValueCount &a, const ValueCount &b) { return isBefore(a, b); });
    return best;
}

QMap<Facet, QList<FacetCount>> FacetCounter::facets()
{
    QMap<Facet, QList<FacetCount>> facets = manyValued();
    facets.insert(fewValued());
    return facets;
}

QMap<Facet, QList<FacetCount>> FacetCounter::manyValued() const
{
    QMap<Facet, QList<FacetCount>> facets;
    for (Facet facet : {Facet::Person, Facet::Organisation, Facet::Place, Facet::Story})
        facets[facet] = named(facet);
    return facets;
}

QMap<Facet, QList<FacetCount>> FacetCounter::fewValued()
{
    QMap<Facet, QList<FacetCount>> facets;
    for (Facet facet : {Facet::Topic, Facet::Country, Facet::Mentions, Facet::Language, Facet::Tag})
        facets[facet] = labelled(facet);
    countSources(facets);
    facets[Facet::State] = states();
    return facets;
}

QList<FacetCount> FacetCounter::named(Facet facet) const
{
    QList<FacetCount> counts;
    for (const ValueCount &found : mostFrequent(facet)) {
        const QString name = m_index.names().nameText(found.value);
        counts += FacetCount{name, name, found.count};
    }
    return counts;
}

QList<FacetCount> FacetCounter::labelled(Facet facet)
{
    QList<FacetCount> counts;
    for (int width = FacetIndex::WidestCount; width > 0; --width) {
        for (quint32 value : m_index.valuesOfWidth(facet, width)) {
            if (const quint32 number = count(value)) {
                FacetCount found = m_labels->of(m_index, value);
                found.count = number;
                counts += found;
            }
        }
    }
    return sorted(counts);
}

// Source and From at once: an article is from where its source is. Sources of one title are one to a query.
void FacetCounter::countSources(QMap<Facet, QList<FacetCount>> &facets)
{
    QHash<QString, quint32> byTitle, byCountry;
    for (const IndexedSource &source : m_index.sources()) {
        const quint32 number = count(source.value);
        if (number == 0)
            continue;
        byTitle[source.title] += number;
        if (!source.country.isEmpty())
            byCountry[source.country.toUpper()] += number;
    }
    QList<FacetCount> titles, countries;
    for (auto [title, number] : byTitle.asKeyValueRange())
        titles += FacetCount{title, title, number};
    for (auto [country, number] : byCountry.asKeyValueRange())
        countries += FacetCount{country, m_labels->country(country), number};
    facets[Facet::Source] = sorted(titles);
    facets[Facet::From] = sorted(countries);
}

QList<FacetCount> FacetCounter::states() const
{
    const quint32 read = m_answer.countOf(m_index.withFlag(ReadFlag));
    QList<FacetCount> counts = {
        {QStringLiteral("unread"), tr("Unread"), m_size - read},
        {QStringLiteral("read"), tr("Read"), read},
        {QStringLiteral("bookmarked"), tr("Bookmarked"), m_answer.countOf(m_index.withFlag(BookmarkedFlag))},
        {QStringLiteral("updated"), tr("Updated"), m_answer.countOf(m_index.withFlag(UpdatedFlag))},
    };
    counts.removeIf([](const FacetCount &count) { return count.count == 0; });
    return sorted(counts);
}

QList<FacetCount> FacetCounter::sorted(QList<FacetCount> counts) const
{
    std::sort(counts.begin(), counts.end(),
              [](const FacetCount &a, const FacetCount &b) { return a.count != b.count ? a.count > b.count : a.label < b.label; });
    if (counts.size() > static_cast<qsizetype>(m_top))
        counts.resize(static_cast<qsizetype>(m_top));
    return counts;
}

// Nearly all days lie in one table; the few of a feed's nonsense (year 1 or 9999) must not make it a large one.
void FacetCounter::countDays(Answer &answer) const
{
    constexpr qint32 First = 2'415'021, Size = 73'000; // 1900 to 2099
    std::vector<quint32> table(Size);
    std::map<qint32, quint32> others;
    m_answer.forEach([&](quint32 id) {
        const qint32 day = m_index.day(id);
        if (const auto place = static_cast<quint32>(day - First); place < Size)
            ++table[place];
        else
            ++others[day];
    });
    for (qint32 i = 0; i < Size; ++i) {
        if (table[static_cast<size_t>(i)] > 0)
            others.emplace_hint(others.end(), First + i, table[static_cast<size_t>(i)]);
    }
    for (const auto &[day, count] : others) {
        if (day == 0)
            answer.undated = count;
        else
            answer.days += DayCount{QDate::fromJulianDay(day), count};
    }
}

} // namespace dateline
