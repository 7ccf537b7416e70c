// What the reader's rules remove, against the plainest sorting there is; what they never remove; and that it stays away.
#include "samples.h"

#include "store/connection.h"
#include "store/retention_table.h"

#include <QRandomGenerator>

#include <limits>
#include <map>

using namespace dateline;

namespace {

constexpr qint64 Now = 1'760'000'000, Day = 86'400;

struct Known {
    quint32 id = 0;
    qint64 received = 0, date = 0;
    bool isReaders = false;
};

} // namespace

class TestRetention final : public QObject {
    Q_OBJECT
private slots:
    void rulesRemoveWhatSortingSays();
    void clocksThatJumpRemoveNothingNew();
    void aSourcesOwnRuleCountsBeforeTheGeneralOne();
    void whatBecameTheReadersMeanwhileStays();
    void whatWasRemovedDoesNotComeBackWhileItsFeedCarriesIt();
    void whatWasBroughtInByHandMayComeBack();
    void anotherRuleLetsArticlesComeBack();
    void forgettingNothingIsNoChange();

private:
    static QDateTime now() { return QDateTime::fromSecsSinceEpoch(Now, Qt::UTC); }
    static QList<AnalysedArticle> articles(int count);
};

QList<AnalysedArticle> TestRetention::articles(int count)
{
    QList<AnalysedArticle> made;
    for (int i = 0; i < count; ++i)
        made += sample(QStringLiteral("article %1").arg(i), QStringLiteral("text"));
    return made;
}

void TestRetention::rulesRemoveWhatSortingSays()
{
    QRandomGenerator chance(1);
    TemporaryStore temporary;
    const SourceId source = temporary.source(), other = temporary.source(QStringLiteral("other"));
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, articles(120))).added;
    valueOf(temporary.store->save(other, articles(10)));
    std::map<quint32, Known> known;
    Connection connection(temporary.folder.filePath(QStringLiteral("dateline.sqlite")), Connection::Use::Writing);
    for (ArticleId id : ids) {
        Known each{id.value, Now - chance.bounded(20) * Day / 2, 0, false}; // many at one time
        const qint64 published = chance.bounded(10) == 0 ? Now + 9000 * Day : Now - chance.bounded(40) * Day;
        const int precision = chance.bounded(3);
        each.date = precision == 0 ? each.received : std::min(published, each.received);
        connection.prepare("UPDATE article SET received = ?, published = ?, precision = ? WHERE id = ?")
            .bind(1, each.received).bind(2, published).bind(3, precision).bind(4, id.value).run();
        StateChange change;
        change.read = true;
        if (chance.bounded(5) == 0)
            change.bookmarked = true;
        if (chance.bounded(5) == 0)
            change.addTags += QStringLiteral("later");
        if (chance.bounded(5) == 0)
            change.note = QStringLiteral("mine");
        each.isReaders = change.bookmarked || change.note || !change.addTags.isEmpty();
        valueOf(temporary.store->mark({id}, change));
        if (chance.bounded(8) == 0) {
            valueOf(temporary.store->correct(Correction::topic(id, QStringLiteral("medtop:11000000"), true)));
            each.isReaders = true;
        }
        known[id.value] = each;
    }
    RetentionTable table(connection);
    for (const char *text : {"all", "1d", "3d", "5d", "9d", "100d", "1", "7", "60", "119", "120", "5000"}) {
        const Retention rule = *Retention::fromText(QString::fromLatin1(text));
        std::vector<Known> newestFirst;
        for (const auto &[id, each] : known)
            newestFirst.push_back(each);
        std::sort(newestFirst.begin(), newestFirst.end(), [](const Known &a, const Known &b) { return std::pair(a.date, a.id) > std::pair(b.date, b.id); });
        std::vector<quint32> wanted;
        for (size_t place = 0; place < newestFirst.size(); ++place) {
            const Known &each = newestFirst[place];
            const bool goes = rule.kind == Retention::Kind::Days ? each.received < Now - rule.number * Day : rule.kind == Retention::Kind::Count && place >= static_cast<size_t>(rule.number);
            if (goes && !each.isReaders)
                wanted.push_back(each.id);
        }
        std::sort(wanted.begin(), wanted.end());
        QVERIFY2(table.excess(source, rule, Now) == wanted, text);
    }
    for (const auto &[id, each] : known)
        QCOMPARE(table.isReaders(id), each.isReaders);
}

// The clock was ahead while some came, and is right again.
void TestRetention::clocksThatJumpRemoveNothingNew()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, articles(10))).added;
    Connection connection(temporary.folder.filePath(QStringLiteral("dateline.sqlite")), Connection::Use::Writing);
    for (int i = 0; i < 10; ++i) {
        connection.prepare("UPDATE article SET received = ?, published = ?, precision = 2 WHERE id = ?")
            .bind(1, i < 5 ? Now + 3650 * Day : Now - i * 3600).bind(2, Now - i * 3600).bind(3, ids[i].value).run();
    }
    RetentionTable table(connection);
    QVERIFY(table.excess(source, *Retention::fromText(u"1d"), Now).empty());
    // Of all ten the newest are those with the latest dates, whenever the clock said they came.
    QCOMPARE(table.excess(source, *Retention::fromText(u"3"), Now).size(), size_t(7));
    QCOMPARE(table.excess(source, *Retention::fromText(u"3"), Now).front(), ids[3].value);
}

void TestRetention::aSourcesOwnRuleCountsBeforeTheGeneralOne()
{
    TemporaryStore temporary;
    Store &store = *temporary.store;
    Source feed = valueOf(store.ensureSource(feedSource(QStringLiteral("feed"))));
    Source files = feedSource(QStringLiteral("files"));
    files.kind = SourceKind::Files;
    files = valueOf(store.ensureSource(files));
    const QList<ArticleId> ofFeed = valueOf(store.save(feed.id, articles(10))).added;
    const QList<ArticleId> ofFiles = valueOf(store.save(files.id, articles(10))).added;
    const auto expired = [&](const RetentionRules &rules) { return valueOf(store.expired(rules, now())); };
    const Retention three = *Retention::fromText(u"3"), all = *Retention::fromText(u"all"), eight = *Retention::fromText(u"8");
    QCOMPARE(expired({}), QList<ArticleId>());
    QCOMPARE(expired({three}), ofFeed.mid(0, 7)); // of one second, the later ones are newer; files aren't meant
    QCOMPARE(expired({three, {{files.id, eight}}}), ofFeed.mid(0, 7) + ofFiles.mid(0, 2));
    QCOMPARE(expired({three, {{files.id, eight}}, files.id}), ofFiles.mid(0, 2));
    feed.retention = all;
    valueOf(store.updateSource(feed));
    files.retention = eight;
    valueOf(store.updateSource(files));
    temporary.reopen();
    QCOMPARE(valueOf(temporary.store->expired({three}, now())), ofFiles.mid(0, 2));
    QCOMPARE(valueOf(temporary.store->expired({three, {{feed.id, {}}}}, now())), ofFeed.mid(0, 7) + ofFiles.mid(0, 2));
}

void TestRetention::whatBecameTheReadersMeanwhileStays()
{
    TemporaryStore temporary;
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), articles(4))).added;
    StateChange bookmark;
    bookmark.bookmarked = true;
    valueOf(temporary.store->mark({ids[1]}, bookmark));
    QCOMPARE(valueOf(temporary.store->removeExpired(ids)), 3);
    QCOMPARE(temporary.rows({}), QList<ArticleId>{ids[1]});
    QVERIFY(valueOf(temporary.store->check(false)).sound);
}

void TestRetention::whatWasRemovedDoesNotComeBackWhileItsFeedCarriesIt()
{
    TemporaryStore temporary;
    Store &store = *temporary.store;
    const SourceId source = temporary.source(), other = temporary.source(QStringLiteral("other"));
    const QList<AnalysedArticle> carried = articles(5);
    valueOf(store.removeExpired(valueOf(store.save(source, carried)).added));
    for (int round = 0; round < 3; ++round) { // each reading sees them again
        const quint64 before = store.generation();
        const SaveReport report = valueOf(store.save(source, carried));
        QCOMPARE(report.added.size(), 0);
        QCOMPARE(report.unchanged, 5);
        valueOf(store.forgetRemoved(source, before));
    }
    QCOMPARE(valueOf(store.save(other, carried)).added.size(), 5); // another feed's are other articles
    const quint64 before = store.generation();
    valueOf(store.save(source, carried.mid(0, 2)));
    valueOf(store.forgetRemoved(source, before)); // the feed no longer carries three of them
    temporary.reopen();
    const SaveReport report = valueOf(temporary.store->save(source, carried));
    QCOMPARE(report.added.size(), 3);
    QCOMPARE(report.unchanged, 2);
}

void TestRetention::whatWasBroughtInByHandMayComeBack()
{
    TemporaryStore temporary;
    Source files = feedSource(QStringLiteral("files"));
    files.kind = SourceKind::Files;
    const SourceId source = valueOf(temporary.store->ensureSource(files)).id;
    valueOf(temporary.store->removeExpired(valueOf(temporary.store->save(source, articles(3))).added));
    QCOMPARE(valueOf(temporary.store->save(source, articles(3))).added.size(), 3);
}

void TestRetention::anotherRuleLetsArticlesComeBack()
{
    TemporaryStore temporary;
    Store &store = *temporary.store;
    Source feed = valueOf(store.ensureSource(feedSource(QStringLiteral("feed"))));
    feed.retention = *Retention::fromText(u"1");
    valueOf(store.updateSource(feed));
    valueOf(store.save(feed.id, articles(3)));
    QCOMPARE(valueOf(store.removeExpired(valueOf(store.expired({}, now())))), 2);
    feed.retention = *Retention::fromText(u"all");
    valueOf(store.updateSource(feed));
    QCOMPARE(valueOf(store.save(feed.id, articles(3))).added.size(), 2);
}

// A refresh of a thousand feeds asks a thousand times.
void TestRetention::forgettingNothingIsNoChange()
{
    TemporaryStore temporary;
    const SourceId removedFrom = temporary.source(), other = temporary.source(QStringLiteral("other"));
    const QList<ArticleId> ids = valueOf(temporary.store->save(removedFrom, articles(3))).added;
    valueOf(temporary.store->removeExpired(ids));
    const quint64 before = temporary.store->generation();
    QVERIFY(temporary.store->forgetRemoved(other, before).result());
    QVERIFY(temporary.store->forgetRemoved(removedFrom, before - 1).result()); // all were seen later
    QCOMPARE(temporary.store->generation(), before);
    QVERIFY(temporary.store->forgetRemoved(removedFrom, before).result());
    QCOMPARE(temporary.store->generation(), before + 1);
    QCOMPARE(valueOf(temporary.store->save(removedFrom, articles(3))).added.size(), 3);
}

QTEST_GUILESS_MAIN(TestRetention)
#include "test_retention.moc"
