// What the analysis found, put right in the window by mouse and by key.
#include "ui/dialogs/corrections_dialog.h"
#include "ui/dialogs/entity_dialog.h"
#include "ui/filters/facet_list.h"
#include "ui/filters/facet_section.h"
#include "ui/main_window.h"
#include "ui/notice_bar.h"
#include "ui/panes.h"
#include "ui/reading/article_browser.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeWidget>
#include <QWindow>

using namespace dateline;

namespace {

constexpr int patience = 30'000;

} // namespace

class TestCorrecting final : public QObject {
    Q_OBJECT

    Theme m_theme;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<WindowSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;

    ReadingView &reading() { return m_window->panes().reading(); }
    ArticleBrowser &page() { return reading().page(); }

    qsizetype count(const QString &query)
    {
        const auto answer = m_library->run(*Query::parse(query)).result();
        return answer ? answer->rows.size() : -1;
    }

    void openWindow()
    {
        m_window.reset();
        m_settings = std::make_unique<WindowSettings>(m_folder->path());
        m_window = std::make_unique<MainWindow>(*m_library, m_theme, *m_settings);
        m_window->resize(1500, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QTRY_COMPARE_WITH_TIMEOUT(m_window->panes().list().articleModel()->rows().size(), 2, patience);
        m_window->panes().list().setCurrentId(m_window->panes().list().articleModel()->idAt(1));
        QTRY_VERIFY_WITH_TIMEOUT(reading().articleId().isValid() && page().isWhole(), patience);
    }

    // A point of the page in the middle of the last occurrence of `words`.
    QPoint placeOf(const QString &words)
    {
        QTextCursor found = page().document()->find(words, page().document()->characterCount(), QTextDocument::FindBackward);
        QTextCursor middle = found;
        middle.setPosition(found.selectionStart() + static_cast<int>(words.size() / 2));
        return page().cursorRect(middle).center();
    }

    // The n-th chip below the title.
    QPoint placeOfChip(int number)
    {
        QTextCursor cursor(page().document());
        const QString text = page().document()->toRawText();
        qsizetype at = -1;
        for (int i = 0; i <= number; ++i)
            at = text.indexOf(QChar(QChar::ObjectReplacementCharacter), at + 1);
        cursor.setPosition(static_cast<int>(at));
        return page().cursorRect(cursor).center() + QPoint(12, 0);
    }

    void openMenu(const QPoint &place)
    {
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, page().viewport()->mapToGlobal(place));
        QApplication::sendEvent(page().viewport(), &event);
    }

    static QAction *actionNamed(const QMenu *menu, const QString &text)
    {
        for (QAction *action : menu ? menu->actions() : QList<QAction *>()) {
            if (action->text().startsWith(text))
                return action;
        }
        return nullptr;
    }

    // Chooses an entry of the menu that is open, by Return.
    static void choose(const QString &text)
    {
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QVERIFY(menu);
        QAction *action = actionNamed(menu, text);
        QVERIFY2(action, qPrintable(text));
        menu->setActiveAction(action);
        QTest::keyClick(menu, Qt::Key_Return);
    }

private slots:
    void initTestCase()
    {
        m_theme.setAppearance(Appearance::Light);
        m_theme.applyTo(*qApp);
        QGuiApplication::setQuitOnLastWindowClosed(false);
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_library = std::move(Library::open(m_folder->path()).value());
        const QByteArray articles =
            R"({"id":"1","title":"Lavrov meets Merkel in Berlin","text":"Sergey Lavrov met Angela Merkel in Berlin on Thursday. Angela Merkel praised the vote of the German parliament.","published":"2025-09-11"})" "\n"
            R"({"id":"2","title":"Angela Merkel speaks","text":"Angela Merkel spoke to the German parliament about the vote.","published":"2025-09-12"})" "\n";
        QVERIFY(m_library->importBytes(articles, u"articles"_qs, Format::JsonLines).result());
        QCOMPARE(count(u"person:\"Angela Merkel\""_qs), 2);
        openWindow();
    }

    void cleanup()
    {
        m_window.reset();
        m_library.reset();
    }

    void aNameThatIsNoneGoesByTheMenuAndComesBackByUndo()
    {
        QScrollBar *bar = page().verticalScrollBar();
        m_window->resize(1500, 420);
        QTRY_VERIFY(bar->maximum() > 0);
        bar->setValue(bar->maximum());
        const int place = bar->value();
        openMenu(placeOf(u"Merkel"_qs));
        choose(u"Not a person"_qs);
        QTRY_COMPARE(count(u"person:\"Angela Merkel\""_qs), 0);
        QTRY_COMPARE(m_window->notice().text(), u"“Angela Merkel” is not a person"_qs);
        QTRY_COMPARE(reading().article().annotations.entities.size(), 2); // Lavrov, Berlin
        QVERIFY(place == 0 || bar->value() > 0); // not back to the top
        m_window->notice().press();
        QTRY_COMPARE(count(u"person:\"Angela Merkel\""_qs), 2);
        QTRY_COMPARE(reading().article().annotations.entities.size(), 3);
    }

    void undoTakesBackTheCorrectionThatCameLastAndLeavesTheMarksBeforeIt()
    {
        m_window->actions()[Command::ToggleStar].trigger();
        QTRY_COMPARE(count(u"is:bookmarked"_qs), 1);
        openMenu(placeOf(u"Merkel"_qs));
        choose(u"Not a person"_qs);
        QTRY_COMPARE(m_window->notice().text(), u"“Angela Merkel” is not a person"_qs);
        QCOMPARE(count(u"person:\"Angela Merkel\""_qs), 0);
        m_window->actions()[Command::Undo].trigger();
        QTRY_COMPARE(count(u"person:\"Angela Merkel\""_qs), 2);
        QTRY_COMPARE(m_window->notice().text(), u"The correction was taken back"_qs);
        QCOMPARE(count(u"is:bookmarked"_qs), 1);
        m_window->actions()[Command::Undo].trigger();
        QTRY_COMPARE(count(u"is:bookmarked"_qs), 0);
    }

    void aCorrectionTakenBackByItsNoticeIsNotTakenBackAgain()
    {
        m_window->actions()[Command::ToggleStar].trigger();
        QTRY_COMPARE(count(u"is:bookmarked"_qs), 1);
        openMenu(placeOf(u"Merkel"_qs));
        choose(u"Not a person"_qs);
        QTRY_COMPARE(m_window->notice().text(), u"“Angela Merkel” is not a person"_qs);
        m_window->notice().press();
        QTRY_COMPARE(m_window->notice().text(), u"The correction was taken back"_qs);
        m_window->actions()[Command::Undo].trigger();
        QTRY_COMPARE(count(u"is:bookmarked"_qs), 0);
    }

    void theMenuKeyIsForTheNameThatTabWentTo()
    {
        page().setFocus();
        for (int i = 0; i < 30 && page().textCursor().selectedText() != u"Angela Merkel"; ++i)
            QTest::keyClick(&page(), Qt::Key_Tab);
        QCOMPARE(page().textCursor().selectedText(), u"Angela Merkel"_qs);
        QContextMenuEvent byKey(QContextMenuEvent::Keyboard, QPoint(1, 1), page().mapToGlobal(QPoint(1, 1)));
        QApplication::sendEvent(page().viewport(), &byKey);
        choose(u"It is an organisation"_qs);
        QTRY_COMPARE(count(u"org:\"Angela Merkel\""_qs), 2);
        QCOMPARE(count(u"person:\"Angela Merkel\""_qs), 0);
    }

    void aNameIsGivenInTheFilterPanel()
    {
        FacetSection *people = m_window->panes().facets().section(Facet::Person);
        QTRY_VERIFY(people->isVisible() && people->list()->model()->rowCount() == 2);
        const QPoint place = people->list()->visualRect(people->list()->model()->index(0, 0)).center();
        QContextMenuEvent event(QContextMenuEvent::Mouse, place, people->list()->viewport()->mapToGlobal(place));
        QApplication::sendEvent(people->list()->viewport(), &event);
        choose(u"Same as another"_qs);
        auto *dialog = m_window->findChild<EntityDialog *>();
        QVERIFY(dialog);
        auto *field = dialog->findChild<QLineEdit *>();
        field->setText(u"Chancellor Merkel"_qs);
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_COMPARE(people->list()->model()->index(0, 0).data().toString(), u"Chancellor Merkel"_qs);
        QCOMPARE(count(u"person:\"Angela Merkel\""_qs), 2); // by the old name too
        QTRY_VERIFY(reading().article().corrections.size() == 1);
        openMenu(placeOf(u"Merkel"_qs));
        choose(u"Take back"_qs);
        QTRY_COMPARE(people->list()->model()->index(0, 0).data().toString(), u"Angela Merkel"_qs);
    }

    void aCountryAndATopicAreCorrectedByTheirChips()
    {
        const ArticleId id = reading().articleId();
        QVERIFY(m_library->correct(Correction::topic(id, u"medtop:15000000"_qs, true)).result());
        QTRY_COMPARE(reading().article().annotations.topics.value(0).id, u"medtop:15000000"_qs);
        openMenu(placeOfChip(0));
        choose(u"Wrong topic"_qs);
        QTRY_COMPARE(count(u"topic:sport"_qs), 0);
        QTRY_VERIFY(std::none_of(reading().article().annotations.topics.begin(), reading().article().annotations.topics.end(),
                                 [](const Topic &topic) { return topic.id == u"medtop:15000000"; }));
        QVERIFY(m_library->correct(Correction::country(id, u"FR"_qs, Correction::Bearing::About)).result());
        QTRY_COMPARE(reading().article().annotations.countries.value(0).code, u"FR"_qs);
        const int topics = static_cast<int>(reading().article().annotations.topics.size());
        openMenu(placeOfChip(topics));
        choose(u"The article isn't about it"_qs);
        QTRY_COMPARE(count(u"country:FR"_qs), 0);
    }

    void aTopicIsAddedFromThePage()
    {
        openMenu(QPoint(3, page().viewport()->height() - 3));
        auto *menu = qobject_cast<QMenu *>(QApplication::activePopupWidget());
        QAction *topics = actionNamed(menu, u"Add a topic"_qs);
        QVERIFY(topics && topics->menu());
        actionNamed(topics->menu(), u"Sport"_qs)->trigger();
        menu->close();
        QTRY_COMPARE(count(u"topic:sport"_qs), 1);
    }

    void allCorrectionsAreListedAndTakenBackByKey()
    {
        QVERIFY(m_library->correct(Correction::notAnEntity({EntityKind::Person, u"Angela Merkel"_qs})).result());
        QVERIFY(m_library->correct(Correction::country(reading().articleId(), u"FR"_qs, Correction::Bearing::About)).result());
        m_window->actions()[Command::Corrections].trigger();
        auto *dialog = m_window->findChild<CorrectionsDialog *>();
        QVERIFY(dialog);
        auto *list = dialog->findChild<QTreeWidget *>();
        QTRY_COMPARE(list->topLevelItemCount(), 2);
        QCOMPARE(list->topLevelItem(0)->text(1), u"Lavrov meets Merkel in Berlin"_qs);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_COMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(count(u"person:\"Angela Merkel\""_qs), 2);
        dialog->close();
    }

    void aNewerAnalysisIsOfferedAndRun()
    {
        QVERIFY(m_library->setSetting(AnalysisVersionSetting, u"0"_qs).result());
        openWindow();
        QTRY_VERIFY(m_window->notice().text().contains(u"learnt"_qs));
        m_window->notice().press();
        QTRY_VERIFY(!m_library->hasOldAnalyses().result().value_or(true));
        QTRY_COMPARE(m_window->notice().text(), u"All articles were analysed by this version already"_qs);
    }
};

QTEST_MAIN(TestCorrecting)
#include "test_correcting.moc"
