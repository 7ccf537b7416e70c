// Folding: the form in which names, tags and search words compare equal.
#pragma once

#include <QString>

namespace dateline {

// Case and diacritics folded, punctuation kept, white space folded to one space: "Vučić" and "VUCIC" give "vucic". Letters
// without a decomposition that readers write plainly are mapped too (đ d, ø o, ł l, ß ss, æ ae).
QString folded(QStringView text);

} // namespace dateline
