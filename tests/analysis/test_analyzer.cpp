// The whole analysis against what must hold for any input.
#include "analysis/tokens.h"
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

    // Five sentences of a report in each of the languages that readers read, with what trips offsets: emoji, combining marks, marks of direction.
    void reads_sixteen_languages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("first"); // sentence
        const auto row = [](const char *language, const char *first, const char *rest) {
            QTest::newRow(language) << QString(QString::fromUtf8(first) + QString::fromUtf8(rest)) << QString::fromUtf8(first);
        };
        row("en", "The government will raise taxes on fuel next year, the finance minister said on Thursday.",
            " The money is to pay for new railways 🚆 in the north. Opposition parties called the plan unfair. Truck drivers announced protests for Monday. A vote in parliament is expected in May.");
        row("de", "Die Regierung will im kommenden Jahr die Steuern auf Kraftstoff erhöhen, sagte der Finanzminister am Donnerstag.",
            " Das Geld soll in neue Bahnstrecken 🚆 im Norden fließen. Die Opposition nannte den Plan ungerecht. Lastwagenfahrer kündigten für Montag Proteste an. Das Parlament soll im Mai abstimmen.");
        row("fr", "Le gouvernement augmentera l’an prochain les taxes sur les carburants, a annoncé jeudi le ministre des Finances.",
            " L’argent doit financer de nouvelles lignes 🚆 dans le nord. L’opposition juge le plan injuste. Les routiers annoncent des manifestations pour lundi. Le Parlement devrait voter en mai.");
        row("es", "El gobierno subirá el próximo año los impuestos sobre los combustibles, dijo el jueves el ministro de Hacienda.",
            " El dinero pagará nuevas líneas de tren 🚆 en el norte. La oposición calificó el plan de injusto. Los camioneros anunciaron protestas para el lunes. El Parlamento votará en mayo.");
        row("it", "Il governo aumenterà il prossimo anno le tasse sui carburanti, ha detto giovedì il ministro delle Finanze.",
            " I soldi pagheranno nuove ferrovie 🚆 nel nord. L’opposizione ha definito ingiusto il piano. I camionisti hanno annunciato proteste per lunedì. Il Parlamento voterà a maggio.");
        row("pt", "O governo vai aumentar os impostos sobre os combustíveis no próximo ano, disse na quinta-feira o ministro das Finanças.",
            " O dinheiro pagará novas ferrovias 🚆 no norte. A oposição chamou o plano de injusto. Os caminhoneiros anunciaram protestos para segunda-feira. O Parlamento deve votar em maio.");
        row("nl", "De regering verhoogt volgend jaar de belasting op brandstof, zei de minister van Financiën donderdag.",
            " Het geld is bedoeld voor nieuwe spoorlijnen 🚆 in het noorden. De oppositie noemde het plan oneerlijk. Vrachtwagenchauffeurs kondigden voor maandag protesten aan. Het parlement stemt in mei.");
        row("pl", "Rząd podniesie w przyszłym roku podatki na paliwa, powiedział w czwartek minister finansów.",
            " Pieniądze mają pójść na nowe linie kolejowe 🚆 na północy. Opozycja nazwała plan niesprawiedliwym. Kierowcy zapowiedzieli protesty na poniedziałek. Parlament ma głosować w maju.");
        row("ru", "Правительство повысит в следующем году налоги на топливо, сообщил в четверг министр финансов.",
            " Деньги пойдут на новые железные дороги 🚆 на севере. Оппозиция назвала план несправедливым. Водители грузовиков объявили о протестах в понедельник. Парламент проголосует в мае.");
        row("uk", "Уряд підвищить наступного року податки на пальне, повідомив у четвер міністр фінансів.",
            " Гроші підуть на нові залізниці 🚆 на півночі. Опозиція назвала план несправедливим. Водії вантажівок оголосили про протести в понеділок. Парламент голосуватиме у травні.");
        row("sr", "Влада ће следеће године повећати порезе на гориво, рекао је у четвртак министар финансија.",
            " Новац ће се користити за нове пруге 🚆 на северу земље. Опозиција је план назвала неправедним. Возачи камиона најавили су протесте за понедељак. Скупштина ће гласати у мају.");
        row("sr", "Vlada će sledeće godine povećati poreze na gorivo, rekao je u četvrtak ministar finansija u Beogradu.",
            " Novac će se koristiti za nove pruge 🚆 na severu zemlje. Opozicija je plan nazvala nepravednim. Vozači kamiona najavili su proteste za ponedeljak. Skupština će glasati u maju, saopštila je Vlada Srbije.");
        row("ar", "قال وزير المالية يوم الخميس إن الحكومة سترفع الضرائب على الوقود في العام المقبل.",
            " ستموّل الأموال خطوط سكك حديدية جديدة 🚆 في الشمال. ووصفت المعارضة الخطة بأنها غير عادلة. وأعلن سائقو الشاحنات احتجاجات يوم الاثنين. ومن المتوقع أن يصوت البرلمان في مايو.");
        row("zh", "财政部长周四表示，政府明年将提高燃油税。", "这笔钱将用于北部的新铁路🚆。反对党称该计划不公平。卡车司机宣布周一举行抗议。议会预计五月投票。");
        row("ja", "財務大臣は木曜日、政府が来年に燃料税を引き上げると述べた。", "資金は北部の新しい鉄道🚆に使われる。野党はこの計画を不公平だと批判した。トラック運転手は月曜日に抗議すると発表した。議会は五月に採決する見通しだ。");
        row("tr", "Hükümet gelecek yıl akaryakıt vergilerini artıracak, dedi Maliye Bakanı perşembe günü.",
            " Para kuzeydeki yeni demiryolları 🚆 için kullanılacak. Muhalefet planı adaletsiz buldu. Kamyon şoförleri pazartesi için protesto çağrısı yaptı. Meclis mayıs ayında oy kullanacak.");
        row("hi", "वित्त मंत्री ने गुरुवार को कहा कि सरकार अगले साल ईंधन पर कर बढ़ाएगी।",
            " यह पैसा उत्तर में नई रेल लाइनों 🚆 के लिए है। विपक्ष ने योजना को अनुचित बताया। ट्रक चालकों ने सोमवार को विरोध की घोषणा की। संसद मई में मतदान करेगी।");
    }

    void reads_sixteen_languages()
    {
        QFETCH(QString, text);
        QFETCH(QString, first);
        const Annotations found = m_loaded.analyse({}, text);
        QCOMPARE(found.language, QString::fromLatin1(QTest::currentDataTag()));
        checkAll(found, {}, text);
        const TokenisedText cut = tokenised(text, Part::Text, found.language);
        QCOMPARE(cut.sentences.size(), size_t(5));
        QCOMPARE(text.mid(cut.sentences[0].span.start, cut.sentences[0].span.length).trimmed(), first);
        // Whole sentences, the first of them the news.
        QVERIFY(!found.keySentences.isEmpty() && found.keySentences.size() < 4);
        QCOMPARE(text.mid(found.keySentences[0].start, found.keySentences[0].length).trimmed(), first);
    }

    void offsets_hold_after_marks_that_cannot_be_seen_data()
    {
        QTest::addColumn<QString>("before");
        QTest::newRow("emoji of several signs") << QStringLiteral("👩‍👩‍👧‍👦🏳️‍🌈 ");
        QTest::newRow("combining marks") << QStringLiteral("e\u0301a\u0300o\u0308\u0323 ");
        QTest::newRow("marks of direction") << QStringLiteral("\u202Bשלום\u202C \u200F");
        QTest::newRow("soft hyphens and zero widths") << QStringLiteral("news\u00ADpaper zero\u200Bwidth\uFEFF ");
        QTest::newRow("flags") << QStringLiteral("🇷🇸🇽🇰 ");
    }

    void offsets_hold_after_marks_that_cannot_be_seen()
    {
        QFETCH(QString, before);
        const QString text = before + QStringLiteral("Angela Merkel visited Serbia on Monday. \"We will keep our word,\" Merkel said.");
        const Annotations found = m_loaded.analyse({}, text, QStringLiteral("en"));
        checkAll(found, {}, text);
        QStringList countries, speakers;
        for (const CountryMention &country : found.countries)
            for (const Span &span : country.mentions)
                countries.append(text.mid(span.start, span.length));
        for (const Quote &quote : found.quotes)
            speakers.append(text.mid(quote.source.start, quote.source.length));
        QVERIFY2(countries.contains(u"Serbia"), qPrintable(countries.join(u", ")));
        QCOMPARE(speakers, QStringList{QStringLiteral("Merkel")});
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
