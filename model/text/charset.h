// Bytes to text: finds the encoding and decodes it (WHATWG Encoding Standard labels, ICU converters).
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

namespace dateline {

struct DecodedText {
    QString text;          // without a byte order mark; NUL and invalid bytes become U+FFFD
    QString encoding;      // the name of the encoding used, e.g. "UTF-8", "windows-1251"
    qsizetype invalid = 0; // how many characters could not be decoded
    qsizetype borrowed = 0; // bytes in a UTF-8 text that were read as Windows-1252, because all about them is
    bool isPlain = false;  // ASCII alone: the encoding is as good as any other
};

// Decodes bytes. Order of belief: byte order mark; UTF-8 where the bytes are valid UTF-8 with a non-ASCII character;
// `declared` (an HTTP charset, an XML or meta declaration; empty: none); ICU's detector; Windows-1252.
DecodedText decodeText(QByteArrayView bytes, QByteArrayView declared = {});

// The text that was meant where UTF-8 was taken for Windows-1252, ISO 8859-1 or the code page of a country, and encoded once more ("Ã©" for "é"), perhaps twice: the whole
// text, or parts of it where control characters show that. None where nothing speaks for it. Fewer than `fewest` such characters in a whole text
// may be meant: a page may show what a broken accent looks like.
std::optional<QString> withoutDoubleEncoding(const QString &text, int fewest = 1);

// The encoding that an HTML page states in its first 1,024 bytes (HTML Standard §13.2.3.2), or empty.
QByteArray declaredHtmlEncoding(QByteArrayView bytes);

// True where the bytes can't be text in any encoding: images, archives, PDF, mostly control characters.
bool looksBinary(QByteArrayView bytes);

} // namespace dateline
