#include "library/network_doubt.h"

#include <QTest>

using namespace dateline;

class TestNetworkDoubt final : public QObject {
    Q_OBJECT
private:
    static Error failed(ErrorKind kind, int status = 0)
    {
        Error error{kind, QStringLiteral("failed")};
        error.status = status;
        return error;
    }

    static ErrorKind kindOf(const NetworkDoubt &doubt, bool hasNetwork = true)
    {
        const auto verdict = doubt.verdict(hasNetwork);
        return verdict ? verdict->kind : ErrorKind::Input; // stands for "no verdict"
    }

private slots:
    void nothing_failed_nothing_is_said() { QCOMPARE(kindOf({}, false), ErrorKind::Input); }

    void one_dead_host_is_its_own_fault_where_there_is_a_network()
    {
        NetworkDoubt doubt;
        doubt.addFailure(QStringLiteral("a.example"), failed(ErrorKind::Offline));
        doubt.addFailure(QStringLiteral("a.example"), failed(ErrorKind::Offline));
        QCOMPARE(kindOf(doubt), ErrorKind::Input);
        QCOMPARE(kindOf(doubt, false), ErrorKind::Offline);
    }

    void several_that_cannot_be_reached_mean_that_there_is_no_network()
    {
        NetworkDoubt doubt;
        doubt.addFailure(QStringLiteral("a.example"), failed(ErrorKind::Offline));
        doubt.addFailure(QStringLiteral("b.example"), failed(ErrorKind::Unreachable));
        QCOMPARE(kindOf(doubt), ErrorKind::Offline);
        doubt.addFailure(QStringLiteral("c.example"), failed(ErrorKind::Network)); // this one broke off
        QCOMPARE(kindOf(doubt), ErrorKind::Input);
    }

    void the_same_page_for_several_feeds_is_a_portal()
    {
        NetworkDoubt doubt;
        doubt.addPage(QStringLiteral("a.example"), QStringLiteral("a.example"), QStringLiteral("1"));
        doubt.addPage(QStringLiteral("b.example"), QStringLiteral("b.example"), QStringLiteral("2"));
        QCOMPARE(kindOf(doubt), ErrorKind::Input);
        doubt.addPage(QStringLiteral("c.example"), QStringLiteral("c.example"), QStringLiteral("2"));
        QCOMPARE(kindOf(doubt), ErrorKind::Portal);
    }

    void one_foreign_host_for_several_feeds_is_a_portal()
    {
        NetworkDoubt doubt;
        doubt.addPage(QStringLiteral("a.example"), QStringLiteral("hotel.example"), QStringLiteral("1"));
        QCOMPARE(kindOf(doubt), ErrorKind::Input);
        doubt.addPage(QStringLiteral("b.example"), QStringLiteral("hotel.example"), QStringLiteral("2"));
        QCOMPARE(kindOf(doubt), ErrorKind::Portal);
    }

    void a_network_that_wants_a_login_is_a_portal()
    {
        NetworkDoubt doubt;
        doubt.addFailure(QStringLiteral("a.example"), failed(ErrorKind::Portal, 511));
        QCOMPARE(kindOf(doubt), ErrorKind::Portal);
        QVERIFY(!NetworkDoubt::isProof(failed(ErrorKind::Portal, 511)));
        NetworkDoubt misled; // one feed that leads into the own network does so by itself
        misled.addFailure(QStringLiteral("a.example"), failed(ErrorKind::Portal));
        QCOMPARE(kindOf(misled), ErrorKind::Input);
    }

    void broken_connections_everywhere_are_no_fault_of_the_feeds()
    {
        NetworkDoubt doubt;
        for (int i = 0; i < 3; ++i)
            doubt.addFailure(QString::number(i), failed(ErrorKind::Network));
        QCOMPARE(kindOf(doubt), ErrorKind::Input);
        doubt.addFailure(QStringLiteral("d.example"), failed(ErrorKind::Network));
        QCOMPARE(kindOf(doubt), ErrorKind::Portal);
    }

    void an_answer_is_proof()
    {
        QVERIFY(NetworkDoubt::isProof(failed(ErrorKind::Network, 404)));
        QVERIFY(!NetworkDoubt::isProof(failed(ErrorKind::Network)));
    }
};

QTEST_GUILESS_MAIN(TestNetworkDoubt)
#include "test_network_doubt.moc"
