// IdBitmap: a set of article ids as it is kept, compressed. DenseSet: the same with one bit an id, which an answer is worked out
// in: at a million articles 125 KB, so that it stays in the processor's cache, a set operation takes some microseconds and a
// test less than a nanosecond.
#pragma once

#include <QtGlobal>

#include <roaring/roaring.hh>

#include <bit>
#include <vector>

namespace roaring {}

namespace dateline {

using namespace roaring; // the library moved its class there after 0.2
using IdBitmap = Roaring;

class DenseSet final {
public:
    DenseSet() = default;
    explicit DenseSet(const IdBitmap &ids) { add(ids); }

    void add(quint32 id);
    void add(const IdBitmap &ids);
    // Of a chunk of 65,536 ids: those in an ascending array, or in a bitset of 1,024 words.
    void add(quint16 chunk, const quint16 *ids, quint32 size);
    void add(quint16 chunk, const quint64 *bits);
    // Makes bit i of `bits` the id 64 * word + i. For whoever finds many ids in ascending order.
    void setWord(size_t word, quint64 bits);
    DenseSet &operator|=(const DenseSet &other);
    DenseSet &operator&=(const DenseSet &other);
    DenseSet &operator-=(const DenseSet &other);

    bool contains(quint32 id) const { return id / 64 < m_words.size() && (m_words[id / 64] >> (id % 64) & 1); }
    bool isEmpty() const;
    quint32 count() const;
    // How many of them are here. Arrays are ascending.
    quint32 countOf(const IdBitmap &ids) const;
    quint32 countOf(const quint32 *ids, size_t size) const;
    quint32 countOf(quint16 chunk, const quint16 *ids, quint32 size) const;
    quint32 countOf(quint16 chunk, const quint64 *bits) const;
    bool operator==(const DenseSet &other) const;

    // Ascending.
    template <class Visit>
    void forEach(Visit &&visit) const
    {
        for (size_t word = 0; word < m_words.size(); ++word) {
            for (quint64 bits = m_words[word]; bits != 0; bits &= bits - 1)
                visit(static_cast<quint32>(word * 64 + static_cast<size_t>(std::countr_zero(bits))));
        }
    }

private:
    void reach(size_t words);

    std::vector<quint64> m_words;
};

} // namespace dateline
