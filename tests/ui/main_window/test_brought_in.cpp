// What is dropped or pasted is told apart: files, addresses, the text of an article.
#include "ui/brought_in.h"

#include <QMimeData>
#include <QTest>

using namespace dateline;

class TestBroughtIn : public QObject {
    Q_OBJECT

private slots:
    void takesFilesAndAddressesApart()
    {
        QMimeData mime;
        mime.setUrls({QUrl(u"file:///tmp/a%20b.txt"_qs), QUrl(u"https://example.org/feed"_qs), QUrl(u"javascript:alert(1)"_qs), QUrl(u"ftp://example.org"_qs)});
        const BroughtIn brought = broughtIn(mime);
        QCOMPARE(brought.paths, QStringList{u"/tmp/a b.txt"_qs});
        QCOMPARE(brought.addresses, QList<QUrl>{QUrl(u"https://example.org/feed"_qs)});
        QVERIFY(brought.bytes.isEmpty());
    }

    void understandsText_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("addresses");
        QTest::addColumn<bool>("isArticle");
        QTest::newRow("an address") << u" https://example.org/x \n"_qs << 1 << false;
        QTest::newRow("addresses, one a line") << u"https://a.org/\nhttp://b.org/x"_qs << 2 << false;
        QTest::newRow("an article that begins with an address") << u"https://a.org/\nThe council met on Monday and agreed on a budget."_qs << 0 << true;
        QTest::newRow("an article") << u"The council met on Monday and agreed on a budget for next year."_qs << 0 << true;
        QTest::newRow("a slip") << u"two words"_qs << 0 << false;
        QTest::newRow("a script") << u"javascript:alert(1)"_qs << 0 << false;
        QTest::newRow("nothing") << QString() << 0 << false;
        QTest::newRow("too long") << u"word "_qs.repeated(4'000'000) << 0 << false;
    }

    void understandsText()
    {
        QFETCH(QString, text);
        QFETCH(int, addresses);
        QFETCH(bool, isArticle);
        QMimeData mime;
        mime.setText(text);
        const BroughtIn brought = broughtIn(mime);
        QCOMPARE(brought.addresses.size(), addresses);
        QCOMPARE(!brought.bytes.isEmpty(), isArticle);
        QVERIFY(brought.paths.isEmpty());
    }

    void takesWordsOfACommandLineForPaths()
    {
        const BroughtIn brought = broughtIn(QStringList{u"/tmp/a.txt"_qs, u"https://example.org/feed"_qs});
        QCOMPARE(brought.paths, QStringList{u"/tmp/a.txt"_qs});
        QCOMPARE(brought.addresses.size(), 1);
        QVERIFY(!brought.isByReader);
    }

    void leavesNothingOutHoweverMuchIsBroughtIn()
    {
        QStringList words;
        QList<QUrl> urls;
        for (int k = 0; k < 3000; ++k) {
            words += QStringLiteral("/tmp/%1.txt").arg(k);
            urls += QUrl(QStringLiteral("https://example.org/%1").arg(k));
        }
        QCOMPARE(broughtIn(words).paths.size(), 3000);
        QMimeData mime;
        mime.setUrls(urls);
        QCOMPARE(broughtIn(mime).addresses.size(), 3000);
    }

    void takesTheAddressesOfFeedButtons()
    {
        const BroughtIn brought = broughtIn(QStringList{u"feed:https://example.org/feed"_qs, u"feed://example.org/other"_qs, u"feed:javascript:alert(1)"_qs});
        QCOMPARE(brought.addresses.size(), 2);
        QCOMPARE(brought.addresses[0].toString(), u"feed:https://example.org/feed"_qs);
        QMimeData mime;
        mime.setText(u"feed:https://example.org/feed"_qs);
        QCOMPARE(broughtIn(mime).addresses.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestBroughtIn)
#include "test_brought_in.moc"
