// IdBitmap: a set of article ids. DenseSet: a bitmap unpacked to one bit an id, for many tests in no order.
#pragma once

#include <QtGlobal>

#include <roaring/roaring.hh>

#include <vector>

namespace roaring {}

namespace dateline {

using namespace roaring; // the library moved its class there after 0.2
using IdBitmap = Roaring;

class DenseSet final {
public:
    explicit DenseSet(const IdBitmap &ids) : m_words(ids.isEmpty() ? 0 : ids.maximum() / 64 + 1)
    {
        ids.iterate(
            [](uint32_t id, void *words) {
                static_cast<quint64 *>(words)[id / 64] |= quint64(1) << (id % 64);
                return true;
            },
            m_words.data());
    }

    bool contains(quint32 id) const { return id / 64 < m_words.size() && (m_words[id / 64] >> (id % 64) & 1); }

private:
    std::vector<quint64> m_words;
};

} // namespace dateline
