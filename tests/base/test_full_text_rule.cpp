// Of which items a rule wants the page.
#include "base/full_text.h"

#include <QTest>

using namespace dateline;

class TestFullTextRule final : public QObject {
    Q_OBJECT
private slots:
    void aRuleHasACode()
    {
        for (const FullText rule : {FullText::Inherit, FullText::Never, FullText::WhenShort, FullText::Always})
            QCOMPARE(fullTextFromCode(fullTextCode(rule)), std::optional(rule));
        QVERIFY(!fullTextFromCode(u"sometimes"));
        QVERIFY(!fullTextFromCode(u"Never"));
    }

    void aTeaserIsShortOrBreaksOff_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isTeaser");
        const QString sentence = QStringLiteral("Ten letters in a row make a word, and so on. ");
        QTest::newRow("nothing") << QString() << true;
        QTest::newRow("a sentence") << sentence << true;
        QTest::newRow("an article") << sentence.repeated(40) << false;
        QTest::newRow("an article that breaks off") << sentence.repeated(40) + QStringLiteral("but then […] Read more\n") << true;
        QTest::newRow("one with three dots") << sentence.repeated(40) + QStringLiteral("but then...") << true;
        QTest::newRow("dots in the middle") << sentence.repeated(20) + QStringLiteral("…") + sentence.repeated(20) << false;
        QTest::newRow("a long one that breaks off") << sentence.repeated(100) + QStringLiteral("…") << false;
        QTest::newRow("Chinese says more in fewer") << QStringLiteral("港口关闭三周。").repeated(90) << false;
        QTest::newRow("a Chinese sentence") << QStringLiteral("港口关闭三周。").repeated(9) << true;
    }

    void aTeaserIsShortOrBreaksOff()
    {
        QFETCH(QString, text);
        ArticleContent item;
        item.text = text;
        QTEST(isTeaser(item), "isTeaser");
        QVERIFY(!wantsFullText(FullText::Always, item)); // there is no page
        item.url = QStringLiteral("https://example.org/1");
        QTEST(wantsFullText(FullText::WhenShort, item), "isTeaser");
        QVERIFY(wantsFullText(FullText::Always, item));
        QVERIFY(!wantsFullText(FullText::Never, item));
        QVERIFY(!wantsFullText(FullText::Inherit, item));
    }
};

QTEST_GUILESS_MAIN(TestFullTextRule)
#include "test_full_text_rule.moc"
