// Reads what state_copy.cpp writes. A copy may be of another version, or damaged: what can't be understood is passed over.
#include "store/gzip_file.h"
#include "store/source_table.h"
#include "store/state_copy.h"

#include "base/countries.h"
#include "base/folding.h"
#include "base/topics.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace dateline {
namespace {

std::optional<qint64> keyOf(const QJsonValue &value)
{
    bool isNumber = false;
    const quint64 key = value.toString().toULongLong(&isNumber, 16);
    return isNumber ? std::optional(static_cast<qint64>(key)) : std::nullopt;
}

quint32 idOf(const QJsonValue &value)
{
    return static_cast<quint32>(std::clamp<double>(value.toDouble(), 0, INT32_MAX));
}

QStringList textsOf(const QJsonValue &value)
{
    QStringList texts;
    for (const QJsonValue text : value.toArray())
        texts += text.toString();
    return texts;
}

std::optional<EntityName> entityOf(const QJsonValue &value)
{
    const std::optional<EntityKind> kind = entityKindFromName(value[u"kind"].toString());
    const QString name = value[u"name"].toString();
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
    if (!correction.made.isValid())
        correction.made = QDateTime::fromSecsSinceEpoch(0, Qt::UTC);
    if (correction.isAboutEntity()) {
        const std::optional<EntityName> entity = entityOf(value[u"entity"]), instead = entityOf(value[u"instead"]);
        if (!entity || (*kind == Correction::Kind::SameEntity && !instead))
            return std::nullopt;
        correction.entity = *entity;
        correction.instead = instead.value_or(EntityName());
        return correction;
    }
    const std::optional<Correction::Bearing> bearing = bearingFromName(value[u"bearing"].toString());
    correction.value = value[u"value"].toString();
    const bool isKnown = *kind == Correction::Kind::ArticleCountry ? isCountryCode(correction.value) : topicFromName(correction.value) == correction.value;
    if (!bearing || !isKnown)
        return std::nullopt;
    correction.bearing = *bearing;
    return correction;
}

Source sourceOf(const QJsonObject &json)
{
    Source source;
    source.id = {idOf(json[u"id"])};
    source.kind = static_cast<SourceKind>(std::clamp(json[u"kind"].toInt(), 0, static_cast<int>(SourceKind::Account)));
    source.title = json[u"title"].toString();
    source.url = json[u"url"].toString();
    source.site = json[u"site"].toString();
    source.folder = textsOf(json[u"folder"]);
    source.country = json[u"country"].toString();
    source.language = json[u"language"].toString();
    source.fullText = fullTextFromCode(json[u"fullText"].toString()).value_or(FullText::Never);
    if (json.contains(u"retention")) // what can't be understood keeps all, as in source_table
        source.retention = Retention::fromText(json[u"retention"].toString()).value_or(Retention{Retention::Kind::All, 0});
    return withoutLogins(source); // copies of an earlier time have them
}

std::optional<CopiedArticle> articleOf(const QJsonObject &json)
{
    const std::optional<qint64> identity = keyOf(json[u"identity"]);
    if (!identity)
        return std::nullopt;
    CopiedArticle article;
    article.source = idOf(json[u"source"]);
    article.keys = {*identity, keyOf(json[u"link"])};
    article.flags = json[u"flags"].toInt() & (ReadFlag | BookmarkedFlag | UpdatedFlag);
    article.tags = textsOf(json[u"tags"]);
    article.note = json[u"note"].toString();
    for (const QJsonValue value : json[u"corrections"].toArray()) {
        if (const std::optional<Correction> correction = correctionOf(value))
            article.corrections += *correction;
    }
    article.packed = {json[u"url"].toString(), json[u"title"].toString(), json[u"lead"].toString(), QByteArray::fromBase64(json[u"body"].toString().toLatin1())};
    article.feed = QByteArray::fromBase64(json[u"feed"].toString().toLatin1());
    article.published = Moment::fromText(json[u"published"].toString());
    article.received = static_cast<qint64>(json[u"received"].toDouble());
    return article;
}

void readLine(const QJsonObject &line, const CopyVisit &visit)
{
    const auto object = [&](QStringView key) { return line.value(key).toObject(); };
    if (line.contains(u"setting"))
        visit.setting(object(u"setting")[u"name"].toString(), object(u"setting")[u"value"].toString());
    if (line.contains(u"source"))
        visit.source(sourceOf(object(u"source")));
    if (line.contains(u"filter"))
        visit.filter({{}, object(u"filter")[u"name"].toString(), object(u"filter")[u"query"].toString()});
    if (const std::optional<Correction> correction = correctionOf(line.value(u"correction")))
        visit.correction(*correction);
    if (const std::optional<CopiedArticle> article = articleOf(object(u"article")))
        visit.article(*article);
    if (!line.contains(u"read"))
        return;
    QList<qint64> identities;
    for (const QJsonValue value : object(u"read")[u"identities"].toArray()) {
        if (const std::optional<qint64> identity = keyOf(value))
            identities += *identity;
    }
    visit.read(idOf(object(u"read")[u"source"]), object(u"read")[u"flags"].toInt() & (ReadFlag | BookmarkedFlag | UpdatedFlag), identities);
}

} // namespace

void readStateCopy(const QString &path, const CopyVisit &visit)
{
    GzipFile file(path, GzipFile::Use::Reading);
    while (const std::optional<QByteArray> line = file.line())
        readLine(QJsonDocument::fromJson(*line).object(), visit);
}

} // namespace dateline
