#include "app/application.h"

#include <QTest>

using namespace dateline;

class TestWindowArguments : public QObject {
    Q_OBJECT

private slots:
    void readsProfileAndWhatToBringIn()
    {
        const auto read = windowArguments({u"--profile"_qs, u"/tmp/p"_qs, u"a.txt"_qs, u"https://example.org"_qs});
        QVERIFY(read);
        QCOMPARE(read->profile, u"/tmp/p"_qs);
        QCOMPARE(read->brought, QStringList({u"a.txt"_qs, u"https://example.org"_qs}));
    }

    void mayLeaveWhenReady()
    {
        QVERIFY(!windowArguments({})->exitWhenReady);
        const auto read = windowArguments({u"--exit-when-ready"_qs, u"--profile=/tmp/p"_qs});
        QVERIFY(read && read->exitWhenReady);
        QVERIFY(read->brought.isEmpty());
    }

    void takesTheProfileFromTheEnvironment()
    {
        qputenv("DATELINE_PROFILE", "/tmp/from-environment");
        QCOMPARE(windowArguments({})->profile, u"/tmp/from-environment"_qs);
        QCOMPARE(windowArguments({u"--profile=/tmp/x"_qs})->profile, u"/tmp/x"_qs);
        qunsetenv("DATELINE_PROFILE");
        QVERIFY(!windowArguments({})->profile.isEmpty());
    }

    void refusesWhatMakesNoSense()
    {
        QCOMPARE(windowArguments({u"--profile"_qs}).error().kind, ErrorKind::Usage);
        QCOMPARE(windowArguments({u"--nosuch"_qs}).error().kind, ErrorKind::Usage);
    }
};

QTEST_GUILESS_MAIN(TestWindowArguments)
#include "test_window_arguments.moc"
