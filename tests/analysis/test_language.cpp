#include "analysis/language.h"

#include <QTest>

using namespace dateline;

class TestLanguage final : public QObject {
    Q_OBJECT

private slots:
    void knows_the_languages_of_news_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("language");
        const auto row = [](const char *language, const QString &text) { QTest::newRow(language) << text << QString::fromLatin1(language); };
        row("en", "The government said on Thursday that it would raise taxes on fuel next year to pay for new railways.");
        row("de", "Die Regierung will im kommenden Jahr die Steuern auf Kraftstoff erhöhen, um neue Bahnstrecken zu bezahlen.");
        row("fr", "Le gouvernement a annoncé jeudi qu'il augmenterait les taxes sur les carburants l'année prochaine.");
        row("es", "El gobierno anunció el jueves que subirá los impuestos sobre los combustibles el próximo año.");
        row("it", "Il governo ha annunciato giovedì che aumenterà le tasse sui carburanti per pagare le nuove ferrovie.");
        row("pt", "O governo anunciou na quinta-feira que vai aumentar os impostos sobre os combustíveis no próximo ano.");
        row("nl", "De regering zei donderdag dat zij volgend jaar de belasting op brandstof verhoogt om nieuwe spoorlijnen te betalen.");
        row("pl", "Rząd ogłosił w czwartek, że w przyszłym roku podniesie podatki na paliwa, aby zapłacić za nowe linie kolejowe.");
        row("ru", "Правительство объявило в четверг, что в следующем году повысит налоги на топливо.");
        row("uk", "Уряд оголосив у четвер, що наступного року підвищить податки на пальне, щоб оплатити нові залізниці.");
        row("sr", "Влада је у четвртак објавила да ће следеће године повећати порезе на гориво како би платила нове пруге.");
        row("sr", "Vlada Srbije je u četvrtak objavila da će sledeće godine povećati poreze na gorivo kako bi platila nove pruge u Beogradu.");
        row("ar", "أعلنت الحكومة يوم الخميس أنها سترفع الضرائب على الوقود في العام المقبل");
        row("zh", "政府周四宣布，明年将提高燃油税，以支付新铁路的费用。");
        row("ja", "政府は木曜日、来年に燃料税を引き上げて新しい鉄道の費用をまかなうと発表した。");
        row("tr", "Hükümet perşembe günü, yeni demiryollarının parasını ödemek için gelecek yıl akaryakıt vergilerini artıracağını açıkladı.");
        row("hi", "सरकार ने गुरुवार को कहा कि वह अगले साल ईंधन पर कर बढ़ाएगी ताकि नई रेल लाइनों का भुगतान किया जा सके।");
    }

    void knows_the_languages_of_news()
    {
        QFETCH(QString, text);
        QTEST(languageOf({}, text, {}), "language");
    }

    void knows_headlines_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("language");
        const auto row = [](const char *language, const QString &text) { QTest::newRow(language) << text << QString::fromLatin1(language); };
        row("en", "Prime minister resigns after losing confidence vote in parliament");
        row("de", "Ministerpräsident tritt nach verlorener Vertrauensabstimmung zurück");
        row("fr", "Le Premier ministre démissionne après un vote de défiance");
        row("es", "El primer ministro dimite tras perder la moción de censura");
        row("it", "Il primo ministro si dimette dopo il voto di sfiducia");
        row("pt", "Primeiro-ministro demite-se após moção de censura no parlamento");
        row("nl", "Premier treedt af na verloren vertrouwensstemming in parlement");
        row("pl", "Premier podał się do dymisji po przegranym głosowaniu w sejmie");
        row("ru", "Премьер-министр ушёл в отставку после вотума недоверия");
        row("uk", "Прем'єр-міністр подав у відставку після голосування в парламенті");
        row("sr", "Премијер поднео оставку после гласања у скупштини");
        row("ar", "رئيس الوزراء يستقيل بعد تصويت البرلمان");
        row("zh", "总理在不信任投票后辞职");
        row("ja", "首相が不信任決議を受けて辞任");
        row("tr", "Başbakan güven oylamasını kaybettikten sonra istifa etti");
        row("hi", "अविश्वास प्रस्ताव के बाद प्रधानमंत्री ने इस्तीफा दिया");
    }

    void knows_headlines()
    {
        QFETCH(QString, text);
        QTEST(languageOf(text, {}, {}), "language");
    }

    void takes_the_language_of_most_of_a_mixed_text()
    {
        QString text = QStringLiteral("Die Regierung will im kommenden Jahr die Steuern auf Kraftstoff erhöhen, um neue Bahnstrecken zu bezahlen. ").repeated(4);
        text += QStringLiteral("\"We will not give up,\" the American envoy said in English.");
        QCOMPARE(languageOf({}, text, {}), QStringLiteral("de"));
    }

    void tells_serbian_from_its_neighbours_by_the_declaration()
    {
        // The same words in Latin letters may be Croatian or Bosnian: who publishes them knows.
        const QString text = QStringLiteral("Vlada je objavila da planira nove poreze na gorivo, a opozicija je protiv.");
        for (const char *declared : {"sr", "sr-Latn", "sr_RS", "hr", "bs"})
            QCOMPARE(languageOf({}, text, QString::fromLatin1(declared)), QString::fromLatin1(declared).left(2));
    }

    void believes_a_declaration_where_the_text_is_short()
    {
        QCOMPARE(languageOf(u"Taxi", {}, QStringLiteral("fr-CA")), QStringLiteral("fr"));
        QCOMPARE(languageOf(u"Информация", {}, QStringLiteral("sr")), QStringLiteral("sr"));
    }

    void does_not_believe_a_declaration_that_a_long_text_belies()
    {
        const QString text = QStringLiteral("The government said on Thursday that it would raise taxes on fuel next year to pay for new railways. ").repeated(5);
        QCOMPARE(languageOf({}, text, QStringLiteral("de")), QStringLiteral("en"));
    }

    void reads_capitals()
    {
        QCOMPARE(languageOf(u"GOVERNMENT TO RAISE TAXES ON FUEL NEXT YEAR, SAYS THE FINANCE MINISTER", {}, {}), QStringLiteral("en"));
    }

    void overhears_characters_that_are_none_data()
    {
        QTest::addColumn<QString>("noise");
        QTest::newRow("delete") << QString(QChar(0x7f));
        QTest::newRow("a control of Latin-1") << QString(QChar(0x85));
        QTest::newRow("a noncharacter") << QString(QChar(0xfdd0));
        QTest::newRow("a byte order mark turned round") << QString(QChar(0xfffe));
        QTest::newRow("a noncharacter beyond the first plane") << QString::fromUcs4(U"\U0001ffff");
        QTest::newRow("half a pair") << QString(QChar(0xd800));
    }

    void overhears_characters_that_are_none()
    {
        QFETCH(QString, noise);
        const QString text = QStringLiteral("Die Regierung will im kommenden Jahr die Steuern auf Kraftstoff erhöhen") + noise + QStringLiteral(", um neue Bahnstrecken zu bezahlen.");
        QCOMPARE(languageOf({}, text, {}), QStringLiteral("de"));
    }

    void is_silent_where_nothing_speaks_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << QString();
        QTest::newRow("digits") << "12345 67890";
        QTest::newRow("NULs") << QString(100, QChar(0));
        QTest::newRow("lone surrogates") << QString(50, QChar(0xD800));
    }

    void is_silent_where_nothing_speaks()
    {
        QFETCH(QString, text);
        QCOMPARE(languageOf({}, text, {}), QString());
        QCOMPARE(languageOf({}, text, QStringLiteral("not a language!")), QString());
    }
};

QTEST_GUILESS_MAIN(TestLanguage)
#include "test_language.moc"
