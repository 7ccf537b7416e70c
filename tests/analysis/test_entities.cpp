// Who is one and who is two: hand-made names, so that only the resolution is at stake.
#include "analysis/entities.h"

#include <QTest>

using namespace dateline;

class TestEntities final : public QObject {
    Q_OBJECT

    // A list of aliases of the form of resources/words/aliases.tsv.
    struct Aliases {
        QByteArray bytes = AliasTable::compile("country\tRS\tSerbia\t\n"
                                               "organisation\t*\tUnited Nations\tUN|U.N.\n"
                                               "organisation\t*\tNATO\tNato\n"
                                               "organisation\tPK\tPakistan Tehreek-e-Insaf\tPTI\n"
                                               "organisation\tIN\tPress Trust of India\tPTI\n"
                                               "person\t*\tVladimir Putin\t~Putin\n"
                                               "person\t*\tDonald Trump\t~Trump\n"
                                               "person\t*\tVolodymyr Zelensky\t~Zelensky|~Zelenskyy|Volodymyr Zelenskyy\n"
                                               "place\t*\tKyiv\tKiev\n")
                               .value();
        AliasTable table = AliasTable::open(bytes, QString()).value();
    };
    Aliases m_aliases;
    QByteArray m_places = Gazetteer::compile({"RS\tcountry\t*\t0\tSerbia|Srbija\nPK\tcountry\t*\t0\tPakistan\nIN\tcountry\t*\t0\tIndia\n"}).value();
    Gazetteer m_gazetteer = Gazetteer::open(m_places, QString()).value();

    QList<Entity> entities(const TokenisedArticle &article, FoundNames names) const
    {
        names.textPlaces = placesIn(article.text, m_gazetteer, packed(u"en"));
        return entitiesOf(article, names, m_aliases.table, packed(u"en"));
    }

    // Marks names in a text: {P:…} person, {O:…} organisation, {L:…} place.
    struct Marked {
        QString text;
        TokenisedArticle article;
        FoundNames names;
    };

    static void read(const QString &marked, Marked &out)
    {
        struct Range { qint32 start, end; NameKind kind; };
        std::vector<Range> ranges;
        for (qsizetype at = 0; at < marked.size(); ++at) {
            if (marked[at] == u'{') {
                const QChar kind = marked[at + 1];
                ranges.push_back({qint32(out.text.size()), 0, kind == u'P' ? NameKind::Person : kind == u'O' ? NameKind::Organisation : NameKind::Place});
                at += 2;
            } else if (marked[at] == u'}') {
                ranges.back().end = qint32(out.text.size());
            } else {
                out.text += marked[at];
            }
        }
        out.article.title = tokenised(QStringView(), Part::Title, {});
        out.article.text = tokenised(out.text, Part::Text, QStringLiteral("en"));
        for (const Range &range : ranges) {
            TaggedName name{0, 0, range.kind};
            for (size_t at = 0; at < out.article.text.tokens.size(); ++at) {
                if (out.article.text.tokens[at].start == range.start)
                    name.first = at;
                if (out.article.text.tokens[at].end() <= range.end)
                    name.last = at + 1;
            }
            out.names.text.push_back(name);
        }
    }

    // "name: mention, mention; name: …" in alphabetical order.
    QString resolved(const QString &marked) const
    {
        Marked input;
        read(marked, input);
        QStringList result;
        for (const Entity &entity : entities(input.article, input.names)) {
            QStringList mentions;
            for (const Span &span : entity.mentions)
                mentions.append(input.text.mid(span.start, span.length));
            result.append(entity.name + u": " + mentions.join(u", "));
        }
        result.sort();
        return result.join(u"; ");
    }

private slots:
    void makes_one_of_many_spellings_data()
    {
        QTest::addColumn<QString>("marked");
        QTest::addColumn<QString>("expected");
        QTest::newRow("surname") << "{P:Aleksandar Vucic} spoke. {P:Vucic} left." << "Aleksandar Vucic: Aleksandar Vucic, Vucic";
        QTest::newRow("diacritics") << QStringLiteral("{P:Aleksandar Vučić} spoke. {P:Vucic} left.") << QStringLiteral("Aleksandar Vučić: Aleksandar Vučić, Vucic");
        QTest::newRow("surname first") << "{P:Merkel} came. {P:Angela Merkel} spoke." << "Angela Merkel: Merkel, Angela Merkel";
        QTest::newRow("title is no part of the name") << "{P:President Vucic} spoke." << "Vucic: Vucic";
        QTest::newRow("middle name") << "{P:George W. Bush} and later {P:George Bush}." << "George W. Bush: George W. Bush, George Bush";
        QTest::newRow("acronym in brackets") << "The {O:European Union} ({O:EU}) met. The {O:EU} said." << "European Union: European Union, EU, EU";
        QTest::newRow("company word") << "{O:Microsoft Corp.} rose. {O:Microsoft} fell." << "Microsoft: Microsoft Corp., Microsoft";
        QTest::newRow("a company alone") << "{O:Acme Holdings, Inc.} rose." << "Acme Holdings: Acme Holdings, Inc.";
        QTest::newRow("company by its first word") << "{O:Acme Software Inc.} rose. {O:Acme} fell." << "Acme Software: Acme Software Inc., Acme";
        QTest::newRow("national board") << "The {O:U.S. Fishery Board} met. The {O:Fishery Board} said." << "U.S. Fishery Board: U.S. Fishery Board, Fishery Board";
        QTest::newRow("a partner is part of the name") << "{O:Tiffany & Co.} rose." << "Tiffany & Co.: Tiffany & Co.";
        QTest::newRow("an article is none") << "{O:The Alpha Council} met. {O:Alpha Council} said." << "Alpha Council: The Alpha Council, Alpha Council";
        QTest::newRow("acronym with letters of small words") << "The {O:Economic Community of West African States} ({O:ECOWAS}) met. {O:ECOWAS} said."
            << "Economic Community of West African States: Economic Community of West African States, ECOWAS, ECOWAS";
        QTest::newRow("known acronym") << "The {O:UN} met." << "United Nations: UN";
        QTest::newRow("known acronym with full stops") << "The {O:U.N.} met. The {O:United Nations} said." << "United Nations: U.N., United Nations";
        QTest::newRow("what the article says goes before what is known") << "The {O:Union of Nurses} ({O:UN}) met. {O:UN} said."
            << "Union of Nurses: Union of Nurses, UN, UN";
        QTest::newRow("acronym of the country that is named") << "{O:PTI} marched in {L:Pakistan}." << "Pakistan Tehreek-e-Insaf: PTI; Pakistan: Pakistan";
        QTest::newRow("acronym of no country that is named") << "{O:PTI} marched." << "PTI: PTI";
        QTest::newRow("acronym of two countries") << "{O:PTI} in {L:India}, {L:India} and {L:Pakistan}."
            << "India: India, India; Pakistan: Pakistan; Press Trust of India: PTI";
        QTest::newRow("country by another language's name") << "{L:Srbija} and {L:Serbia} met." << "Serbia: Srbija, Serbia";
        QTest::newRow("city by another spelling") << "In {L:Kiev} it rained." << "Kyiv: Kiev";
        QTest::newRow("dateline of a short town") << "{L:APIA}, Feb 3 - Rain fell." << "Apia: APIA";
        QTest::newRow("dateline") << "{L:BELGRADE}, Sept 11 - Rain fell." << "Belgrade: BELGRADE";
        QTest::newRow("dateline of more words") << "{L:RIO DE JANEIRO} - Rain fell." << "Rio de Janeiro: RIO DE JANEIRO";
        QTest::newRow("known surname") << "{P:Putin} spoke." << "Vladimir Putin: Putin";
        QTest::newRow("known spellings") << "{P:Volodymyr Zelenskyy} spoke. {P:Zelensky} left." << "Volodymyr Zelensky: Volodymyr Zelenskyy, Zelensky";
        QTest::newRow("short first name") << "{P:William Gates} spoke. {P:Bill Gates} left." << "William Gates: William Gates, Bill Gates";
        QTest::newRow("transcribed first name") << "{P:Mohamed Salah} ran. {P:Mohammed Salah} scored." << "Mohammed Salah: Mohamed Salah, Mohammed Salah";
        QTest::newRow("surname in front") << "{P:Sato Kenji} spoke. {P:Kenji Sato} left." << "Sato Kenji: Sato Kenji, Kenji Sato";
        QTest::newRow("first part of a Chinese name") << "{P:Wang Donghai} spoke. {P:Wang} left." << "Wang Donghai: Wang Donghai, Wang";
        QTest::newRow("particle") << "{P:Alexander van der Bellen} spoke. {P:Van der Bellen} left." << "Alexander van der Bellen: Alexander van der Bellen, Van der Bellen";
        QTest::newRow("Arabic article") << "{P:Nouri al-Maliki} spoke. {P:Maliki} left." << "Nouri al-Maliki: Nouri al-Maliki, Maliki";
        QTest::newRow("family behind") << "{P:Mohammed bin Talal Al Rashid} spoke. {P:Mohammed bin Talal} left."
            << "Mohammed bin Talal Al Rashid: Mohammed bin Talal Al Rashid, Mohammed bin Talal";
        QTest::newRow("junior") << "{P:Ned Stone Jr.} spoke. {P:Ned Stone} and {P:Stone} left." << "Ned Stone Jr.: Ned Stone Jr., Ned Stone, Stone";
        QTest::newRow("shouted") << "{P:VUCIC} and then {P:Vucic} spoke." << "Vucic: VUCIC, Vucic";
    }

    void makes_one_of_many_spellings()
    {
        QFETCH(QString, marked);
        QTEST(resolved(marked), "expected");
    }

    void keeps_apart_what_is_two_data()
    {
        QTest::addColumn<QString>("marked");
        QTest::addColumn<QString>("expected");
        QTest::newRow("two of one surname") << "{P:Bill Clinton} and {P:Hillary Clinton} came."
            << "Bill Clinton: Bill Clinton; Hillary Clinton: Hillary Clinton";
        QTest::newRow("the one named last is meant") << "{P:Bill Clinton} came. {P:Hillary Clinton} came. {P:Clinton} spoke."
            << "Bill Clinton: Bill Clinton; Hillary Clinton: Hillary Clinton, Clinton";
        QTest::newRow("a woman is meant") << "{P:Hillary Clinton} came. {P:Bill Clinton} came. Mrs {P:Clinton} spoke."
            << "Bill Clinton: Bill Clinton; Hillary Clinton: Hillary Clinton, Clinton";
        QTest::newRow("a man is meant") << "{P:Bill Clinton} came. {P:Hillary Clinton} came. {P:Mr Clinton} spoke."
            << "Bill Clinton: Bill Clinton, Clinton; Hillary Clinton: Hillary Clinton";
        QTest::newRow("first one, then the other") << "{P:Bill Clinton} came. {P:Clinton} spoke. {P:Hillary Clinton} came. {P:Clinton} left."
            << "Bill Clinton: Bill Clinton, Clinton; Hillary Clinton: Hillary Clinton, Clinton";
        QTest::newRow("brother and sister") << "{P:Kim Jong Un} and {P:Kim Yo Jong} came with {P:Kim Jong}."
            << "Kim Jong Un: Kim Jong Un, Kim Jong; Kim Yo Jong: Kim Yo Jong";
        QTest::newRow("two companies") << "{O:Acme Steel Inc.} and {O:Acme Foods Inc.} rose. {O:Acme} fell."
            << "Acme Foods: Acme Foods Inc.; Acme Steel: Acme Steel Inc.; Acme: Acme";
        QTest::newRow("father and son") << "{P:Ned Stone Sr.} and {P:Ned Stone Jr.} came." << "Ned Stone Jr.: Ned Stone Jr.; Ned Stone Sr.: Ned Stone Sr.";
        QTest::newRow("a famous surname before its namesake") << "{P:Trump} came. {P:Ivanka Trump} came. {P:Trump} spoke."
            << "Donald Trump: Trump, Trump; Ivanka Trump: Ivanka Trump";
        QTest::newRow("a famous surname after its namesake only") << "{P:Ann Putin} came. {P:Putin} spoke." << "Ann Putin: Ann Putin, Putin";
        QTest::newRow("a place is no person of the list") << "{L:Putin} is a village." << "Putin: Putin";
        QTest::newRow("letters that the name before doesn't spell") << "The {O:Alpha Council} ({O:XYZ}) met." << "Alpha Council: Alpha Council; XYZ: XYZ";
        QTest::newRow("a company is not a part of another") << "{O:Bank of England} and {O:Bank of Japan}."
            << "Bank of England: Bank of England; Bank of Japan: Bank of Japan";
        QTest::newRow("two long forms of one acronym") << "{O:Alpha Beta} or {O:Anton Berta}, {O:AB} said."
            << "AB: AB; Alpha Beta: Alpha Beta; Anton Berta: Anton Berta";
        QTest::newRow("a person and a place") << "{P:Victoria Smith} in {L:Victoria}." << "Victoria Smith: Victoria Smith; Victoria: Victoria";
    }

    void keeps_apart_what_is_two()
    {
        QFETCH(QString, marked);
        QTEST(resolved(marked), "expected");
    }

    void a_name_is_one_kind_throughout()
    {
        Marked input;
        read(QStringLiteral("{L:Kosovo} said. {L:Kosovo} left. {O:Kosovo} came."), input);
        const QList<Entity> found = entities(input.article, input.names);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.front().kind, EntityKind::Place);
        QCOMPARE(found.front().mentions.size(), 3);
    }

    void a_known_organisation_is_no_place()
    {
        Marked input;
        read(QStringLiteral("{L:NATO} said. {L:NATO} left."), input);
        const QList<Entity> found = entities(input.article, input.names);
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.front().kind, EntityKind::Organisation);
    }

    void who_wrote_it_is_not_what_it_is_about_data()
    {
        QTest::addColumn<QString>("marked");
        QTest::newRow("byline") << "By {P:Ann Writer}\n\nRain fell. Later {P:Bob Farmer} spoke. Snow fell. Hail fell.";
        QTest::newRow("agency") << "{L:BELGRADE}, Sept 11 ({O:Reuters}) - Rain fell. Hail fell. Then {P:Bob Farmer} came from {L:Norway}.";
        QTest::newRow("foot") << "Rain fell. Later {P:Bob Farmer} spoke. Snow fell. (Reporting by {P:Ann Writer} and {P:Cid Writer})";
    }

    void who_wrote_it_is_not_what_it_is_about()
    {
        QFETCH(QString, marked);
        Marked input;
        read(marked, input);
        QCOMPARE(entities(input.article, input.names).front().name, QStringLiteral("Bob Farmer"));
    }

    void what_is_named_early_and_often_weighs_more()
    {
        Marked input;
        read(QStringLiteral("{P:Ann Early} spoke. {P:Early} left. Rain fell. Snow fell. Hail fell. {P:Bob Late} came."), input);
        const QList<Entity> found = entities(input.article, input.names);
        QCOMPARE(found.front().name, QStringLiteral("Ann Early"));
        QVERIFY(found.front().salience > found.back().salience);
        QVERIFY(found.front().salience <= 1 && found.back().salience > 0);
    }

    void many_namesakes_take_no_quadratic_time()
    {
        QString marked;
        for (int at = 0; at < 5000; ++at)
            marked += QStringLiteral("{P:N%1 Smith} ").arg(at) + QStringLiteral("{P:Smith}. ");
        Marked input;
        input.text.reserve(marked.size());
        input.article.title = tokenised(QStringView(), Part::Title, {});
        input.text = QString(marked).remove(QStringLiteral("{P:")).remove(u'}');
        input.article.text = tokenised(input.text, Part::Text, QStringLiteral("en"));
        for (size_t at = 0; at + 1 < input.article.text.tokens.size(); ++at) {
            if (input.article.text.word(at + 1) == u"Smith" && input.article.text.word(at).startsWith(u'N'))
                input.names.text.push_back({at, at + 2, NameKind::Person});
        }
        QCOMPARE(entities(input.article, input.names).size(), 5000);
    }
};

QTEST_GUILESS_MAIN(TestEntities)
#include "test_entities.moc"
