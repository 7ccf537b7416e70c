#include "invented_article.h"

#include "feed/full_text_page.h"
#include "feed/page_extractor.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace dateline {
namespace {

const QStringList Words = QString::fromUtf8("council river vote harbour minister budget strike school winter treaty bridge market tariff clinic "
                                            "valley editor судья réforme garden festival railway union coast border village court")
                              .split(u' ');
const QStringList Countries{QStringLiteral("RS"), QStringLiteral("FR"), QStringLiteral("KE"), QStringLiteral("XK"), QStringLiteral("BR")};
const QStringList Topics{QStringLiteral("medtop:11000000"), QStringLiteral("medtop:15000000"), QStringLiteral("medtop:04000000")};

// Not qHash(): that may differ between machines, and fixtures must not.
quint32 seedOf(const QString &text, int a, int b = 0)
{
    quint32 hash = 2166136261U;
    for (char c : (text + u'/' + QString::number(a) + u'/' + QString::number(b)).toUtf8())
        hash = (hash ^ static_cast<quint8>(c)) * 16777619U;
    return hash;
}

QString sentence(QRandomGenerator &random)
{
    QStringList words;
    for (int i = random.bounded(5, 16); i > 0; --i)
        words += Words[random.bounded(Words.size())];
    return words.join(u' ') + QStringLiteral(". ");
}

// Names an entity at the end of the text, and gives the place.
Entity named(const QString &name, EntityKind kind, QString &text)
{
    Entity entity{name, kind, 0.5, {}};
    entity.mentions += Span{static_cast<qint32>(text.size()), static_cast<qint32>(name.size()), Part::Text};
    text += name + QStringLiteral(" spoke. ");
    return entity;
}

void annotate(AnalysedArticle &article, QRandomGenerator random, int analysis)
{
    Annotations &found = article.annotations;
    found.version = analysis;
    found.language = QStringLiteral("en");
    QStringList people = InventedPeople;
    std::shuffle(people.begin(), people.end(), random);
    for (int i = 0; i < random.bounded(4); ++i)
        found.entities += named(people[i], EntityKind::Person, article.content.text);
    found.entities += named(InventedOrganisations.first(), EntityKind::Organisation, article.content.text); // in every article
    const QString &country = Countries[(random.bounded(Countries.size()) + analysis) % Countries.size()];
    found.countries = {{country, true, 0.5, {{0, 4, Part::Text}}}};
    found.topics = {{Topics[(random.bounded(Topics.size()) + analysis) % Topics.size()], 0.5, {{0, 4, Part::Text}}}};
    found.keySentences = {{0, 20, Part::Text}};
}

QString described(const QList<Span> &spans)
{
    QStringList texts;
    for (const Span &span : spans)
        texts += QStringLiteral("%1+%2%3").arg(span.start).arg(span.length).arg(span.part == Part::Title ? u"t" : u"");
    return texts.join(u',');
}

} // namespace

const QStringList InventedPeople{QStringLiteral("Anna Berg"), QStringLiteral("Boris Cvetkov"), QStringLiteral("Chiara Donati"),
                                 QStringLiteral("Dragan Ević"), QStringLiteral("Elif Fidan"), QStringLiteral("Fatou Gaye"),
                                 QStringLiteral("Goran Horvat"), QStringLiteral("Hana Ito")};
const QStringList InventedOrganisations{QStringLiteral("Harbour Union"), QStringLiteral("Council of Rivers")};

QString wordOf(const QString &guid, int content)
{
    return QStringLiteral("q%1v%2").arg(QString(guid).remove(u'-')).arg(content);
}

AnalysedArticle invented(const QString &guid, int content, int analysis)
{
    QRandomGenerator random(seedOf(guid, content));
    AnalysedArticle article;
    article.content.guid = guid;
    article.content.ref = guid;
    article.content.url = u"https://desk.example.org/" + guid;
    article.content.title = QStringLiteral("Report %1 %2").arg(guid).arg(content);
    article.content.published = Moment::atEpoch(1'700'000'000 + random.bounded(50'000'000));
    article.content.text = sentence(random) + wordOf(guid, content) + u' ';
    const int sentences = random.bounded(20) == 0 ? 800 : random.bounded(4, 40); // some fill several pages
    for (int i = 0; i < sentences; ++i)
        article.content.text += sentence(random);
    annotate(article, QRandomGenerator(seedOf(guid, content, 1)), analysis);
    return article;
}

namespace {

QString wireOpening(const QString &guid, int content)
{
    return QStringLiteral("Aleksandar Vucic met Sergey Lavrov in Belgrade. ") + QLatin1String(WireWord) + u' ' + wordOf(guid, content) + QStringLiteral(". ");
}

ArticleContent wireItem(const QString &guid)
{
    QRandomGenerator random(seedOf(guid, 1));
    ArticleContent content;
    content.guid = guid;
    if (guid.startsWith(u"wf"))
        content.url = u"http://127.0.0.1/page/" + guid;
    content.title = QStringLiteral("Wire %1 from Belgrade").arg(guid);
    content.text = wireOpening(guid, 1);
    for (int i = random.bounded(2, 12); i > 0; --i)
        content.text += sentence(random);
    content.text = content.text.trimmed();
    return content;
}

} // namespace

ArticleContent inventedWire(const QString &guid, int content)
{
    const ArticleContent item = wireItem(guid);
    if (content == 1)
        return item;
    const auto page = extractPage(wirePage(guid), {QUrl(item.url), {}, {}});
    if (!page)
        qFatal("%s", qPrintable(page.error().message));
    return withPage(item, *page);
}

// The opening in other words, what the feed says, and more of it.
QByteArray wirePage(const QString &guid)
{
    const ArticleContent item = wireItem(guid);
    QRandomGenerator random(seedOf(guid, 2));
    QString html = QStringLiteral("<!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>%1</title></head><body><main><article><h1>%1</h1><p>%2</p><p>%3</p>")
                       .arg(item.title, wireOpening(guid, 2), item.text.mid(wireOpening(guid, 1).size()));
    for (int paragraph = 0; paragraph < 4; ++paragraph) {
        html += QStringLiteral("<p>");
        for (int i = 0; i < 4; ++i)
            html += sentence(random);
        html += QStringLiteral("Vucic and Lavrov spoke in Belgrade.</p>");
    }
    return (html + QStringLiteral("</article></main></body></html>")).toUtf8();
}

QString withoutPort(const QString &address)
{
    static const QRegularExpression port(QStringLiteral("^http://127\\.0\\.0\\.1:[0-9]+"));
    return QString(address).replace(port, QStringLiteral("http://127.0.0.1"));
}

QByteArray wireLine(const QString &guid)
{
    const ArticleContent content = inventedWire(guid);
    const QJsonObject object{{QStringLiteral("id"), guid}, {QStringLiteral("title"), content.title}, {QStringLiteral("text"), content.text},
                             {QStringLiteral("source"), QStringLiteral("The Wire")}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QStringList wireGuidsOfImport(int number, int articles)
{
    QStringList guids;
    for (int i = 0; i < articles; ++i)
        guids += QStringLiteral("wi%1-%2").arg(number).arg(i);
    return guids;
}

QStringList wireGuidsOfFeed(int feed, int version)
{
    QStringList guids;
    for (int i = std::max(0, 3 * version - 30); i < 3 * version; ++i)
        guids += QStringLiteral("wf%1-%2").arg(feed).arg(i);
    return guids;
}

QByteArray wireFeed(int feed, int version, int port)
{
    QString xml = QStringLiteral("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed %1</title><link>https://feed.example.org/</link>").arg(feed);
    for (const QString &guid : wireGuidsOfFeed(feed, version)) {
        const ArticleContent content = inventedWire(guid);
        xml += QStringLiteral("<item><guid isPermaLink=\"false\">%1</guid><link>http://127.0.0.1:%4/page/%1</link><title>%2</title><description>%3</description></item>")
                   .arg(guid, content.title, content.text)
                   .arg(port);
    }
    return (xml + QStringLiteral("</channel></rss>")).toUtf8();
}

QString described(const Annotations &annotations)
{
    QStringList facts{annotations.language, QString::number(annotations.version), described(annotations.keySentences)};
    for (const Entity &entity : annotations.entities)
        facts += entityKindName(entity.kind) + u':' + entity.name + u'@' + described(entity.mentions);
    for (const CountryMention &country : annotations.countries)
        facts += country.code + (country.about ? u"!" : u"") + u'@' + described(country.mentions);
    for (const Topic &topic : annotations.topics)
        facts += topic.id + u'@' + described(topic.evidence);
    for (const Quote &quote : annotations.quotes)
        facts += u'"' + quote.speaker + u'@' + described({quote.content, quote.source});
    std::sort(facts.begin() + 3, facts.end());
    return facts.join(u' ');
}

} // namespace dateline
