#include "feed/linked_data.h"

#include "feed/json_values.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace dateline {

namespace {

constexpr qsizetype mostBlocks = 64;
constexpr qsizetype longestBlock = 1 << 20;
constexpr int deepest = 16;

QStringList typesOf(const QJsonObject &object)
{
    const QJsonValue type = object.value(u"@type");
    QStringList types;
    const QJsonArray array = type.isArray() ? type.toArray() : QJsonArray{type};
    for (const QJsonValue one : array)
        types.append(one.toString().section(u'/', -1));
    return types;
}

// 2 for an article, 1 for a page, 0 for anything else.
int rankOf(const QJsonObject &object)
{
    int rank = 0;
    for (const QString &type : typesOf(object)) {
        if (type.endsWith(u"Article") || type.endsWith(u"Posting") || type == u"Report" || type == u"Review")
            return 2;
        if (type.endsWith(u"WebPage") || type == u"CreativeWork" || type == u"VideoObject")
            rank = 1;
    }
    return rank;
}

// Objects that may be, or hold, the article.
void collect(const QJsonValue &value, QList<QJsonObject> &found, int depth)
{
    if (depth > deepest || found.size() > 1000)
        return;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue element : array)
            collect(element, found, depth + 1);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        if (rankOf(object) > 0)
            found.append(object);
        for (const QStringView key : {u"@graph", u"mainEntity", u"mainEntityOfPage", u"hasPart"})
            collect(object.value(key), found, depth + 1);
    }
}

// Names of a string, an object with a name, or several of either.
QStringList namesOf(const QJsonValue &value)
{
    QStringList names;
    const QJsonArray array = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue one : array) {
        const QJsonValue name = one.isObject() ? one[u"name"] : one;
        const QString text = name.isArray() ? name[0].toString() : textOf(name);
        if (!text.trimmed().isEmpty() && !text.startsWith(u"http"))
            names.append(text.trimmed());
    }
    return names;
}

QString addressOf(const QJsonValue &value)
{
    if (value.isArray())
        return addressOf(value[0]);
    if (!value.isObject())
        return value.toString();
    const QString url = value[u"url"].toString();
    return url.isEmpty() ? value[u"@id"].toString() : url;
}

LinkedArticle articleOf(const QJsonObject &object)
{
    const auto text = [&](QStringView key) { return object.value(key).toString().trimmed(); };
    LinkedArticle article;
    article.headline = text(text(u"headline").isEmpty() ? u"name" : u"headline");
    article.published = text(text(u"datePublished").isEmpty() ? u"dateCreated" : u"datePublished");
    article.updated = text(u"dateModified");
    article.authors = namesOf(object.value(object.contains(u"author") ? u"author" : u"creator"));
    article.image = addressOf(object.value(u"image"));
    article.language = text(u"inLanguage");
    article.publisher = namesOf(object.value(u"publisher")).value(0);
    article.address = addressOf(object.value(u"mainEntityOfPage"));
    article.keywords = namesOf(object.value(u"keywords"));
    if (article.keywords.size() == 1)
        article.keywords = article.keywords.first().split(u',', Qt::SkipEmptyParts);
    return article;
}

// Publishers wrap their JSON in comments or CDATA, and leave raw line ends in strings.
QByteArray cleaned(const QString &block)
{
    const qsizetype object = block.indexOf(u'{');
    const qsizetype array = block.indexOf(u'[');
    const qsizetype start = array >= 0 && (array < object || object < 0) && !block.startsWith(u"//") ? array : object;
    const qsizetype end = qMax(block.lastIndexOf(u'}'), block.lastIndexOf(u']'));
    if (start < 0 || end < start)
        return {};
    QByteArray bytes = block.sliced(start, end - start + 1).toUtf8();
    for (char &c : bytes) {
        if (static_cast<unsigned char>(c) < 0x20)
            c = ' ';
    }
    return bytes;
}

} // namespace

LinkedArticle linkedArticle(const QStringList &blocks)
{
    QList<QJsonObject> found;
    for (const QString &block : blocks.first(qMin(blocks.size(), mostBlocks))) {
        if (block.size() > longestBlock)
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(cleaned(block));
        collect(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()), found, 0);
    }
    LinkedArticle page;
    for (const QJsonObject &object : std::as_const(found)) {
        if (rankOf(object) == 2)
            return articleOf(object);
        if (page.headline.isEmpty() && page.published.isEmpty())
            page = articleOf(object);
    }
    return page;
}

} // namespace dateline
