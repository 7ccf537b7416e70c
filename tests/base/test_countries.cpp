#include "base/countries.h"
#include "base/folding.h"
#include "base/topics.h"

#include <QTest>

using namespace dateline;

class TestCountries : public QObject {
    Q_OBJECT

private slots:
    void knowsAllCodesInOrder()
    {
        QCOMPARE(countryCodes().size(), 250);
        QVERIFY(std::is_sorted(countryCodes().begin(), countryCodes().end()));
        QVERIFY(isCountryCode(u"XK"));
        QVERIFY(!isCountryCode(u"ZZ"));
        QVERIFY(!isCountryCode(u"rs"));
        QVERIFY(!isCountryCode(u""));
    }

    void findsACountryByAnyOfItsNames_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const char *code) { QTest::newRow(name) << QString::fromUtf8(name) << QString::fromLatin1(code); };
        row("Serbia", "RS"); row("serbia", "RS"); row("rs", "RS"); row("Kosovo", "XK"); row("USA", "US"); row("U.S.", "US");
        row("Britain", "GB"); row("Ivory Coast", "CI"); row("Côte d’Ivoire", "CI"); row("cote d'ivoire", "CI"); row("South Korea", "KR");
        row("North Korea", "KP"); row("Burma", "MM"); row("Turkey", "TR"); row("Türkiye", "TR"); row("Czechia", "CZ");
        row("Bosnia and Herzegovina", "BA"); row("Trinidad and Tobago", "TT"); row("IN", "IN"); row("Democratic Republic of the Congo", "CD");
    }

    void findsACountryByAnyOfItsNames()
    {
        QFETCH(QString, name);
        QFETCH(QString, code);
        QCOMPARE(countryFromName(name).value_or(QString()), code);
    }

    void refusesWhatIsNoCountry()
    {
        QVERIFY(!countryFromName(u"Atlantis"_qs));
        QVERIFY(!countryFromName(QString()));
    }

    void namesEveryCountryAndFindsItAgain()
    {
        for (const QString &code : countryCodes()) {
            const QString name = countryName(code, u"en"_qs);
            QVERIFY2(name.size() > 2, qPrintable(code));
            QCOMPARE(countryFromName(name).value_or(name), code);
            QCOMPARE(countryFlag(code).size(), 4);
        }
        QCOMPARE(countryName(u"DE"_qs, u"fr"_qs), u"Allemagne"_qs);
        QCOMPARE(countryName(u"ZZ"_qs), u"ZZ"_qs);
    }

    void findsEveryTopicByIdNameAndLabel()
    {
        QCOMPARE(topicNames().size(), size_t(17));
        for (const TopicName &topic : topicNames()) {
            const QString id = QString::fromLatin1(topic.id);
            QCOMPARE(topicFromName(id), id);
            QCOMPARE(topicFromName(QString::fromLatin1(topic.shortName)), id);
            QCOMPARE(topicFromName(topicLabel(id)), id);
            QCOMPARE(topicShortName(id), QString::fromLatin1(topic.shortName));
        }
        QVERIFY(!topicFromName(u"gossip"));
    }

    void foldsCaseAndDiacriticsButNotLetters_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("plain");
        const auto row = [](const char *text, const char *plain) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(plain); };
        row("Vučić", "vucic"); row("VUČIĆ", "vucic"); row("Vuc\u030Cic\u0301", "vucic"); row("Đinđić", "dindic"); row("Ołaf Łódź", "olaf lodz");
        row("Straße", "strasse"); row("  two \t words\n", "two words"); row("O’Brien", "o'brien"); row("北京", "北京");
        row("がぎ", "がぎ"); row("हिन्दी", "हिन्दी"); row("مُحَمَّد", "محمد"); row("", "");
    }

    void foldsCaseAndDiacriticsButNotLetters()
    {
        QFETCH(QString, text);
        QFETCH(QString, plain);
        QCOMPARE(folded(text), plain);
        QCOMPARE(folded(plain), plain);
    }
};

QTEST_GUILESS_MAIN(TestCountries)
#include "test_countries.moc"
