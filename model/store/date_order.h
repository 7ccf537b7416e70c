// DateOrder: all articles by time, kept sorted, so that no answer sorts a million rows.
#pragma once

#include "base/ids.h"
#include "store/dense_set.h"
#include "store/growing_array.h"

#include <QList>

#include <vector>

namespace dateline {

class IndexFile;
class IndexFileWriter;

class DateOrder final {
public:
    // Seconds since 1970; an article put again moves. Cost: one pass over all ids a call, so put many at once.
    void put(const std::vector<std::pair<quint32, qint64>> &articles);
    void remove(const IdBitmap &ids);
    qint64 time(quint32 id) const { return id < m_times.size() ? m_times[id] : 0; }
    // Newest first; of one second, the higher id first.
    QList<ArticleId> newestFirst(const DenseSet &ids) const;

    void write(IndexFileWriter &file) const; // must live until all is written
    bool map(const IndexFile &file);

private:
    bool isOlder(quint32 a, quint32 b) const { return time(a) != time(b) ? time(a) < time(b) : a < b; }
    QList<ArticleId> walk(const DenseSet &ids, quint32 count) const;
    QList<ArticleId> sort(const DenseSet &ids, quint32 count) const;

    GrowingArray<qint64> m_times; // by id
    GrowingArray<quint32> m_oldestFirst;
};

} // namespace dateline
