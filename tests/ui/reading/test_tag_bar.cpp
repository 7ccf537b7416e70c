// A line of tags is compared with those an article has.
#include "ui/reading/tag_bar.h"

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
};

QTEST_GUILESS_MAIN(TestTagBar)
#include "test_tag_bar.moc"
