// Bytes to text (text/charset.h). The first line is the declared charset, the rest the bytes.
#include "fuzz_target.h"
#include "input.h"

#include "text/charset.h"

using namespace dateline;
using namespace dateline::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(bytesOf(data, size));
    const QByteArrayView declared = input.until('\n');
    const QByteArrayView bytes = input.rest();
    for (const DecodedText &decoded : {decodeText(bytes, declared), decodeText(bytes)}) {
        hold(decoded.text.isValidUtf16(), "decoded text is whole Unicode", decoded.encoding);
        hold(!decoded.text.contains(QChar(0)), "decoded text holds no NUL", decoded.encoding);
        hold(!decoded.encoding.isEmpty(), "the encoding is known by name");
        hold(decoded.invalid >= 0 && decoded.invalid <= decoded.text.size(), "invalid characters are counted", decoded.encoding);
        hold(decoded.text.size() <= 4 * bytes.size() + 16, "decoded text is in proportion to its bytes", decoded.encoding);
    }
    const QString text = QString::fromUtf8(bytes).remove(QChar(0));
    const QByteArray utf8 = text.toUtf8();
    if (text.isValidUtf16() && !utf8.isEmpty() && static_cast<quint8>(utf8.back()) >= 0x80 && !text.startsWith(QChar(0xfeff)))
        hold(decodeText(utf8, declared).text == text, "UTF-8 with a letter beyond ASCII is taken for UTF-8, whatever is declared", text);
    declaredHtmlEncoding(bytes);
    looksBinary(bytes);
    return 0;
}
