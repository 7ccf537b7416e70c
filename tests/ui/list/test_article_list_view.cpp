#include "../../items/asked_answers.h"
#include "items/article_model.h"
#include "ui/list/article_delegate.h"
#include "ui/list/article_list_view.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace dateline;

namespace {

HeadSource readyHeads()
{
    return [](const QList<ArticleId> &ids) { return readyResult<QList<ArticleHead>>(articleHeads(ids)); };
}

Answer answerOf(const QList<ArticleId> &rows, const QString &query = {})
{
    Answer answer;
    answer.query = Query::parse(query).value();
    answer.rows = rows;
    return answer;
}

} // namespace

class TestArticleListView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { m_theme.applyTo(*qApp); }

    void init()
    {
        m_model = std::make_unique<ArticleModel>(readyHeads());
        m_view = std::make_unique<ArticleListView>(m_theme);
        m_view->setModel(m_model.get());
        m_view->resize(400, 500);
        m_view->show();
        m_model->setRows(articleIds(1, 100));
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        QTRY_VERIFY(m_model->loadedHead(0));
    }

    void cleanup()
    {
        m_view.reset();
        m_model.reset();
    }

    void keysMoveThroughTheList()
    {
        QSignalSpy current(m_view.get(), &ArticleListView::currentArticleChanged);
        QTest::keyClick(m_view.get(), Qt::Key_J);
        QCOMPARE(m_view->currentId(), ArticleId{1});
        QTest::keyClick(m_view.get(), Qt::Key_J);
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->currentId(), ArticleId{3});
        QTest::keyClick(m_view.get(), Qt::Key_K);
        QCOMPARE(m_view->currentId(), ArticleId{2});
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(m_view->currentId(), ArticleId{100});
        QVERIFY(!m_view->goToNext());
        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        QVERIFY(m_view->currentId() < ArticleId{100});
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(m_view->currentId(), ArticleId{1});
        QCOMPARE(current.count(), 7);
        QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex())));
    }

    void spaceAndEnterAreHandedOn()
    {
        m_view->setCurrentId(ArticleId{4});
        QSignalSpy space(m_view.get(), &ArticleListView::spacePressed);
        QSignalSpy opened(m_view.get(), &ArticleListView::opened);
        QTest::keyClick(m_view.get(), Qt::Key_Space, Qt::ShiftModifier);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QCOMPARE(space.count(), 1);
        QCOMPARE(space.at(0).at(0).value<Qt::KeyboardModifiers>(), Qt::ShiftModifier);
        QCOMPARE(opened.at(0).at(0).value<ArticleId>(), ArticleId{4});
    }

    void aClickSelectsAndShiftExtends()
    {
        const auto click = [this](int row, Qt::KeyboardModifiers modifiers) {
            QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers, m_view->visualRect(m_model->index(row)).center());
        };
        click(1, {});
        QCOMPARE(m_view->currentId(), ArticleId{2});
        click(3, Qt::ShiftModifier);
        QCOMPARE(m_view->selectedIds(), articleIds(2, 4));
        click(0, Qt::ControlModifier);
        QCOMPARE(m_view->selectedIds(), articleIds(1, 4));
        m_view->selectAll();
        QCOMPARE(m_view->selectedIds().size(), 100);
    }

    void theStarTakesItsOwnClick()
    {
        QSignalSpy starred(m_view.get(), &ArticleListView::bookmarkToggled);
        const QRect row = m_view->visualRect(m_model->index(2));
        const ArticleDelegate delegate(m_theme);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, delegate.starRect(row, Qt::LeftToRight).center());
        QCOMPARE(starred.count(), 1);
        QCOMPARE(starred.at(0).at(0).value<ArticleId>(), ArticleId{3});
        QCOMPARE(starred.at(0).at(1).toBool(), true);
        QVERIFY(!m_view->currentId().isValid());
    }

    void theStarIsWhereTheRowEndsRightToLeftToo()
    {
        const ArticleDelegate delegate(m_theme);
        const QRect row(0, 0, 400, delegate.rowHeight());
        QVERIFY(delegate.starRect(row, Qt::LeftToRight).center().x() > 300);
        QVERIFY(delegate.starRect(row, Qt::RightToLeft).center().x() < 100);
    }

    void anArrivalLeavesWhatIsReadInPlace()
    {
        m_view->setCurrentId(ArticleId{50});
        m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtCenter);
        const QRect before = m_view->visualRect(m_view->currentIndex());
        QList<ArticleId> rows = articleIds(201, 205);
        rows += articleIds(1, 100);
        m_model->setRows(rows);
        QCOMPARE(m_view->currentId(), ArticleId{50});
        QCOMPARE(m_view->visualRect(m_view->currentIndex()), before);
    }

    void aResetKeepsPlaceAndSelectionByArticle()
    {
        m_view->setCurrentId(ArticleId{50});
        m_view->scrollTo(m_view->currentIndex(), QAbstractItemView::PositionAtTop);
        QSignalSpy current(m_view.get(), &ArticleListView::currentArticleChanged);
        QList<ArticleId> rows = articleIds(1, 100);
        std::reverse(rows.begin(), rows.begin() + 20);
        m_model->setRows(rows);
        QCOMPARE(m_view->currentId(), ArticleId{50});
        QCOMPARE(m_view->selectedIds(), articleIds({50}));
        QCOMPARE(m_view->visualRect(m_view->currentIndex()).top(), 0);
        QCOMPARE(current.count(), 0);
    }

    void anotherQueryBeginsAtTheTop()
    {
        m_view->scrollToBottom();
        m_model->setAnswer(answerOf(articleIds(1, 90), u"war"_qs));
        QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    }

    void aRemovedArticleHandsTheFocusToNoOther()
    {
        m_view->setCurrentId(ArticleId{5});
        QSignalSpy current(m_view.get(), &ArticleListView::currentArticleChanged);
        QList<ArticleId> rows = articleIds(1, 100);
        rows.removeAt(4);
        m_model->setRows(rows);
        QVERIFY(!m_view->currentId().isValid());
        QCOMPARE(current.count(), 1);
    }

    void aMillionRowsScrollToTheEnd()
    {
        m_model->setRows(articleIds(1, 1'000'000));
        m_view->scrollToBottom();
        QCOMPARE(m_view->indexAt(QPoint(10, m_view->viewport()->height() - 2)).row(), 999'999);
        QTRY_VERIFY(m_model->loadedHead(999'999));
        m_view->setCurrentId(ArticleId{500'000});
        QVERIFY(m_view->viewport()->rect().contains(m_view->visualRect(m_view->currentIndex())));
    }

    void anEmptyListSaysWhatToDo()
    {
        m_view->setEmptyState(EmptyState::nothingMatches());
        QVERIFY(!m_view->emptyStateView()->isVisible());
        m_model->setRows({});
        QVERIFY(m_view->emptyStateView()->isVisible());
        QSignalSpy action(m_view.get(), &ArticleListView::emptyActionTriggered);
        QTest::mouseClick(m_view->emptyStateView()->findChild<QPushButton *>(u"clear-filters"_qs), Qt::LeftButton);
        QCOMPARE(action.at(0).at(0).toString(), u"clear-filters"_qs);
        m_model->setRows(articleIds(1, 3));
        QVERIFY(!m_view->emptyStateView()->isVisible());
    }

    void paintsOddArticlesInBothDirections()
    {
        ArticleHead odd = articleHead(ArticleId{1});
        const QStringList titles = {QString(), u"x"_qs, QString(3000, u'w'), u"قمة عربية طارئة في القاهرة"_qs, u"a\nb\u2028c"_qs,
                                    u"word "_qs.repeated(400), QString(QChar(0xD800))};
        ArticleDelegate delegate(m_theme);
        for (const QString &title : titles) {
            odd.title = title;
            odd.countries = QStringList{u"RS"_qs, u"XK"_qs, u"BA"_qs, u"ME"_qs};
            ArticleModel model([odd](const QList<ArticleId> &) { return readyResult<QList<ArticleHead>>(QList<ArticleHead>{odd}); });
            model.setRows(articleIds({1}));
            model.index(0).data(ArticleModel::TitleRole);
            QTRY_VERIFY(model.loadedHead(0));
            for (const int width : {1, 40, 120, 500}) {
                for (const Qt::LayoutDirection direction : {Qt::LeftToRight, Qt::RightToLeft}) {
                    QImage image(std::max(1, width), delegate.rowHeight(), QImage::Format_ARGB32_Premultiplied);
                    QPainter painter(&image);
                    QStyleOptionViewItem option;
                    option.rect = image.rect();
                    option.direction = direction;
                    delegate.paint(&painter, option, model.index(0));
                }
            }
        }
    }

private:
    Theme m_theme;
    std::unique_ptr<ArticleModel> m_model;
    std::unique_ptr<ArticleListView> m_view;
};

QTEST_MAIN(TestArticleListView)
#include "test_article_list_view.moc"
