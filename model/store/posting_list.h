// PostingLists: which articles hold each value: a sorted set of ids for each, all in one arena of memory, whose beginning may be a
// section of the index file. PostingList: one of them to look at, valid until the lists are changed.
#pragma once

#include "store/dense_set.h"
#include "store/growing_array.h"
#include "store/index_file.h"

#include <array>
#include <vector>

namespace dateline {

// Where a list lies. A plain value that its owner keeps, in memory and in the index file.
struct PostingPlace {
    quint32 start = 0;    // in the arena
    quint32 count = 0;    // of ids
    quint16 capacity = 0; // in words of the arena
    quint16 chunks = 0;   // 0: few ids, as they are; else as many chunks
};

class PostingLists;

class PostingList final {
public:
    PostingList(const PostingLists &lists, const PostingPlace &place) : m_lists(lists), m_place(place) {}

    quint32 count() const { return m_place.count; }
    bool contains(quint32 id) const;
    void addTo(IdBitmap &bitmap) const;
    void addTo(DenseSet &ids) const;
    IdBitmap toBitmap() const;
    // How many of `ids` are in this list.
    quint32 countIn(const DenseSet &ids) const;
    bool operator==(const PostingList &other) const;

private:
    friend class PostingLists;
    template <class Few, class Ids, class Bits>
    void visit(Few few, Ids ids, Bits bits) const;

    const PostingLists &m_lists;
    const PostingPlace &m_place;
};

class PostingLists final {
public:
    // True where it wasn't in (add) or was in (remove).
    bool add(PostingPlace &list, quint32 id);
    bool remove(PostingPlace &list, quint32 id);

    // For the index file: the words that a list takes there, its place in an arena that begins `start` words before, and the words.
    quint64 packedWords(const PostingPlace &list) const;
    PostingPlace packedPlace(const PostingPlace &list, quint32 start) const;
    void pack(const PostingPlace &list, quint32 start, std::vector<quint64> &words) const;
    bool map(const IndexFile &file, IndexSection section) { return file.map(section, m_words); }
    // Whether a list from a file begins at `next`, and is what its place says. `next` becomes its end.
    bool isSound(const PostingPlace &list, quint64 &next) const;
    quint64 words() const { return m_words.size(); }

private:
    friend class PostingList;
    // 65,536 ids: an array of their lower halves, or a bitset where there are more than MostInArray.
    struct Chunk {
        quint32 start = 0;
        quint32 count = 0;
        quint16 key = 0; // the upper half of the ids
        quint16 capacity = 0;
    };
    static constexpr quint32 MostFew = 256, MostInArray = 4096, BitsetWords = 1024;
    static constexpr size_t Classes = 112;

    template <class T>
    T *at(quint32 start) { return reinterpret_cast<T *>(m_words.data() + start); }
    template <class T>
    const T *at(quint32 start) const { return reinterpret_cast<const T *>(m_words.data() + start); }
    Chunk *chunksOf(const PostingPlace &list) { return at<Chunk>(list.start); }
    const Chunk *chunksOf(const PostingPlace &list) const { return at<Chunk>(list.start); }

    static size_t classOf(quint32 words);
    static quint32 wordsOf(size_t sizeClass);
    static quint32 wordsFor(size_t bytes) { return static_cast<quint32>((bytes + sizeof(quint64) - 1) / sizeof(quint64)); }
    static quint32 wordsOf(const Chunk &chunk) { return chunk.count > MostInArray ? BitsetWords : wordsFor(chunk.count * sizeof(quint16)); }

    quint32 take(quint32 words, quint16 &capacity);
    void giveBack(quint32 start, quint16 capacity);
    void makeRoom(quint32 &start, quint16 &capacity, quint32 usedWords, quint32 words);
    bool addToFew(PostingPlace &list, quint32 id);
    bool addToChunks(PostingPlace &list, quint32 id);
    bool addToChunk(Chunk &chunk, quint16 id);
    bool removeFromChunk(Chunk &chunk, quint16 id);
    void splitIntoChunks(PostingPlace &list);
    void toBitset(Chunk &chunk);
    void toArray(Chunk &chunk);
    void removeChunk(PostingPlace &list, size_t at);
    bool isSound(const Chunk &chunk, quint64 &next) const;

    GrowingArray<quint64> m_words;
    std::array<std::vector<quint32>, Classes> m_free; // starts of blocks given back, by size
};

} // namespace dateline
