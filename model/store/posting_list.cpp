// A list of few ids is an array of them. One of more ids is an array of chunks, in ascending order, each of up to 65,536 ids like a
// container of roaring: a sorted array of 16-bit numbers, or a bitset above 4,096. Unlike there, all lies in one arena, so that it can
// be used as it lies in a file, and a new id (nearly always a high one) changes the last chunk of a list only.
//
// The arena is of 64-bit words. Blocks have sizes in steps of an eighth to a quarter; one that became too small is copied to a larger
// one and kept for another list. A file's blocks are exactly full.
#include "store/posting_list.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <functional>
#include <new>

namespace dateline {
namespace {

quint16 lower(quint32 id)
{
    return static_cast<quint16>(id & 0xffff);
}

bool hasBit(const quint64 *bits, quint16 id)
{
    return bits[id / 64] >> (id % 64) & 1;
}

} // namespace

// Of 1, 2 … 8 words, then eight steps in each doubling.
size_t PostingLists::classOf(quint32 words)
{
    if (words <= 8)
        return words - 1;
    const auto doubling = static_cast<quint32>(std::bit_width(words - 1)) - 4; // 9 … 16: 0
    const quint32 step = (words - 1) >> doubling; // 8 … 15
    return 8 + doubling * 8 + (step - 8);
}

quint32 PostingLists::wordsOf(size_t sizeClass)
{
    if (sizeClass < 8)
        return static_cast<quint32>(sizeClass) + 1;
    const size_t doubling = (sizeClass - 8) / 8, step = (sizeClass - 8) % 8 + 9;
    return static_cast<quint32>(step << doubling);
}

quint32 PostingLists::take(quint32 words, quint16 &capacity)
{
    constexpr quint32 MostWords = 57'344; // more chunks than there can be
    if (words > MostWords)
        throw std::bad_alloc();
    const size_t sizeClass = classOf(words);
    capacity = static_cast<quint16>(wordsOf(sizeClass));
    if (std::vector<quint32> &free = m_free[sizeClass]; !free.empty()) {
        const quint32 start = free.back();
        free.pop_back();
        return start;
    }
    const size_t start = m_words.size();
    if (start + capacity > 0xffff'ffff)
        throw std::bad_alloc();
    m_words.grow(capacity);
    return static_cast<quint32>(start);
}

// A block of a file may have a size in between.
void PostingLists::giveBack(quint32 start, quint16 capacity)
{
    if (capacity == 0)
        return;
    const size_t sizeClass = classOf(capacity);
    if (wordsOf(sizeClass) == capacity)
        m_free[sizeClass].push_back(start);
    else
        m_free[sizeClass - 1].push_back(start);
}

void PostingLists::makeRoom(quint32 &start, quint16 &capacity, quint32 usedWords, quint32 words)
{
    if (words <= capacity)
        return;
    quint16 newCapacity = 0;
    const quint32 newStart = take(words, newCapacity);
    std::copy_n(m_words.data() + start, usedWords, m_words.data() + newStart);
    giveBack(start, capacity);
    start = newStart;
    capacity = newCapacity;
}

bool PostingLists::add(PostingPlace &list, quint32 id)
{
    return list.chunks == 0 ? addToFew(list, id) : addToChunks(list, id);
}

bool PostingLists::addToFew(PostingPlace &list, quint32 id)
{
    const auto *ids = at<quint32>(list.start);
    quint32 place = list.count;
    if (place > 0 && ids[place - 1] >= id) { // rarely: ids grow
        place = static_cast<quint32>(std::lower_bound(ids, ids + list.count, id) - ids);
        if (ids[place] == id)
            return false;
    }
    if (list.count == MostFew) {
        splitIntoChunks(list);
        return addToChunks(list, id);
    }
    makeRoom(list.start, list.capacity, wordsFor(list.count * sizeof(quint32)), wordsFor((list.count + 1) * sizeof(quint32)));
    auto *const moved = at<quint32>(list.start);
    std::copy_backward(moved + place, moved + list.count, moved + list.count + 1);
    moved[place] = id;
    ++list.count;
    return true;
}

void PostingLists::splitIntoChunks(PostingPlace &list)
{
    const std::vector<quint32> ids(at<quint32>(list.start), at<quint32>(list.start) + list.count);
    list.count = 0;
    for (quint32 id : ids)
        addToChunks(list, id);
}

// Chunks are copied out and back, because the arena may move when it grows.
bool PostingLists::addToChunks(PostingPlace &list, quint32 id)
{
    const auto key = static_cast<quint16>(id >> 16);
    size_t place = list.chunks;
    while (place > 0 && chunksOf(list)[place - 1].key > key)
        --place;
    if (place > 0 && chunksOf(list)[place - 1].key == key) {
        Chunk chunk = chunksOf(list)[place - 1];
        const bool isNew = addToChunk(chunk, lower(id));
        chunksOf(list)[place - 1] = chunk;
        list.count += isNew;
        return isNew;
    }
    makeRoom(list.start, list.capacity, wordsFor(list.chunks * sizeof(Chunk)), wordsFor((list.chunks + size_t(1)) * sizeof(Chunk)));
    Chunk chunk;
    chunk.key = key;
    addToChunk(chunk, lower(id));
    Chunk *const chunks = chunksOf(list);
    std::copy_backward(chunks + place, chunks + list.chunks, chunks + list.chunks + 1);
    chunks[place] = chunk;
    ++list.chunks;
    ++list.count;
    return true;
}

bool PostingLists::addToChunk(Chunk &chunk, quint16 id)
{
    if (chunk.count > MostInArray) {
        auto &word = at<quint64>(chunk.start)[id / 64];
        const bool isNew = !(word >> (id % 64) & 1);
        word |= quint64(1) << (id % 64);
        chunk.count += isNew;
        return isNew;
    }
    const auto *ids = at<quint16>(chunk.start);
    quint32 place = chunk.count;
    if (place > 0 && ids[place - 1] >= id) {
        place = static_cast<quint32>(std::lower_bound(ids, ids + chunk.count, id) - ids);
        if (ids[place] == id)
            return false;
    }
    if (chunk.count == MostInArray) {
        toBitset(chunk);
        at<quint64>(chunk.start)[id / 64] |= quint64(1) << (id % 64);
        ++chunk.count;
        return true;
    }
    makeRoom(chunk.start, chunk.capacity, wordsFor(chunk.count * sizeof(quint16)), wordsFor((chunk.count + 1) * sizeof(quint16)));
    auto *const moved = at<quint16>(chunk.start);
    std::copy_backward(moved + place, moved + chunk.count, moved + chunk.count + 1);
    moved[place] = id;
    ++chunk.count;
    return true;
}

// Both keep chunk.count, which the caller then takes over the border.
void PostingLists::toBitset(Chunk &chunk)
{
    const std::vector<quint16> ids(at<quint16>(chunk.start), at<quint16>(chunk.start) + chunk.count);
    makeRoom(chunk.start, chunk.capacity, 0, BitsetWords);
    auto *const bits = at<quint64>(chunk.start);
    std::fill_n(bits, BitsetWords, 0);
    for (quint16 id : ids)
        bits[id / 64] |= quint64(1) << (id % 64);
}

void PostingLists::toArray(Chunk &chunk)
{
    const std::vector<quint64> bits(at<quint64>(chunk.start), at<quint64>(chunk.start) + BitsetWords);
    auto *next = at<quint16>(chunk.start); // of the same size
    for (size_t word = 0; word < bits.size(); ++word) {
        for (quint64 left = bits[word]; left != 0; left &= left - 1)
            *next++ = static_cast<quint16>(word * 64 + static_cast<size_t>(std::countr_zero(left)));
    }
}

bool PostingLists::remove(PostingPlace &list, quint32 id)
{
    if (list.chunks == 0) {
        auto *const ids = at<quint32>(list.start);
        auto *const end = ids + list.count;
        auto *const place = std::lower_bound(ids, end, id);
        if (place == end || *place != id)
            return false;
        std::copy(place + 1, end, place);
        --list.count;
        return true;
    }
    Chunk *const chunks = chunksOf(list);
    Chunk *const end = chunks + list.chunks;
    const auto key = static_cast<quint16>(id >> 16);
    Chunk *const chunk = std::lower_bound(chunks, end, key, [](const Chunk &each, quint16 wanted) { return each.key < wanted; });
    if (chunk == end || chunk->key != key || !removeFromChunk(*chunk, lower(id)))
        return false;
    --list.count;
    if (chunk->count == 0)
        removeChunk(list, static_cast<size_t>(chunk - chunks));
    return true;
}

bool PostingLists::removeFromChunk(Chunk &chunk, quint16 id)
{
    if (chunk.count > MostInArray) {
        auto &word = at<quint64>(chunk.start)[id / 64];
        if (!(word >> (id % 64) & 1))
            return false;
        word &= ~(quint64(1) << (id % 64));
        if (--chunk.count == MostInArray)
            toArray(chunk);
        return true;
    }
    auto *const ids = at<quint16>(chunk.start);
    auto *const end = ids + chunk.count;
    auto *const place = std::lower_bound(ids, end, id);
    if (place == end || *place != id)
        return false;
    std::copy(place + 1, end, place);
    --chunk.count;
    return true;
}

void PostingLists::removeChunk(PostingPlace &list, size_t place)
{
    Chunk *const chunks = chunksOf(list);
    giveBack(chunks[place].start, chunks[place].capacity);
    std::copy(chunks + place + 1, chunks + list.chunks, chunks + place);
    --list.chunks;
}

quint64 PostingLists::packedWords(const PostingPlace &list) const
{
    if (list.chunks == 0)
        return wordsFor(list.count * sizeof(quint32));
    quint64 words = wordsFor(list.chunks * sizeof(Chunk));
    for (size_t i = 0; i < list.chunks; ++i)
        words += wordsOf(chunksOf(list)[i]);
    return words;
}

PostingPlace PostingLists::packedPlace(const PostingPlace &list, quint32 start) const
{
    PostingPlace packed = list;
    packed.start = start;
    packed.capacity = static_cast<quint16>(list.chunks == 0 ? wordsFor(list.count * sizeof(quint32)) : wordsFor(list.chunks * sizeof(Chunk)));
    return packed;
}

void PostingLists::pack(const PostingPlace &list, quint32 start, std::vector<quint64> &words) const
{
    const size_t begin = words.size();
    words.resize(begin + packedPlace(list, start).capacity);
    if (list.chunks == 0) {
        if (list.count > 0)
            std::memcpy(words.data() + begin, at<quint32>(list.start), list.count * sizeof(quint32));
        return;
    }
    std::vector<Chunk> chunks(chunksOf(list), chunksOf(list) + list.chunks);
    for (Chunk &chunk : chunks) {
        const auto size = wordsOf(chunk);
        const size_t place = words.size();
        words.resize(place + size);
        std::memcpy(words.data() + place, at<quint64>(chunk.start), chunk.count > MostInArray ? size * sizeof(quint64) : chunk.count * sizeof(quint16));
        chunk.start = static_cast<quint32>(start + (place - begin));
        chunk.capacity = static_cast<quint16>(size);
    }
    std::memcpy(words.data() + begin, chunks.data(), chunks.size() * sizeof(Chunk));
}

// In a file, all lies in the order of the lists without gaps, so that nothing can lie upon anything else.
bool PostingLists::isSound(const PostingPlace &list, quint64 &next) const
{
    const PostingPlace packed = list.chunks == 0 && list.count > MostFew ? PostingPlace() : packedPlace(list, static_cast<quint32>(next));
    if (list.start != next || list.capacity != packed.capacity || next + list.capacity > m_words.size())
        return false;
    next += list.capacity;
    if (list.chunks == 0) {
        const auto *ids = at<quint32>(list.start);
        return std::adjacent_find(ids, ids + list.count, std::greater_equal<>()) == ids + list.count;
    }
    quint64 count = 0;
    for (size_t i = 0; i < list.chunks; ++i) {
        const Chunk &chunk = chunksOf(list)[i];
        if ((i > 0 && chunksOf(list)[i - 1].key >= chunk.key) || !isSound(chunk, next))
            return false;
        count += chunk.count;
    }
    return count == list.count;
}

bool PostingLists::isSound(const Chunk &chunk, quint64 &next) const
{
    if (chunk.count == 0 || chunk.count > 65'536 || chunk.start != next || chunk.capacity != wordsOf(chunk) || next + chunk.capacity > m_words.size())
        return false;
    next += chunk.capacity;
    if (chunk.count > MostInArray) {
        const auto *bits = at<quint64>(chunk.start);
        quint32 count = 0;
        for (size_t i = 0; i < BitsetWords; ++i)
            count += static_cast<quint32>(std::popcount(bits[i]));
        return count == chunk.count;
    }
    const auto *ids = at<quint16>(chunk.start);
    bool isAscending = true;
    for (quint32 i = 1; i < chunk.count; ++i) // without an early end it is done many at a time
        isAscending &= ids[i - 1] < ids[i];
    return isAscending;
}

// Calls few(ids, number) for a list of few, else for each chunk, ascending, ids(key, ids, number) or bits(key, words, number).
template <class Few, class Ids, class Bits>
void PostingList::visit(Few few, Ids ids, Bits bits) const
{
    if (m_place.chunks == 0) {
        few(m_lists.at<quint32>(m_place.start), m_place.count);
        return;
    }
    for (size_t i = 0; i < m_place.chunks; ++i) {
        const PostingLists::Chunk &chunk = m_lists.chunksOf(m_place)[i];
        if (chunk.count > PostingLists::MostInArray)
            bits(chunk.key, m_lists.at<quint64>(chunk.start), chunk.count);
        else
            ids(chunk.key, m_lists.at<quint16>(chunk.start), chunk.count);
    }
}

bool PostingList::contains(quint32 id) const
{
    bool found = false;
    const auto isMine = [id](quint16 key) { return key == id >> 16; };
    visit([&](const quint32 *ids, quint32 count) { found = std::binary_search(ids, ids + count, id); },
          [&](quint16 key, const quint16 *ids, quint32 count) { found = found || (isMine(key) && std::binary_search(ids, ids + count, lower(id))); },
          [&](quint16 key, const quint64 *bits, quint32) { found = found || (isMine(key) && hasBit(bits, lower(id))); });
    return found;
}

void PostingList::addTo(IdBitmap &bitmap) const
{
    if (m_place.chunks == 0)
        bitmap.addMany(m_place.count, m_lists.at<quint32>(m_place.start));
    else
        bitmap |= toBitmap();
}

void PostingList::addTo(DenseSet &dense) const
{
    visit([&](const quint32 *ids, quint32 count) { std::for_each(ids, ids + count, [&](quint32 id) { dense.add(id); }); },
          [&](quint16 key, const quint16 *ids, quint32 count) { dense.add(key, ids, count); },
          [&](quint16 key, const quint64 *bits, quint32) { dense.add(key, bits); });
}

// In roaring's portable format, which differs from the chunks only in how their places are told (RoaringFormatSpec).
IdBitmap PostingList::toBitmap() const
{
    if (m_place.chunks == 0)
        return IdBitmap(m_place.count, m_lists.at<quint32>(m_place.start));
    constexpr quint32 WithoutRuns = 12'346;
    std::vector<char> bytes;
    std::vector<quint32> starts;
    const auto append = [&bytes](const auto *values, size_t count) {
        const auto *first = reinterpret_cast<const char *>(values);
        bytes.insert(bytes.end(), first, first + count * sizeof(*values));
    };
    const quint32 head[] = {WithoutRuns, m_place.chunks};
    append(head, 2);
    auto next = static_cast<quint32>(sizeof(head) + m_place.chunks * (2 * sizeof(quint16) + sizeof(quint32)));
    const auto describe = [&](quint16 key, quint32 count, size_t size) {
        const quint16 description[] = {key, static_cast<quint16>(count - 1)};
        append(description, 2);
        starts.push_back(next);
        next += static_cast<quint32>(size);
    };
    const auto none = [](const quint32 *, quint32) {};
    visit(none, [&](quint16 key, const quint16 *, quint32 count) { describe(key, count, count * sizeof(quint16)); },
          [&](quint16 key, const quint64 *, quint32 count) { describe(key, count, PostingLists::BitsetWords * sizeof(quint64)); });
    bytes.reserve(next);
    append(starts.data(), starts.size());
    visit(none, [&](quint16, const quint16 *ids, quint32 count) { append(ids, count); },
          [&](quint16, const quint64 *bits, quint32) { append(bits, PostingLists::BitsetWords); });
    return IdBitmap::readSafe(bytes.data(), bytes.size());
}

quint32 PostingList::countIn(const DenseSet &dense) const
{
    quint32 count = 0;
    visit([&](const quint32 *ids, quint32 size) { count += dense.countOf(ids, size); },
          [&](quint16 key, const quint16 *ids, quint32 size) { count += dense.countOf(key, ids, size); },
          [&](quint16 key, const quint64 *bits, quint32) { count += dense.countOf(key, bits); });
    return count;
}

bool PostingList::operator==(const PostingList &other) const
{
    return count() == other.count() && toBitmap() == other.toBitmap();
}

} // namespace dateline
