#include "net/http_headers.h"

#include <QLocale>

#include <algorithm>

namespace dateline {

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
    constexpr std::chrono::seconds week{7 * 24 * 3600};
    bool isNumber = false;
    const qlonglong number = header.trimmed().toLongLong(&isNumber);
    if (isNumber)
        return std::clamp(std::chrono::seconds(number), std::chrono::seconds(0), week);
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(header.trimmed()), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    if (!date.isValid())
        return std::chrono::seconds(0);
    date.setTimeSpec(Qt::UTC);
    return std::clamp(std::chrono::seconds(now.secsTo(date)), std::chrono::seconds(0), week);
}

QByteArray headerValue(const QString &text)
{
    QByteArray value = text.toLatin1();
    value.removeIf([](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
    return value;
}

} // namespace dateline
