#include "feed/json_lines.h"

#include "feed/item_draft.h"
#include "feed/json_values.h"
#include "text/charset.h"
#include "text/dates.h"
#include "text/html_sanitiser.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace dateline {

namespace {

QString message(const char *text)
{
    return QCoreApplication::translate("JsonLines", text);
}

Result<QJsonObject> objectOf(QByteArrayView line, const QString &where)
{
    if (line.startsWith("\xEF\xBB\xBF"))
        line = line.sliced(3);
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromRawData(line.data(), line.size()), &error);
    if (error.error == QJsonParseError::IllegalUTF8String)
        document = QJsonDocument::fromJson(decodeText(line).text.toUtf8(), &error);
    if (error.error != QJsonParseError::NoError)
        return failure(ErrorKind::Input,
                       message(QT_TRANSLATE_NOOP("JsonLines", "%1: this is not JSON (%2 at byte %3)."))
                           .arg(where, error.errorString()).arg(error.offset + 1),
                       error.errorString(), error.offset);
    if (!document.isObject())
        return failure(ErrorKind::Input,
                       message(QT_TRANSLATE_NOOP("JsonLines", "%1: this is JSON, but not one object {…}.")).arg(where));
    return document.object();
}

// One string, or several; people as objects with a name too.
QStringList listOf(const QJsonValue &value)
{
    QStringList list;
    const QJsonArray array = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue element : array) {
        const QString text = simplified(textOf(element.isObject() ? element[u"name"] : element));
        if (!text.isEmpty() && !list.contains(text))
            list.append(text);
    }
    return list;
}

Moment momentOf(const QString &text)
{
    Moment moment = Moment::fromText(text);
    if (!moment.isKnown())
        moment = parseFeedDate(text);
    return moment.isKnown() ? moment : parseHumanDate(text);
}

Moment readMoment(const QJsonObject &object, const char *key, const QString &where, QStringList &problems)
{
    const QString text = textOf(object.value(QLatin1String(key))).trimmed();
    const Moment moment = text.isEmpty() ? Moment() : momentOf(text);
    if (!text.isEmpty() && !moment.isKnown())
        problems.append(message(QT_TRANSLATE_NOOP("JsonLines", "%1: \"%2\" is not a date")).arg(where, excerpt(text, 60)));
    return moment;
}

void readBody(const QJsonObject &object, ArticleContent &content)
{
    const QString html = object.value(u"html").toString();
    const QString text = object.value(u"text").toString();
    if (!html.isEmpty())
        setBody(content, html, true, QUrl(content.url));
    if (text.isEmpty())
        return;
    content.text = text; // exactly as it is: offsets count on it
    if (html.isEmpty())
        content.html = htmlFromText(text);
}

} // namespace

Result<ArticleContent> parseJsonArticle(QByteArrayView line, const QString &where)
{
    const Result<QJsonObject> read = objectOf(line, where);
    if (!read)
        return tl::unexpected(read.error());
    const QJsonObject &object = *read;
    const auto text = [&](QStringView key) { return textOf(object.value(key)); };
    ArticleContent content;
    content.ref = text(u"id");
    content.guid = object.contains(u"guid") ? text(u"guid") : content.ref;
    content.url = webAddress(text(u"url")).value_or(QString());
    content.image = webAddress(text(u"image"), QUrl(content.url)).value_or(QString());
    content.title = plainTitle(text(u"title"));
    content.authors = listOf(object.value(u"authors"));
    content.categories = listOf(object.value(u"categories"));
    content.language = simplified(text(u"language"));
    content.sourceName = simplified(text(u"source"));
    content.published = readMoment(object, "published", where, content.problems);
    content.updated = readMoment(object, "updated", where, content.problems);
    readBody(object, content);
    if (!hasSomethingToRead(content))
        return failure(ErrorKind::Input,
                       message(QT_TRANSLATE_NOOP("JsonLines", "%1: this object has no title, text, html, url or image.")).arg(where));
    ensureTitle(content);
    return content;
}

} // namespace dateline
