// Which words with a full stop behind them end no sentence.
#pragma once

#include <QStringView>

namespace dateline {

enum class Abbreviation : quint8 {
    None,
    Title,        // a name or more follows: "Mr.", "Gen.", "bzw."
    BeforeNumber, // ends no sentence where a number follows: "No.", "Sept.", "Fig."
    Either,       // may stand at the end of a sentence too: "Inc.", "U.S.", "a.m."
};

// `word` without its full stop, in lower case ("mr", "u.s"); `language` ISO 639 or empty.
Abbreviation abbreviation(QStringView word, QStringView language);

// True for words that begin sentences and no names ("The", "However", "Der"), in lower case.
bool beginsSentences(QStringView word);

// Languages that write ordinal numbers with a full stop: "11. September".
bool writesOrdinalDots(QStringView language);

} // namespace dateline
