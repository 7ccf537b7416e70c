// Logins that are kept in the keyring, through closing and opening, failures of the keyring, and unsubscribing.
#include "library/library.h"

#include "../net/fake_keyring.h"
#include "../net/misbehaving_server.h"
#include "waited.h"

#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace dateline;
using namespace Qt::StringLiterals;

class TestKeptLogins final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Library> m_library;
    std::shared_ptr<KeyringContents> m_keyring;
    const Login m_login{u"ana"_s, u"secret"_s};

    void reopen()
    {
        m_library.reset();
        auto opened = Library::open(m_folder->path());
        VERIFY_RESULT(opened);
        m_library = std::move(*opened);
        m_library->setKeyring(std::make_unique<FakeKeyring>(m_keyring));
        QVERIFY(waited(m_library->setting(u"x"_s))); // what was read at the opening is there
        QCoreApplication::processEvents();
    }
    QString address() const { return m_server->address(u"/feed"_s).toString(); }
    Source source()
    {
        const auto sources = waited(m_library->sources());
        return sources ? sources->value(0) : Source();
    }
    int failures()
    {
        const auto report = waited(m_library->refresh());
        return report ? report->failed : -1;
    }
    void guard()
    {
        Behaviour guarded;
        guarded.answer = [](const QByteArray &request) -> QByteArray {
            return request.contains("Authorization: Basic YW5hOnNlY3JldA==")
                ? "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n"
                : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"n\"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        };
        m_server->on("/feed", guarded);
    }

private slots:
    void init()
    {
        m_server = std::make_unique<MisbehavingServer>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_keyring = std::make_shared<KeyringContents>();
        reopen();
        m_server->on("/feed", 200, "<rss version=\"2.0\"><channel><title>T</title><item><title>I</title></item></channel></rss>", "ETag: \"1\"\r\n");
        VERIFY_RESULT(waited(m_library->subscribe(m_server->address(u"/feed"_s))));
        guard();
    }

    void cleanup()
    {
        m_library.reset();
        m_folder.reset();
        m_server.reset();
    }

    void a_login_is_kept_only_where_the_reader_says_so()
    {
        QCOMPARE(failures(), 1);
        m_library->setLogin(address(), m_login);
        QCOMPARE(failures(), 0);
        QVERIFY(m_keyring->logins.isEmpty() && !m_library->isLoginKept(address()));
        reopen();
        QCOMPARE(failures(), 1);
        QCOMPARE(m_keyring->asked, 0); // the reader isn't asked to unlock a keyring that holds nothing
        QVERIFY(wantsLogin(source()));
    }

    void a_login_that_is_kept_is_used_after_the_next_start()
    {
        VERIFY_RESULT(waited(m_library->keepLogin(address(), m_login)));
        QCOMPARE(m_keyring->logins.value(address()), m_login);
        QVERIFY(m_library->isLoginKept(address()));
        QCOMPARE(failures(), 0);
        reopen();
        QVERIFY(m_library->isLoginKept(address()));
        QCOMPARE(failures(), 0);
        QCOMPARE(failures(), 0);
        QCOMPARE(m_keyring->asked, 1);
        m_library.reset();
        QDirIterator files(m_folder->path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(!file.open(QIODevice::ReadOnly) || !file.readAll().contains("secret"));
        }
    }

    void without_a_keyring_it_is_used_until_the_end_and_that_is_told()
    {
        m_keyring->isThere = false;
        const auto kept = waited(m_library->keepLogin(address(), m_login));
        QVERIFY(!kept);
        QVERIFY2(kept.error().message.contains(u"until Dateline is closed"_s) && kept.error().message.contains(u"no keyring here"_s), qPrintable(kept.error().message));
        QVERIFY(!m_library->isLoginKept(address()));
        QCOMPARE(failures(), 0);
        reopen();
        QCOMPARE(failures(), 1);
    }

    void a_keyring_that_stays_locked_is_the_reason_that_is_given()
    {
        VERIFY_RESULT(waited(m_library->keepLogin(address(), m_login)));
        m_keyring->isThere = false;
        reopen();
        QCOMPARE(failures(), 1);
        QVERIFY2(source().lastError.contains(u"no keyring here"_s), qPrintable(source().lastError));
        QVERIFY(wantsLogin(source())); // the window offers to log in
        QCOMPARE(failures(), 1);
        QCOMPARE(m_keyring->asked, 1); // who dismissed a prompt isn't asked at each refresh
        QVERIFY2(source().lastError.contains(u"no keyring here"_s), qPrintable(source().lastError));
        m_library->setLogin(address(), m_login);
        QCOMPARE(failures(), 0);
        m_keyring->isThere = true;
        m_keyring->logins.clear(); // somebody tidied it up
        reopen();
        QCOMPARE(failures(), 1);
        QVERIFY2(source().lastError.contains(u"no such login"_s), qPrintable(source().lastError));
        m_server->on("/feed", 200, "<rss version=\"2.0\"><channel><title>T</title><item><title>J</title></item></channel></rss>"); // wants none any more
        QCOMPARE(failures(), 0);
    }

    void a_login_is_taken_out_again()
    {
        VERIFY_RESULT(waited(m_library->keepLogin(address(), m_login)));
        m_keyring->isThere = false;
        const auto stays = waited(m_library->forgetLogin(address()));
        QVERIFY(!stays && stays.error().message.contains(u"may still lie"_s));
        QVERIFY(!m_library->isLoginKept(address()));
        m_keyring->isThere = true;
        VERIFY_RESULT(waited(m_library->forgetLogin(address())));
        QVERIFY(m_keyring->logins.isEmpty());
        QCOMPARE(failures(), 1); // nor is it used any more
        VERIFY_RESULT(waited(m_library->forgetLogin(address()))); // it is gone, and that was wanted
    }

    // Else it would be known for an address that no feed has, and soon be forgotten.
    void a_feed_with_a_login_keeps_its_address()
    {
        m_server->on("/feed", 301, "", "Location: /new\r\n");
        m_server->on("/new", 200, "<rss version=\"2.0\"><channel><title>T</title><item><title>J</title></item></channel></rss>");
        VERIFY_RESULT(waited(m_library->keepLogin(address(), m_login)));
        QCOMPARE(failures(), 0);
        Source moving = source();
        QVERIFY(moving.fetch.movedTo.isEmpty());
        moving.fetch.movedTo = m_server->address(u"/new"_s).toString();
        moving.fetch.movedSince = QDateTime::currentDateTimeUtc().addDays(-3); // as if it had been seen so before the login came
        moving.fetch.movedSeen = 2;
        VERIFY_RESULT(waited(m_library->updateSource(moving)));
        QCOMPARE(failures(), 0);
        QCOMPARE(source().url, address());
        QVERIFY(m_library->isLoginKept(address()));
    }

    void unsubscribing_takes_it_out()
    {
        VERIFY_RESULT(waited(m_library->keepLogin(address(), m_login)));
        VERIFY_RESULT(waited(m_library->unsubscribe(source().id)));
        QTRY_VERIFY(m_keyring->logins.isEmpty());
        QTRY_VERIFY(!m_library->isLoginKept(address()));
    }

    void a_refresh_that_is_stopped_does_not_wait_for_the_keyring()
    {
        class Silent final : public Keyring {
        public:
            QFuture<Result<Login>> login(const QString &) override
            {
                m_never.start();
                return m_never.future();
            }
            QFuture<Result<void>> keep(const QString &, const Login &) override { return {}; }
            QFuture<Result<void>> forget(const QString &) override { return {}; }

        private:
            QPromise<Result<Login>> m_never;
        };
        VERIFY_RESULT(waited(m_library->keepLogin(address(), m_login)));
        reopen();
        m_library->setKeyring(std::make_unique<Silent>());
        auto refreshing = m_library->refresh();
        const qsizetype asked = m_server->requests.size();
        QSignalSpy progressed(m_library.get(), &Library::progressed);
        QTRY_VERIFY(progressed.size() > 0); // it is under way
        refreshing.cancel();
        QTRY_VERIFY(refreshing.isFinished());
        QCOMPARE(m_server->requests.size(), asked);
    }
};

QTEST_GUILESS_MAIN(TestKeptLogins)
#include "test_kept_logins.moc"
