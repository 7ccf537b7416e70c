// An answer is taken over while somebody wants it, and dropped where nobody does any more.
#include "library/when_answered.h"

#include <QPromise>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace dateline;

class TestWhenAnswered : public QObject {
    Q_OBJECT

private slots:
    void handsOverWhatComesLater()
    {
        QPromise<int> promise;
        promise.start();
        int taken = 0;
        whenAnswered(promise.future(), this, [&taken](int answer) { taken = answer; });
        QCoreApplication::processEvents();
        QCOMPARE(taken, 0);
        promise.addResult(7);
        promise.finish();
        QTRY_COMPARE(taken, 7);
    }

    void handsOverWhatIsThereButNeverAtOnce()
    {
        int taken = 0;
        whenAnswered(QtFuture::makeReadyFuture(7), this, [&taken](int answer) { taken = answer; });
        QCOMPARE(taken, 0);
        QTRY_COMPARE(taken, 7);
    }

    void dropsTheAnswerOfOneWhoIsGone()
    {
        QPromise<int> promise;
        promise.start();
        auto context = std::make_unique<QObject>();
        bool isTaken = false;
        whenAnswered(promise.future(), context.get(), [&isTaken](int) { isTaken = true; }, [&isTaken] { isTaken = true; });
        context.reset();
        promise.addResult(7);
        promise.finish();
        QCoreApplication::processEvents();
        QVERIFY(!isTaken);
    }

    void dropsAnAnswerOnItsWay()
    {
        auto context = std::make_unique<QObject>();
        bool isTaken = false;
        whenAnswered(QtFuture::makeReadyFuture(7), context.get(), [&isTaken](int) { isTaken = true; });
        context.reset();
        QCoreApplication::processEvents();
        QVERIFY(!isTaken);
    }

    void mayEndItsOwnContext()
    {
        auto *context = new QObject;
        QSignalSpy gone(context, &QObject::destroyed);
        whenAnswered(QtFuture::makeReadyFuture(7), context, [context](int) { delete context; });
        QTRY_COMPARE(gone.size(), 1);
    }

    void saysWhenNoAnswerWillCome()
    {
        QPromise<int> promise;
        promise.start();
        bool isTaken = false, isGivenUp = false;
        whenAnswered(promise.future(), this, [&isTaken](int) { isTaken = true; }, [&isGivenUp] { isGivenUp = true; });
        promise.future().cancel();
        promise.finish();
        QTRY_VERIFY(isGivenUp);
        QVERIFY(!isTaken);
    }

    void leavesNothingBehind()
    {
        QObject context;
        int taken = 0;
        for (int i = 0; i < 3; ++i)
            whenAnswered(QtFuture::makeReadyFuture(i), &context, [&taken](int) { ++taken; });
        QTRY_COMPARE(taken, 3);
        QTRY_VERIFY(context.children().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestWhenAnswered)
#include "test_when_answered.moc"
