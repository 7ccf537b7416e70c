// Exact counts by three ways. A small answer is walked: each article's own values are counted (the forward index). Where the
// answer leaves out only a few articles, those are walked and taken off each value's total. Else each value's articles are
// intersected with the answer, from the most frequent value down: as a count is never above the value's total, the facet
// ends as soon as no total can reach the lowest of the best `top`.
// Cost at 1,000,000 articles of 15 values: walking 3 ns a value held, intersecting 5-10 µs a frequent value.
#include "store/facet_counter.h"

#include "base/countries.h"
#include "base/topics.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>

#include <algorithm>
#include <limits>

namespace dateline {
namespace {

constexpr quint64 MostWalked = 60'000;

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

QString languageLabel(const QString &code)
{
    const QLocale::Language language = QLocale::codeToLanguage(code);
    return language == QLocale::AnyLanguage ? code : QLocale::languageToString(language);
}

// What a query takes, and what people read, for the stored name of a value.
FacetCount labelOf(Facet facet, const QString &name)
{
    switch (facet) {
    case Facet::Country:
    case Facet::Mentions:
        return {name, countryName(name), 0};
    case Facet::Topic: {
        const QString shortName = topicShortName(name);
        return {shortName.isEmpty() ? name : shortName, topicLabel(name), 0};
    }
    case Facet::Language:
        return {name, languageLabel(name), 0};
    default:
        return {name, name, 0};
    }
}

} // namespace

FacetCounter::FacetCounter(const FacetIndex &index, const IdBitmap &answer, int top, Way way)
    : m_index(index), m_answer(answer), m_size(answer.cardinality()), m_top(static_cast<size_t>(std::max(top, 0)))
{
    choose(way);
}

void FacetCounter::choose(Way way)
{
    const quint64 rest = m_index.live().cardinality() - m_size;
    if (way == Way::Automatic)
        way = std::min(m_size, rest) > MostWalked ? Way::Intersect : m_size <= rest ? Way::WalkAnswer : Way::WalkRest;
    m_way = way;
    if (way == Way::WalkAnswer)
        walk(m_answer);
    else if (way == Way::WalkRest)
        walk(m_index.live() - m_answer);
    else
        m_dense.emplace(m_answer);
}

void FacetCounter::walk(const IdBitmap &articles)
{
    m_walked.resize(m_index.valueEnd());
    for (quint32 id : articles) {
        m_index.forward().forEachValueOf(id, [this](quint32 value) {
            if (value < m_walked.size() && m_walked[value]++ == 0)
                m_touched.push_back(value);
        });
    }
}

quint32 FacetCounter::count(quint32 value) const
{
    switch (m_way) {
    case Way::WalkAnswer: return m_walked[value];
    case Way::WalkRest: return m_index.postings(value).count() - m_walked[value];
    default: return m_index.postings(value).countIn(m_answer, *m_dense);
    }
}

bool FacetCounter::isBefore(const ValueCount &a, const ValueCount &b) const
{
    return a.count != b.count ? a.count > b.count : m_index.names().name(a.value) < m_index.names().name(b.value);
}

// `best` is a heap with the last of the best in front.
void FacetCounter::offer(std::vector<ValueCount> &best, quint32 value) const
{
    if (best.size() == m_top && m_index.postings(value).count() < best.front().count)
        return;
    const ValueCount found{value, count(value)};
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

std::vector<FacetCounter::ValueCount> FacetCounter::mostFrequent(Facet facet) const
{
    std::vector<ValueCount> best;
    if (m_top == 0)
        return best;
    if (m_way == Way::WalkAnswer) {
        for (quint32 value : m_touched) {
            if (m_index.facet(value) == facet)
                offer(best, value);
        }
    } else {
        for (int width = FacetIndex::WidestCount; width > 0; --width) {
            const quint64 highest = (quint64(1) << width) - 1; // total of a value in this step
            if (best.size() == m_top && highest < best.front().count)
                break;
            for (quint32 value : m_index.valuesOfWidth(facet, width))
                offer(best, value);
        }
    }
    std::sort(best.begin(), best.end(), [this](const ValueCount &a, const ValueCount &b) { return isBefore(a, b); });
    return best;
}

QMap<Facet, QList<FacetCount>> FacetCounter::facets()
{
    QMap<Facet, QList<FacetCount>> facets;
    for (Facet facet : {Facet::Person, Facet::Organisation, Facet::Place, Facet::Story})
        facets[facet] = named(facet);
    for (Facet facet : {Facet::Topic, Facet::Country, Facet::Mentions, Facet::Language})
        facets[facet] = labelled(facet);
    countSources(facets);
    facets[Facet::State] = states();
    // Tags are the reader's and change often, so they aren't in the forward index.
    if (m_way != Way::Intersect)
        m_dense.emplace(m_answer);
    m_way = Way::Intersect;
    facets[Facet::Tag] = labelled(Facet::Tag);
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

QList<FacetCount> FacetCounter::labelled(Facet facet) const
{
    QList<FacetCount> counts;
    for (int width = FacetIndex::WidestCount; width > 0; --width) {
        for (quint32 value : m_index.valuesOfWidth(facet, width)) {
            if (const quint32 number = count(value)) {
                FacetCount found = labelOf(facet, m_index.names().nameText(value));
                found.count = number;
                counts += found;
            }
        }
    }
    return sorted(counts);
}

// Source and From at once: an article is from where its source is. Sources of one title are one to a query.
void FacetCounter::countSources(QMap<Facet, QList<FacetCount>> &facets) const
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
        countries += FacetCount{country, countryName(country), number};
    facets[Facet::Source] = sorted(titles);
    facets[Facet::From] = sorted(countries);
}

QList<FacetCount> FacetCounter::states() const
{
    const auto read = static_cast<quint32>(m_answer.and_cardinality(m_index.withFlag(ReadFlag)));
    QList<FacetCount> counts = {
        {QStringLiteral("unread"), tr("Unread"), static_cast<quint32>(m_size) - read},
        {QStringLiteral("read"), tr("Read"), read},
        {QStringLiteral("bookmarked"), tr("Bookmarked"), static_cast<quint32>(m_answer.and_cardinality(m_index.withFlag(BookmarkedFlag)))},
        {QStringLiteral("updated"), tr("Updated"), static_cast<quint32>(m_answer.and_cardinality(m_index.withFlag(UpdatedFlag)))},
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

void FacetCounter::countDays(Answer &answer) const
{
    std::vector<quint32> ids(m_size);
    m_answer.toUint32Array(ids.data());
    qint32 first = std::numeric_limits<qint32>::max(), last = 0;
    for (quint32 id : ids) {
        const qint32 day = m_index.day(id);
        first = std::min(first, day != 0 ? day : first);
        last = std::max(last, day);
    }
    // Days lie close together but for a feed's nonsense (year 1 or 9999), which must not cost a large table.
    constexpr qint32 MostDays = 4'000'000;
    std::vector<quint32> counts(last >= first ? static_cast<size_t>(std::min(last - first, MostDays)) + 1 : 0);
    for (quint32 id : ids) {
        if (const qint32 day = m_index.day(id))
            ++counts[static_cast<size_t>(std::min(day - first, MostDays))];
        else
            ++answer.undated;
    }
    for (size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0)
            answer.days += DayCount{QDate::fromJulianDay(first + static_cast<qint32>(i)), counts[i]};
    }
}

} // namespace dateline
