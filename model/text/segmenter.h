// Sentences and words by Unicode rules (UAX #29 through ICU), with the abbreviations that news text is full of.
#pragma once

#include "base/annotations.h"

#include <QList>
#include <QStringView>

namespace dateline {

// Sentences in order, white space at their ends left out. A paragraph break ends a sentence. Abbreviations ("Mr.",
// "U.S.", "Sept.", initials) don't. `language` is ISO 639 (empty: root rules). Linear.
QList<Span> sentences(QStringView text, const QString &language = {});

struct Word {
    qint32 start = 0;
    qint32 length = 0;
    bool isWord = false; // letters or digits; else punctuation. White space is left out.
};

// Words and punctuation marks in order. Hyphenated words and words with an apostrophe stay whole ("Guinea-Bissau",
// "O'Brien"), and so do dotted initials ("U.S.", with the last dot); a possessive "'s" is a word of its own.
QList<Word> words(QStringView text, const QString &language = {});

} // namespace dateline
