// The window as a reader uses it, over a real library in a folder of its own.
#include "ui/dialogs/address_dialog.h"
#include "ui/main_window.h"
#include "ui/notice_bar.h"
#include "ui/panes.h"
#include "ui/reading/article_browser.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QCompleter>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace dateline;

namespace {

constexpr int patience = 30'000;

// A window over the profile in `folder`.
class Reader final {
public:
    Reader(Theme &theme, const QString &folder)
        : library(std::move(Library::open(folder).value()))
        , settings(folder)
        , window(*library, theme, settings)
    {
        window.resize(1400, 900);
        window.show();
        // Keys reach the actions of an active window only.
        window.activateWindow();
        isActive = QTest::qWaitForWindowActive(&window);
    }

    qsizetype count(const QString &query)
    {
        const auto answer = library->run(*Query::parse(query)).result();
        return answer ? answer->rows.size() : -1;
    }

    ArticleListView &list() { return window.panes().list(); }
    qsizetype rows() { return list().articleModel()->rows().size(); }

    // Waits for the sample edition's rows.
    bool openSample()
    {
        window.actions()[Command::SampleEdition].trigger();
        return QTest::qWaitFor([this] { return rows() >= 60 && !window.queryView().isRunning() && !window.notice().text().isEmpty(); }, patience);
    }

    bool select(int row)
    {
        const ArticleId id = list().articleModel()->idAt(row);
        list().setCurrentId(id);
        return QTest::qWaitFor([this, id] { return window.panes().reading().articleId() == id; }, patience);
    }

    std::unique_ptr<Library> library;
    WindowSettings settings;
    MainWindow window;
    bool isActive = false;
};

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

    Theme m_theme;
    QTemporaryDir m_folder; // of a profile with the sample edition

private slots:
    void initTestCase()
    {
        m_theme.setAppearance(Appearance::Light);
        m_theme.applyTo(*qApp);
        QGuiApplication::setQuitOnLastWindowClosed(false);
    }

    void welcomesAReaderWithAnEmptyProfile()
    {
        QTemporaryDir folder;
        Reader reader(m_theme, folder.path());
        QTRY_COMPARE(reader.list().emptyStateView()->title(), EmptyState::firstRun().title);
        QVERIFY(reader.list().emptyStateView()->isVisible());
        QSignalSpy beat(&reader.window.queryView(), &QueryView::answerChanged);
        emit reader.list().emptyActionTriggered(u"import-sample"_qs);
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
    }

    void opensTheSampleEditionByKeyAndGoesOnReading()
    {
        QTemporaryDir folder;
        Reader reader(m_theme, folder.path());
        QTRY_COMPARE(reader.list().emptyStateView()->title(), EmptyState::firstRun().title);
        QVERIFY(reader.list().hasFocus());
        QTest::keyClick(&reader.list(), Qt::Key_Tab);
        QWidget *button = reader.window.focusWidget();
        QCOMPARE(button->objectName(), u"import-sample"_qs);
        QTest::keyClick(button, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60 && !reader.window.queryView().isRunning(), patience);
        QVERIFY(reader.list().hasFocus());
        QTest::keyClick(reader.window.focusWidget(), Qt::Key_J);
        QCOMPARE(reader.list().currentId(), reader.list().articleModel()->idAt(0));
        QTest::keyClick(reader.window.focusWidget(), Qt::Key_Down);
        QCOMPARE(reader.list().currentId(), reader.list().articleModel()->idAt(1));
    }

    void listsTheSampleEditionWithoutBlocking()
    {
        Reader reader(m_theme, m_folder.path());
        int beats = 0;
        QTimer heart;
        connect(&heart, &QTimer::timeout, this, [&beats] { ++beats; });
        heart.start(1);
        QVERIFY(reader.openSample());
        QVERIFY2(beats > 20, "the main loop turned while articles came in");
        QCOMPARE(reader.count({}), reader.rows());
        QTRY_VERIFY(reader.window.panes().tree().model()->rowCount() > 4);
    }

    void isUsableOnceTheFirstListIsPainted()
    {
        Reader reader(m_theme, m_folder.path());
        QSignalSpy usable(&reader.window, &MainWindow::usable);
        QTRY_COMPARE(usable.size(), 1);
        QVERIFY(reader.rows() >= 60);
        QVERIFY(reader.list().articleModel()->loadedHead(0));
        reader.list().viewport()->repaint();
        QCoreApplication::processEvents();
        QCOMPARE(usable.size(), 1);
    }

    void showsTheArticleThatIsChosen()
    {
        Reader reader(m_theme, m_folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
        QVERIFY(reader.select(3));
        const auto stored = reader.library->article(reader.list().currentId()).result();
        QVERIFY(stored);
        QVERIFY(reader.window.panes().reading().shownText().contains(stored->content.title));
        QTest::keyClick(&reader.list(), Qt::Key_J);
        QTRY_COMPARE(reader.window.panes().reading().articleId(), reader.list().articleModel()->idAt(4));
        QTest::keyClick(&reader.list(), Qt::Key_K);
        QTRY_COMPARE(reader.window.panes().reading().articleId(), reader.list().articleModel()->idAt(3));
    }

    void editsTheQueryWhenANameIsClicked()
    {
        Reader reader(m_theme, m_folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
        const QueryTerm term{Field::Country, u"FR"_qs};
        emit reader.window.panes().reading().filterWanted(term, false);
        QCOMPARE(reader.window.queryView().query().presence(term), Query::Presence::Included);
        QTRY_COMPARE(reader.rows(), reader.count(u"country:FR"_qs));
        QVERIFY(reader.rows() > 0);
        emit reader.window.panes().reading().filterWanted(term, true);
        QCOMPARE(reader.window.queryView().query().presence(term), Query::Presence::Excluded);
        QTest::keyClick(&reader.window, Qt::Key_Backspace, Qt::ControlModifier);
        QVERIFY(reader.window.queryView().query().isEmpty());
    }

    void keepsABookmarkOverAStart()
    {
        ArticleId id;
        {
            Reader reader(m_theme, m_folder.path());
            QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
            QVERIFY(reader.select(1));
            id = reader.list().currentId();
            QTest::keyClick(&reader.list(), Qt::Key_S);
            QTRY_COMPARE(reader.count(u"is:bookmarked"_qs), 1);
        }
        Reader reader(m_theme, m_folder.path());
        const auto stored = reader.library->article(id).result();
        QVERIFY(stored && stored->state.bookmarked);
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
        QVERIFY(reader.select(1));
        QTRY_VERIFY(reader.list().articleModel()->loadedHead(1));
        QTest::keyClick(&reader.list(), Qt::Key_B);
        QTRY_COMPARE(reader.count(u"is:bookmarked"_qs), 0);
    }

    void marksAllReadAndTakesItBack()
    {
        Reader reader(m_theme, m_folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
        const qsizetype before = reader.count(u"is:unread"_qs);
        QVERIFY(before > 10);
        QTest::keyClick(&reader.list(), Qt::Key_A, Qt::ShiftModifier);
        QTRY_COMPARE(reader.count(u"is:unread"_qs), 0);
        QTRY_VERIFY(reader.window.notice().text().contains(QString::number(before)));
        QTest::keyClick(&reader.list(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(reader.count(u"is:unread"_qs), before);
    }

    void pagesThroughAnArticleAndThenGoesOn()
    {
        Reader reader(m_theme, m_folder.path());
        reader.window.resize(1000, 400);
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
        QVERIFY(reader.select(0));
        const ArticleId first = reader.list().currentId();
        QTRY_VERIFY(reader.window.panes().reading().page().verticalScrollBar()->maximum() > 0);
        QTest::keyClick(&reader.list(), Qt::Key_Space);
        QCOMPARE(reader.list().currentId(), first);
        QVERIFY(reader.window.panes().reading().page().verticalScrollBar()->value() > 0);
        for (int i = 0; i < 100 && reader.window.panes().reading().pageDown(); ++i) { }
        QTest::keyClick(&reader.list(), Qt::Key_Space);
        QTRY_VERIFY(reader.list().currentId() != first);
    }

    void leavesLettersToTextFields()
    {
        Reader reader(m_theme, m_folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
        QVERIFY(reader.select(2));
        const ArticleId before = reader.list().currentId();
        QTest::keyClick(&reader.list(), Qt::Key_Slash);
        SearchBox &box = reader.window.panes().search();
        QTRY_VERIFY(box.hasFocus());
        for (const int key : {Qt::Key_J, Qt::Key_S, Qt::Key_M, Qt::Key_Space, Qt::Key_N})
            QTest::keyClick(&box, static_cast<Qt::Key>(key));
        QCOMPARE(box.text().toLower(), u"jsm n"_qs);
        QCOMPARE(reader.list().currentId(), before);
        QCOMPARE(reader.count(u"is:bookmarked"_qs), 0);
    }

    void tagsTheArticleAtHandByKey()
    {
        Reader reader(m_theme, m_folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
        const ReadingView &reading = reader.window.panes().reading();
        QVERIFY(reader.select(2));
        QTest::keyClick(&reader.list(), Qt::Key_T);
        QWidget *line = reader.window.focusWidget();
        QVERIFY(qobject_cast<QLineEdit *>(line));
        QTest::keyClicks(line, u"balkans, To  Read"_qs);
        QTest::keyClick(line, Qt::Key_Return);
        QVERIFY(reader.list().hasFocus());
        QTRY_COMPARE(reading.article().state.tags, QStringList({u"balkans"_qs, u"To Read"_qs}));
        QCOMPARE(reader.count(u"tag:balkans"_qs), 1);
        QTest::keyClick(&reader.list(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY(reading.article().state.tags.isEmpty());
        QCOMPARE(reader.count(u"tag:balkans"_qs), 0);
    }

    void completesATagFromThoseInUse()
    {
        Reader reader(m_theme, m_folder.path());
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
        Marking marking;
        marking.addTags = {u"balkans"_qs};
        QVERIFY(reader.library->mark({reader.list().articleModel()->idAt(5)}, marking).result());
        QVERIFY(reader.select(2));
        QTest::keyClick(&reader.list(), Qt::Key_T);
        auto *line = qobject_cast<QLineEdit *>(reader.window.focusWidget());
        QVERIFY(line);
        QTRY_COMPARE(line->completer()->model()->rowCount(), 1);
        QTest::keyClicks(line, u"x, bal"_qs);
        QVERIFY(line->completer()->popup()->isVisible());
        QTest::keyClick(line->completer()->popup(), Qt::Key_Down);
        QTest::keyClick(line->completer()->popup(), Qt::Key_Return);
        QCOMPARE(line->text(), u"x, balkans"_qs);
        QTest::keyClick(line, Qt::Key_Escape);
        QVERIFY(!line->isVisible());
        QCOMPARE(reader.count(u"tag:x"_qs), 0);
        QCOMPARE(reader.count(u"tag:balkans"_qs), 1);
    }

    void keepsANoteHoweverItIsLeft()
    {
        ArticleId second, third;
        {
            Reader reader(m_theme, m_folder.path());
            QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
            const ReadingView &reading = reader.window.panes().reading();
            QVERIFY(reader.select(2));
            second = reader.list().currentId();
            QTest::keyClick(&reader.list(), Qt::Key_N, Qt::ShiftModifier);
            QWidget *field = reader.window.focusWidget();
            QCOMPARE(field->objectName(), u"note"_qs);
            QTest::keyClicks(field, u"Jaskm n"_qs);
            QTest::keyClick(field, Qt::Key_Return, Qt::ControlModifier);
            QVERIFY(reader.list().hasFocus());
            QTRY_COMPARE(reading.article().state.note, u"Jaskm n"_qs);
            QVERIFY(reading.shownText().contains(u"Jaskm n"));
            QTest::keyClick(&reader.list(), Qt::Key_Z, Qt::ControlModifier);
            QTRY_COMPARE(reading.article().state.note, QString());
            QTest::keyClick(&reader.list(), Qt::Key_N, Qt::ShiftModifier);
            QTest::keyClicks(field, u"left for another"_qs);
            QVERIFY(reader.select(3));
            third = reader.list().currentId();
            QTRY_COMPARE(reader.library->article(second).result()->state.note, u"left for another"_qs);
            reader.list().setFocus();
            QTest::keyClick(&reader.list(), Qt::Key_N, Qt::ShiftModifier);
            QTest::keyClicks(field, u"left by closing"_qs);
            reader.window.close();
        }
        Reader reader(m_theme, m_folder.path());
        QCOMPARE(reader.library->article(second).result()->state.note, u"left for another"_qs);
        QCOMPARE(reader.library->article(third).result()->state.note, u"left by closing"_qs);
    }

    void takesAPastedArticle()
    {
        QTemporaryDir folder;
        Reader reader(m_theme, folder.path());
        QGuiApplication::clipboard()->setText(u"11 September 2025\n\nThe council of Belgrade met on Thursday and agreed on a budget for the coming year.\n"_qs);
        QTest::keyClick(&reader.list(), Qt::Key_V, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(reader.rows(), 1, patience);
        QGuiApplication::clipboard()->setText(u"slip"_qs);
        QTest::keyClick(&reader.list(), Qt::Key_V, Qt::ControlModifier);
        QTRY_VERIFY(reader.window.notice().text().startsWith(u"Nothing to paste"));
    }

    void saysWhyAPastedAddressFails()
    {
        QTemporaryDir folder;
        Reader reader(m_theme, folder.path());
        // Nothing listens there, and nothing else is asked.
        QGuiApplication::clipboard()->setText(u"http://127.0.0.1:9/feed"_qs);
        QTest::keyClick(&reader.list(), Qt::Key_V, Qt::ControlModifier);
        auto *dialog = reader.window.findChild<AddressDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        auto *field = dialog->findChild<QLineEdit *>();
        QTRY_VERIFY_WITH_TIMEOUT(field->isEnabled(), patience);
        QCOMPARE(field->text(), u"http://127.0.0.1:9/feed"_qs);
        const auto labels = dialog->findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](QLabel *label) { return label->isVisible() && label->text().contains(u"127.0.0.1"); }));
    }

    void keepsATypedAddressThatFails()
    {
        QTemporaryDir folder;
        Reader reader(m_theme, folder.path());
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(&reader.list(), Qt::Key_L, Qt::ControlModifier);
        auto *dialog = reader.window.findChild<AddressDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        auto *field = dialog->findChild<QLineEdit *>();
        QTest::keyClicks(field, u"http://127.0.0.1:9/feed"_qs);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(!field->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(field->isEnabled(), patience);
        QVERIFY(dialog->isVisible());
        QCOMPARE(field->text(), u"http://127.0.0.1:9/feed"_qs);
        QVERIFY(reader.window.notice().text().isEmpty());
        QTest::keyClick(field, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
    }

    void importsDroppedFilesAndReportsTheRest()
    {
        QTemporaryDir folder, files;
        const auto write = [&files](const QString &name, const QByteArray &bytes) {
            QFile file(files.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
        };
        Reader reader(m_theme, folder.path());
        BroughtIn brought;
        brought.paths = {write(u"a.txt"_qs, "2025-09-11\n\nThe ministers of Serbia and Kosovo met in Brussels and talked for hours.\n"), files.filePath(u"missing.txt"_qs)};
        reader.window.bringIn(brought);
        QTRY_COMPARE_WITH_TIMEOUT(reader.rows(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(reader.window.notice().isError(), patience);
        QVERIFY(reader.window.notice().text().contains(u"could not be read"));
    }

    void countsAShownArticleAsRead()
    {
        Reader reader(m_theme, m_folder.path());
        reader.settings.setMarkReadDelay(std::chrono::milliseconds(0));
        QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
        const qsizetype before = reader.count(u"is:unread"_qs);
        const auto rows = reader.library->run(*Query::parse(u"is:unread"_qs)).result()->rows;
        reader.list().setCurrentId(rows.last());
        QTRY_COMPARE(reader.count(u"is:unread"_qs), before - 1);
        reader.settings.setMarkReadDelay(std::nullopt);
        reader.list().setCurrentId(rows.at(rows.size() - 2));
        QTRY_COMPARE(reader.window.panes().reading().articleId(), rows.at(rows.size() - 2));
        QTest::qWait(50);
        QCOMPARE(reader.count(u"is:unread"_qs), before - 1);
    }

    void remembersTheFilterAndThePanel()
    {
        {
            Reader reader(m_theme, m_folder.path());
            QTRY_VERIFY_WITH_TIMEOUT(reader.rows() >= 60, patience);
            QTest::keyClick(&reader.window, Qt::Key_F9);
            reader.window.queryView().setQuery(*Query::parse(u"topic:sport"_qs));
            reader.window.close();
        }
        Reader reader(m_theme, m_folder.path());
        QCOMPARE(reader.window.queryView().query().toText(), u"topic:sport"_qs);
        QVERIFY(!reader.window.actions()[Command::FacetPanel].isChecked());
        QTRY_COMPARE(reader.rows(), reader.count(u"topic:sport"_qs));
    }

    void hasAKeyOrAMenuForEverything()
    {
        QTemporaryDir folder;
        Reader reader(m_theme, folder.path());
        QSet<QKeySequence> keys;
        for (const ActionGroup &group : reader.window.actions().groups()) {
            for (const Command command : group.commands) {
                const QAction &action = reader.window.actions()[command];
                QVERIFY(!action.text().isEmpty());
                QVERIFY2(!action.shortcuts().isEmpty() || command == Command::About, qPrintable(action.text()));
                for (const QKeySequence &key : action.shortcuts()) {
                    QVERIFY2(!keys.contains(key), qPrintable(key.toString()));
                    keys.insert(key);
                }
            }
        }
    }
};

QTEST_MAIN(TestMainWindow)
#include "test_main_window.moc"
