// Backups and their places: disks that know no hard links, files of others, what is left of another database.
#include "samples.h"

#include "store/connection.h"

#include <QDir>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace dateline;

namespace {

enum class Disk : quint8 {
    Usual,
    Plain,   // knows neither links nor names that aren't to be replaced, as some sticks
    Refusing,
    Faulty,  // what has its name is no longer what was written
};
Disk disk = Disk::Usual;

} // namespace

// In the place of those of the system, for this program.
extern "C" int link(const char *from, const char *to) noexcept
{
    if (disk == Disk::Usual)
        return static_cast<int>(::syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0));
    errno = EPERM;
    return -1;
}

extern "C" int renameat2(int fromFolder, const char *from, int toFolder, const char *to, unsigned flags) noexcept
{
    if (disk == Disk::Plain || disk == Disk::Refusing) {
        errno = disk == Disk::Plain ? EINVAL : EACCES;
        return -1;
    }
    const int done = static_cast<int>(::syscall(SYS_renameat2, fromFolder, from, toFolder, to, flags));
    if (disk == Disk::Faulty && done == 0) {
        const int file = ::open(to, O_WRONLY);
        const char garbage[64] = {};
        const bool isSpoilt = ::pwrite(file, garbage, sizeof garbage, 3 * 8192) == sizeof garbage;
        ::close(file);
        return isSpoilt ? 0 : -1;
    }
    return done;
}

class TestRestore final : public QObject {
    Q_OBJECT
private slots:
    void init() { disk = Disk::Usual; }
    void aDiskWithoutHardLinksTakesBackups();
    void aRefusalSaysWhy();
    void filesOfOthersBesideABackupAreLeftAlone();
    void whatIsLeftOfAnotherDatabaseIsNotMixedIn_data();
    void whatIsLeftOfAnotherDatabaseIsNotMixedIn();
    void aDatabaseWithoutAByteIsNoProfile();
    void whatIsRestoredIsCheckedInItsPlace();
    void aRestoredBackupIsNotTakenForOneThatLostItsLog();
};

static QString backupIn(TemporaryStore &temporary, const QString &name = QStringLiteral("copy"))
{
    const QString file = temporary.folder.filePath(name);
    valueOf(temporary.store->backup(file));
    return file;
}

void TestRestore::aDiskWithoutHardLinksTakesBackups()
{
    disk = Disk::Plain;
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    const QString file = backupIn(temporary);
    QVERIFY(QFile::exists(file));
    QTemporaryDir folder;
    const Result<void> restored = Store::restore(file, folder.path());
    QVERIFY2(restored, restored ? "" : qPrintable(restored.error().message));
    const auto store = Store::open(folder.path());
    QVERIFY(store);
    QCOMPARE(valueOf((*store)->run({})).rows.size(), 1);
    // And nothing that is there is replaced.
    write(file + u'2', "precious");
    QVERIFY(!temporary.store->backup(file + u'2').result());
    QCOMPARE(bytesOf(file + u'2'), QByteArray("precious"));
    QCOMPARE(QDir(temporary.folder.path()).entryList({QStringLiteral("*unfinished*")}), QStringList());
}

void TestRestore::aRefusalSaysWhy()
{
    TemporaryStore temporary;
    disk = Disk::Refusing;
    const Result<void> done = temporary.store->backup(temporary.folder.filePath(QStringLiteral("copy"))).result();
    QVERIFY(!done);
    QVERIFY2(done.error().message.contains(QString::fromLocal8Bit(std::strerror(EACCES))), qPrintable(done.error().message));
    QCOMPARE(QDir(temporary.folder.path()).entryList({QStringLiteral("copy*")}), QStringList());
}

void TestRestore::filesOfOthersBesideABackupAreLeftAlone()
{
    TemporaryStore temporary;
    for (const char *suffix : {".unfinished", ".unfinished-wal", ".unfinished-journal"})
        write(temporary.folder.filePath(QStringLiteral("copy")) + QLatin1String(suffix), "precious");
    backupIn(temporary);
    for (const char *suffix : {".unfinished", ".unfinished-wal", ".unfinished-journal"})
        QCOMPARE(bytesOf(temporary.folder.filePath(QStringLiteral("copy")) + QLatin1String(suffix)), QByteArray("precious"));
}

void TestRestore::whatIsLeftOfAnotherDatabaseIsNotMixedIn_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"-wal", "-journal", "-shm", ".salvaged-20250914-120000"})
        QTest::newRow(name) << QStringLiteral("dateline.sqlite") + QLatin1String(name);
}

void TestRestore::whatIsLeftOfAnotherDatabaseIsNotMixedIn()
{
    QFETCH(QString, name);
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    const QString file = backupIn(temporary);
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("beta"))}));
    QTemporaryDir folder;
    const QByteArray left = bytesOf(databaseIn(temporary.folder.path()) + QStringLiteral("-wal"));
    write(folder.filePath(name), left);
    const Result<void> restored = Store::restore(file, folder.path());
    QVERIFY(!restored);
    QCOMPARE(restored.error().kind, ErrorKind::Usage);
    QVERIFY2(restored.error().message.contains(name), qPrintable(restored.error().message));
    QCOMPARE(bytesOf(folder.filePath(name)), left);
    QVERIFY(!QFile::exists(databaseIn(folder.path())));
    QVERIFY(QFile::remove(folder.filePath(name)));
    QVERIFY(Store::restore(file, folder.path()));
    QVERIFY(Store::open(folder.path()));
}

// A kill between taking the name and filling it leaves that on a disk without RENAME_NOREPLACE.
void TestRestore::aDatabaseWithoutAByteIsNoProfile()
{
    TemporaryStore temporary;
    const QString file = backupIn(temporary);
    QTemporaryDir folder;
    write(databaseIn(folder.path()), {});
    QVERIFY(Store::restore(file, folder.path()));
    QVERIFY(Store::open(folder.path()));
}

void TestRestore::whatIsRestoredIsCheckedInItsPlace()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    const QString file = backupIn(temporary);
    QTemporaryDir folder;
    disk = Disk::Faulty;
    const Result<void> restored = Store::restore(file, folder.path());
    QVERIFY(!restored);
    QCOMPARE(restored.error().kind, ErrorKind::Corrupt);
    QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("dateline.sqlite*")}), QStringList());
    disk = Disk::Usual;
    QVERIFY(Store::restore(file, folder.path()));
}

void TestRestore::aRestoredBackupIsNotTakenForOneThatLostItsLog()
{
    TemporaryStore temporary;
    const QString file = backupIn(temporary);
    valueOf(temporary.store->saveFilter({{}, QStringLiteral("Later"), QStringLiteral("tag:x")}));
    temporary.store.reset();
    for (const char *suffix : {"", "-wal", "-shm"})
        QFile::remove(databaseIn(temporary.folder.path()) + QLatin1String(suffix));
    QVERIFY(Store::restore(file, temporary.folder.path()));
    temporary.reopen();
    QCOMPARE(temporary.store->openingNotices(), QStringList());
    QCOMPARE(valueOf(temporary.store->savedFilters()).size(), 0);
}

QTEST_GUILESS_MAIN(TestRestore)
#include "test_restore.moc"
