#include "asked_answers.h"
#include "items/query_view.h"
#include "library/library.h"

#include <QSignalSpy>
#include <QTest>

using namespace dateline;

namespace {

Query query(const QString &text)
{
    return Query::parse(text).value();
}

Answer answerOf(const QList<ArticleId> &rows, quint64 generation = 1)
{
    Answer answer;
    answer.rows = rows;
    answer.generation = generation;
    return answer;
}

LibraryChanges marked(const QList<ArticleId> &ids)
{
    LibraryChanges changes;
    changes.stateChanged = ids;
    return changes;
}

AnswerSource sourceOf(HeldAnswers &held)
{
    return [&held](const Query &q, const AnswerOptions &options) { return held.ask(q, options); };
}

} // namespace

class TestQueryView : public QObject {
    Q_OBJECT
private slots:
    void asksOnceHoweverOftenTheQueryWasSet()
    {
        HeldAnswers held;
        QueryView view(sourceOf(held));
        QSignalSpy announced(&view, &QueryView::queryChanged);
        view.setQuery(query(u"a"_qs));
        view.setQuery(query(u"b"_qs));
        view.setQuery(query(u"b"_qs));
        QCOMPARE(announced.count(), 2);
        QTRY_COMPARE(held.asked.size(), 1U);
        QCOMPARE(held.asked[0].question, query(u"b"_qs));
    }

    void dropsALateAnswerToAnEarlierQuery()
    {
        HeldAnswers held;
        QueryView view(sourceOf(held));
        QSignalSpy answered(&view, &QueryView::answerChanged);
        QTRY_COMPARE(held.asked.size(), 1U);
        view.setQuery(query(u"late"_qs));
        QTRY_COMPARE(held.asked.size(), 2U);
        held.asked[1].answer(answerOf(articleIds({2})));
        QTRY_COMPARE(answered.count(), 1);
        held.asked[0].answer(answerOf(articleIds({1})));
        QTest::qWait(20);
        QCOMPARE(answered.count(), 1);
        QCOMPARE(view.answer().rows, articleIds({2}));
        QCOMPARE(view.answer().query, query(u"late"_qs));
    }

    // Keys are pressed faster than a common word is found: a search must not wait for those before it.
    void cancelsAQuestionThatNobodyWaitsForAnyMore()
    {
        HeldAnswers held;
        QueryView view(sourceOf(held));
        QTRY_COMPARE(held.asked.size(), 1U);
        view.setQuery(query(u"p"_qs));
        QTRY_COMPARE(held.asked.size(), 2U);
        QVERIFY(held.asked[0].promise->isCanceled());
        QVERIFY(!held.asked[1].promise->isCanceled());
        held.asked[0].promise->finish();
        held.asked[1].answer(answerOf(articleIds({2})));
        QTRY_COMPARE(view.answer().rows, articleIds({2}));
    }

    void keepsTheLastAnswerWhereOneFails()
    {
        HeldAnswers held;
        QueryView view(sourceOf(held));
        QSignalSpy failures(&view, &QueryView::failed);
        QTRY_COMPARE(held.asked.size(), 1U);
        held.asked[0].answer(answerOf(articleIds({7})));
        QTRY_VERIFY(view.hasAnswer());
        view.renew();
        QTRY_COMPARE(held.asked.size(), 2U);
        held.asked[1].answer(failure(ErrorKind::Unreadable, u"no"_qs));
        QTRY_COMPARE(failures.count(), 1);
        QCOMPARE(view.answer().rows, articleIds({7}));
        QVERIFY(!view.isRunning());
    }

    void goesOnAfterACancelledAnswer()
    {
        HeldAnswers held;
        QueryView view(sourceOf(held));
        QTRY_COMPARE(held.asked.size(), 1U);
        held.asked[0].cancel();
        QTRY_VERIFY(!view.isRunning());
        view.renew();
        QTRY_COMPARE(held.asked.size(), 2U);
    }

    void manyChangesAreOneQuestion()
    {
        HeldAnswers held;
        QueryView view(sourceOf(held));
        QTRY_COMPARE(held.asked.size(), 1U);
        for (int i = 0; i < 50; ++i)
            view.takeChanges(marked(articleIds({1})));
        QTest::qWait(20);
        QCOMPARE(held.asked.size(), 1U); // one run at a time
        held.asked[0].answer(answerOf(articleIds({1})));
        QTRY_COMPARE(held.asked.size(), 2U);
        QTest::qWait(300);
        QCOMPARE(held.asked.size(), 2U);
    }

    void aReadArticleStaysListedUntilRenewed()
    {
        HeldAnswers held;
        QueryView view(sourceOf(held));
        view.setQuery(query(u"is:unread"_qs));
        QTRY_COMPARE(held.asked.size(), 1U);
        held.asked[0].answer(answerOf(articleIds({5, 4, 3, 2})));
        QTRY_VERIFY(view.hasAnswer());
        view.takeChanges(marked(articleIds({5, 3})));
        QTRY_COMPARE(held.asked.size(), 2U);
        held.asked[1].answer(answerOf(articleIds({6, 4, 2}), 2));
        QTRY_COMPARE(view.answer().generation, 2ULL);
        QCOMPARE(view.answer().rows, articleIds({5, 6, 4, 3, 2}));
        view.renew();
        QTRY_COMPARE(held.asked.size(), 3U);
        held.asked[2].answer(answerOf(articleIds({6, 4, 2}), 3));
        QTRY_COMPARE(view.answer().generation, 3ULL);
        QCOMPARE(view.answer().rows, articleIds({6, 4, 2}));
    }

    void aRemovedArticleDoesNotStay()
    {
        HeldAnswers held;
        QueryView view(sourceOf(held));
        QTRY_COMPARE(held.asked.size(), 1U);
        held.asked[0].answer(answerOf(articleIds({3, 2, 1})));
        QTRY_VERIFY(view.hasAnswer());
        view.takeChanges(marked(articleIds({2})));
        LibraryChanges removal;
        removal.removed = articleIds({2});
        view.takeChanges(removal);
        QTRY_COMPARE(held.asked.size(), 2U);
        held.asked[1].answer(answerOf(articleIds({3, 1}), 2));
        QTRY_COMPARE(view.answer().generation, 2ULL);
        QCOMPARE(view.answer().rows, articleIds({3, 1}));
    }

    void anotherQueryLetsKeptRowsGo()
    {
        HeldAnswers held;
        QueryView view(sourceOf(held));
        QTRY_COMPARE(held.asked.size(), 1U);
        held.asked[0].answer(answerOf(articleIds({3, 2, 1})));
        QTRY_VERIFY(view.hasAnswer());
        view.takeChanges(marked(articleIds({2})));
        view.setQuery(query(u"x"_qs));
        QTRY_COMPARE(held.asked.size(), 2U);
        held.asked[1].answer(answerOf(articleIds({1})));
        QTRY_COMPARE(view.answer().query, query(u"x"_qs));
        QCOMPARE(view.answer().rows, articleIds({1}));
    }

    void daysOutsideTheChosenOnesAreAskedForOnce()
    {
        const QList<DayCount> all = {{QDate(2024, 1, 1), 3}, {QDate(2024, 2, 1), 4}};
        QList<Query> asked;
        QueryView view([&](const Query &q, const AnswerOptions &options) {
            asked += q;
            Answer answer = answerOf({});
            answer.query = q;
            answer.days = q.days(options.today).first.isValid() ? all.last(1) : all;
            return readyResult<Answer>(answer);
        });
        view.setQuery(query(u"war after:2024-01-15"_qs));
        QTRY_COMPARE(view.allDays(), all);
        QCOMPARE(view.answer().days, all.last(1));
        QCOMPARE(asked, (QList<Query>{query(u"war after:2024-01-15"_qs), query(u"war"_qs)}));
        view.setQuery(query(u"war after:2024-01-20"_qs)); // the same outside: one question only
        QTRY_COMPARE(asked.size(), 3);
        QTest::qWait(20);
        QCOMPARE(asked.size(), 3);
    }

    void keptRowsStandWhereTheyStood_data()
    {
        QTest::addColumn<QList<ArticleId>>("rows");
        QTest::addColumn<QList<ArticleId>>("listed");
        QTest::addColumn<QList<ArticleId>>("kept");
        QTest::addColumn<QList<ArticleId>>("merged");
        using Ids = QList<ArticleId>;
        QTest::newRow("none kept") << articleIds({1, 2}) << articleIds({1, 3, 2}) << Ids() << articleIds({1, 2});
        QTest::newRow("at the top") << articleIds({1, 2}) << articleIds({3, 1, 2}) << articleIds({3}) << articleIds({3, 1, 2});
        QTest::newRow("in the middle") << articleIds({1, 2}) << articleIds({1, 3, 4, 2}) << articleIds({3, 4}) << articleIds({1, 3, 4, 2});
        QTest::newRow("all of them") << Ids() << articleIds({1, 2}) << articleIds({1, 2}) << articleIds({1, 2});
        QTest::newRow("never listed") << articleIds({1}) << articleIds({1}) << articleIds({9}) << articleIds({1});
        QTest::newRow("the one before went too") << articleIds({1}) << articleIds({1, 2, 3}) << articleIds({3}) << articleIds({1, 3});
    }

    void keptRowsStandWhereTheyStood()
    {
        QFETCH(QList<ArticleId>, rows);
        QFETCH(QList<ArticleId>, listed);
        QFETCH(QList<ArticleId>, kept);
        QFETCH(QList<ArticleId>, merged);
        QCOMPARE(withKeptRows(rows, listed, QSet<ArticleId>(kept.begin(), kept.end())), merged);
    }
};

QTEST_GUILESS_MAIN(TestQueryView)
#include "test_query_view.moc"
