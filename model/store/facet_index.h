// FacetIndex: which articles hold which values, in memory. One posting list a value (topic, country, entity, source, language,
// tag, story), bitmaps of states, columns of times and days, the order by date, and the forward index. It can be written to a file, and
// be used from there without being read: pages come when they are looked at, and are copied when they are changed.
//
// Not safe for threads: FacetIndexGate (facet_index_gate.h) hands it out to many readers or one writer.
#pragma once

#include "store/date_order.h"
#include "store/forward_index.h"
#include "store/posting_list.h"
#include "store/index_change.h"
#include "store/index_file.h"
#include "store/local_days.h"
#include "store/posting_list.h"
#include "store/value_names.h"

#include <array>
#include <memory>

namespace dateline {

inline constexpr size_t FacetCountOfKinds = static_cast<size_t>(Facet::Story) + 1;

class FacetIndex final {
public:
    FacetIndex() : m_zone(timeZoneMark()) {}
    void apply(const IndexChange &change);

    const IdBitmap &live() const { return m_live; }
    const IdBitmap &withFlag(StateFlag flag) const;
    quint8 flags(quint32 id) const;
    qint32 day(quint32 id) const { return id < m_days.size() ? m_days[id] : 0; }
    const DateOrder &order() const { return m_order; }
    const ForwardIndex &forward() const { return m_forward; }

    // Values: ids are rows of the table `value`, with gaps.
    size_t valueEnd() const { return m_values.size(); } // above the highest id
    bool hasValue(quint32 value) const { return value < m_values.size() && m_values[value].isKnown; }
    Facet facet(quint32 value) const { return m_values[value].facet; }
    // Empty where there is no such value: a damaged row of a source may name one.
    PostingList postings(quint32 value) const { return {m_postings, hasValue(value) ? m_values[value].postings : nowhere}; }
    const ValueNames &names() const { return m_names; }
    // 0 where there is none.
    quint32 valueOf(Facet facet, const QString &key) const;
    // Values of a facet whose number of articles has `width` binary digits: the steps from the most frequent down.
    const std::vector<quint32> &valuesOfWidth(Facet facet, int width) const { return m_byWidth[static_cast<size_t>(facet)][static_cast<size_t>(width)]; }
    static constexpr int WidestCount = 32;

    const std::vector<IndexedSource> &sources() const { return m_sources; }

    // For the check: what differs from `other`, for people; empty where nothing does.
    QStringList differences(const FacetIndex &other) const;

    // Durable when it returns; gives the file's size. `origin` needs no zone.
    Result<quint64> writeTo(const QString &path, IndexOrigin origin) const;
    // Of a file whose checksum is right. Nothing where it holds no sound index all the same, or the system refuses.
    static std::unique_ptr<FacetIndex> fromFile(const IndexFile &file);

private:
    struct Value {
        PostingPlace postings;
        quint32 place = 0; // in its step
        Facet facet = Facet::Day;
        quint8 width = 0;
        quint8 isKnown = 0;
        quint8 unused = 0;
    };
    static constexpr PostingPlace nowhere{};
    using Step = std::vector<quint32>;

    void addValue(const IndexedValue &value);
    void addArticles(const std::vector<IndexedArticle> &articles);
    void removeArticles(const std::vector<quint32> &ids);
    void takeOutOfTags(const IdBitmap &gone);
    void setFlags(const IndexedState &state);
    void addTo(quint32 value, quint32 id);
    void removeFrom(quint32 value, quint32 id);
    void takeOut(quint32 id);
    void settle(quint32 value);
    bool isSameValue(quint32 value, const FacetIndex &other) const;

    void addStates(IndexFileWriter &file, const PostingLists &lists, std::span<const PostingPlace> places) const;
    void addValues(IndexFileWriter &file) const;
    QByteArray packedSteps() const;
    QByteArray packedSources() const;
    bool read(const IndexFile &file);
    bool readStates(const IndexFile &file);
    bool areValuesSound() const;
    bool readSteps(const QByteArray &bytes);
    bool readSources(const QByteArray &bytes);
    void renewDays();

    IdBitmap m_live, m_read, m_bookmarked, m_updated;
    IdBitmap m_dated; // published on a known day at an unknown time: the day is the same in all zones
    GrowingArray<qint32> m_days;
    DateOrder m_order;
    ForwardIndex m_forward;
    ValueNames m_names;
    GrowingArray<Value> m_values;
    PostingLists m_postings;
    std::array<std::array<Step, WidestCount + 1>, FacetCountOfKinds> m_byWidth;
    std::vector<IndexedSource> m_sources;
    LocalDays m_localDays;
    quint64 m_zone; // that days are of
};

} // namespace dateline
