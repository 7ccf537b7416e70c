// Names of encodings as documents write them, after the WHATWG Encoding Standard §4.2.
#pragma once

#include <QByteArrayView>

namespace dateline {

struct Charset {
    const char *name = nullptr;      // the standard's name; null: none
    const char *converter = nullptr; // ICU's name of the converter that decodes it as browsers do
};

// The encoding that a label ("latin1", "x-sjis", any case) means. None for unknown labels and for those that the standard
// replaces because they hide markup (UTF-7, ISO-2022-KR, HZ).
Charset charsetForLabel(QByteArrayView label);

// Whether a stated label agrees with the encoding that was used (DecodedText::encoding): UTF-16 of either order is UTF-16; no label disagrees with
// none.
bool isSameCharset(QByteArrayView label, QByteArrayView used);

} // namespace dateline
