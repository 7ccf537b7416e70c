// The whole analysis against what must hold for any input.
#include "loaded_analysis.h"

#include <random>
#include <thread>

using namespace dateline;
using dateline::testing::LoadedAnalysis;

class TestAnalyzer final : public QObject {
    Q_OBJECT

    LoadedAnalysis m_loaded;

    static QString news()
    {
        return QStringLiteral(
            "BELGRADE, Sept 11 - Serbian President Aleksandar Vucic met NATO Secretary General Mark Rutte in Brussels on Thursday.\n\n"
            "\"We agreed on the main points,\" Vucic said. Rutte said that the alliance would keep its troops in Kosovo.\n\n"
            "The European Union (EU) welcomed the talks. The EU has mediated between Belgrade and Pristina since 2011.\n\n"
            "Reporting by Jane Doe.");
    }

    static void check(const Span &span, const QString &title, const QString &text)
    {
        const QString &whole = span.part == Part::Title ? title : text;
        QVERIFY(span.start >= 0 && span.length > 0 && span.end() <= whole.size());
        // No span cuts a surrogate pair in two.
        QVERIFY(!(span.start > 0 && whole[span.start].isLowSurrogate() && whole[span.start - 1].isHighSurrogate()));
    }

    static void checkApart(QList<Span> spans)
    {
        std::sort(spans.begin(), spans.end(), [](const Span &a, const Span &b) { return std::pair(a.part, a.start) < std::pair(b.part, b.start); });
        for (qsizetype at = 1; at < spans.size(); ++at)
            QVERIFY(spans[at].part != spans[at - 1].part || spans[at].start >= spans[at - 1].end());
    }

    static void checkAll(const Annotations &found, const QString &title, const QString &text)
    {
        QList<Span> entities, countries;
        for (const Entity &entity : found.entities) {
            QVERIFY(!entity.name.isEmpty() && !entity.mentions.isEmpty() && entity.salience >= 0 && entity.salience <= 1);
            entities += entity.mentions;
        }
        for (const CountryMention &country : found.countries) {
            QVERIFY(country.salience >= 0 && country.salience <= 1);
            countries += country.mentions;
        }
        for (const Span &span : entities + countries + found.keySentences)
            check(span, title, text);
        for (const Topic &topic : found.topics)
            for (const Span &span : topic.evidence)
                check(span, title, text);
        for (const Quote &quote : found.quotes)
            check(quote.content, title, text);
        checkApart(entities);
        checkApart(countries);
        checkApart(found.keySentences);
        QVERIFY(found.keySentences.size() <= 4);
        QVERIFY(std::is_sorted(found.keySentences.begin(), found.keySentences.end(), [](const Span &a, const Span &b) { return a.start < b.start; }));
    }

private slots:
    void finds_who_where_and_what_in_a_report()
    {
        const Annotations found = m_loaded.analyse(QStringLiteral("Serbia's Vucic meets NATO chief"), news());
        QCOMPARE(found.language, QStringLiteral("en"));
        QCOMPARE(found.version, Analyzer::version());
        QStringList names;
        for (const Entity &entity : found.entities)
            names.append(entity.name);
        QVERIFY2(names.contains(u"Aleksandar Vucic"), qPrintable(names.join(u", ")));
        QVERIFY2(names.contains(u"European Union"), qPrintable(names.join(u", ")));
        QVERIFY2(!names.contains(u"Vucic") && !names.contains(u"EU"), qPrintable(names.join(u", ")));
        QCOMPARE(found.countries.front().code, QStringLiteral("RS"));
        QVERIFY(found.countries.front().about);
        QCOMPARE(found.quotes.front().speaker, QStringLiteral("Aleksandar Vucic"));
    }

    void holds_its_promises_on_hostile_input_data()
    {
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString() << QString();
        QTest::newRow("one word") << QString() << "Serbia";
        QTest::newRow("only a title") << "Serbia wins" << QString();
        QTest::newRow("a stop") << "." << "." ;
        QTest::newRow("100,000 letters apart") << "a b" << QStringLiteral("a ").repeated(100'000);
        QTest::newRow("100,000 capitals apart") << "A B" << QStringLiteral("B ").repeated(100'000);
        QTest::newRow("no spaces at all") << "x" << QString(5'000'000, u'x');
        QTest::newRow("names without end") << "x" << QStringLiteral("John Smith ").repeated(20'000);
        QTest::newRow("different names without end") << "x" << [] {
            QString text;
            for (int at = 0; at < 20'000; ++at)
                text += QStringLiteral("Mr. Zaq%1 Zor%2 said. ").arg(at).arg(at % 977);
            return text;
        }();
        QTest::newRow("quotation marks") << "\"" << QStringLiteral("\"“„«").repeated(20'000);
        QTest::newRow("countries without end") << "x" << QStringLiteral("Guinea Papua New Equatorial ").repeated(10'000);
        QTest::newRow("NULs") << QString(10, QChar(0)) << QString(10'000, QChar(0));
        QTest::newRow("lone surrogates") << QString(5, QChar(0xDC00)) << QString(10'000, QChar(0xD83D));
        QTest::newRow("emoji") << QStringLiteral("😀 Serbia 😀") << QStringLiteral("😀Serbia😀 🇷🇸 met 👩‍👩‍👧 in Belgrade. ").repeated(100);
        QTest::newRow("mixed scripts") << QStringLiteral("Сербия 中国 Serbia") << QStringLiteral("Serbia Сербия 中国 ألمانيا Ελλάδα ไทย भारत. ").repeated(500);
        QTest::newRow("markup left in") << "<b>x</b>" << QStringLiteral("<p class=\"a\">Serbia&nbsp;won</p><script>alert('x')</script> ").repeated(200);
        QTest::newRow("combining marks") << "x" << QString(u'a' + QString(50'000, QChar(0x0301)));
        QTest::newRow("apostrophes") << "x" << QStringLiteral("l'").repeated(50'000);
        QTest::newRow("one sentence of stops") << "x" << QStringLiteral("A.").repeated(50'000);
        QTest::newRow("line breaks") << "x" << QStringLiteral("Serbia\n\n").repeated(20'000);
    }

    void holds_its_promises_on_hostile_input()
    {
        QFETCH(QString, title);
        QFETCH(QString, text);
        checkAll(m_loaded.analyse(title, text), title, text);
    }

    void holds_its_promises_on_random_input()
    {
        static const QStringList pieces{"Serbia", "'s", "\"", "said", " ", "\n\n", ".", "Mr.", "U.S.", "John", "Smith", "(", ")", "EU", "European Union",
            ",", "Paris", "Texas", "the", "police", "that", "中国", "😀", QString(QChar(0xD800)), "-", "1,000", "MINISTER", "according to", "“", "”", "http://x.y/z"};
        std::mt19937 random(42);
        for (int round = 0; round < 300; ++round) {
            QString text, title;
            for (unsigned at = 0; at < random() % 200; ++at)
                text += pieces[qsizetype(random() % unsigned(pieces.size()))] + (random() % 3 ? QStringLiteral(" ") : QString());
            for (unsigned at = 0; at < random() % 12; ++at)
                title += pieces[qsizetype(random() % unsigned(pieces.size()))] + u' ';
            const QString language = QStringList{"", "en", "de", "ru", "zh"}[qsizetype(random() % 5)];
            checkAll(m_loaded.analyse(title, text, language), title, text);
        }
    }

    void says_the_same_every_time_and_on_every_thread()
    {
        const Annotations once = m_loaded.analyse(QStringLiteral("Serbia's Vucic meets NATO chief"), news());
        std::vector<Annotations> others(4);
        std::vector<std::thread> threads;
        for (Annotations &other : others)
            threads.emplace_back([this, &other] {
                for (int round = 0; round < 20; ++round)
                    other = m_loaded.analyse(QStringLiteral("Serbia's Vucic meets NATO chief"), news());
            });
        for (std::thread &thread : threads)
            thread.join();
        for (const Annotations &other : others)
            QCOMPARE(other, once);
    }

    void refuses_missing_and_damaged_resources()
    {
        for (const QString &name : Analyzer::resourceNames()) {
            AnalysisResources missing = m_loaded.resources();
            missing.remove(name);
            QCOMPARE(Analyzer::load(missing).error().kind, ErrorKind::Corrupt);
            QByteArray damaged = m_loaded.bytes(name);
            damaged[damaged.size() / 2] = char(damaged[damaged.size() / 2] ^ 1);
            AnalysisResources wrong = m_loaded.resources();
            wrong[name] = damaged;
            const auto result = Analyzer::load(wrong);
            QVERIFY(!result);
            QVERIFY(result.error().message.contains(name));
        }
    }
};

QTEST_GUILESS_MAIN(TestAnalyzer)
#include "test_analyzer.moc"
