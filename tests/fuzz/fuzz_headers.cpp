// Values of HTTP headers (net/http_headers.h). The first line is the header, the second another.
#include "fuzz_target.h"
#include "input.h"

#include "net/http_headers.h"

using namespace dateline;
using namespace dateline::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray header = bytesOf(data, size).toByteArray();
    const ContentType type = contentType(header);
    hold(type.type == type.type.toLower().trimmed() && !type.type.contains(';'), "a content type is a word", QString::fromLatin1(type.type));
    hold(!type.charset.contains('"') && !type.charset.contains(';'), "a charset has no quotes", QString::fromLatin1(type.charset));
    const QDateTime now(QDate(2025, 9, 11), QTime(14, 3), Qt::UTC);
    const std::chrono::seconds wait = retryAfter(header, now);
    hold(wait.count() >= 0 && wait.count() <= 7 * 24 * 3600, "a wait is at most a week", QString::fromLatin1(header));
    const QByteArray value = headerValue(QString::fromUtf8(header));
    hold(std::none_of(value.begin(), value.end(), [](char c) { return static_cast<quint8>(c) < 0x20 || c == 0x7f; }),
         "a value that is sent again can't end its line", QString::fromLatin1(value));
    return 0;
}
