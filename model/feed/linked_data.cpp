#include "feed/linked_data.h"

#include "base/folding.h"
#include "feed/json_values.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

#include <algorithm>

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
        const bool isJob = type == u"JobPosting";
        if (!isJob && (type.endsWith(u"Article") || type.endsWith(u"Posting") || type == u"Report" || type == u"Review" || type == u"Recipe"))
            return 2;
        if (type.endsWith(u"WebPage") || type == u"CreativeWork" || type == u"VideoObject")
            rank = 1;
    }
    return rank;
}

using Names = QHash<QString, QString>; // of people and organisations, by @id

// Objects that may be, or hold, the article.
void collect(const QJsonValue &value, QList<QJsonObject> &found, Names &names, int depth)
{
    if (depth > deepest || found.size() > 1000)
        return;
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        for (const QJsonValue element : array)
            collect(element, found, names, depth + 1);
    } else if (value.isObject()) {
        const QJsonObject object = value.toObject();
        if (rankOf(object) > 0)
            found.append(object);
        const QString id = object.value(u"@id").toString();
        if (const QString name = object.value(u"name").toString(); !id.isEmpty() && !name.isEmpty())
            names.insert(id, name);
        for (const QStringView key : {u"@graph", u"mainEntity", u"mainEntityOfPage", u"hasPart"})
            collect(object.value(key), found, names, depth + 1);
    }
}

// Names of a string, an object with a name, a reference to one, or several of either.
QStringList namesOf(const QJsonValue &value, const Names &known)
{
    QStringList names;
    const QJsonArray array = value.isArray() ? value.toArray() : QJsonArray{value};
    for (const QJsonValue one : array) {
        const QJsonValue name = one.isObject() ? one[u"name"] : one;
        QString text = name.isArray() ? name[0].toString() : textOf(name);
        if (text.trimmed().isEmpty() && one.isObject())
            text = known.value(one[u"@id"].toString());
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

// Written as a boolean, a word, or "http://schema.org/False".
bool isFalse(const QJsonValue &value)
{
    return (value.isBool() && !value.toBool()) || value.toString().section(u'/', -1).trimmed().compare(u"false", Qt::CaseInsensitive) == 0;
}

// Selectors of the parts that must be paid for.
QStringList paidPartsOf(const QJsonValue &parts)
{
    constexpr qsizetype most = 20;
    QStringList selectors;
    const QJsonArray array = parts.isArray() ? parts.toArray() : QJsonArray{parts};
    for (const QJsonValue part : array) {
        const QJsonValue named = part[u"cssSelector"];
        const QJsonArray several = named.isArray() ? named.toArray() : QJsonArray{named};
        for (const QJsonValue one : isFalse(part[u"isAccessibleForFree"]) ? several : QJsonArray())
            selectors += one.toString().split(u',', Qt::SkipEmptyParts);
    }
    return selectors.first(std::min(selectors.size(), most));
}

LinkedArticle articleOf(const QJsonObject &object, const Names &known)
{
    constexpr double mostWords = 1e6;
    const auto text = [&](QStringView key) { return textOf(object.value(key)).trimmed(); };
    LinkedArticle article;
    article.headline = text(text(u"headline").isEmpty() ? u"name" : u"headline");
    article.published = text(text(u"datePublished").isEmpty() ? u"dateCreated" : u"datePublished");
    article.updated = text(u"dateModified");
    article.authors = namesOf(object.value(object.contains(u"author") ? u"author" : u"creator"), known);
    article.image = addressOf(object.value(u"image"));
    article.language = text(u"inLanguage");
    article.publisher = namesOf(object.value(u"publisher"), known).value(0);
    article.address = addressOf(object.value(u"mainEntityOfPage"));
    article.keywords = namesOf(object.value(u"keywords"), known);
    if (article.keywords.size() == 1)
        article.keywords = article.keywords.first().split(u',', Qt::SkipEmptyParts);
    article.body = text(u"articleBody");
    article.isPaid = isFalse(object.value(u"isAccessibleForFree"));
    const QJsonValue words = object.value(u"wordCount");
    article.words = static_cast<qsizetype>(std::clamp(words.isString() ? words.toString().toDouble() : words.toDouble(), 0.0, mostWords));
    article.paidParts = paidPartsOf(object.value(u"hasPart"));
    return article;
}

// An address without what may differ between two ways of writing it.
QString place(const QString &address)
{
    const QUrl url(address.trimmed());
    QString host = url.host();
    if (host.startsWith(u"www."))
        host.remove(0, 4);
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    return host.isEmpty() || path.isEmpty() ? QString() : host + path;
}

// What is known of the page, as it is compared.
class PageMatcher final {
public:
    explicit PageMatcher(const LinkedPage &page)
    {
        for (const QString &address : page.addresses)
            m_places += place(address);
        for (const QString &title : page.titles)
            m_titles += folded(title.left(longestTitle));
    }

    // How surely the object is the page's article.
    int match(const QJsonObject &object) const
    {
        const QString headline = folded(textOf(object.value(u"headline")).left(longestTitle));
        const bool isTitled = headline.size() > shortestTitle
            && std::ranges::any_of(m_titles, [&](const QString &title) { return title.contains(headline); });
        return (isOfPage(object) ? 4 : 0) + (isTitled ? 2 : 0) + (object.contains(u"datePublished") ? 1 : 0);
    }

private:
    static constexpr qsizetype longestTitle = 300, shortestTitle = 8;

    bool isOfPage(const QJsonObject &object) const
    {
        for (const QStringView key : {u"url", u"@id", u"mainEntityOfPage"}) {
            const QString own = place(addressOf(object.value(key)));
            if (!own.isEmpty() && m_places.contains(own))
                return true;
        }
        return false;
    }

    QStringList m_places;
    QStringList m_titles;
};

void fill(QString &open, const QString &known)
{
    if (open.isEmpty())
        open = known;
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

LinkedArticle linkedArticle(const QStringList &blocks, const LinkedPage &page)
{
    QList<QJsonObject> found;
    Names names;
    for (const QString &block : blocks.first(qMin(blocks.size(), mostBlocks))) {
        if (block.size() > longestBlock)
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(cleaned(block));
        collect(document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object()), found, names, 0);
    }
    const PageMatcher matcher(page);
    const QJsonObject *best = nullptr;
    int bestMatch = -1;
    LinkedArticle around;
    for (const QJsonObject &object : std::as_const(found)) {
        if (rankOf(object) != 2) {
            if (around.headline.isEmpty() && around.published.isEmpty())
                around = articleOf(object, names);
        } else if (const int match = matcher.match(object); match > bestMatch) {
            best = &object;
            bestMatch = match;
        }
    }
    if (!best)
        return around;
    LinkedArticle article = articleOf(*best, names);
    fill(article.published, around.published);
    fill(article.updated, around.updated);
    fill(article.language, around.language);
    fill(article.publisher, around.publisher);
    fill(article.image, around.image);
    if (article.authors.isEmpty())
        article.authors = around.authors;
    return article;
}

} // namespace dateline
