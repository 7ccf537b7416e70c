#include "loaded_analysis.h"

using namespace dateline;
using dateline::testing::LoadedAnalysis;

class TestCountries final : public QObject {
    Q_OBJECT

    LoadedAnalysis m_loaded;

    QStringList named(const QString &text, const QString &language = {}) const
    {
        QStringList codes;
        for (const CountryMention &country : m_loaded.analyse({}, text, language).countries) {
            if (!country.mentions.isEmpty())
                codes.append(country.code);
        }
        codes.sort();
        return codes;
    }

    QStringList about(const QString &title, const QString &text) const
    {
        QStringList codes;
        for (const CountryMention &country : m_loaded.analyse(title, text, QStringLiteral("en")).countries) {
            if (country.about)
                codes.append(country.code);
        }
        codes.sort();
        return codes;
    }

private slots:
    void decides_ambiguous_names_by_what_stands_around_them_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("codes");
        const auto row = [](const char *name, const char *text, const QStringList &codes) { QTest::newRow(name) << QString::fromUtf8(text) << codes; };
        row("Georgia the country", "Protesters marched in Tbilisi on Thursday as Georgia debated a new law.", {"GE"});
        row("Georgia the state", "A judge in Atlanta said the election in Georgia was fair, Georgia officials told a court in Florida.", {"US"});
        row("Jordan the country", "The king of Jordan met ministers in Amman on Monday.", {"JO"});
        row("Jordan the player", "Michael Jordan scored 30 points before the crowd went home.", {});
        row("Jordan Henderson", "Jordan Henderson signed a new contract with the club on Monday.", {});
        row("Equatorial Guinea", "The president of Equatorial Guinea opened a new port.", {"GQ"});
        row("Papua New Guinea", "A landslide in Papua New Guinea buried a village.", {"PG"});
        row("Guinea-Bissau", "Soldiers in Guinea-Bissau returned to barracks.", {"GW"});
        row("Guinea", "Soldiers in Guinea returned to barracks in Conakry.", {"GN"});
        row("Niger", "The junta in Niger expelled the ambassador from Niamey.", {"NE"});
        row("Nigeria", "Nigeria's central bank raised rates in Abuja.", {"NG"});
        row("Kinshasa's Congo", "The Democratic Republic of Congo held elections.", {"CD"});
        row("Brazzaville's Congo", "The Republic of Congo held elections in Brazzaville.", {"CG"});
        row("South Korea", "South Korea said it would hold talks.", {"KR"});
        row("North Korea", "North Korea fired two missiles, state media said.", {"KP"});
        row("Northern Ireland", "Ministers in Northern Ireland returned to Stormont.", {"GB"});
        row("Ireland", "Ireland's Taoiseach spoke in Dublin.", {"IE"});
        row("New Mexico", "Fires burned in New Mexico on Sunday.", {"US"});
        row("Mexico", "Fires burned in Mexico on Sunday.", {"MX"});
        row("Paris, Texas", "The fair in Paris, Texas, opened on Saturday.", {"US"});
        row("London, Ontario", "Police in London, Ontario, arrested a man.", {"CA"});
        row("a bird", "The family ate turkey and guinea fowl on fine china.", {});
        row("South Sudan", "Fighting broke out in South Sudan near Juba.", {"SS"});
        row("Brussels for the Union", "Ministers of the European Union met in Brussels on Monday.", {});
        row("Brussels for Belgium", "Belgian police searched houses in Brussels on Monday.", {"BE"});
        row("demonym", "A Serbian court sentenced two men.", {"RS"});
        row("institution", "The Kremlin denied the report.", {"RU"});
        row("a river, not a town far away", "The city council of Belgrade voted to build a new bridge over the Sava.", {"RS"});
        row("us is not the US", "They told us that they let us go.", {});
    }

    void decides_ambiguous_names_by_what_stands_around_them()
    {
        QFETCH(QString, text);
        QTEST(named(text, QStringLiteral("en")), "codes");
    }

    void knows_countries_in_other_languages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("code");
        QTest::newRow("de") << "Der Präsident von Serbien besuchte am Montag die Hauptstadt." << "de" << "RS";
        QTest::newRow("fr") << "Le président de la Serbie a visité lundi la capitale du pays." << "fr" << "RS";
        QTest::newRow("es") << "El presidente de Alemania visitó el lunes la capital del país." << "es" << "DE";
        QTest::newRow("it") << "Il presidente della Germania ha visitato lunedì la capitale." << "it" << "DE";
        QTest::newRow("pt") << "O presidente da Alemanha visitou na segunda-feira a capital." << "pt" << "DE";
        QTest::newRow("nl") << "De president van Duitsland bezocht maandag de hoofdstad van het land." << "nl" << "DE";
        QTest::newRow("pl") << "Prezydent Niemiec odwiedził w poniedziałek stolicę kraju, podała agencja." << "pl" << "DE";
        QTest::newRow("ru") << "Президент Сербии посетил в понедельник столицу страны." << "ru" << "RS";
        QTest::newRow("uk") << "Президент Сербії відвідав у понеділок столицю країни." << "uk" << "RS";
        QTest::newRow("sr") << "Председник Немачке посетио је у понедељак главни град." << "sr" << "DE";
        QTest::newRow("sr latin") << "Predsednik Nemačke posetio je u ponedeljak glavni grad, javljaju mediji." << "sr" << "DE";
        QTest::newRow("ar") << "زار رئيس ألمانيا العاصمة يوم الاثنين" << "ar" << "DE";
        QTest::newRow("zh") << "德国总统周一访问了首都。" << "zh" << "DE";
        QTest::newRow("ja") << "ドイツの大統領は月曜日に首都を訪問した。" << "ja" << "DE";
        QTest::newRow("tr") << "Almanya cumhurbaşkanı pazartesi günü başkenti ziyaret etti." << "tr" << "DE";
        QTest::newRow("hi") << "जर्मनी के राष्ट्रपति ने सोमवार को राजधानी का दौरा किया।" << "hi" << "DE";
    }

    void knows_countries_in_other_languages()
    {
        QFETCH(QString, text);
        QFETCH(QString, language);
        QFETCH(QString, code);
        const QStringList codes = named(text, language);
        QVERIFY2(codes.contains(code), qPrintable(codes.join(u',')));
    }

    void names_the_countries_of_many_texts_in_many_languages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("codes");
        QFile file(QStringLiteral(TEST_DATA "/analysis/countries.tsv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QStringList columns = QString::fromUtf8(line).split(u'\t');
            if (columns.size() == 3)
                QTest::newRow(line.constData()) << columns[2] << columns[1].split(u',', Qt::SkipEmptyParts);
        }
    }

    void names_the_countries_of_many_texts_in_many_languages()
    {
        QFETCH(QString, text);
        QTEST(named(text), "codes");
    }

    void tells_what_an_article_is_about_from_what_it_names()
    {
        const QString text = QStringLiteral(
            "BELGRADE, Sept 11 - Serbia will hold early elections in December, the president said on Thursday. Serbian opposition parties "
            "welcomed the step and called for a fair campaign across Serbia. The vote comes two years after the last one. Analysts in "
            "Belgrade said the campaign would be short. A trade fair in Norway had delayed the announcement.");
        QCOMPARE(about(QStringLiteral("Serbia calls early elections"), text), QStringList{"RS"});
    }

    void says_no_country_that_it_cannot_show()
    {
        QVERIFY(m_loaded.analyse(QStringLiteral("First & foremost"), QStringLiteral("Hello world")).countries.isEmpty());
        const QString text = QStringLiteral("The Rutte cabinet and the alliance said the Senate and Congress would vote on Medicaid, the FBI said.");
        for (const CountryMention &country : m_loaded.analyse(QStringLiteral("Nato summit"), text).countries)
            QVERIFY2(!country.mentions.isEmpty(), qPrintable(country.code));
    }

    void every_mention_lies_where_the_name_is()
    {
        const QString title = QStringLiteral("Kenya beats Uganda");
        const QString text = QStringLiteral("Kenya's team won in Kampala. 😀 Ugandan fans wept.");
        for (const CountryMention &country : m_loaded.analyse(title, text).countries) {
            for (const Span &span : country.mentions) {
                const QString words = dateline::testing::covered(span, title, text);
                QVERIFY2((QStringList{"Kenya", "Uganda", "Kampala", "Ugandan"}.contains(words)), qPrintable(words));
            }
        }
    }
};

QTEST_GUILESS_MAIN(TestCountries)
#include "test_analysis_countries.moc"
