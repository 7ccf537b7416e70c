// FacetCounter: how many articles of an answer hold each value, for all facets at once.
#pragma once

#include "base/answer.h"
#include "store/dense_set.h"
#include "store/facet_index.h"

namespace dateline {

class FacetCounter final {
public:
    // Ways to one result; Automatic takes the cheapest.
    enum class Way { Automatic, WalkAnswer, WalkRest, Intersect };

    // Both must outlive this. `top`: values a facet.
    FacetCounter(const FacetIndex &index, const IdBitmap &answer, int top, Way way = Way::Automatic);

    QMap<Facet, QList<FacetCount>> facets();
    // Fills days and undated.
    void countDays(Answer &answer) const;

private:
    struct ValueCount {
        quint32 value = 0;
        quint32 count = 0;
    };

    void choose(Way way);
    void walk(const IdBitmap &articles);
    quint32 count(quint32 value) const;
    bool isBefore(const ValueCount &a, const ValueCount &b) const;
    void offer(std::vector<ValueCount> &best, quint32 value) const;
    std::vector<ValueCount> mostFrequent(Facet facet) const;
    QList<FacetCount> named(Facet facet) const;      // label is the name: entities, stories
    QList<FacetCount> labelled(Facet facet) const;   // few values, each with a label of its own
    void countSources(QMap<Facet, QList<FacetCount>> &facets) const;
    QList<FacetCount> states() const;
    QList<FacetCount> sorted(QList<FacetCount> counts) const;

    const FacetIndex &m_index;
    const IdBitmap &m_answer;
    quint64 m_size = 0;
    size_t m_top;
    Way m_way = Way::Intersect;
    std::vector<quint32> m_walked;   // by value
    std::vector<quint32> m_touched;  // values with a count
    std::optional<DenseSet> m_dense;
};

} // namespace dateline
