// The speed of the analysis on one core: words a second of the whole, the share of each stage, and whether time grows in step with length.
// Processor time, so that other programs don't count. Usage: bench_analysis RESOURCES [ARTICLES]
#include "article_generator.h"
#include "figures.h"

#include "analysis/aliases.h"
#include "analysis/analyzer.h"
#include "analysis/context_net.h"
#include "analysis/countries.h"
#include "analysis/entities.h"
#include "analysis/entity_tagger.h"
#include "analysis/key_sentences.h"
#include "analysis/language.h"
#include "analysis/quotes.h"
#include "analysis/topics.h"

#include <QFile>
#include <QHash>
#include <QJsonDocument>

#include <algorithm>
#include <ctime>
#include <string_view>

using namespace dateline;
using namespace dateline::bench;

namespace {

constexpr int Words = 350;
const quint16 English = packed(QStringLiteral("en"));

QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

double seconds()
{
    return double(std::clock()) / CLOCKS_PER_SEC;
}

qsizetype wordsOf(const QString &text)
{
    return text.simplified().count(u' ') + 1;
}

// The same parts as the Analyzer's, one stage after another.
class Stages final {
public:
    explicit Stages(const QHash<QString, QByteArray> &bytes)
    {
        const auto open = [&bytes](auto &part, const char *name) {
            part = std::remove_reference_t<decltype(part)>::open(*bytes.constFind(QLatin1String(name)), QLatin1String(name)).value();
        };
        open(m_aliases, "models/aliases.bin");
        open(m_gazetteer, "models/places.bin");
        open(m_lexicon, "models/words.bin");
        open(m_vectors, "models/vectors.bin");
        open(m_context, "models/context.bin");
        open(m_tagger, "models/names.bin");
        open(m_classifier, "models/topics.bin");
        open(m_focus, "models/focus.bin");
    }

    void run(const ArticleContent &content)
    {
        m_last = seconds();
        const QString language = languageOf(content.title, content.text, {});
        done("language");
        TokenisedArticle article;
        article.title = tokenised(content.title, Part::Title, language);
        article.text = tokenised(content.text, Part::Text, language);
        done("tokens");
        FoundNames names;
        names.titlePlaces = placesIn(article.title, m_gazetteer, English);
        names.textPlaces = placesIn(article.text, m_gazetteer, English);
        done("gazetteer");
        const ArticleFacts facts(article, m_lexicon, names.titlePlaces, names.textPlaces);
        done("word facts");
        const ContextNet::ArticleScores context = m_context.scores(article, facts, m_vectors);
        done("names: context");
        names.title = m_tagger.tag(facts, article.title, &context);
        names.text = m_tagger.tag(facts, article.text, &context);
        done("names: tagger");
        const std::vector<float> labels = m_classifier.probabilities(article, m_lexicon);
        const QList<Topic> topics = topicsOf(article, m_lexicon, m_classifier, labels);
        done("topics");
        const QList<Entity> entities = entitiesOf(article, names, m_aliases, English);
        done("entities");
        const QList<CountryMention> countries = countriesOf(countryEvidence(article, names, English, m_classifier, labels), m_focus);
        done("countries");
        const QList<Span> sentences = keySentences(article, m_lexicon, entities);
        done("key sentences");
        const QList<Quote> quotes = quotesOf(article.text, entities, language);
        done("quotes");
        m_found += topics.size() + countries.size() + sentences.size() + quotes.size();
    }

    void print() const
    {
        double whole = 0;
        for (const auto &[name, time] : m_times)
            whole += time;
        for (const auto &[name, time] : m_times)
            bench::print(single(QStringLiteral("share of ") + QLatin1String(name), QStringLiteral("%"), 100 * time / whole));
        bench::print(single(QStringLiteral("found"), QStringLiteral("facts"), double(m_found)));
    }

private:
    void done(const char *stage)
    {
        const double now = seconds();
        const auto at = std::find_if(m_times.begin(), m_times.end(), [stage](const auto &time) { return std::string_view(time.first) == stage; });
        if (at == m_times.end())
            m_times.emplace_back(stage, now - m_last);
        else
            at->second += now - m_last;
        m_last = seconds();
    }

    AliasTable m_aliases;
    Gazetteer m_gazetteer;
    Lexicon m_lexicon;
    WordVectors m_vectors;
    ContextNet m_context;
    EntityTagger m_tagger;
    TextClassifier m_classifier;
    FocusModel m_focus;
    std::vector<std::pair<const char *, double>> m_times;
    double m_last = 0;
    qsizetype m_found = 0;
};

QList<ArticleContent> articles(const QString &resources, int count)
{
    ArticleGenerator generator(contents(resources + QStringLiteral("/sample/edition.jsonl")), 1);
    if (generator.isEmpty())
        qFatal("the sample edition is empty");
    QList<ArticleContent> result;
    for (int at = 0; at < count; ++at) {
        const QJsonObject object = QJsonDocument::fromJson(generator.next(Words)).object();
        ArticleContent content;
        content.title = object[QStringLiteral("title")].toString();
        content.text = object[QStringLiteral("text")].toString();
        result.append(content);
    }
    return result;
}

void measureWhole(const Analyzer &analyzer, const QList<ArticleContent> &articles)
{
    QList<double> rates;
    qsizetype words = 0;
    for (const ArticleContent &content : articles)
        words += wordsOf(content.text);
    for (int round = 0; round < 4; ++round) {
        const double start = seconds();
        for (const ArticleContent &content : articles)
            analyzer.analyse(content);
        if (round > 0) // the first warms the cache
            rates += double(words) / (seconds() - start);
    }
    print(spread(QStringLiteral("analysis, articles of 350 words"), QStringLiteral("words/s"), rates));
}

// Microseconds a thousand characters, from a note to a book: the same everywhere where time grows in step with length.
void measureLengths(const Analyzer &analyzer, const QList<ArticleContent> &articles)
{
    for (const qsizetype length : {1'000, 10'000, 100'000, 1'000'000, 5'000'000}) {
        ArticleContent content;
        content.title = articles.front().title;
        for (qsizetype at = 0; content.text.size() < length; ++at)
            content.text += articles[at % articles.size()].text + QStringLiteral("\n\n");
        content.text.truncate(length);
        const int rounds = int(std::clamp<qsizetype>(1'000'000 / length, 1, 200));
        const double start = seconds();
        for (int round = 0; round < rounds; ++round)
            analyzer.analyse(content);
        print(single(QStringLiteral("%1 characters").arg(length), QStringLiteral("µs/1000 characters"), (seconds() - start) / rounds * 1e9 / double(length)));
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        qCritical("Usage: bench_analysis RESOURCES [ARTICLES]");
        return 2;
    }
    const QString folder = QString::fromLocal8Bit(argv[1]);
    QHash<QString, QByteArray> bytes;
    AnalysisResources resources;
    for (const QString &name : Analyzer::resourceNames()) {
        bytes[name] = contents(folder + u'/' + name);
        resources[name] = bytes[name];
    }
    const Analyzer analyzer = Analyzer::load(resources).value();
    const QList<ArticleContent> news = articles(folder, argc > 2 ? std::max(1, QString::fromLocal8Bit(argv[2]).toInt()) : 1000);
    measureWhole(analyzer, news);
    Stages stages(bytes);
    for (const ArticleContent &content : news)
        stages.run(content);
    stages.print();
    measureLengths(analyzer, news);
    return 0;
}
