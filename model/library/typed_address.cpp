#include "library/typed_address.h"

#include "text/urls.h"

#include <QRegularExpression>
#include <QUrl>

namespace dateline {

namespace {

// "example.org/feed", "localhost:8080" and "//example.org" have no scheme; "mailto:desk@example.org" has one.
bool hasScheme(const QString &text)
{
    static const QRegularExpression scheme(QStringLiteral("^[a-z][a-z0-9+-]*:(?![0-9]{1,5}(/|\\?|#|$))"), QRegularExpression::CaseInsensitiveOption);
    return scheme.match(text).hasMatch();
}

// Browsers hand over "feed:https://…" and "feed://…".
QString withoutFeedScheme(const QString &typed)
{
    const QString text = typed.trimmed();
    return text.startsWith(u"feed:", Qt::CaseInsensitive) ? text.sliced(5) : text;
}

QString withScheme(const QString &text, const QString &scheme)
{
    return scheme + (text.startsWith(u"//") ? QStringLiteral(":") : QStringLiteral("://")) + text;
}

} // namespace

TypedAddress typedAddress(const QString &text)
{
    const QString address = withoutFeedScheme(text);
    if (hasScheme(address))
        return {webAddress(address).value_or(QString()), {}};
    const QString secure = webAddress(withScheme(address, QStringLiteral("https"))).value_or(QString());
    const bool hasLogin = !QUrl(secure).userInfo().isEmpty(); // that was meant for https, and isn't told to whoever listens
    return {secure, secure.isEmpty() || hasLogin ? QString() : webAddress(withScheme(address, QStringLiteral("http"))).value_or(QString())};
}

} // namespace dateline
