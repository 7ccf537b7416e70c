// Long lists of feeds: in without a request, and out again.
#include "library/library.h"

#include "waited.h"

#include <QTemporaryDir>

using namespace dateline;

namespace {

// 5,000 different feeds in three levels of folders; every tenth named once more, every fiftieth address spoilt.
QByteArray longList()
{
    QByteArray opml = "<?xml version=\"1.0\"?>\n<opml version=\"2.0\"><body>\n";
    for (int i = 0; i < 5'000; ++i) {
        const QByteArray number = QByteArray::number(i);
        if (i % 500 == 0)
            opml += "<outline text=\"Region " + QByteArray::number(i / 500) + "\">\n";
        if (i % 50 == 0)
            opml += "<outline text=\"Country &amp; people " + QByteArray::number(i / 50) + "\">\n<outline text=\"xmlUrl\" xmlUrl=\"javascript:alert(" + number + ")\"/>\n";
        opml += "<outline type=\"rss\" text=\"Paper " + number + "\" xmlUrl=\"https://paper" + number + ".example/feed?a=1&amp;b=2\" htmlUrl=\"https://paper" + number + ".example/\"/>\n";
        if (i % 10 == 0)
            opml += "<outline text=\"Again\" xmlUrl=\"http://www.paper" + number + ".example/feed/?a=1&amp;b=2\"/>\n";
        if (i % 50 == 49)
            opml += "</outline>\n";
        if (i % 500 == 499)
            opml += "</outline>\n";
    }
    return opml + "</body></opml>\n";
}

QList<std::tuple<QString, QString, QString, QStringList>> chosen(const QList<Source> &sources)
{
    QList<std::tuple<QString, QString, QString, QStringList>> all;
    for (const Source &source : sources)
        all.append({source.url, source.title, source.site, source.folder});
    std::sort(all.begin(), all.end());
    return all;
}

} // namespace

class TestSubscriptionLists final : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    std::unique_ptr<Library> opened(const QString &profile)
    {
        auto library = Library::open(m_folder.filePath(profile));
        return library ? std::move(*library) : nullptr;
    }

private slots:
    void fiveThousandFeedsGoInAndOutAgain()
    {
        const auto library = opened(QStringLiteral("first"));
        QVERIFY(library);
        const auto report = waited(library->importBytes(longList(), QStringLiteral("long.opml")));
        VERIFY_RESULT(report);
        QCOMPARE(report->subscribed, 5'000);
        QCOMPARE(report->newFeeds.size(), 5'000);
        QCOMPARE(report->alreadySubscribed, 500);
        QVERIFY2(report->failures.size() >= 40, "each spoilt address is named, up to the parser's limit");
        QVERIFY2(report->failures.first().message.contains(QStringLiteral("javascript:alert(0)")), qPrintable(report->failures.first().message));

        const QString file = m_folder.filePath(QStringLiteral("out.opml"));
        VERIFY_RESULT(waited(library->writeOpmlFile(file)));
        const auto other = opened(QStringLiteral("second"));
        QVERIFY(other);
        const auto second = waited(other->import({file}));
        VERIFY_RESULT(second);
        QCOMPARE(second->subscribed, 5'000);
        QVERIFY(second->failures.isEmpty());
        const auto before = waited(library->sources());
        const auto after = waited(other->sources());
        VERIFY_RESULT(before);
        VERIFY_RESULT(after);
        QCOMPARE(chosen(*after), chosen(*before));
        QCOMPARE(after->first().folder.size(), 2);

        const auto again = waited(other->import({file}));
        VERIFY_RESULT(again);
        QCOMPARE(again->subscribed, 0);
        QCOMPARE(again->alreadySubscribed, 5'000);
    }

    void theSameFeedByAnotherSchemeIsKnown()
    {
        const auto library = opened(QStringLiteral("third"));
        QVERIFY(library);
        Source a, b;
        a.url = QStringLiteral("https://paper.example/feed");
        a.country = QStringLiteral("RS");
        b.url = QStringLiteral("http://www.paper.example/feed/");
        const auto report = waited(library->subscribe(QList{a, b}));
        VERIFY_RESULT(report);
        QCOMPARE(report->added.size(), 1);
        QCOMPARE(report->known, 1);
        const auto sources = waited(library->sources());
        VERIFY_RESULT(sources);
        QCOMPARE(sources->value(0).country, QStringLiteral("RS"));
        QCOMPARE(sources->value(0).title, QStringLiteral("paper.example"));
    }
};

QTEST_GUILESS_MAIN(TestSubscriptionLists)
#include "test_subscription_lists.moc"
