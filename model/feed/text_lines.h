// Lines and paragraphs of plain text files.
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace dateline {

struct TextLine {
    QString text;            // white space folded; empty for a blank line
    bool isIndented = false;
};

// Cuts at every kind of line end (\n, \r\n, \r, form feed, U+2028, U+2029).
QList<TextLine> textLines(QStringView text);

// Paragraphs, joined by "\n\n": hard-wrapped lines (at some column up to 100) are joined again; long lines are paragraphs
// of their own; short ones (verse, lists, addresses) stay lines, parted by "\n". No word is lost.
QString joinedParagraphs(const QList<TextLine> &lines);

} // namespace dateline
