// Text for a terminal: widths, wrapping, columns.
#pragma once

#include <QString>

namespace dateline {

// Columns that a terminal needs for the text: East Asian wide characters take two, combining marks none.
int displayWidth(QStringView text);
// Cut with "…" or filled with blanks to exactly `width` columns.
QString fitted(const QString &text, int width);
// Paragraphs broken between words; each line begins with `indent` blanks. No line end at the end.
QString wrapped(const QString &text, int width, int indent = 0);
// A bar of `width` columns filled by `share` (0..1), at least a sliver where share > 0.
QString bar(double share, int width);

} // namespace dateline
