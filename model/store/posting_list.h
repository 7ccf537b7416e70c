// PostingList: the articles that hold one value. Most values (names) are held by a few articles, where a roaring bitmap
// costs twenty times the ids themselves; so a list begins as a sorted array and becomes a bitmap when it has grown.
#pragma once

#include "store/dense_set.h"

#include <memory>
#include <vector>

namespace dateline {


class PostingList final {
public:
    // True where it wasn't in (add) or was in (remove).
    bool add(quint32 id);
    bool remove(quint32 id);
    bool contains(quint32 id) const;
    quint32 count() const { return m_count; }
    void addTo(IdBitmap &bitmap) const;
    void addTo(DenseSet &ids) const;
    IdBitmap toBitmap() const;
    // How many of `ids` are in this list.
    quint32 countIn(const DenseSet &ids) const;
    bool operator==(const PostingList &other) const;

private:
    std::vector<quint32> m_few;
    std::unique_ptr<IdBitmap> m_many;
    quint32 m_count = 0;
};

} // namespace dateline
