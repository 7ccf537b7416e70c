#include "../../items/asked_answers.h"
#include "items/query_view.h"
#include "items/source_model.h"
#include "ui/list/source_delegate.h"
#include "ui/list/source_tree_view.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace dateline;

namespace {

AnswerSource nothing()
{
    return [](const Query &, const AnswerOptions &) { return readyResult<Answer>(Answer()); };
}

Source source(quint32 id, const QString &title, const QStringList &folder = {})
{
    Source made;
    made.id = SourceId{id};
    made.title = title;
    made.folder = folder;
    return made;
}

} // namespace

class TestSourceTreeView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_theme.applyTo(*qApp); }

    void init()
    {
        m_query = std::make_unique<QueryView>(nothing());
        m_model = std::make_unique<SourceModel>(nothing());
        m_model->setSources({source(1, u"Alpha"_qs), source(2, u"Beta"_qs, {u"World"_qs})});
        m_view = std::make_unique<SourceTreeView>(m_theme, *m_model, *m_query);
        m_view->resize(240, 500);
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
    }

    void cleanup()
    {
        m_view.reset();
        m_model.reset();
        m_query.reset();
    }

    void aClickChoosesTheQuery()
    {
        click(m_model->index(2, 0));
        QCOMPARE(m_query->query().toText(), u"is:unread"_qs);
        click(alpha());
        QCOMPARE(m_query->query().toText(), u"source:Alpha"_qs);
        click(m_model->sourcesSection());
        QCOMPARE(m_query->query().toText(), u"source:Alpha"_qs);
    }

    void theWarningOfABrokenSourceAsksForItsHealth()
    {
        Source broken = source(1, u"Alpha"_qs);
        broken.lastAttempt = broken.lastSuccess = QDateTime(QDate(2026, 3, 4), QTime(12, 0), Qt::UTC);
        broken.lastError = u"The server did not answer."_qs;
        broken.fetch.failures = 1; // it is tried again by itself
        QSignalSpy wanted(m_view.get(), &SourceTreeView::healthWanted);
        const auto clickIcon = [&] {
            m_model->setSources({broken, source(2, u"Beta"_qs, {u"World"_qs})});
            const QRect icon = SourceDelegate::iconRect(m_view->visualRect(alpha()), SourceDelegate::depthOf(alpha()), m_view->layoutDirection());
            QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, icon.center());
        };
        clickIcon();
        QCOMPARE(wanted.size(), 0);
        broken.fetch.failures = 3;
        clickIcon();
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted.first().first().value<SourceId>(), SourceId{1});
    }

    void keysChooseTheQuery()
    {
        click(m_model->index(0, 0));
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_query->query().toText(), u"date:today"_qs);
    }

    void theFocusAloneChangesNothing()
    {
        m_query->setQuery(Query::parse(u"kosovo -football"_qs).value());
        m_view->clearFocus();
        m_view->setFocus(Qt::TabFocusReason);
        QTest::qWait(10);
        QCOMPARE(m_query->query().toText(), u"kosovo -football"_qs);
    }

    void theRowOfTheQueryIsMarked()
    {
        m_query->setQuery(Query::parse(u"source:Alpha"_qs).value());
        QVERIFY(m_view->selectionModel()->isSelected(alpha()));
        m_query->setQuery(Query::parse(u"source:Alpha topic:sport"_qs).value()); // narrowed from there
        QVERIFY(m_view->selectionModel()->isSelected(alpha()));
        m_query->setQuery(Query::parse(u"topic:sport"_qs).value());
        QVERIFY(!m_view->selectionModel()->hasSelection());
    }

    void aSecondClickTakesOffWhatWasAdded()
    {
        click(alpha());
        m_query->setQuery(m_query->query().including({Field::Topic, u"sport"_qs}));
        click(alpha());
        QCOMPARE(m_query->query().toText(), u"source:Alpha"_qs);
    }

    void aFolderIsClosedByItsChevronAndStaysClosed()
    {
        const QPersistentModelIndex world = m_model->index(0, 0, m_model->sourcesSection());
        QVERIFY(m_view->isExpanded(world));
        const QRect row = m_view->visualRect(world);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, SourceDelegate::chevronRect(row, 0, Qt::LeftToRight).center());
        QVERIFY(!m_view->isExpanded(world));
        m_model->setSources({source(1, u"Alpha 2"_qs), source(2, u"Beta 2"_qs, {u"World"_qs})});
        QVERIFY(!m_view->isExpanded(world));
        QVERIFY(m_query->query().isEmpty());
    }

    void aRightClickAsksForAMenuAndChoosesNothing()
    {
        QSignalSpy menu(m_view.get(), &SourceTreeView::menuRequested);
        const QPoint place = m_view->visualRect(alpha()).center();
        QTest::mouseClick(m_view->viewport(), Qt::RightButton, {}, place);
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, m_view->viewport()->mapToGlobal(place));
        QCoreApplication::sendEvent(m_view->viewport(), &event);
        QCOMPARE(menu.count(), 1);
        QCOMPARE(menu.at(0).at(1).toModelIndex(), alpha());
        QVERIFY(m_query->query().isEmpty());
    }

private:
    QModelIndex alpha() const { return m_model->index(1, 0, m_model->sourcesSection()); }
    void click(const QModelIndex &index) { QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, m_view->visualRect(index).center()); }

    Theme m_theme;
    std::unique_ptr<QueryView> m_query;
    std::unique_ptr<SourceModel> m_model;
    std::unique_ptr<SourceTreeView> m_view;
};

QTEST_MAIN(TestSourceTreeView)
#include "test_source_tree_view.moc"
