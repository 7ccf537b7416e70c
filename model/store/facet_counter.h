// FacetCounter: how many articles of an answer hold each value, for all facets at once.
#pragma once

#include "base/answer.h"
#include "store/dense_set.h"
#include "store/facet_index.h"
#include "store/facet_labels.h"
#include "store/two_threads.h"

namespace dateline {

// What lives longer than one answer. For one counter at a time.
struct CountingMeans {
    TwoThreads threads;
    FacetLabels labels;
};

class FacetCounter final {
public:
    // Ways to one result; Automatic takes the cheapest.
    enum class Way { Automatic, WalkAnswer, WalkAnswerDown, WalkRest, Intersect };

    // All that is given must outlive this. `top`: values a facet.
    FacetCounter(const FacetIndex &index, const DenseSet &answer, int top, Way way = Way::Automatic);
    // The same with a walk by two threads.
    FacetCounter(const FacetIndex &index, const DenseSet &answer, int top, CountingMeans &means);

    // Of all facets; or of those with names by the ten thousand, and of the others: about half the work each.
    // The two may run at once.
    QMap<Facet, QList<FacetCount>> facets();
    QMap<Facet, QList<FacetCount>> manyValued() const;
    QMap<Facet, QList<FacetCount>> fewValued();
    // Fills days and undated.
    void countDays(Answer &answer) const;

private:
    struct ValueCount {
        quint32 value = 0;
        quint32 count = 0;
    };

    // Counts of the values of some articles.
    struct Walk {
        std::vector<quint32> counts;  // by value
        std::vector<quint32> touched; // values with a count
    };

    void choose(Way way, TwoThreads *threads);
    void walk(const DenseSet &articles, TwoThreads *threads);
    void walkSome(Walk &walk, const quint32 *ids, size_t size) const;
    void merge(const Walk &other);
    void sortTouched();
    quint32 count(quint32 value) const;
    bool isBefore(const ValueCount &a, const ValueCount &b) const;
    void offer(std::vector<ValueCount> &best, const ValueCount &found) const;
    void offerStep(std::vector<ValueCount> &best, Facet facet, int width) const;
    std::vector<ValueCount> mostFrequent(Facet facet) const;
    QList<FacetCount> named(Facet facet) const;      // label is the name: entities, stories
    QList<FacetCount> labelled(Facet facet);         // few values, each with a label of its own
    void countSources(QMap<Facet, QList<FacetCount>> &facets);
    QList<FacetCount> states() const;
    QList<FacetCount> sorted(QList<FacetCount> counts) const;

    const FacetIndex &m_index;
    const DenseSet &m_answer;
    quint32 m_size = 0;
    size_t m_top;
    FacetLabels m_ownLabels;
    FacetLabels *m_labels = &m_ownLabels;
    Way m_way = Way::Intersect;
    Walk m_walk;
    std::array<std::vector<ValueCount>, FacetCountOfKinds> m_touched; // of the answer, where it was walked
};

} // namespace dateline
