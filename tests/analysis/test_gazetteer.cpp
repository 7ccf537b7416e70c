#include "analysis/gazetteer.h"

#include <QFile>
#include <QTest>

using namespace dateline;

class TestGazetteer final : public QObject {
    Q_OBJECT

    static QByteArray list()
    {
        return "# a comment\n"
               "GN\tcountry\t*\t0\tGuinea\nGQ\tcountry\t*\t0\tEquatorial Guinea\nGW\tcountry\t*\t0\tGuinea-Bissau\n"
               "PG\tcountry\t*\t0\tPapua New Guinea\nUS\tcountry\ten\t0\tUS|United States\nRS\tcountry\tru\t0\tСербия\n"
               "RS\tpeople\tru\t0\tсерб*\nCN\tcountry\tzh\t0\t中国\nGE\tcountry\t*\t0\tGeorgia\nUS\tregion\t*\t0\tGeorgia\n";
    }

    // "name=CODE" for each place found, longest first from the left.
    static QString found(const Gazetteer &gazetteer, const QString &text, const QString &language)
    {
        const TokenisedText cut = tokenised(text, Part::Text, language);
        QStringList result;
        for (size_t at = 0; at < cut.tokens.size();) {
            const auto match = gazetteer.longestAt(cut, at, packed(language));
            if (match) {
                const Span span = cut.span(match->first, match->last);
                result.append(text.mid(span.start, span.length) + u'=' + unpacked(match->senses.front().country));
            }
            at = match ? match->last : at + 1;
        }
        return result.join(u' ');
    }

private slots:
    void finds_the_longest_name_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("expected");
        QTest::newRow("alone") << "Guinea votes" << "en" << "Guinea=GN";
        QTest::newRow("longer before") << "Equatorial Guinea and Papua New Guinea" << "en" << "Equatorial Guinea=GQ Papua New Guinea=PG";
        QTest::newRow("longer after") << "Guinea-Bissau's army" << "en" << "Guinea-Bissau=GW";
        QTest::newRow("a space for the hyphen") << "Guinea Bissau" << "en" << "Guinea Bissau=GW";
        QTest::newRow("only the beginning of a name") << "Papua New" << "en" << "";
        QTest::newRow("another language's name") << "United States" << "fr" << "";
        QTest::newRow("declined") << "в Сербии" << "ru" << "Сербии=RS";
        QTest::newRow("adjective") << "сербский" << "ru" << "сербский=RS";
        QTest::newRow("a stem with too much after it") << "сербскохорватский" << "ru" << "";
        QTest::newRow("no spaces") << "在中国北京" << "zh" << "中国=CN";
        QTest::newRow("capitals and diacritics don't matter") << "GUÍNEA" << "en" << QStringLiteral("GUÍNEA=GN");
    }

    void finds_the_longest_name()
    {
        QFETCH(QString, text);
        QFETCH(QString, language);
        const QByteArray bytes = Gazetteer::compile({list()}).value();
        const auto gazetteer = Gazetteer::open(bytes, QString());
        QVERIFY(gazetteer);
        QTEST(found(*gazetteer, text, language), "expected");
    }

    void keeps_all_senses_of_a_name()
    {
        const QByteArray bytes = Gazetteer::compile({list()}).value();
        const auto gazetteer = Gazetteer::open(bytes, QString()).value();
        const QString text = QStringLiteral("Georgia");
        const TokenisedText cut = tokenised(text, Part::Text, {});
        const auto match = gazetteer.longestAt(cut, 0, packed(u"en"));
        QVERIFY(match);
        QCOMPARE(match->senses.size(), size_t(2));
        QCOMPARE(unpacked(match->senses[0].country), QStringLiteral("GE"));
        QCOMPARE(unpacked(match->senses[1].country), QStringLiteral("US"));
    }

    void names_the_line_that_it_cannot_read()
    {
        const auto result = Gazetteer::compile({"US\tplanet\t*\t0\tMars\n"});
        QVERIFY(!result);
        QVERIFY(result.error().detail.contains(u"planet"));
    }

    void packs_and_unpacks_codes()
    {
        for (const QString &code : {QStringLiteral("RS"), QStringLiteral("XK"), QStringLiteral("ZZ"), QStringLiteral("AA")})
            QCOMPARE(unpacked(packed(code)), code);
    }

    void the_compiled_file_is_what_the_lists_say()
    {
        const QString folder = qEnvironmentVariable("DATELINE_RESOURCES");
        QList<QByteArray> lists;
        for (const char *name : {"/words/places.tsv", "/words/cues.tsv", "/words/peoples.tsv"}) {
            QFile file(folder + QLatin1String(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            lists.append(file.readAll());
        }
        QFile compiled(folder + u"/models/places.bin");
        QVERIFY(compiled.open(QIODevice::ReadOnly));
        QVERIFY2(Gazetteer::compile(lists).value() == compiled.readAll(), "run compile_places again");
    }
};

QTEST_GUILESS_MAIN(TestGazetteer)
#include "test_gazetteer.moc"
