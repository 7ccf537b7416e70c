// The system's keyring where none runs. (Where one runs it is the reader's own, which a test leaves alone.)
#include "net/keyring.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace dateline;

class TestSystemKeyring final : public QObject {
    Q_OBJECT
private:
    template <class T>
    static Error errorOf(const QFuture<Result<T>> &future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000) || future.resultCount() == 0 || future.result())
            return {};
        return future.result().error();
    }

private slots:
    void without_a_keyring_it_says_so_and_writes_nothing()
    {
        const auto keyring = systemKeyring();
        const QString address = QStringLiteral("https://example.org/feed");
        for (const Error &error : {errorOf(keyring->keep(address, {QStringLiteral("ann"), QStringLiteral("secret")})), errorOf(keyring->login(address)), errorOf(keyring->forget(address))}) {
            QVERIFY2(error.kind == ErrorKind::Unreadable || error.kind == ErrorKind::NotFound, qPrintable(error.message));
            QVERIFY2(error.message.contains(QStringLiteral("keyring")), qPrintable(error.message));
            QVERIFY(!error.detail.contains(QStringLiteral("secret")));
        }
        QCOMPARE(QDir(QDir::homePath()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), QStringList());
    }
};

int main(int count, char **arguments)
{
    const QTemporaryDir home;
    qputenv("HOME", home.path().toLocal8Bit());
    for (const char *name : {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CURRENT_DESKTOP", "DESKTOP_SESSION", "KDE_FULL_SESSION", "DISPLAY"})
        qunsetenv(name);
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    QCoreApplication application(count, arguments);
    TestSystemKeyring test;
    return QTest::qExec(&test, count, arguments);
}

#include "test_system_keyring.moc"
