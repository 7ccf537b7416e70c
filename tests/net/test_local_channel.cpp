// Frames between processes of one user, and the sockets they meet at.
#include "net/local_server.h"

#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace dateline;
using namespace Qt::StringLiterals;

class TestLocalChannel final : public QObject {
    Q_OBJECT
private:
    static constexpr qsizetype largest = 1'000'000;

    QString address(const QString &name = u"socket"_s) const { return m_folder->filePath(name); }

    bool listens(const QStringList &addresses)
    {
        m_server = std::make_unique<LocalServer>(largest, [this](std::unique_ptr<LocalChannel> arrived) { m_arrived = std::move(arrived); });
        return m_server->listen(addresses).has_value();
    }

    // Both ends of a connection.
    bool connects(const QStringList &addresses)
    {
        m_client = LocalChannel::connectTo(addresses, largest);
        return m_client && QTest::qWaitFor([this] { return m_arrived != nullptr; }, 20'000);
    }

    // Bytes as they stand, from somebody who knows no frames. True where the connection is then ended by the server's end.
    bool endsAfter(const QByteArray &bytes)
    {
        m_arrived.reset();
        QLocalSocket stranger;
        stranger.connectToServer(address());
        if (!QTest::qWaitFor([this] { return m_arrived != nullptr; }, 20'000))
            return false;
        stranger.write(bytes);
        return QTest::qWaitFor([&] { return stranger.state() == QLocalSocket::UnconnectedState; }, 20'000);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<LocalServer> m_server;
    std::unique_ptr<LocalChannel> m_arrived, m_client;

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void cleanup()
    {
        m_client.reset();
        m_arrived.reset();
        m_server.reset();
    }

    void frames_arrive_whole_and_in_order_both_ways()
    {
        QVERIFY(listens({address()}));
        QVERIFY(connects({address()}));
        QSignalSpy atServer(m_arrived.get(), &LocalChannel::received), atClient(m_client.get(), &LocalChannel::received);
        const QByteArray large(900'000, 'x');
        m_client->send('a', {});
        m_client->send('b', large);
        m_client->send('c', QByteArray("\0\n\xff", 3));
        m_arrived->send('d', "back");
        QVERIFY(QTest::qWaitFor([&] { return atServer.size() == 3 && atClient.size() == 1; }, 20'000));
        QCOMPARE(atServer[0][0].value<quint8>(), quint8('a'));
        QCOMPARE(atServer[0][1].toByteArray(), QByteArray());
        QCOMPARE(atServer[1][1].toByteArray(), large);
        QCOMPARE(atServer[2][1].toByteArray(), QByteArray("\0\n\xff", 3));
        QCOMPARE(atClient[0][1].toByteArray(), QByteArray("back"));
    }

    void what_was_sent_before_the_end_arrives()
    {
        QVERIFY(listens({address()}));
        QVERIFY(connects({address()}));
        QSignalSpy received(m_client.get(), &LocalChannel::received), closed(m_client.get(), &LocalChannel::closed);
        for (int i = 0; i < 20; ++i)
            m_arrived->send('o', QByteArray(100'000, 'x'));
        m_arrived->close();
        QVERIFY(QTest::qWaitFor([&] { return closed.size() == 1; }, 20'000));
        QCOMPARE(received.size(), 20);
        m_client->send('a', "nobody there"); // does nothing
        QVERIFY(!m_client->isOpen());
    }

    void a_frame_that_is_too_long_ends_the_connection()
    {
        QVERIFY(listens({address()}));
        QVERIFY(endsAfter("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        QVERIFY(endsAfter(QByteArray("c\xff\xff\xff\xff") + QByteArray(1'000, 'x')));
        QVERIFY(connects({address()})); // others are served
    }

    void a_reader_who_takes_nothing_is_given_up()
    {
        QVERIFY(listens({address()}));
        QLocalSocket deaf;
        deaf.setReadBufferSize(1);
        deaf.connectToServer(address());
        QVERIFY(QTest::qWaitFor([this] { return m_arrived != nullptr; }, 20'000));
        QSignalSpy closed(m_arrived.get(), &LocalChannel::closed);
        const QByteArray much(900'000, 'x');
        for (int i = 0; i < 100 && m_arrived->isOpen(); ++i)
            m_arrived->send('o', much);
        QVERIFY(!m_arrived->isOpen());
        QVERIFY(QTest::qWaitFor([&] { return closed.size() == 1; }, 20'000));
    }

    void only_this_user_may_connect()
    {
        QVERIFY(listens({address()}));
        struct stat found {};
        QCOMPARE(::stat(address().toLocal8Bit().constData(), &found), 0);
        QVERIFY(S_ISSOCK(found.st_mode));
        QCOMPARE(found.st_mode & 077, mode_t(0));
        m_server.reset();
        QVERIFY(!QFileInfo::exists(address()));
    }

    void a_socket_that_a_killed_process_left_is_replaced()
    {
        {
            QLocalServer killed;
            QVERIFY(killed.listen(address()));
            QVERIFY(QFile::rename(address(), address(u"kept"_s))); // so that the end of it doesn't remove it
        }
        QVERIFY(QFile::rename(address(u"kept"_s), address()));
        QVERIFY(!LocalChannel::connectTo({address()}, largest));
        QVERIFY(listens({address()}));
        QVERIFY(connects({address()}));
    }

    void a_file_of_that_name_is_left_alone()
    {
        QFile file(address());
        QVERIFY(file.open(QIODevice::WriteOnly));
        QVERIFY(file.write("somebody's") > 0);
        file.close();
        QVERIFY(listens({address(), address(u"second"_s)}));
        QVERIFY(connects({address(), address(u"second"_s)}));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("somebody's"));
    }

    void where_one_address_cannot_be_had_the_next_is_used()
    {
        const QString tooLong = m_folder->filePath(QString(120, u'l'));
        QVERIFY(listens({tooLong, address()}));
        QVERIFY(connects({tooLong, address()}));
        m_server.reset();
        QVERIFY(!listens({tooLong}));
        QVERIFY(!listens({address(u"no/such/folder"_s)}));
        QVERIFY(!LocalChannel::connectTo({}, largest));
    }
};

QTEST_GUILESS_MAIN(TestLocalChannel)
#include "test_local_channel.moc"
