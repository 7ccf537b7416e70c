// Character references in UTF-8 markup, as far as they are plain: numbers and HTML 4's names, each with its semicolon. Used by RegularTree.
#pragma once

#include <QByteArrayView>

namespace dateline {

enum class ReferenceUse : quint8 { Text, Attribute };

// Writes `raw` with its references decoded (HTML Standard §13.2.5.72 to 80) to `out`, which has room for twice its size. Returns the end of what was
// written; null where there is one that takes more knowledge: an unknown or unfinished name, a number that stands for something else.
char *appendDecoded(QByteArrayView raw, ReferenceUse use, char *out);

} // namespace dateline
