#include "../../items/asked_answers.h"
#include "items/query_view.h"
#include "ui/filters/timeline_view.h"
#include "ui/theme/theme.h"

#include <QTest>
#include <QWheelEvent>

using namespace dateline;

namespace {

// Forty days with an article each, cut to the days that the query chooses.
AnswerSource fortyDays()
{
    return [](const Query &query, const AnswerOptions &options) {
        Answer answer;
        answer.query = query;
        const DayRange chosen = query.days(options.today);
        for (QDate day(2024, 3, 1); day < QDate(2024, 4, 10); day = day.addDays(1)) {
            if ((!chosen.first.isValid() || day >= chosen.first) && (!chosen.last.isValid() || day <= chosen.last))
                answer.days += DayCount{day, 2};
        }
        return readyResult<Answer>(answer);
    };
}

} // namespace

class TestTimelineView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_theme.applyTo(*qApp); }

    void init()
    {
        m_query = std::make_unique<QueryView>(fortyDays());
        m_view = std::make_unique<TimelineView>(m_theme, *m_query);
        m_view->resize(600, 90);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        QTRY_COMPARE(m_view->timeline().bins().size(), 40);
    }

    void cleanup()
    {
        m_view.reset();
        m_query.reset();
    }

    void aDragChoosesWholeDays()
    {
        drag(binOn(QDate(2024, 3, 5)), binOn(QDate(2024, 3, 11)));
        QCOMPARE(m_query->query().toText(), u"after:2024-03-05 before:2024-03-12"_qs);
        QTRY_COMPARE(m_view->timeline().bins().at(0).chosen, 0U);
        QCOMPARE(m_view->timeline().bins().at(0).all, 2U); // what lies outside stays in sight
        QCOMPARE(m_view->timeline().bins().size(), 40);
    }

    void aDragBackwardsIsTheSame()
    {
        drag(binOn(QDate(2024, 3, 11)), binOn(QDate(2024, 3, 5)));
        QCOMPARE(m_view->chosenDays(), (DayRange{QDate(2024, 3, 5), QDate(2024, 3, 11)}));
    }

    void aClickChoosesOneDay()
    {
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, m_view->binRect(7).center());
        QCOMPARE(m_query->query().toText(), u"date:2024-03-08"_qs);
    }

    void anEdgeIsDragged()
    {
        choose(QDate(2024, 3, 5), QDate(2024, 3, 11));
        const QPoint edge(m_view->binRect(10).right() + 1, 30);
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, edge);
        QTest::mouseMove(m_view.get(), m_view->binRect(15).center());
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, m_view->binRect(15).center());
        QCOMPARE(m_view->chosenDays(), (DayRange{QDate(2024, 3, 5), QDate(2024, 3, 16)}));
    }

    void aDoubleClickTakesTheDaysOffAndLeavesTheRest()
    {
        m_query->setQuery(Query::parse(u"war after:2024-03-05"_qs).value());
        QTest::mouseDClick(m_view.get(), Qt::LeftButton, {}, m_view->binRect(20).center());
        QCOMPARE(m_query->query().toText(), u"war"_qs);
    }

    void keysMoveAndExtend()
    {
        m_view->setFocus();
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(m_view->chosenDays(), (DayRange{QDate(2024, 3, 2), QDate(2024, 3, 2)}));
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(m_view->chosenDays(), (DayRange{QDate(2024, 3, 2), QDate(2024, 3, 4)}));
        QVERIFY(m_view->accessibleDescription().contains(u"March 2024"_qs));
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QVERIFY(m_query->query().isEmpty());
    }

    void theWheelZooms()
    {
        turnWheel(120);
        QTRY_VERIFY(m_view->timeline().bins().size() < 40);
        for (int i = 0; i < 5; ++i)
            turnWheel(-120);
        QTRY_COMPARE(m_view->timeline().bins().size(), 40);
    }

    void timeRunsTheOtherWayRightToLeft()
    {
        m_view->setLayoutDirection(Qt::RightToLeft);
        QVERIFY(m_view->binRect(0).left() > m_view->binRect(39).left());
        drag(4, 10);
        QCOMPARE(m_view->chosenDays(), (DayRange{QDate(2024, 3, 5), QDate(2024, 3, 11)}));
    }

    void paintsWithoutArticles()
    {
        QueryView empty([](const Query &, const AnswerOptions &) { return readyResult<Answer>(Answer()); });
        TimelineView view(m_theme, empty);
        QTRY_VERIFY(empty.hasAnswer());
        QVERIFY(!view.grab().isNull());
        QTest::mouseClick(&view, Qt::LeftButton);
        QTest::keyClick(&view, Qt::Key_Right);
        QVERIFY(empty.query().isEmpty());
    }

private:
    int binOn(QDate day) const { return m_view->timeline().binOf(day); }
    void choose(QDate first, QDate last) { m_query->setQuery(m_query->query().withDays({first, last})); }
    void drag(int from, int to)
    {
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, m_view->binRect(from).center());
        QTest::mouseMove(m_view.get(), m_view->binRect((from + to) / 2).center());
        QTest::mouseMove(m_view.get(), m_view->binRect(to).center());
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, m_view->binRect(to).center());
    }
    void turnWheel(int angle)
    {
        const QPointF place = m_view->rect().center();
        QWheelEvent event(place, m_view->mapToGlobal(place), {}, {0, angle}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(m_view.get(), &event);
    }

    Theme m_theme;
    std::unique_ptr<QueryView> m_query;
    std::unique_ptr<TimelineView> m_view;
};

QTEST_MAIN(TestTimelineView)
#include "test_timeline_view.moc"
