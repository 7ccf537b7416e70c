// What bytes say about themselves before they are decoded: the encoding an HTML page states, and whether they are text.
#include "text/charset.h"
#include "text/charset_labels.h"
#include "text/markup_tokens.h"

#include <algorithm>

namespace dateline {

namespace {

// The charset of "text/html; charset=utf-8" (HTML Standard, "extracting a character encoding from a meta element").
QByteArrayView charsetOf(QByteArrayView contentType)
{
    for (qsizetype at = 0; at + 7 <= contentType.size(); ++at) {
        if (!equalsIgnoringCase(contentType.sliced(at, 7), "charset"))
            continue;
        QByteArrayView rest = contentType.sliced(at + 7).trimmed();
        if (!rest.startsWith('='))
            continue;
        rest = rest.sliced(1).trimmed();
        const char quote = rest.isEmpty() ? '\0' : rest.front();
        if (quote == '"' || quote == '\'') {
            const qsizetype end = rest.indexOf(quote, 1);
            return end < 0 ? QByteArrayView() : rest.sliced(1, end - 1);
        }
        const auto *end = std::find_if(rest.begin(), rest.end(), [](char c) { return c == ';' || c == ' ' || c == '\t' || c == '\n'; });
        return rest.first(end - rest.begin());
    }
    return {};
}

QByteArrayView attributeOf(const MarkupTag &tag, QByteArrayView name)
{
    for (const MarkupAttribute &attribute : tag.attributes)
        if (equalsIgnoringCase(attribute.name, name))
            return attribute.value;
    return {};
}

bool startsLikeBinary(QByteArrayView bytes)
{
    static constexpr QByteArrayView marks[] = {
        "%PDF-", "\x89PNG\r\n", "GIF87a", "GIF89a", "\xFF\xD8\xFF", "PK\x03\x04", "PK\x05\x06", "\x1F\x8B\x08", "\x7F" "ELF", "7z\xBC\xAF\x27\x1C",
        "Rar!\x1A\x07", "BZh", "\xFD" "7zXZ", "\x28\xB5\x2F\xFD", "\xD0\xCF\x11\xE0\xA1\xB1", "SQLite format 3", "wOFF", "wOF2", "OggS", "fLaC",
        "ID3\x03", "ID3\x04", "\xCA\xFE\xBA\xBE", "\xCF\xFA\xED\xFE"};
    if (std::any_of(std::begin(marks), std::end(marks), [bytes](QByteArrayView mark) { return bytes.startsWith(mark); }))
        return true;
    const bool isRiff = bytes.startsWith("RIFF") && bytes.size() >= 12;
    const bool isMovie = bytes.size() >= 12 && bytes.sliced(4, 4) == "ftyp";
    return isRiff || isMovie;
}

bool hasWideMark(QByteArrayView bytes)
{
    return bytes.startsWith("\xFF\xFE") || bytes.startsWith("\xFE\xFF") || bytes.startsWith("\xEF\xBB\xBF")
        || bytes.startsWith(QByteArrayView("\0\0\xFE\xFF", 4));
}

bool isControl(char c)
{
    const auto u = static_cast<unsigned char>(c);
    return u < 0x20 && u != '\t' && u != '\n' && u != '\r' && u != '\f' && u != 0x1b;
}

} // namespace

QByteArray declaredHtmlEncoding(QByteArrayView bytes)
{
    const QByteArrayView head = bytes.first(std::min<qsizetype>(bytes.size(), 1024));
    MarkupTag tag;
    for (qsizetype at = head.indexOf('<'); at >= 0 && at < head.size(); at = head.indexOf('<', at)) {
        if (head.sliced(at).startsWith("<!--")) {
            const qsizetype end = head.indexOf("-->", at + 2);
            at = end < 0 ? head.size() : end + 3;
            continue;
        }
        if (!isTagAt(head, at)) {
            ++at;
            continue;
        }
        at = readTag(head, at, tag);
        if (tag.isEnd || tag.tag != GUMBO_TAG_META)
            continue;
        QByteArrayView label = attributeOf(tag, "charset");
        if (label.isEmpty() && equalsIgnoringCase(attributeOf(tag, "http-equiv").trimmed(), "content-type"))
            label = charsetOf(attributeOf(tag, "content"));
        const Charset charset = charsetForLabel(label);
        if (!charset.name)
            continue;
        // A page whose meta could be read as ASCII can't be UTF-16.
        return qstrncmp(charset.name, "UTF-16", 6) == 0 ? QByteArray("UTF-8") : QByteArray(charset.name);
    }
    return {};
}

bool looksBinary(QByteArrayView bytes)
{
    if (bytes.isEmpty() || hasWideMark(bytes))
        return false;
    if (startsLikeBinary(bytes))
        return true;
    const QByteArrayView sample = bytes.first(std::min<qsizetype>(bytes.size(), 8192));
    // Wide text has NULs and small numbers in the upper half of its units, and hardly a control character in the lower.
    qsizetype controls[2] = {};
    qsizetype nulls[2] = {};
    for (qsizetype i = 0; i < sample.size(); ++i) {
        controls[i % 2] += isControl(sample[i]) ? 1 : 0;
        nulls[i % 2] += sample[i] == '\0' ? 1 : 0;
    }
    const bool isWide = std::max(nulls[0], nulls[1]) * 40 > sample.size() && std::min(controls[0], controls[1]) * 50 <= sample.size();
    const bool isWider = nulls[0] + nulls[1] >= sample.size() * 5 / 8 && nulls[0] + nulls[1] <= sample.size() * 3 / 4
        && controls[0] + controls[1] - nulls[0] - nulls[1] <= sample.size() / 50;
    // A stray NUL is a fault in a text; many control characters are not.
    return (controls[0] + controls[1]) * 20 > sample.size() && !isWide && !isWider;
}

} // namespace dateline
