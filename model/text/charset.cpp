#include "text/charset.h"

#include "text/charset_labels.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <optional>

namespace dateline {

namespace {

constexpr qsizetype sampled = 64 << 10; // for guessing

struct Utf8Figures {
    qsizetype sequences = 0; // well-formed ones of two bytes or more
    qsizetype faults = 0;
    bool cutOff = false;     // the last sequence lacks its end
};

// The length of the well-formed sequence at `at` (Unicode 15, table 3-7), 0 where there is none; -1 where it is cut off.
int sequenceLength(QByteArrayView bytes, qsizetype at)
{
    const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char lead = byte(at);
    int length = 0;
    unsigned char low = 0x80, high = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) {
        length = 2;
    } else if (lead >= 0xe0 && lead <= 0xef) {
        length = 3;
        low = lead == 0xe0 ? 0xa0 : 0x80;
        high = lead == 0xed ? 0x9f : 0xbf;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
        length = 4;
        low = lead == 0xf0 ? 0x90 : 0x80;
        high = lead == 0xf4 ? 0x8f : 0xbf;
    } else {
        return 0;
    }
    for (int i = 1; i < length; ++i) {
        if (at + i >= bytes.size())
            return -1;
        const unsigned char next = byte(at + i);
        if (next < low || next > high)
            return 0;
        low = 0x80;
        high = 0xbf;
    }
    return length;
}

// Where the run of ASCII that goes on at `at` ends; eight bytes at a time.
qsizetype asciiEnd(QByteArrayView bytes, qsizetype at)
{
    constexpr quint64 highBits = 0x8080808080808080;
    for (quint64 eight = 0; at + 8 <= bytes.size(); at += 8) {
        std::memcpy(&eight, bytes.data() + at, 8);
        if (eight & highBits)
            break;
    }
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80)
        ++at;
    return at;
}

Utf8Figures utf8Figures(QByteArrayView bytes)
{
    Utf8Figures figures;
    for (qsizetype i = 0; i < bytes.size();) {
        if (static_cast<unsigned char>(bytes[i]) < 0x80) {
            i = asciiEnd(bytes, i + 1);
            continue;
        }
        const int length = sequenceLength(bytes, i);
        if (length < 0) {
            figures.cutOff = true;
            break;
        }
        (length > 0 ? figures.sequences : figures.faults) += 1;
        i += length > 0 ? length : 1;
    }
    return figures;
}

// NULs are U+FFFD: the stores and parsers behind us take them for the end of a text.
void replaceNulls(QString &text)
{
    text.replace(QChar(0), QChar(0xfffd));
}

qsizetype countReplacements(const QString &text)
{
    return std::count(text.begin(), text.end(), QChar(0xfffd));
}

DecodedText finished(QString text, const char *name, qsizetype honest = 0)
{
    if (text.startsWith(QChar(0xfeff)))
        text.remove(0, 1);
    replaceNulls(text);
    const qsizetype invalid = std::max<qsizetype>(0, countReplacements(text) - honest);
    return {text, QString::fromLatin1(name), invalid};
}

DecodedText decodeUtf8(QByteArrayView bytes)
{
    // U+FFFD that the author wrote is no fault of ours.
    const qsizetype honest = QByteArray::fromRawData(bytes.data(), bytes.size()).count("\xEF\xBF\xBD");
    return finished(QString::fromUtf8(bytes), "UTF-8", honest);
}

// Without a fault: nothing is to be counted.
DecodedText decodeWholeUtf8(QByteArrayView bytes)
{
    DecodedText decoded{QString::fromUtf8(bytes), QStringLiteral("UTF-8")};
    if (decoded.text.startsWith(QChar(0xfeff)))
        decoded.text.remove(0, 1);
    replaceNulls(decoded.text);
    return decoded;
}

bool endsStretch(char c)
{
    return c == '<' || c == '>' || c == '\n';
}

struct CloseConverter {
    void operator()(UConverter *converter) const { ucnv_close(converter); }
};

std::optional<DecodedText> decodeWith(const Charset &charset, QByteArrayView bytes)
{
    if (qstrcmp(charset.name, "UTF-8") == 0)
        return decodeUtf8(bytes);
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(charset.converter, &status));
    if (U_FAILURE(status))
        return {};
    QString text(bytes.size() + 16, Qt::Uninitialized);
    const char *in = bytes.data();
    const char *const inEnd = in + bytes.size();
    qsizetype written = 0;
    for (;;) {
        auto *out = reinterpret_cast<UChar *>(text.data()) + written;
        status = U_ZERO_ERROR;
        ucnv_toUnicode(converter.get(), &out, reinterpret_cast<UChar *>(text.data()) + text.size(), &in, inEnd, nullptr, true, &status);
        written = out - reinterpret_cast<UChar *>(text.data());
        if (status != U_BUFFER_OVERFLOW_ERROR)
            break;
        text.resize(text.size() * 2);
    }
    text.resize(written);
    text.replace(QChar(0x1a), QChar(0xfffd)); // some converters' own substitute
    return finished(text, charset.name);
}

std::optional<Charset> byteOrderMark(QByteArrayView bytes, qsizetype &length)
{
    length = 3;
    if (bytes.startsWith("\xEF\xBB\xBF"))
        return Charset{"UTF-8", "UTF-8"};
    length = 4;
    if (bytes.startsWith(QByteArrayView("\xFF\xFE\0\0", 4)))
        return Charset{"UTF-32LE", "UTF-32LE"};
    if (bytes.startsWith(QByteArrayView("\0\0\xFE\xFF", 4)))
        return Charset{"UTF-32BE", "UTF-32BE"};
    length = 2;
    if (bytes.startsWith("\xFF\xFE"))
        return Charset{"UTF-16LE", "UTF-16LE"};
    if (bytes.startsWith("\xFE\xFF"))
        return Charset{"UTF-16BE", "UTF-16BE"};
    return {};
}

// UTF-16 and UTF-32 without a mark: white space, digits and markup leave NULs at every second (or fourth) place.
std::optional<Charset> wideEncoding(QByteArrayView bytes)
{
    const QByteArrayView sample = bytes.first(std::min<qsizetype>(bytes.size(), 4096) / 4 * 4);
    qsizetype nulls[4] = {};
    for (qsizetype i = 0; i < sample.size(); ++i)
        nulls[i % 4] += sample[i] == 0 ? 1 : 0;
    const qsizetype quarter = sample.size() / 4;
    if (quarter < 2 || nulls[0] + nulls[1] + nulls[2] + nulls[3] == 0)
        return {};
    if (nulls[1] > quarter * 9 / 10 && nulls[2] > quarter * 8 / 10 && nulls[3] == quarter && nulls[0] == 0)
        return Charset{"UTF-32LE", "UTF-32LE"};
    if (nulls[0] == quarter && nulls[1] > quarter * 8 / 10 && nulls[2] > quarter * 9 / 10 && nulls[3] == 0)
        return Charset{"UTF-32BE", "UTF-32BE"};
    const qsizetype even = nulls[0] + nulls[2];
    const qsizetype odd = nulls[1] + nulls[3];
    if (odd > quarter / 8 && even * 16 < odd)
        return Charset{"UTF-16LE", "UTF-16LE"};
    if (even > quarter / 8 && odd * 16 < even)
        return Charset{"UTF-16BE", "UTF-16BE"};
    return {};
}

struct CloseDetector {
    void operator()(UCharsetDetector *detector) const { ucsdet_close(detector); }
};

std::optional<Charset> detected(QByteArrayView bytes)
{
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UCharsetDetector, CloseDetector> detector(ucsdet_open(&status));
    if (U_FAILURE(status))
        return {};
    const QByteArrayView sample = bytes.first(std::min<qsizetype>(bytes.size(), sampled));
    ucsdet_setText(detector.get(), sample.data(), int32_t(sample.size()), &status);
    ucsdet_enableInputFilter(detector.get(), sample.contains('<'));
    int32_t found = 0;
    const UCharsetMatch **matches = ucsdet_detectAll(detector.get(), &found, &status);
    if (U_FAILURE(status))
        return {};
    for (int32_t i = 0; i < found; ++i) {
        if (ucsdet_getConfidence(matches[i], &status) < 10)
            break;
        const Charset charset = charsetForLabel(ucsdet_getName(matches[i], &status));
        // UTF-8 and the wide ones were ruled out before the detector is asked.
        if (charset.name && qstrncmp(charset.name, "UTF", 3) != 0)
            return charset;
    }
    return {};
}

// UTF-8 with stretches (a line, what stands between two tags) in which no byte is UTF-8: somebody else's text, pasted as it was.
DecodedText decodeMixedUtf8(QByteArrayView bytes)
{
    const Charset western = charsetForLabel("windows-1252");
    DecodedText whole{{}, QStringLiteral("UTF-8")};
    whole.text.reserve(bytes.size());
    qsizetype from = 0; // of what is not yet decoded
    const auto append = [&whole](const DecodedText &part) {
        whole.text += part.text;
        whole.invalid += part.invalid;
    };
    for (qsizetype start = 0; start < bytes.size();) {
        const auto *const next = std::find_if(bytes.begin() + start, bytes.end(), endsStretch);
        const qsizetype end = next - bytes.begin();
        const Utf8Figures figures = utf8Figures(bytes.sliced(start, end - start));
        if (figures.faults > 0 && figures.sequences == 0) {
            append(decodeUtf8(bytes.sliced(from, start - from)));
            const QByteArrayView stretch = bytes.sliced(start, end - start);
            append(decodeWith(western, stretch).value_or(decodeUtf8(stretch)));
            whole.borrowed += figures.faults;
            from = end;
        }
        start = end + 1;
    }
    append(decodeUtf8(bytes.sliced(from)));
    return whole;
}

bool hasHighByte(QByteArrayView bytes)
{
    return asciiEnd(bytes, 0) < bytes.size();
}

} // namespace

DecodedText decodeText(QByteArrayView bytes, QByteArrayView declared)
{
    qsizetype mark = 0;
    if (const auto charset = byteOrderMark(bytes, mark))
        return decodeWith(*charset, bytes.sliced(mark)).value_or(decodeUtf8(bytes));
    if (const auto wide = wideEncoding(bytes))
        return decodeWith(*wide, bytes).value_or(decodeUtf8(bytes));
    const Charset stated = charsetForLabel(declared);
    if (!hasHighByte(bytes)) {
        const bool escapes = bytes.contains("\x1b$") || bytes.contains("\x1b(");
        const Charset charset = escapes ? charsetForLabel("iso-2022-jp") : Charset{"UTF-8", "UTF-8"};
        DecodedText decoded = decodeWith(charset, bytes).value_or(decodeUtf8(bytes));
        decoded.isPlain = !escapes;
        return decoded;
    }
    const Utf8Figures figures = utf8Figures(bytes);
    const bool saysUtf8 = stated.name && qstrcmp(stated.name, "UTF-8") == 0;
    // A few broken bytes among many good sequences are damage; no good sequence at all is another encoding.
    const bool isUtf8 = figures.sequences > 0 && figures.faults * (saysUtf8 ? 1 : 20) <= figures.sequences;
    if (isUtf8 && figures.faults == 0 && !figures.cutOff)
        return decodeWholeUtf8(bytes);
    if (isUtf8)
        return figures.faults > 0 ? decodeMixedUtf8(bytes) : decodeUtf8(bytes);
    const bool wideByName = stated.name && qstrncmp(stated.name, "UTF-16", 6) == 0; // a single-byte text with a wrong label
    if (stated.name && !saysUtf8 && !wideByName)
        if (auto decoded = decodeWith(stated, bytes); decoded && decoded->invalid * 20 <= bytes.size())
            return *decoded;
    if (const auto guess = detected(bytes))
        if (auto decoded = decodeWith(*guess, bytes))
            return *decoded;
    return decodeWith(charsetForLabel("windows-1252"), bytes).value_or(decodeUtf8(bytes));
}

} // namespace dateline
