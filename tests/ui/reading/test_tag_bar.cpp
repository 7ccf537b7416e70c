// A line of tags is compared with those an article has, and written by key.
#include "ui/reading/tag_bar.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QCompleter>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace dateline;

class TestTagBar : public QObject {
    Q_OBJECT

private slots:
    void findsWhatChanges_data()
    {
        QTest::addColumn<QStringList>("present");
        QTest::addColumn<QString>("line");
        QTest::addColumn<QStringList>("added");
        QTest::addColumn<QStringList>("removed");
        QTest::newRow("nothing") << QStringList() << u" , ,"_qs << QStringList() << QStringList();
        QTest::newRow("the same") << QStringList{u"a"_qs, u"b c"_qs} << u"b  c, a, "_qs << QStringList() << QStringList();
        QTest::newRow("more") << QStringList{u"a"_qs} << u"a, b, B, #d"_qs << QStringList{u"b"_qs, u"d"_qs} << QStringList();
        QTest::newRow("fewer") << QStringList{u"a"_qs, u"b"_qs} << u"b"_qs << QStringList() << QStringList{u"a"_qs};
        QTest::newRow("case and accents make no other tag") << QStringList{u"Café"_qs} << u"cafe"_qs << QStringList() << QStringList();
        QTest::newRow("a comma in its name keeps it") << QStringList{u"a, b"_qs} << u""_qs << QStringList() << QStringList();
    }

    void findsWhatChanges()
    {
        QFETCH(QStringList, present);
        QFETCH(QString, line);
        const TagChange change = tagChange(present, line);
        QTEST(change.added, "added");
        QTEST(change.removed, "removed");
    }

    void whatIsTypedFirstIsAddedToTheTagsThatAreThere()
    {
        Theme theme;
        QWidget window;
        TagBar bar(theme, &window);
        open(bar, {u"balkans"_qs}, {});
        QSignalSpy edited(&bar, &TagBar::edited);
        QTest::keyClicks(QApplication::focusWidget(), u"energy"_qs);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edited.at(0).at(0).value<TagChange>().added, QStringList{u"energy"_qs});
        QCOMPARE(edited.at(0).at(0).value<TagChange>().removed, QStringList());
    }

    void returnKeepsTheTagsWhileCompletionsAreOffered()
    {
        Theme theme;
        QWidget window;
        TagBar bar(theme, &window);
        open(bar, {}, {u"energy"_qs});
        QSignalSpy edited(&bar, &TagBar::edited);
        auto *line = bar.findChild<QLineEdit *>();
        QTest::keyClicks(line, u"balkans, energy"_qs);
        QTRY_VERIFY(line->completer()->popup()->isVisible());
        QTest::keyClick(line->completer()->popup(), Qt::Key_Return);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edited.at(0).at(0).value<TagChange>().added, QStringList({u"balkans"_qs, u"energy"_qs}));
        QVERIFY(bar.isHidden());
    }

private:
    // As it is opened by a key: the focus was in a list.
    static void open(TagBar &bar, const QStringList &tags, const QStringList &known)
    {
        QWidget &window = *bar.parentWidget();
        auto *list = new QListView(&window);
        window.show();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        list->setFocus();
        bar.start(tags, known);
    }
};

QTEST_MAIN(TestTagBar)
#include "test_tag_bar.moc"
