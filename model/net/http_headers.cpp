#include "net/http_headers.h"

#include <QLocale>

#include <algorithm>

namespace dateline {

namespace {

std::chrono::seconds withinAWeek(qlonglong seconds)
{
    return std::chrono::seconds(std::clamp(seconds, 0LL, 7 * 24 * 3600LL));
}

// The form that all servers must send, and the two obsolete ones that all must be able to read (RFC 9110 §5.6.7): "Sunday, 06-Nov-94 08:49:37
// GMT" and "Sun Nov  6 08:49:37 1994". The day of the week says nothing that the date doesn't.
QDateTime httpDate(const QByteArray &text)
{
    const QString whole = QString::fromLatin1(text.left(64)).simplified();
    const bool hasComma = whole.contains(u',');
    const QString date = (hasComma ? whole.section(u',', 1) : whole.section(u' ', 1)).trimmed();
    const bool isShort = hasComma && date.contains(u'-');
    QDateTime time = QLocale::c().toDateTime(date, isShort ? QStringLiteral("dd-MMM-yy hh:mm:ss 'GMT'")
                                                  : hasComma ? QStringLiteral("dd MMM yyyy hh:mm:ss 'GMT'") : QStringLiteral("MMM d hh:mm:ss yyyy"));
    if (!time.isValid())
        return {};
    time.setTimeSpec(Qt::UTC);
    return isShort && time.date().year() < 1970 ? time.addYears(100) : time; // a year of two digits is read as 1900 and something
}

} // namespace

ContentType contentType(const QByteArray &header)
{
    ContentType content;
    const QList<QByteArray> parts = header.split(';');
    content.type = parts.first().trimmed().toLower();
    for (qsizetype i = 1; i < parts.size(); ++i) {
        const qsizetype equals = parts[i].indexOf('=');
        if (equals < 0 || parts[i].first(equals).trimmed().toLower() != "charset")
            continue;
        QByteArray value = parts[i].mid(equals + 1).trimmed();
        value.replace('"', "").replace('\'', "");
        content.charset = value;
        break;
    }
    return content;
}

std::chrono::seconds retryAfter(const QByteArray &header, const QDateTime &now)
{
    bool isNumber = false;
    const qlonglong number = header.trimmed().toLongLong(&isNumber);
    if (isNumber)
        return withinAWeek(number);
    const QDateTime date = httpDate(header);
    return date.isValid() ? withinAWeek(now.secsTo(date)) : std::chrono::seconds(0);
}

std::chrono::seconds freshFor(const QByteArray &cacheControl, const QByteArray &expires, const QByteArray &date)
{
    for (const QByteArray &directive : cacheControl.toLower().split(',')) {
        const QByteArray name = directive.trimmed();
        if (name == "no-cache" || name == "no-store")
            return std::chrono::seconds(0);
    }
    for (const QByteArray &directive : cacheControl.toLower().split(',')) {
        const QByteArray name = directive.trimmed();
        if (name.startsWith("max-age=")) // wins over Expires, also where it is malformed
            return withinAWeek(name.mid(8).replace('"', "").toLongLong());
    }
    const QDateTime until = httpDate(expires), from = httpDate(date);
    return until.isValid() && from.isValid() ? withinAWeek(from.secsTo(until)) : std::chrono::seconds(0);
}

bool isUnpacked(const QByteArray &contentEncoding, QByteArrayView body)
{
    QList<QByteArray> encodings;
    for (const QByteArray &each : contentEncoding.toLower().split(',')) {
        const QByteArray name = each.trimmed();
        if (!name.isEmpty() && name != "identity")
            encodings += name.startsWith("x-") ? name.mid(2) : name;
    }
    const bool isOne = encodings.size() == 1;
    if (encodings.isEmpty() || (isOne && (encodings[0] == "deflate" || encodings[0] == "br" || encodings[0] == "zstd")))
        return true;
    if (std::all_of(encodings.begin(), encodings.end(), [](const QByteArray &name) { return name == "gzip"; }))
        return true;
    constexpr qsizetype looked = 512;
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b'; };
    const QByteArrayView start = body.first(std::min(body.size(), looked));
    return std::none_of(start.begin(), start.end(), isControl);
}

QByteArray headerValue(const QString &text)
{
    QByteArray value = text.toLatin1();
    value.removeIf([](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return value;
}

} // namespace dateline
