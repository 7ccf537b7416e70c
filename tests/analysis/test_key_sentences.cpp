#include "loaded_analysis.h"

using namespace dateline;
using dateline::testing::LoadedAnalysis;

class TestKeySentences final : public QObject {
    Q_OBJECT

    LoadedAnalysis m_loaded;

    QStringList chosen(const QString &title, const QString &text) const
    {
        QStringList result;
        for (const Span &span : m_loaded.analyse(title, text, QStringLiteral("en")).keySentences)
            result.append(text.mid(span.start, span.length));
        return result;
    }

private slots:
    void says_what_happened_without_repeating_it()
    {
        const QString text = QStringLiteral(
            "A ferry carrying 120 people sank off the southern coast on Sunday and rescuers pulled 90 of them from the water.\n\n"
            "The ferry carrying 120 people sank off the southern coast, rescuers said, and 90 people were pulled from the water.\n\n"
            "Thirty passengers are still missing, the coast guard said, and the search will go on through the night.\n\n"
            "Weather had been calm when the vessel left the port.\n\nInvestigators want to know why its engine failed an hour after departure.\n\n"
            "The company has run the line for twenty years.\n\nRead more about ferries in our special report on safety at sea.\n\n"
            "Reporting by Jane Doe; editing by John Roe.");
        const QStringList sentences = chosen(QStringLiteral("Ferry sinks off southern coast, 30 missing"), text);
        QVERIFY(sentences.size() >= 2 && sentences.size() <= 4);
        int ferry = 0;
        for (const QString &sentence : sentences) {
            ferry += sentence.contains(u"ferry carrying 120 people");
            QVERIFY(!sentence.startsWith(u"Read more") && !sentence.startsWith(u"Reporting by"));
        }
        QCOMPARE(ferry, 1);
        QVERIFY(text.indexOf(sentences[0]) < text.indexOf(sentences[1]));
    }

    void leaves_out_what_every_page_has_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"Subscribe to our newsletter for the latest news from the storm area in the north.", "Reporting by Jane Doe in Madrid; Editing by John Roe in London.",
                 "Read more: Why storms in northern Spain are getting stronger every single year.", "Photo: Cars lie overturned in Bilbao after the storm in northern Spain.",
                 "This story has been updated with comments from the interior ministry in Spain.", "© 2024 Example Media, which covers storms in northern Spain. All rights reserved.",
                 "Follow us on Twitter for more news of the storm in northern Spain and elsewhere.", "The post Storm kills five in northern Spain appeared first on Example News.",
                 "Jane Doe in Oviedo, northern Spain, contributed to this report on the storm.", "Storm kills five in northern Spain", "Cars lie overturned in northern Spain after the storm"})
            QTest::newRow(line) << QString::fromUtf8(line);
    }

    void leaves_out_what_every_page_has()
    {
        QFETCH(QString, line);
        const QString text = line + QStringLiteral(
            "\n\nMADRID (AP) - A powerful storm swept across northern Spain on Tuesday, killing five people and cutting power to 200,000 homes, officials said.\n\n")
            + line + QStringLiteral("\n\nEmergency crews rescued 40 hikers who were trapped on a mountain near Oviedo.\n\n"
            "The weather agency said winds reached 150 kilometres an hour and warned of a second front on Thursday.\n\n"
            "Schools will stay closed until Friday.\n\nTrains between Santander and Bilbao were running again by evening.\n\n"
            "Insurance companies put the damage at 90 million euros.\n\n") + line;
        const QStringList sentences = chosen(QStringLiteral("Storm kills five in northern Spain"), text);
        QVERIFY(sentences.size() >= 2 && sentences.size() <= 4);
        QVERIFY(!sentences.contains(line));
        QVERIFY(sentences.front().startsWith(u"A powerful storm"));
    }

    void begin_behind_the_dateline_data()
    {
        QTest::addColumn<QString>("head");
        QTest::addColumn<bool>("isDateline");
        for (const char *head : {"MADRID (AP) - ", "MADRID — ", "MADRID, Sept. 11 (Reuters) – ", "SAN SALVADOR, El Salvador -- ", "MADRID, December 7 — "})
            QTest::newRow(head) << QString::fromUtf8(head) << true;
        for (const char *head : {"NATO - the western alliance - said that ", "UNESCO said on Tuesday - early in the day - that ", "Madrid — the capital — heard that "})
            QTest::newRow(head) << QString::fromUtf8(head) << false;
    }

    void begin_behind_the_dateline()
    {
        QFETCH(QString, head);
        QFETCH(bool, isDateline);
        const QString sentence = QStringLiteral("a powerful storm swept across northern Spain, killing five people and cutting power to 200,000 homes.");
        const QString text = head + sentence + QStringLiteral("\n\nEmergency crews rescued 40 hikers who were trapped on a mountain near Oviedo.\n\n"
            "The weather agency said winds reached 150 kilometres an hour and warned of a second front on Thursday.\n\n"
            "Schools will stay closed in the whole of the region until Friday.");
        QCOMPARE(chosen(QStringLiteral("Storm kills five in northern Spain"), text).value(0), isDateline ? sentence : head + sentence);
    }

    void short_texts_have_one_or_none()
    {
        QVERIFY(chosen(QStringLiteral("Title"), {}).isEmpty());
        QVERIFY(chosen(QStringLiteral("Title"), QStringLiteral("Only one short sentence stands here today.")).size() <= 1);
        QVERIFY(chosen(QStringLiteral("Title"), QStringLiteral("A first sentence of some length stands here. A second one of some length follows it.")).size() <= 1);
    }

    void nothing_but_boilerplate_gives_nothing()
    {
        QVERIFY(chosen({}, QStringLiteral("Subscribe to our newsletter for the latest news today.\n\nFollow us on all our many social channels.\n\n"
                                          "Copyright 2024, all rights reserved by the publisher.\n\nRead more of our stories on this page here.")).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestKeySentences)
#include "test_key_sentences.moc"
