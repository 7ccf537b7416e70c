#include "feed/json_lines.h"

#include "base/countries.h"
#include "base/folding.h"
#include "base/topics.h"
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
    constexpr QByteArrayView mark("\xEF\xBB\xBF");
    if (line.startsWith(mark))
        line = line.sliced(mark.size());
    QByteArray bytes = QByteArray::fromRawData(line.data(), line.size());
    if (bytes.contains(mark))
        bytes.replace(mark, "\\ufeff"); // Qt takes one that begins a string for a byte order mark, and a text is to be exact
    QJsonParseError error;
    QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
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

std::optional<EntityName> entityOf(const QJsonValue &value)
{
    const std::optional<EntityKind> kind = entityKindFromName(value[u"kind"].toString());
    const QString name = simplified(value[u"name"].toString());
    return kind && !folded(name).isEmpty() ? std::optional(EntityName{*kind, name}) : std::nullopt;
}

std::optional<Correction> correctionOf(const QJsonValue &value)
{
    const std::optional<Correction::Kind> kind = correctionKindFromName(value[u"kind"].toString());
    if (!kind)
        return std::nullopt;
    Correction correction;
    correction.kind = *kind;
    correction.made = QDateTime::fromString(value[u"made"].toString(), Qt::ISODate).toUTC();
    if (correction.isAboutEntity()) {
        const std::optional<EntityName> entity = entityOf(value[u"entity"]), instead = entityOf(value[u"instead"]);
        if (!entity || (*kind == Correction::Kind::SameEntity && !instead))
            return std::nullopt;
        correction.entity = *entity;
        correction.instead = instead.value_or(EntityName());
        return correction;
    }
    const std::optional<Correction::Bearing> bearing = bearingFromName(value[u"bearing"].toString());
    const bool isCountry = *kind == Correction::Kind::ArticleCountry;
    correction.value = value[isCountry ? u"code" : u"id"].toString();
    if (!bearing || !(isCountry ? isCountryCode(correction.value) : topicFromName(correction.value) == correction.value))
        return std::nullopt;
    correction.bearing = *bearing;
    return correction;
}

QList<Correction> correctionsOf(const QJsonArray &values)
{
    constexpr qsizetype most = 1'000;
    QList<Correction> corrections;
    for (const QJsonValue value : values) {
        if (const std::optional<Correction> correction = correctionOf(value); correction && corrections.size() < most)
            corrections += *correction;
    }
    return corrections;
}

// What isn't there, or isn't what it should be, is as if the reader had done nothing.
std::optional<ArticleState> stateOf(const QJsonValue &value, const QString &where, QStringList &problems)
{
    constexpr qsizetype mostTags = 1'000, longestTag = 200; // a note is bounded by its line
    if (!value.isObject())
        return std::nullopt;
    ArticleState state;
    state.read = value[u"read"].toBool();
    state.bookmarked = value[u"bookmarked"].toBool();
    state.note = value[u"note"].toString();
    QString firstLeftOut;
    for (const QJsonValue tag : value[u"tags"].toArray()) {
        const QString name = simplified(tag.toString());
        if (folded(name).isEmpty())
            continue;
        if (name.size() <= longestTag && state.tags.size() < mostTags)
            state.tags += name;
        else if (firstLeftOut.isEmpty())
            firstLeftOut = name;
    }
    if (!firstLeftOut.isEmpty())
        problems.append(message(QT_TRANSLATE_NOOP("JsonLines", "%1: tags that are too long or too many were left out, beginning with \"%2\"")).arg(where, excerpt(firstLeftOut, 60)));
    return state == ArticleState() ? std::nullopt : std::optional(state);
}

Result<ArticleContent> contentOf(const QJsonObject &object, const QString &where)
{
    const auto text = [&](QStringView key) { return textOf(object.value(key)); };
    ArticleContent content;
    const bool isExport = object.contains(u"guid"); // then `id` is the number that the article had there, and `ref` as ever
    const QString ref = isExport ? text(u"ref") : QString();
    content.ref = ref.isEmpty() ? text(u"id") : ref;
    content.guid = isExport ? text(u"guid") : content.ref;
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

} // namespace

Result<ArticleContent> parseJsonArticle(QByteArrayView line, const QString &where)
{
    return objectOf(line, where).and_then([&](const QJsonObject &object) { return contentOf(object, where); });
}

Result<JsonRecord> parseJsonRecord(QByteArrayView line, const QString &where)
{
    const Result<QJsonObject> object = objectOf(line, where);
    if (!object)
        return tl::unexpected(object.error());
    JsonRecord record;
    if (object->value(u"correction").isObject()) {
        record.corrections = correctionsOf({object->value(u"correction")});
        return record;
    }
    auto content = contentOf(*object, where);
    if (!content)
        return tl::unexpected(content.error());
    record.article = std::move(*content);
    record.state = stateOf(object->value(u"state"), where, record.article->problems);
    record.corrections = correctionsOf(object->value(u"state")[u"corrections"].toArray());
    return record;
}

} // namespace dateline
