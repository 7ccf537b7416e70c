// Readers and the writer at once: answers are of one instant, nothing waits for ever, nothing is torn. Meant for
// ThreadSanitizer too.
#include "samples.h"

#include "store/connection.h"
#include "store/failure.h"
#include "store/task_queue.h"

#include <QQueue>
#include <QScopeGuard>

#include <atomic>
#include <future>
#include <thread>

using namespace dateline;

class TestConcurrency final : public QObject {
    Q_OBJECT
private slots:
    void answersDuringAnImportAreOfOneInstant();
    void wordsFoundDuringAnImportAreOfOneInstant();
    void manyThreadsMayAsk();
    void theDestructorWaitsForChanges();
    void aLongRemovalLetsOthersIn();
    void aCancelledAnswerIsNotWorkedOut();
    void aCancelledSearchIsBrokenOff();
    void aSearchThatChangesOvertakeIsAnsweredAllTheSame();
    void tasksRunInOrder();
    void whatIsPostedForLaterComesLater();
};

static QList<AnalysedArticle> batchOf(int number)
{
    QList<AnalysedArticle> batch;
    for (int i = 0; i < 10; ++i) {
        AnalysedArticle article = sample(QStringLiteral("alpha %1 %2").arg(number).arg(i));
        article.annotations.countries = {{QStringLiteral("RS"), true, 1, {}}};
        article.annotations.entities = {{QStringLiteral("Person %1").arg(number), EntityKind::Person, 1, {}}};
        batch += article;
    }
    return batch;
}

static quint32 countOf(const Answer &answer, Facet facet)
{
    quint32 sum = 0;
    for (const FacetCount &count : answer.facets[facet])
        sum += count.count;
    return sum;
}

static void compareDuringAnImport(const QString &queryText)
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const Query query = Query::parse(queryText).value();
    QList<QFuture<Result<SaveReport>>> saves;
    for (int number = 0; number < 40; ++number)
        saves += temporary.store->save(source, batchOf(number));
    qsizetype before = 0;
    quint64 generation = 0;
    do {
        AnswerOptions options;
        options.top = 1000;
        const Answer answer = valueOf(temporary.store->run(query, options));
        QCOMPARE(answer.rows.size() % 10, 0); // batches are seen whole
        QCOMPARE(countOf(answer, Facet::Country), static_cast<quint32>(answer.rows.size()));
        QCOMPARE(countOf(answer, Facet::Person), static_cast<quint32>(answer.rows.size()));
        QVERIFY(answer.rows.size() >= before && answer.generation >= generation);
        before = answer.rows.size();
        generation = answer.generation;
        const QList<ArticleId> some = answer.rows.mid(0, 20);
        QCOMPARE(valueOf(temporary.store->heads(some)).size(), some.size()); // what was listed can be read
    } while (!saves.last().isFinished());
    QCOMPARE(valueOf(temporary.store->run(query)).rows.size(), 400);
}

void TestConcurrency::answersDuringAnImportAreOfOneInstant()
{
    compareDuringAnImport(QStringLiteral("country:RS"));
}

void TestConcurrency::wordsFoundDuringAnImportAreOfOneInstant()
{
    compareDuringAnImport(QStringLiteral("alpha -person:nobody"));
}

void TestConcurrency::manyThreadsMayAsk()
{
    TemporaryStore temporary;
    Store &store = *temporary.store;
    const SourceId source = temporary.source();
    const QList<ArticleId> ids = valueOf(store.save(source, batchOf(0))).added;
    std::atomic<int> failures = 0;
    std::vector<std::thread> threads;
    for (int number = 1; number <= 4; ++number) {
        threads.emplace_back([&, number] {
            for (int round = 0; round < 15; ++round) {
                StateChange change;
                change.read = round % 2 == 0;
                change.addTags = {QStringLiteral("tag %1").arg(number)};
                failures += !store.mark(ids, change).result();
                failures += !store.save(source, batchOf(number * 100 + round)).result();
                failures += !store.run(Query::parse(QStringLiteral("alpha is:read")).value()).result();
                failures += !store.article(ids[round % ids.size()]).result();
                failures += !store.sources().result();
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(failures.load(), 0);
    QCOMPARE(temporary.rows({}).size(), 10 + 4 * 15 * 10);
    QVERIFY(valueOf(store.check(false)).sound);
}

void TestConcurrency::theDestructorWaitsForChanges()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    QList<QFuture<Result<SaveReport>>> saves;
    for (int number = 0; number < 10; ++number)
        saves += temporary.store->save(source, batchOf(number));
    temporary.reopen();
    for (const auto &save : saves)
        QVERIFY(save.isFinished() && save.result());
    QCOMPARE(temporary.rows({}).size(), 100);
}

void TestConcurrency::aLongRemovalLetsOthersIn()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    QList<ArticleId> ids;
    for (int number = 0; number < 100; ++number)
        ids += valueOf(temporary.store->save(source, batchOf(number))).added;
    StateChange bookmark;
    bookmark.bookmarked = true;
    QFuture<Result<int>> removal = temporary.store->remove(ids.mid(1));
    valueOf(temporary.store->mark({ids[0]}, bookmark));
    const bool wasFirst = !removal.isFinished();
    QCOMPARE(valueOf(removal), 999);
    QVERIFY(wasFirst);
    QCOMPARE(temporary.rows({}), QList<ArticleId>{ids[0]});
    removal = temporary.store->remove(ids);
    temporary.reopen(); // the destructor waits for all of it
    QCOMPARE(valueOf(removal), 1);
}

void TestConcurrency::aCancelledAnswerIsNotWorkedOut()
{
    TaskQueue queue("test");
    std::atomic<bool> mayGo = false, wasDone = false, wasChanged = false;
    queue.post([&] {
        while (!mayGo)
            std::this_thread::yield();
    });
    QFuture<int> answer = queue.ask<int>([&] { wasDone = true; return 1; }, true);
    QFuture<int> change = queue.ask<int>([&] { wasChanged = true; return 1; }, false);
    answer.cancel();
    change.cancel();
    mayGo = true;
    queue.finish();
    QVERIFY(answer.isFinished() && change.isFinished());
    QVERIFY(!wasDone);
    QVERIFY(wasChanged);
}

// A search that would go on for ever.
void TestConcurrency::aCancelledSearchIsBrokenOff()
{
    TemporaryStore temporary;
    Connection connection(temporary.folder.filePath(QStringLiteral("dateline.sqlite")), Connection::Use::Reading);
    const auto endless = [&connection] {
        return connection.number("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n");
    };
    TaskQueue queue("test");
    std::atomic<bool> hasBegun = false;
    QFuture<Result<qint64>> search = queue.askStoppable<Result<qint64>>([&](const std::function<bool()> &isStopped) {
        const Stoppable stoppable(connection, isStopped);
        hasBegun = true;
        return guarded([&]() -> Result<qint64> { return endless(); });
    });
    while (!hasBegun)
        std::this_thread::yield();
    search.cancel();
    queue.finish(); // returns
    QVERIFY(search.isFinished());
    QCOMPARE(search.resultCount(), 0);
    QCOMPARE(connection.number("SELECT 7"), 7); // the connection is as good as before
    const std::function<bool()> always = [] { return true; };
    const Stoppable stoppable(connection, always);
    const Result<qint64> broken = guarded([&]() -> Result<qint64> { return endless(); });
    QVERIFY(!broken);
    QCOMPARE(broken.error().kind, ErrorKind::Cancelled);
}

// Looking up one beginning of 60,000 words takes longer than a change does.
void TestConcurrency::aSearchThatChangesOvertakeIsAnsweredAllTheSame()
{
    TemporaryStore temporary;
    QList<AnalysedArticle> articles;
    for (int i = 0; i < 200; ++i) {
        QString text;
        for (int word = 0; word < 300; ++word)
            text += QStringLiteral("q%1 ").arg(i * 300 + word);
        articles += sample(QString::number(i), text);
    }
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), articles)).added;
    std::atomic<bool> isOver = false;
    std::thread changing([&] {
        QQueue<QFuture<Result<StateUndo>>> asked; // always some that follow one another at once
        for (int i = 0; !isOver; ++i) {
            StateChange change;
            change.read = i % 2 == 0;
            asked.enqueue(temporary.store->mark({ids.first()}, change));
            if (asked.size() > 100)
                asked.dequeue().waitForFinished();
        }
    });
    const auto end = qScopeGuard([&] {
        isOver = true;
        changing.join();
    });
    for (int search = 0; search < 3; ++search)
        QCOMPARE(temporary.rows(QStringLiteral("q*")).size(), ids.size());
}

void TestConcurrency::tasksRunInOrder()
{
    QList<int> order;
    {
        TaskQueue queue("test");
        for (int i = 0; i < 1000; ++i)
            queue.post([&order, i] { order += i; });
    }
    QCOMPARE(order.size(), 1000);
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void TestConcurrency::whatIsPostedForLaterComesLater()
{
    using namespace std::chrono_literals;
    QList<int> order;
    std::promise<void> isOver;
    TaskQueue queue("test");
    queue.postIn(20ms, [&] {
        order += 3;
        isOver.set_value();
    });
    queue.postIn(10ms, [&] { order += 2; });
    queue.postIn(24h, [&] { order += 4; });
    queue.post([&] { order += 1; });
    isOver.get_future().wait();
    queue.finish(); // doesn't wait for tomorrow
    QCOMPARE(order, (QList<int>{1, 2, 3}));
}

QTEST_GUILESS_MAIN(TestConcurrency)
#include "test_concurrency.moc"
