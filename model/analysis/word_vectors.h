// Vectors of common words: words that are used alike lie near one another (GloVe, Pennington, Socher & Manning 2014), turned to
// their main axes and cut to a byte a number. What the name finder's network reads of a word.
#pragma once

#include "analysis/model_file.h"

#include <array>

namespace dateline {

class WordVectors final {
public:
    static constexpr size_t Dimensions = 64;
    using Row = std::array<qint8, Dimensions>;

    static Result<WordVectors> open(QByteArrayView bytes, const QString &name);

    struct Word {
        quint64 folded = 0;
        Row row{};
    };
    // The first of two words that fold alike counts.
    static QByteArray compile(const std::vector<Word> &words);

    // The vector of a word (Token::folded), in units of 1/127 of the longest axis; nothing where it isn't listed.
    const Row *find(quint64 folded) const
    {
        const size_t mask = m_slots.size() - 1;
        for (size_t at = folded & mask; m_slots[at].number != 0; at = (at + 1) & mask) {
            if (m_slots[at].check == quint32(folded >> 32))
                return &m_rows[m_slots[at].number - 1];
        }
        return nullptr;
    }

private:
    struct Slot {
        quint32 check = 0;
        quint32 number = 0; // one more than that of its row; 0: empty
    };

    ModelFile m_file;
    std::span<const Slot> m_slots;
    std::span<const Row> m_rows;
};

} // namespace dateline
