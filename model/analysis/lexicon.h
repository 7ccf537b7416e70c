// Common words with the group of words that they are used like: clusters of word vectors, in two sizes, and how common each is.
// Lets what was learnt of "minister" or "Milan" speak for words of their kind that no training text held.
#pragma once

#include "analysis/model_file.h"

namespace dateline {

// All zero for a word that isn't listed.
struct WordGroup {
    quint16 fine = 0;   // 1 … about a thousand
    quint8 coarse = 0;  // 1 … 64
    quint8 rarity = 0;  // 1 most common … 16; about 2 log2 of a hundredth of its rank
};

class Lexicon final {
public:
    static Result<Lexicon> open(QByteArrayView bytes, const QString &name);

    struct Word {
        quint64 folded = 0;
        WordGroup group;
    };
    static QByteArray compile(const std::vector<Word> &words);

    // `folded` is Token::folded.
    WordGroup find(quint64 folded) const
    {
        const size_t mask = m_slots.size() - 1;
        for (size_t at = folded & mask; m_slots[at].group.fine != 0; at = (at + 1) & mask) {
            if (m_slots[at].check == quint32(folded >> 32))
                return m_slots[at].group;
        }
        return {};
    }

private:
    struct Slot {
        quint32 check = 0;
        WordGroup group;
    };

    ModelFile m_file;
    std::span<const Slot> m_slots;
};

} // namespace dateline
