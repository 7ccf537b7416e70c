// ExpectedProfile as JSON: how a worker is told what it finds, and how fixtures say what they hold.
#include "expected_profile.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace dateline {
namespace {

using namespace Qt::StringLiterals;

QJsonArray pairsOf(const QMap<QString, QString> &map)
{
    QJsonArray array;
    for (const auto &[name, value] : map.asKeyValueRange())
        array += QJsonArray{name, value};
    return array;
}

QMap<QString, QString> mapOf(const QJsonValue &pairs)
{
    QMap<QString, QString> map;
    for (const QJsonValueConstRef pair : pairs.toArray())
        map.insert(pair[0].toString(), pair[1].toString());
    return map;
}

template <class Id>
QJsonArray numbersOf(const QList<Id> &ids)
{
    QJsonArray array;
    for (Id id : ids)
        array += static_cast<qint64>(id.value);
    return array;
}

template <class Id>
Id idOf(const QJsonValue &value)
{
    return Id{static_cast<quint32>(value.toInteger())};
}

template <class Id>
QList<Id> idsOf(const QJsonValue &numbers)
{
    QList<Id> ids;
    for (const QJsonValueConstRef number : numbers.toArray())
        ids += idOf<Id>(number);
    return ids;
}

ExpectedArticle articleOf(const QJsonArray &fields)
{
    ExpectedArticle article;
    article.source = fields[2].toString();
    article.content = fields[3].toInt();
    article.analysis = fields[4].toInt();
    article.read = fields[5].toBool();
    article.bookmarked = fields[6].toBool();
    article.updated = fields[7].toBool();
    for (const QJsonValueConstRef tag : fields[8].toArray())
        article.tags += tag.toString();
    article.note = fields[9].toString();
    return article;
}

} // namespace

QByteArray ExpectedProfile::toJson() const
{
    QJsonArray listed;
    for (const auto &[guid, article] : articles.asKeyValueRange()) {
        listed += QJsonArray{guid, static_cast<qint64>(ids.value(guid).value), article.source, article.content, article.analysis, article.read,
                             article.bookmarked, article.updated, QJsonArray::fromStringList(article.tags), article.note};
    }
    QJsonArray corrected, filtering;
    for (const Corrected &each : corrections)
        corrected += QJsonArray{each.article, dateline::toJson(each.correction)};
    for (const auto &[name, query] : filters)
        filtering += QJsonArray{name, query};
    const QJsonObject object{{u"articles"_s, listed}, {u"sources"_s, pairsOf(sources)}, {u"corrections"_s, corrected},
                             {u"filters"_s, filtering}, {u"settings"_s, pairsOf(settings)}, {u"feeds"_s, feeds}, {u"feedVersion"_s, feedVersion},
                             {u"correctionIds"_s, numbersOf(correctionIds)}, {u"filterIds"_s, numbersOf(filterIds)}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

ExpectedProfile ExpectedProfile::fromJson(const QByteArray &json)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    if (!object.contains(u"articles"))
        qFatal("this is no expected profile");
    ExpectedProfile profile;
    for (const QJsonValueConstRef each : object[u"articles"].toArray()) {
        const QString guid = each[0].toString();
        profile.articles.insert(guid, articleOf(each.toArray()));
        profile.ids.insert(guid, idOf<ArticleId>(each[1]));
    }
    profile.sources = mapOf(object[u"sources"]);
    for (const QJsonValueConstRef each : object[u"corrections"].toArray())
        profile.corrections.append({each[0].toString(), correctionFromJson(each[1].toObject())});
    for (const QJsonValueConstRef each : object[u"filters"].toArray())
        profile.filters.append({each[0].toString(), each[1].toString()});
    profile.settings = mapOf(object[u"settings"]);
    profile.feeds = object[u"feeds"].toInt();
    profile.feedVersion = object[u"feedVersion"].toInt();
    profile.correctionIds = idsOf<CorrectionId>(object[u"correctionIds"]);
    profile.filterIds = idsOf<SavedFilterId>(object[u"filterIds"]);
    profile.renewOwn();
    return profile;
}

} // namespace dateline
