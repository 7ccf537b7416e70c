#include "asked_answers.h"
#include "items/article_model.h"
#include "library/library.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace dateline;

namespace {

HeadSource readyHeads()
{
    return [](const QList<ArticleId> &ids) { return readyResult<QList<ArticleHead>>(articleHeads(ids)); };
}

HeadSource heldHeads(HeldHeads &held)
{
    return [&held](const QList<ArticleId> &ids) { return held.ask(ids); };
}

QList<ArticleId> edited(QList<ArticleId> rows, QRandomGenerator &random, quint32 &nextId)
{
    for (int edit = random.bounded(6); edit > 0; --edit) {
        const int at = rows.isEmpty() ? 0 : random.bounded(int(rows.size()));
        if (random.bounded(2) && !rows.isEmpty()) {
            rows.remove(at, std::min<qsizetype>(1 + random.bounded(5), rows.size() - at));
        } else {
            for (int count = 1 + random.bounded(5); count > 0; --count)
                rows.insert(at, ArticleId{nextId++});
        }
    }
    if (random.bounded(8) == 0 && rows.size() > 1)
        rows.swapItemsAt(0, rows.size() - 1);
    return rows;
}

} // namespace

class TestArticleModel : public QObject {
    Q_OBJECT
private slots:
    void showsAPlaceholderUntilLoaded()
    {
        HeldHeads held;
        ArticleModel model(heldHeads(held));
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(articleIds(1, 10));
        QVERIFY(!model.index(3).data(ArticleModel::HeadRole).isValid());
        QCOMPARE(model.index(3).data(ArticleModel::LoadedRole), QVariant(false));
        QCOMPARE(model.index(3).data(ArticleModel::IdRole).value<ArticleId>(), ArticleId{4});
        QTRY_COMPARE(held.asked.size(), 1U);
        QSignalSpy changed(&model, &ArticleModel::dataChanged);
        held.asked[0].answer(articleHeads(held.asked[0].question));
        QTRY_COMPARE(changed.count(), 1);
        QCOMPARE(model.index(3).data(ArticleModel::TitleRole).toString(), u"Article 4"_qs);
        QCOMPARE(model.index(3).data(ArticleModel::LoadedRole), QVariant(true));
        QCOMPARE(held.asked.size(), 1U);
    }

    void loadsThePageLookedAtLastFirst()
    {
        HeldHeads held;
        ArticleModel model(heldHeads(held));
        model.setRows(articleIds(1, 10000));
        for (int row = 0; row < 10000; row += ArticleModel::pageSize)
            model.index(row).data(ArticleModel::TitleRole);
        QTRY_COMPARE(held.asked.size(), 2U); // as many as may be under way
        QVERIFY(held.asked[0].question.contains(ArticleId{10000}));
        QVERIFY(held.asked[0].question.size() <= ArticleModel::pageSize);
        QTest::qWait(10);
        QCOMPARE(held.asked.size(), 2U);
    }

    void doesNotAskAgainForWhatIsGone()
    {
        HeldHeads held;
        ArticleModel model(heldHeads(held));
        model.setRows(articleIds(1, 3));
        model.index(0).data(ArticleModel::TitleRole);
        QTRY_COMPARE(held.asked.size(), 1U);
        held.asked[0].answer(QList<ArticleHead>());
        QTest::qWait(10);
        model.index(0).data(ArticleModel::TitleRole);
        QTest::qWait(10);
        QCOMPARE(held.asked.size(), 1U);
    }

    void saysWhenHeadsCannotBeLoaded()
    {
        ArticleModel model([](const QList<ArticleId> &) { return readyResult<QList<ArticleHead>>(failure(ErrorKind::Unreadable, u"no"_qs)); });
        QSignalSpy failures(&model, &ArticleModel::failed);
        model.setRows(articleIds(1, 3));
        model.index(0).data(ArticleModel::TitleRole);
        QTRY_COMPARE(failures.count(), 1);
    }

    void showsTheOldContentUntilTheNewIsLoaded()
    {
        HeldHeads held;
        ArticleModel model(heldHeads(held));
        model.setRows(articleIds(1, 3));
        model.index(0).data(ArticleModel::TitleRole);
        QTRY_COMPARE(held.asked.size(), 1U);
        held.asked[0].answer(articleHeads(held.asked[0].question));
        QTRY_VERIFY(model.loadedHead(0));
        LibraryChanges changes;
        changes.stateChanged = articleIds({1});
        model.takeChanges(changes);
        QCOMPARE(model.index(0).data(ArticleModel::ReadRole), QVariant(false));
        QTRY_COMPARE(held.asked.size(), 2U);
        QCOMPARE(held.asked[1].question, articleIds({1}));
        ArticleHead read = articleHead(ArticleId{1});
        read.read = true;
        held.asked[1].answer(QList<ArticleHead>{read});
        QTRY_COMPARE(model.index(0).data(ArticleModel::ReadRole), QVariant(true));
    }

    void aChangeWhileLoadingLoadsAgain()
    {
        HeldHeads held;
        ArticleModel model(heldHeads(held));
        model.setRows(articleIds(1, 3));
        model.index(0).data(ArticleModel::TitleRole);
        QTRY_COMPARE(held.asked.size(), 1U);
        LibraryChanges changes;
        changes.updated = articleIds({2});
        model.takeChanges(changes);
        held.asked[0].answer(articleHeads(held.asked[0].question));
        QTRY_VERIFY(model.loadedHead(1));
        model.index(1).data(ArticleModel::TitleRole);
        QTRY_COMPARE(held.asked.size(), 2U);
        QCOMPARE(held.asked[1].question, articleIds({2}));
    }

    void aFewNewRowsAreInserted()
    {
        ArticleModel model(readyHeads());
        model.setRows(articleIds(10, 20));
        QSignalSpy inserted(&model, &ArticleModel::rowsInserted);
        QSignalSpy removed(&model, &ArticleModel::rowsRemoved);
        QSignalSpy reset(&model, &ArticleModel::modelReset);
        QList<ArticleId> rows = articleIds({30, 31});
        rows += articleIds(10, 18);
        const QPersistentModelIndex fifteenth = model.index(model.rowOf(ArticleId{15}));
        model.setRows(rows);
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(fifteenth.data(ArticleModel::IdRole).value<ArticleId>(), ArticleId{15});
    }

    void anotherOrderIsAReset()
    {
        ArticleModel model(readyHeads());
        model.setRows(articleIds({1, 2, 3}));
        QSignalSpy reset(&model, &ArticleModel::modelReset);
        model.setRows(articleIds({3, 2, 1}));
        QCOMPARE(reset.count(), 1);
        model.setRows(articleIds({3, 2, 1}));
        QCOMPARE(reset.count(), 1);
    }

    void onlyAnotherQueryReplaces()
    {
        ArticleModel model(readyHeads());
        QSignalSpy replaced(&model, &ArticleModel::queryReplaced);
        Answer answer;
        answer.rows = articleIds(1, 5);
        model.setAnswer(answer);
        answer.rows = articleIds(1, 6);
        model.setAnswer(answer);
        QCOMPARE(replaced.count(), 0);
        answer.query = Query::parse(u"war"_qs).value();
        model.setAnswer(answer);
        QCOMPARE(replaced.count(), 1);
    }

    void randomEditsKeepRowsAndIndexesRight()
    {
        ArticleModel model(readyHeads());
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy reset(&model, &ArticleModel::modelReset);
        QRandomGenerator random(5);
        quint32 nextId = 101;
        QList<ArticleId> rows = articleIds(1, 100);
        model.setRows(rows);
        for (int round = 0; round < 300; ++round) {
            const qsizetype resets = reset.count();
            const ArticleId followed = model.idAt(int(model.rows().size()) / 2);
            const QPersistentModelIndex index = model.index(model.rowOf(followed));
            rows = edited(rows, random, nextId);
            model.setRows(rows);
            QCOMPARE(model.rows(), rows);
            if (reset.count() == resets && index.isValid())
                QCOMPARE(model.idAt(index.row()), followed);
            if (round % 20 == 0)
                QCoreApplication::processEvents();
        }
    }

    void aMillionRowsAreListedAndLoadedAtTheEnd()
    {
        ArticleModel model(readyHeads());
        QList<ArticleId> rows = articleIds(1, 1'000'000);
        model.setRows(rows);
        QCOMPARE(model.rowCount(), 1'000'000);
        const QModelIndex last = model.index(999'999);
        QCOMPARE(last.data(ArticleModel::IdRole).value<ArticleId>(), ArticleId{1'000'000});
        QVERIFY(!last.data(ArticleModel::HeadRole).isValid());
        QTRY_COMPARE(last.data(ArticleModel::TitleRole).toString(), u"Article 1000000"_qs);
        QSignalSpy removed(&model, &ArticleModel::rowsRemoved);
        rows.removeAt(500'000);
        model.setRows(rows);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(model.rowOf(ArticleId{1'000'000}), 999'998);
    }

    void saysARowInOneSentence()
    {
        ArticleHead head = articleHead(ArticleId{1});
        head.bookmarked = true;
        const QDateTime now(QDate(2024, 3, 9), QTime(12, 0), Qt::UTC);
        QCOMPARE(accessibleText(head, now), u"Unread. Article 1. Gazette, 1 March 2024. Serbia. Politics and government. Bookmarked"_qs);
        head.read = true;
        head.title.clear();
        QVERIFY(accessibleText(head, now).startsWith(u"First words. Gazette"_qs));
    }
};

QTEST_GUILESS_MAIN(TestArticleModel)
#include "test_article_model.moc"
