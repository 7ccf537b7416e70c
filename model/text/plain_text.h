// Small operations on plain text that every importer needs.
#pragma once

#include <QString>

namespace dateline {

// One line of plain text from a title or name that may hold markup and (doubly) escaped entities, as feeds write them:
// tags are dropped, entities decoded, white space folded. "a < b" stays as it is.
QString plainTitle(const QString &text);

// True where the text holds HTML tags or entities, so that it is to be read as markup.
// Whether the text is a document's markup rather than one that speaks of markup: it ends paragraphs or links, or breaks lines.
bool isWrittenInHtml(QStringView text);

bool looksLikeHtml(QStringView text);

// Sanitised html for plain text: one <p> a paragraph, <br> for single line breaks, escaped.
QString htmlFromText(QStringView text);

// One line: runs of white space (and no-break, zero-width and control characters) become one space, soft hyphens and what turns the direction of
// writing go; ends trimmed.
QString simplified(QStringView text);

// At most `length` UTF-16 units, cut between words (or between grapheme clusters), with "…" where cut. One line.
QString excerpt(QStringView text, int length);

} // namespace dateline
