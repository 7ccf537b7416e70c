#include "feed/xml_declaration.h"

namespace dateline {

namespace {

QByteArray encodingByZeros(QByteArrayView bytes)
{
    struct Pattern {
        QByteArrayView start;
        const char *encoding;
    };
    static constexpr Pattern patterns[] = {
        {QByteArrayView("\0\0\0<", 4), "UTF-32BE"}, {QByteArrayView("<\0\0\0", 4), "UTF-32LE"},
        {QByteArrayView("\0<\0", 3), "UTF-16BE"}, {QByteArrayView("<\0", 2), "UTF-16LE"},
    };
    for (const Pattern &pattern : patterns) {
        if (bytes.startsWith(pattern.start))
            return pattern.encoding;
    }
    return {};
}

} // namespace

QByteArray declaredXmlEncoding(QByteArrayView bytes)
{
    const QByteArray byZeros = encodingByZeros(bytes);
    if (!byZeros.isEmpty())
        return byZeros;
    const QByteArray beginning = bytes.first(qMin<qsizetype>(bytes.size(), 1024)).toByteArray();
    const qsizetype start = beginning.indexOf("<?xml");
    const qsizetype end = beginning.indexOf('>', start);
    qsizetype at = start < 0 ? -1 : beginning.indexOf("encoding", start);
    if (at < 0 || end < at)
        return {};
    at += qsizetype(sizeof "encoding" - 1);
    while (at < end && (beginning[at] == ' ' || beginning[at] == '=' || beginning[at] == '\t'))
        ++at;
    const char quote = beginning[at];
    const qsizetype close = quote == '"' || quote == '\'' ? beginning.indexOf(quote, at + 1) : -1;
    return close < 0 ? QByteArray() : beginning.mid(at + 1, close - at - 1).trimmed();
}

DecodedText decodeXml(QByteArrayView bytes, QByteArrayView charset)
{
    const QByteArray stated = declaredXmlEncoding(bytes);
    DecodedText decoded = decodeText(bytes, charset.isEmpty() ? QByteArrayView(stated) : charset);
    if (decoded.invalid == 0 || charset.isEmpty() || stated.isEmpty())
        return decoded;
    DecodedText other = decodeText(bytes, stated);
    return other.invalid < decoded.invalid ? other : decoded;
}

} // namespace dateline
