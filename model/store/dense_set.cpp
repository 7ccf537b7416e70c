// Counting what a list and an answer have in common is nearly all that a filter costs, and the library's own functions are built
// for the oldest processors. So its containers (65,536 ids each: a sorted array, a bitset, or runs) are read here.
#include "store/dense_set.h"

#include <roaring/roaring_array.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace roaring {
namespace internal {}
}

namespace dateline {

using namespace roaring::internal; // as above

namespace {

constexpr size_t ChunkWords = 1024; // of 64 bits: one container's ids

// Words of either spelling of 64 bits: ours, and the library's.
template <class Word>
inline quint32 commonBitsOf(const quint64 *a, const Word *b, size_t words)
{
    quint64 count = 0;
    for (size_t i = 0; i < words; ++i)
        count += static_cast<quint64>(std::popcount(a[i] & quint64(b[i])));
    return static_cast<quint32>(count);
}

// Four sums, so that no test waits for the one before it.
template <class Id>
inline quint32 idsInOf(const quint64 *words, const Id *ids, size_t size)
{
    const auto bit = [words](quint32 id) { return words[id / 64] >> (id % 64) & 1; };
    quint64 a = 0, b = 0, c = 0, d = 0;
    size_t i = 0;
    for (; i + 4 <= size; i += 4) {
        a += bit(ids[i]);
        b += bit(ids[i + 1]);
        c += bit(ids[i + 2]);
        d += bit(ids[i + 3]);
    }
    for (; i < size; ++i)
        a += bit(ids[i]);
    return static_cast<quint32>(a + b + c + d);
}

// The same, compiled for what nearly every processor since 2013 has.
#if defined(__x86_64__) && defined(__GNUC__)
const bool isFast = __builtin_cpu_supports("popcnt") && __builtin_cpu_supports("bmi2");

template <class Word>
[[gnu::target("popcnt,bmi2"), gnu::flatten]] quint32 commonBitsFast(const quint64 *a, const Word *b, size_t words)
{
    return commonBitsOf(a, b, words);
}

template <class Id>
[[gnu::target("popcnt,bmi2"), gnu::flatten]] quint32 idsInFast(const quint64 *words, const Id *ids, size_t size)
{
    return idsInOf(words, ids, size);
}

template <class Word>
quint32 commonBits(const quint64 *a, const Word *b, size_t words)
{
    return isFast ? commonBitsFast(a, b, words) : commonBitsOf(a, b, words);
}

template <class Id>
quint32 idsIn(const quint64 *words, const Id *ids, size_t size)
{
    return isFast ? idsInFast(words, ids, size) : idsInOf(words, ids, size);
}
#else
template <class Word>
quint32 commonBits(const quint64 *a, const Word *b, size_t words)
{
    return commonBitsOf(a, b, words);
}

template <class Id>
quint32 idsIn(const quint64 *words, const Id *ids, size_t size)
{
    return idsInOf(words, ids, size);
}
#endif

template <class Word>
void addBits(quint64 *words, const Word *bits)
{
    for (size_t i = 0; i < ChunkWords; ++i)
        words[i] |= bits[i];
}

void addIds(quint64 *words, const quint16 *ids, quint32 size)
{
    for (quint32 i = 0; i < size; ++i)
        words[ids[i] / 64] |= quint64(1) << (ids[i] % 64);
}

struct Container {
    const void *data = nullptr;
    quint8 type = 0;
};

// Calls visit(first word of its ids, container) for each.
template <class Visit>
void forEachContainer(const IdBitmap &ids, Visit &&visit)
{
    const auto &array = ids.roaring.high_low_container;
    for (qint32 i = 0; i < array.size; ++i) {
        Container container{array.containers[i], array.typecodes[i]};
        container.data = container_unwrap_shared(container.data, &container.type);
        visit(array.keys[i] * ChunkWords, container);
    }
}

void addRun(quint64 *words, quint32 first, quint32 last)
{
    const size_t firstWord = first / 64, lastWord = last / 64;
    const quint64 from = ~quint64(0) << (first % 64), upTo = ~quint64(0) >> (63 - last % 64);
    if (firstWord == lastWord) {
        words[firstWord] |= from & upTo;
        return;
    }
    words[firstWord] |= from;
    std::fill(words + firstWord + 1, words + lastWord, ~quint64(0));
    words[lastWord] |= upTo;
}

// Structured bindings, because the fields have other names in later versions of the library.
void addContainer(quint64 *words, const Container &container)
{
    if (container.type == BITSET_CONTAINER_TYPE_CODE) {
        const auto &[cardinality, bits] = *static_cast<const bitset_container_t *>(container.data);
        addBits(words, bits);
    } else if (container.type == ARRAY_CONTAINER_TYPE_CODE) {
        const auto &[cardinality, capacity, ids] = *static_cast<const array_container_t *>(container.data);
        addIds(words, ids, static_cast<quint32>(cardinality));
    } else {
        const auto &[number, capacity, runs] = *static_cast<const run_container_t *>(container.data);
        for (qint32 i = 0; i < number; ++i)
            addRun(words, runs[i].value, quint32(runs[i].value) + runs[i].length);
    }
}

quint32 countContainer(const quint64 *words, const Container &container)
{
    if (container.type == BITSET_CONTAINER_TYPE_CODE) {
        const auto &[cardinality, bits] = *static_cast<const bitset_container_t *>(container.data);
        return commonBits(words, bits, ChunkWords);
    }
    if (container.type == ARRAY_CONTAINER_TYPE_CODE) {
        const auto &[cardinality, capacity, ids] = *static_cast<const array_container_t *>(container.data);
        return idsIn(words, ids, static_cast<size_t>(cardinality));
    }
    std::array<quint64, ChunkWords> unpacked{};
    addContainer(unpacked.data(), container);
    return commonBits(words, unpacked.data(), ChunkWords);
}

} // namespace

// Whole chunks, so that containers need no look at the end.
void DenseSet::reach(size_t words)
{
    if (words > m_words.size())
        m_words.resize((words + ChunkWords - 1) / ChunkWords * ChunkWords);
}

void DenseSet::add(quint32 id)
{
    reach(id / 64 + 1);
    m_words[id / 64] |= quint64(1) << (id % 64);
}

void DenseSet::add(const IdBitmap &ids)
{
    if (ids.isEmpty())
        return;
    reach(ids.maximum() / 64 + 1);
    forEachContainer(ids, [this](size_t word, const Container &container) { addContainer(m_words.data() + word, container); });
}

void DenseSet::add(quint16 chunk, const quint16 *ids, quint32 size)
{
    reach((chunk + size_t(1)) * ChunkWords);
    addIds(m_words.data() + chunk * ChunkWords, ids, size);
}

void DenseSet::add(quint16 chunk, const quint64 *bits)
{
    reach((chunk + size_t(1)) * ChunkWords);
    addBits(m_words.data() + chunk * ChunkWords, bits);
}

void DenseSet::setWord(size_t word, quint64 bits)
{
    reach(word + 1);
    m_words[word] = bits;
}

DenseSet &DenseSet::operator|=(const DenseSet &other)
{
    reach(other.m_words.size());
    for (size_t i = 0; i < other.m_words.size(); ++i)
        m_words[i] |= other.m_words[i];
    return *this;
}

DenseSet &DenseSet::operator&=(const DenseSet &other)
{
    m_words.resize(std::min(m_words.size(), other.m_words.size()));
    for (size_t i = 0; i < m_words.size(); ++i)
        m_words[i] &= other.m_words[i];
    return *this;
}

DenseSet &DenseSet::operator-=(const DenseSet &other)
{
    const size_t common = std::min(m_words.size(), other.m_words.size());
    for (size_t i = 0; i < common; ++i)
        m_words[i] &= ~other.m_words[i];
    return *this;
}

bool DenseSet::isEmpty() const
{
    return std::all_of(m_words.begin(), m_words.end(), [](quint64 word) { return word == 0; });
}

quint32 DenseSet::count() const
{
    return commonBits(m_words.data(), m_words.data(), m_words.size());
}

quint32 DenseSet::countOf(const IdBitmap &ids) const
{
    quint32 count = 0;
    forEachContainer(ids, [&](size_t word, const Container &container) {
        if (word < m_words.size())
            count += countContainer(m_words.data() + word, container);
    });
    return count;
}

quint32 DenseSet::countOf(const quint32 *ids, size_t size) const
{
    const size_t inside = static_cast<size_t>(std::lower_bound(ids, ids + size, m_words.size() * 64) - ids);
    return idsIn(m_words.data(), ids, inside);
}

quint32 DenseSet::countOf(quint16 chunk, const quint16 *ids, quint32 size) const
{
    const size_t word = chunk * ChunkWords;
    return word < m_words.size() ? idsIn(m_words.data() + word, ids, size) : 0;
}

quint32 DenseSet::countOf(quint16 chunk, const quint64 *bits) const
{
    const size_t word = chunk * ChunkWords;
    return word < m_words.size() ? commonBits(m_words.data() + word, bits, ChunkWords) : 0;
}

bool DenseSet::operator==(const DenseSet &other) const
{
    const DenseSet &shorter = m_words.size() < other.m_words.size() ? *this : other, &longer = &shorter == this ? other : *this;
    return std::equal(shorter.m_words.begin(), shorter.m_words.end(), longer.m_words.begin())
        && std::all_of(longer.m_words.begin() + static_cast<std::ptrdiff_t>(shorter.m_words.size()), longer.m_words.end(), [](quint64 word) { return word == 0; });
}

} // namespace dateline
