#include "base/topics.h"
#include "analysis/topics.h"
#include "loaded_analysis.h"

#include <cstring>

using namespace dateline;
using dateline::testing::LoadedAnalysis;

class TestTopics final : public QObject {
    Q_OBJECT

    LoadedAnalysis m_loaded;

private slots:
    void almost_no_words_have_no_topic_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("one word") << QString() << QStringLiteral("one");
        QTest::newRow("a greeting") << QStringLiteral("First & foremost") << QStringLiteral("Hello world");
        QTest::newRow("one word often") << QString() << QStringLiteral("football football football football football football football");
    }

    void almost_no_words_have_no_topic()
    {
        QFETCH(QString, title);
        QFETCH(QString, text);
        QVERIFY(m_loaded.analyse(title, text, QStringLiteral("en")).topics.isEmpty());
    }

    void tells_what_clear_cases_are_about_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("topic");
        QTest::newRow("sport") << "Late goal sends United into cup final"
            << "The striker scored in the last minute as the team won the semi-final 2-1 and the coach praised his players after the match." << "medtop:15000000";
        QTest::newRow("politics") << "Parliament passes election law"
            << "Lawmakers voted on Tuesday for a bill that changes how members of parliament are elected, and the opposition party said the president should veto it." << "medtop:11000000";
        QTest::newRow("economy") << "Shares fall as central bank raises rates"
            << "Stocks fell and bond yields rose after the central bank raised interest rates to curb inflation, and company profits missed forecasts." << "medtop:04000000";
        QTest::newRow("crime") << "Man jailed for murder"
            << "A court sentenced a man to life in prison for the murder of his neighbour; police said he had confessed after his arrest." << "medtop:02000000";
        QTest::newRow("conflict") << "Air strikes hit capital as troops advance"
            << "Warplanes bombed the capital and soldiers fought rebels in the suburbs; the army said dozens of fighters were killed in the attacks." << "medtop:16000000";
        QTest::newRow("labour") << "Bakery workers walk out over night shifts"
            << "Hundreds of bakery workers went on strike on Monday; their union wants higher wages and shorter shifts, and management refused." << "medtop:09000000";
        QTest::newRow("lifestyle") << "Five lemon desserts for the holidays"
            << "These recipes need little more than sugar, butter and lemons, and can be baked an hour before the guests arrive." << "medtop:10000000";
        QTest::newRow("weather") << "Snow and freezing rain on the way" << "Forecasters expect up to 20 centimetres of snow by Friday as temperatures fall." << "medtop:17000000";
        QTest::newRow("religion") << "Pilgrims gather at cathedral for Easter" << "The archbishop celebrated mass before thousands of worshippers and prayed for peace." << "medtop:12000000";
        QTest::newRow("education") << "Schools to teach cooking again" << "Pupils in primary schools will have cooking lessons from next term, the education ministry told head teachers." << "medtop:05000000";
        QTest::newRow("a headline alone") << "Striker's hat-trick sends champions into quarter-finals" << "" << "medtop:15000000";
    }

    void tells_what_clear_cases_are_about()
    {
        QFETCH(QString, title);
        QFETCH(QString, text);
        QFETCH(QString, topic);
        const QList<Topic> topics = m_loaded.analyse(title, text, QStringLiteral("en")).topics;
        QVERIFY(!topics.isEmpty());
        QVERIFY2(std::any_of(topics.begin(), topics.end(), [&](const Topic &found) { return found.id == topic; }), qPrintable(topics.front().id));
    }

    void each_topic_shows_words_of_the_article()
    {
        const QString title = QStringLiteral("Late goal sends United into cup final");
        const QString text = QStringLiteral("The striker scored in the last minute as the team won the match.");
        for (const Topic &topic : m_loaded.analyse(title, text, QStringLiteral("en")).topics) {
            QVERIFY(topicFromName(topic.id).has_value());
            QVERIFY(topic.confidence > 0 && topic.confidence <= 1);
            QVERIFY(!topic.evidence.isEmpty());
            for (const Span &span : topic.evidence)
                QVERIFY(!dateline::testing::covered(span, title, text).trimmed().isEmpty());
        }
    }

    void function_words_are_no_evidence()
    {
        const QString text = QStringLiteral("He said on Monday that they would have been there for the first time in the last two years, and that it was not over, "
                                            "but the nurses' union told the hospital what it would do after the strike vote this week.");
        const QSet<QString> functionWords{"he", "said", "on", "monday", "that", "they", "would", "the", "first", "time", "last", "years", "and", "it", "told", "what", "this", "week"};
        for (const Topic &topic : m_loaded.analyse({}, text, QStringLiteral("en")).topics) {
            for (const Span &span : topic.evidence)
                QVERIFY2(!functionWords.contains(text.mid(span.start, span.length).toLower()), qPrintable(text.mid(span.start, span.length)));
        }
    }

    void a_topic_that_comes_near_is_said_only_where_no_other_is()
    {
        std::vector<TextClassifier::Label> labels(2);
        std::strcpy(labels[0].name, "medtop:15000000");
        std::strcpy(labels[1].name, "medtop:11000000");
        QCOMPARE(chosenTopics(labels, {0.6f, 0.4f}), std::vector<size_t>{0});
        QCOMPARE(chosenTopics(labels, {0.3f, 0.4f}), std::vector<size_t>{1});
        QCOMPARE(chosenTopics(labels, {0.1f, 0.1f}), std::vector<size_t>{});
        QCOMPARE(chosenTopics(labels, {0.6f, 0.9f}), (std::vector<size_t>{1, 0}));
        QCOMPARE(chosenTopics(labels, {}), std::vector<size_t>{});
    }

    void none_is_an_answer()
    {
        QVERIFY(m_loaded.analyse({}, {}).topics.isEmpty());
        QVERIFY(m_loaded.analyse({}, QStringLiteral("Wer weiß das schon, und warum auch nicht, sagte die alte Frau am Fenster."), QStringLiteral("de")).topics.isEmpty());
    }

    void most_confident_first()
    {
        const QList<Topic> topics = m_loaded.analyse(QStringLiteral("Strike over pay shuts hospitals"),
            QStringLiteral("Nurses and doctors walked out over pay, the union said; the health minister urged them to return and patients were sent home."),
            QStringLiteral("en")).topics;
        QVERIFY(std::is_sorted(topics.begin(), topics.end(), [](const Topic &a, const Topic &b) { return a.confidence > b.confidence; }));
    }

    void a_compiled_classifier_answers_by_its_weights()
    {
        const QString text = QStringLiteral("goal goal tax");
        TokenisedArticle article;
        article.title = tokenised(QStringView(), Part::Title, {});
        article.text = tokenised(text, Part::Text, {});
        const QByteArray words = Lexicon::compile({});
        const Lexicon lexicon = Lexicon::open(words, QString()).value();
        std::vector<TextClassifier::Label> labels(2);
        std::vector<TextClassifier::Row> rows;
        for (const TextFeature &feature : textFeatures(article, lexicon)) {
            TextClassifier::Row row;
            row.key = feature.key;
            row.weights[0] = 2;
            row.weights[1] = -2;
            rows.push_back(row);
        }
        const QByteArray bytes = TextClassifier::compile(labels, rows);
        const auto classifier = TextClassifier::open(bytes, QString());
        QVERIFY(classifier);
        const std::vector<float> answer = classifier->probabilities(article, lexicon);
        QVERIFY(answer[0] > 0.8f && answer[1] < 0.2f);
        QCOMPARE(classifier->evidence(article, lexicon, 1, 5).size(), 0);
        QVERIFY(!classifier->evidence(article, lexicon, 0, 5).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestTopics)
#include "test_analysis_topics.moc"
