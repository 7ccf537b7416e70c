// The numbers, words and marks of a short text, words with their meaning in dates.
#pragma once

#include "text/date_words.h"

#include <QList>
#include <QStringView>

#include <optional>

namespace dateline {

struct DateToken {
    enum class Kind : quint8 { Number, Word, Mark, Used };

    Kind kind = Kind::Mark;
    bool spaceBefore = false;
    int digits = 0;      // of a number
    qint64 value = 0;
    char16_t mark = 0;
    QString text = {};   // of a word, folded
    DateWord word = {};
};

// Nothing where the text can't be a date: no digit, over 120 characters, over 40 tokens, a mark that dates don't have.
std::optional<QList<DateToken>> dateTokens(QStringView text);

} // namespace dateline
