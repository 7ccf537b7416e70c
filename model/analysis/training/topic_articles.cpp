#include "analysis/training/topic_articles.h"

#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <random>

namespace dateline {

namespace {

QString topicOfCode(const QString &code)
{
    static const QHash<QString, QString> topics{{"art", "01"}, {"cri", "02"}, {"dis", "03"}, {"eco", "04"}, {"edu", "05"}, {"env", "06"},
        {"hea", "07"}, {"hum", "08"}, {"lab", "09"}, {"lif", "10"}, {"pol", "11"}, {"rel", "12"}, {"sci", "13"}, {"soc", "14"},
        {"spo", "15"}, {"war", "16"}, {"wea", "17"}};
    if (!topics.contains(code))
        qFatal("no topic is called %s", qPrintable(code));
    return u"medtop:" + topics.value(code) + u"000000";
}

std::vector<TextFeature> featuresOf(const QString &title, const QString &text, const Lexicon &lexicon)
{
    TokenisedArticle article;
    article.title = tokenised(title, Part::Title, QStringLiteral("en"));
    article.text = tokenised(text, Part::Text, QStringLiteral("en"));
    return textFeatures(article, lexicon);
}

QSet<QString> labels(const QJsonValue &topics, const QJsonValue &countries)
{
    QSet<QString> set;
    for (const QJsonValue &value : topics.toArray())
        set.insert(topicOfCode(value.toString()));
    for (const QJsonValue &value : countries.toArray())
        set.insert(u"country:" + value.toString());
    return set;
}

// The collections in five folds of about one size, by where they come from.
int publisherFold(const QString &collection)
{
    static const QHash<QString, int> folds{{"newsflow", 0}, {"ag", 1}, {"bbc5", 2}, {"usnews", 2}, {"mainstream_4src", 3}, {"wikinews", 3},
        {"enww", 4}, {"globalrss", 4}};
    return folds.value(collection, 0);
}

void addParts(LabelledArticle article, const QString &title, const QString &text, const Lexicon &lexicon, float weight,
              std::vector<LabelledArticle> &articles)
{
    constexpr qsizetype Headline = 25, Lead = 250, Long = 600; // units
    if (text.size() <= title.size() + 60)
        return;
    article.isPart = true;
    article.weight = weight;
    if (title.size() > Headline) {
        article.features = featuresOf(title, title, lexicon);
        articles.push_back(article);
    }
    if (text.size() > Long) {
        article.features = featuresOf(QString(), text.first(text.indexOf(u' ', Lead)), lexicon);
        articles.push_back(std::move(article));
    }
}

}

QByteArray trainingFile(const char *path)
{
    QFile file(QString::fromLocal8Bit(path));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", path);
    return file.readAll();
}

std::vector<LabelledArticle> readLabelled(const char *path, const Lexicon &lexicon, float partWeight)
{
    std::vector<LabelledArticle> articles;
    std::mt19937 random(5);
    for (const QByteArray &line : trainingFile(path).split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (object.isEmpty())
            continue;
        const QString title = object["title"].toString(), text = object["text"].toString();
        LabelledArticle article;
        article.id = object["id"].toString();
        article.features = featuresOf(title, text, lexicon);
        article.labels = labels(object["topics"], object["about"]);
        article.maybe = labels(object["topics_maybe"], object["about_maybe"]);
        article.fold = int(random() % Folds);
        article.publishers = publisherFold(object["set"].toString());
        articles.push_back(article);
        addParts(std::move(article), title, text, lexicon, partWeight, articles);
    }
    return articles;
}

std::vector<LabelledArticle> readTaxonomy(const char *path, const Lexicon &lexicon, float weight)
{
    QHash<QString, QString> parents;
    std::vector<QStringList> rows;
    for (const QByteArray &line : trainingFile(path).split('\n')) {
        const QStringList columns = QString::fromUtf8(line).split(u'\t');
        if (columns.size() >= 5 && columns[0].startsWith(u"medtop")) {
            rows.push_back(columns);
            parents[columns[0]] = columns[1];
        }
    }
    std::vector<LabelledArticle> articles;
    for (const QStringList &columns : rows) {
        QString top = columns[0];
        for (int depth = 0; depth < 10 && !parents.value(top).isEmpty(); ++depth)
            top = parents.value(top);
        LabelledArticle article;
        article.features = featuresOf(columns[3], columns[4], lexicon);
        article.labels.insert(top);
        article.weight = weight;
        articles.push_back(std::move(article));
    }
    return articles;
}

std::vector<LabelledArticle> readHeadlines(const char *path, const Lexicon &lexicon, float weight)
{
    std::vector<LabelledArticle> articles;
    for (const QByteArray &line : trainingFile(path).split('\n')) {
        const QStringList columns = QString::fromUtf8(line).split(u'\t');
        if (columns.size() != 2 || line.startsWith('#'))
            continue;
        LabelledArticle article;
        article.features = featuresOf(columns[1], columns[1], lexicon);
        for (const QString &code : columns[0].split(u' '))
            article.labels.insert(topicOfCode(code));
        article.weight = weight;
        articles.push_back(std::move(article));
    }
    return articles;
}

} // namespace dateline
