// Profiles as they are found on disk: missing, locked, damaged, newer, unwritable, killed; backup and restore.
#include "samples.h"

#include "store/connection.h"
#include "store/migrations.h"

#include <QDir>
#include <QFile>

#include <SQLiteCpp/SQLiteCpp.h>

#include <unistd.h>

using namespace dateline;

class TestProfile final : public QObject {
    Q_OBJECT
private slots:
    void aMissingFolderIsMade();
    void aNameThatNoProfileCanHaveIsRefused_data();
    void aNameThatNoProfileCanHaveIsRefused();
    void nothingIsAcknowledgedOnceTheFileIsGone();
    void anEmptyDatabaseFileBecomesAProfile();
    void aSecondStoreIsLockedOut();
    void aLockThatNobodyHoldsIsNoLock();
    void whatIsNoDatabaseIsLeftAlone_data();
    void whatIsNoDatabaseIsLeftAlone();
    void anUnwritableFolderIsUnreadable();
    void aKilledWriterLosesNothingFinished();
    void aDiskThatTakesNoMoreLosesNothing();
    void aBatchOfManySourcesIsKeptWholeOrNotAtAll();
    void aNewerProfileGetsNoFilesBesideIt();
    void aProfileInUseIsReadBesideIt();
    void aProfileThatCannotBeWrittenIsRead();
    void aBackupIsAWholeProfile();
    void aBackupOverwritesNothing();
    void aBackupThatCannotBeWrittenSaysWhatIsWrongWithItsPlace();
    void aDamagedBackupIsNotRestored();
};

static ErrorKind openingFails(const QString &folder)
{
    const auto opened = Store::open(folder);
    if (opened)
        return ErrorKind::Cancelled;
    if (opened.error().message.isEmpty())
        qFatal("an error without a message");
    return opened.error().kind;
}

void TestProfile::aMissingFolderIsMade()
{
    QTemporaryDir folder;
    const QString deep = folder.filePath(QStringLiteral("a/b c/ü"));
    QVERIFY(Store::open(deep));
    QVERIFY(QFile::exists(databaseIn(deep)));
}

void TestProfile::aNameThatNoProfileCanHaveIsRefused_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("bytes that are no UTF-8") << QFile::decodeName("bad\xff\xfename");
    QTest::newRow("longer than SQLite takes") << QString(QString(100, u'x') + u'/').repeated(6);
}

void TestProfile::aNameThatNoProfileCanHaveIsRefused()
{
    QFETCH(QString, name);
    QTemporaryDir place;
    const auto store = Store::open(place.filePath(name));
    QVERIFY(!store);
    QCOMPARE(store.error().kind, ErrorKind::Usage);
    QVERIFY(QDir(place.path()).isEmpty());
}

void TestProfile::nothingIsAcknowledgedOnceTheFileIsGone()
{
    TemporaryStore temporary;
    QVERIFY(temporary.store->setSetting(QStringLiteral("a"), QStringLiteral("1")).result());
    const QString file = temporary.folder.filePath(QStringLiteral("dateline.sqlite"));
    QVERIFY(QFile::rename(file, file + u"-away"));
    const auto set = temporary.store->setSetting(QStringLiteral("a"), QStringLiteral("2")).result();
    QVERIFY(!set);
    QCOMPARE(set.error().kind, ErrorKind::Unreadable);
    QVERIFY(QFile::rename(file + u"-away", file));
    QVERIFY(temporary.store->setSetting(QStringLiteral("a"), QStringLiteral("3")).result()); // it goes on when the file is back
}

void TestProfile::anEmptyDatabaseFileBecomesAProfile()
{
    QTemporaryDir folder;
    write(databaseIn(folder.path()), {});
    QVERIFY(Store::open(folder.path()));
}

void TestProfile::aSecondStoreIsLockedOut()
{
    TemporaryStore temporary;
    const auto second = Store::open(temporary.folder.path());
    QVERIFY(!second);
    QCOMPARE(second.error().kind, ErrorKind::Locked);
    QVERIFY(second.error().message.contains(QString::number(QCoreApplication::applicationPid())));
    temporary.store.reset();
    QVERIFY(Store::open(temporary.folder.path()));
}

void TestProfile::aLockThatNobodyHoldsIsNoLock()
{
    QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("dateline.lock")), "1 on elsewhere\n");
    QVERIFY(Store::open(folder.path()));
}

void TestProfile::whatIsNoDatabaseIsLeftAlone_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ErrorKind>("kind");

    QTest::newRow("text") << QByteArray("Dear diary").repeated(1000) << ErrorKind::Corrupt;
    QTest::newRow("short") << QByteArray("x") << ErrorKind::Corrupt;
    QTest::newRow("header only") << QByteArray("SQLite format 3\0", 16) << ErrorKind::Corrupt;

    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("1"))}));
    temporary.store.reset();
    const QByteArray sound = bytesOf(databaseIn(temporary.folder.path()));
    QTest::newRow("cut in half") << sound.left(sound.size() / 2) << ErrorKind::Corrupt;
    QTest::newRow("header of another program") << QByteArray(sound).replace(68, 4, "abcd") << ErrorKind::Corrupt;
    QTest::newRow("of the future") << QByteArray(sound).replace(60, 4, QByteArray("\0\0\x03\xe7", 4)) << ErrorKind::TooNew;
    QByteArray garbled = sound;
    for (qsizetype at = 4096; at < garbled.size(); ++at)
        garbled[at] = static_cast<char>(at * 7);
    QTest::newRow("garbled pages") << garbled << ErrorKind::Corrupt;
}

void TestProfile::whatIsNoDatabaseIsLeftAlone()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ErrorKind, kind);
    QTemporaryDir folder;
    write(databaseIn(folder.path()), bytes);
    QCOMPARE(openingFails(folder.path()), kind);
    QCOMPARE(bytesOf(databaseIn(folder.path())), bytes);
}

void TestProfile::anUnwritableFolderIsUnreadable()
{
    QTemporaryDir folder;
    write(folder.filePath(QStringLiteral("file")), "x");
    QCOMPARE(openingFails(folder.filePath(QStringLiteral("file"))), ErrorKind::Unreadable);
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
    const bool isRoot = ::geteuid() == 0; // who may write everywhere, and so steps down to nobody
    QVERIFY(!isRoot || ::seteuid(65534) == 0);
    const auto failed = openingFails(folder.path());
    QVERIFY(!isRoot || ::seteuid(0) == 0);
    QCOMPARE(failed, ErrorKind::Unreadable);
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

// The files as a kill leaves them: database and write-ahead log, copied while the writer lives.
void TestProfile::aKilledWriterLosesNothingFinished()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    for (int round = 0; round < 8; ++round) {
        const ArticleId id = valueOf(temporary.store->save(source, {sample(QString::number(round), QStringLiteral("text %1").arg(round))})).added.first();
        StateChange read;
        read.read = true;
        read.addTags = {QStringLiteral("t")};
        valueOf(temporary.store->mark({id}, read));
        QTemporaryDir copy;
        for (const char *suffix : {"", "-wal"})
            QFile::copy(databaseIn(temporary.folder.path()) + QLatin1String(suffix), databaseIn(copy.path()) + QLatin1String(suffix));
        const auto store = Store::open(copy.path());
        QVERIFY(store);
        QCOMPARE(valueOf((*store)->run(Query::parse(QStringLiteral("tag:t text")).value())).rows.size(), round + 1);
        QVERIFY(valueOf((*store)->check(false)).sound);
    }
}

void TestProfile::aDiskThatTakesNoMoreLosesNothing()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    valueOf(temporary.store->save(source, {sample(QStringLiteral("before"))}));
    QList<AnalysedArticle> many;
    for (int i = 0; i < 2000; ++i)
        many += sample(QString::number(i), QString::number(i).repeated(300));
    const Result<SaveReport> failed = onAFullDisk(400'000, [&] { return temporary.store->save(source, many).result(); });
    QVERIFY(!failed);
    QVERIFY(failed.error().kind == ErrorKind::Full || failed.error().kind == ErrorKind::Unreadable);
    QCOMPARE(temporary.rows({}).size(), 1);
    QCOMPARE(temporary.rows(QStringLiteral("before")).size(), 1);
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    QCOMPARE(valueOf(temporary.store->save(source, many)).added.size(), 2000); // when there is room again
    temporary.reopen();
    QCOMPARE(temporary.rows({}).size(), 2001);
    QVERIFY(valueOf(temporary.store->check(false)).sound);
}

void TestProfile::aBatchOfManySourcesIsKeptWholeOrNotAtAll()
{
    TemporaryStore temporary;
    QList<NewArticles> batch;
    for (int number = 0; number < 40; ++number) {
        NewArticles some{temporary.source(QStringLiteral("Desk %1").arg(number)), {}};
        for (int i = 0; i < 50; ++i)
            some.articles += sample(QString::number(i), QString::number(number * 50 + i).repeated(300));
        batch += some;
    }
    const quint64 before = temporary.store->generation();
    const Result<SaveReport> failed = onAFullDisk(400'000, [&] { return temporary.store->save(batch).result(); });
    QVERIFY(!failed);
    QCOMPARE(temporary.store->generation(), before);
    QCOMPARE(temporary.rows({}).size(), 0);
    temporary.reopen();
    QCOMPARE(temporary.rows({}).size(), 0);
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    QCOMPARE(valueOf(temporary.store->save(batch)).added.size(), 2000);
    QCOMPARE(temporary.rows(QStringLiteral("source:\"Desk 39\"")).size(), 50);
    QVERIFY(valueOf(temporary.store->check(false)).sound);
}

void TestProfile::aNewerProfileGetsNoFilesBesideIt()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("1"))}));
    temporary.store.reset();
    QTemporaryDir folder;
    const QByteArray newer = bytesOf(databaseIn(temporary.folder.path())).replace(60, 4, QByteArray("\0\0\x03\xe7", 4));
    write(databaseIn(folder.path()), newer);
    QCOMPARE(openingFails(folder.path()), ErrorKind::TooNew);
    QCOMPARE(bytesOf(databaseIn(folder.path())), newer);
    const auto all = [&] { return QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot); };
    QCOMPARE(all(), QStringList{QStringLiteral("dateline.sqlite")});
    QCOMPARE(Store::openReadOnly(folder.path()).error().kind, ErrorKind::TooNew);
    QCOMPARE(Store::salvage(folder.path()).error().kind, ErrorKind::TooNew);
    QCOMPARE(all(), QStringList{QStringLiteral("dateline.sqlite")});
    const QTemporaryDir elsewhere;
    const auto restored = Store::restore(databaseIn(folder.path()), elsewhere.filePath(QStringLiteral("new")));
    QVERIFY(!restored);
    QVERIFY2(restored.error().message.startsWith(QStringLiteral("The backup")), qPrintable(restored.error().message));
    QCOMPARE(all(), QStringList{QStringLiteral("dateline.sqlite")});
    QVERIFY(QDir(elsewhere.path()).isEmpty());
}

void TestProfile::aProfileInUseIsReadBesideIt()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, {sample(QStringLiteral("alpha")), sample(QStringLiteral("beta"))})).added;
    const auto opened = Store::openReadOnly(temporary.folder.path());
    QVERIFY2(opened, qPrintable(opened ? QString() : opened.error().message));
    Store &beside = **opened;
    QVERIFY(beside.isReadOnly() && !temporary.store->isReadOnly());
    // It stays as it was when it was opened, whatever the other one does.
    const Answer before = valueOf(beside.run(Query::parse(QStringLiteral("alpha OR gamma")).value()));
    valueOf(temporary.store->save(source, {sample(QStringLiteral("gamma"))}));
    valueOf(temporary.store->remove({ids[0]}));
    QCOMPARE(valueOf(beside.run(Query::parse(QStringLiteral("alpha OR gamma")).value())), before);
    QCOMPARE(before.rows, QList<ArticleId>{ids[0]});
    QCOMPARE(valueOf(beside.article(ids[0])).content.title, QStringLiteral("alpha"));
    QCOMPARE(valueOf(beside.sources()).value(0).total, 2);
    QVERIFY(valueOf(beside.check(false)).sound);
    // Nothing is changed by it.
    StateChange read;
    read.read = true;
    QCOMPARE(beside.mark({ids[1]}, read).result().error().kind, ErrorKind::Locked);
    QCOMPARE(beside.remove({ids[1]}).result().error().kind, ErrorKind::Locked);
    QCOMPARE(beside.save(source, {sample(QStringLiteral("delta"))}).result().error().kind, ErrorKind::Locked);
    QCOMPARE(beside.setSetting(QStringLiteral("a"), QStringLiteral("b")).result().error().kind, ErrorKind::Locked);
    QCOMPARE(beside.correct(Correction::notAnEntity({EntityKind::Person, QStringLiteral("X")})).result().error().kind, ErrorKind::Locked);
    QCOMPARE(beside.check(true).result().error().kind, ErrorKind::Locked);
    const QString copy = temporary.folder.filePath(QStringLiteral("copy"));
    valueOf(beside.backup(copy));
    QTemporaryDir restored;
    QVERIFY(Store::restore(copy, restored.path()));
    QCOMPARE(temporary.rows(QStringLiteral("gamma")).size(), 1);
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    QTemporaryDir nothing;
    QCOMPARE(Store::openReadOnly(nothing.path()).error().kind, ErrorKind::NotFound);
    QVERIFY(QDir(nothing.path()).isEmpty());
}

void TestProfile::aProfileThatCannotBeWrittenIsRead()
{
    TemporaryStore temporary;
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    temporary.store.reset();
    const QString folder = temporary.folder.path();
    const QStringList before = QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::ExeOwner | QFile::ReadGroup | QFile::ExeGroup | QFile::ReadOther | QFile::ExeOther);
    QFile::setPermissions(databaseIn(folder), QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther);
    const bool isRoot = ::geteuid() == 0; // who may write everywhere, and so steps down to nobody
    QVERIFY(!isRoot || ::seteuid(65534) == 0);
    {
        // access(2), which is asked whether the folder can be written, goes by the real user.
        if (isRoot && QFileInfo(folder).isWritable()) {
            QVERIFY(::seteuid(0) == 0);
            QVERIFY(::setreuid(65534, 0) == 0 && ::seteuid(65534) == 0);
        }
        const auto opened = Store::openReadOnly(folder);
        if (opened)
            QCOMPARE(valueOf((*opened)->run(Query::parse(QStringLiteral("alpha")).value())).rows.size(), 1);
        else
            QFAIL(qPrintable(opened.error().message + opened.error().detail));
    }
    QVERIFY(!isRoot || (::seteuid(0) == 0 && ::setreuid(0, 0) == 0));
    QFile::setPermissions(folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QCOMPARE(QDir(folder).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), before);
}

void TestProfile::aBackupIsAWholeProfile()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, {sample(QStringLiteral("alpha")), sample(QStringLiteral("beta"))})).added;
    StateChange change;
    change.bookmarked = true;
    valueOf(temporary.store->mark({ids[0]}, change));
    const QString file = temporary.folder.filePath(QStringLiteral("copy.dateline"));
    const Answer answer = valueOf(temporary.store->run({}));
    valueOf(temporary.store->backup(file));
    QVERIFY(QDir(temporary.folder.path()).entryList({QStringLiteral("*unfinished*")}).isEmpty());
    valueOf(temporary.store->remove(ids)); // after the copy
    QTemporaryDir folder;
    const QString target = folder.filePath(QStringLiteral("new"));
    QVERIFY(Store::restore(file, target));
    const auto restored = Store::open(target);
    QVERIFY(restored);
    QCOMPARE(valueOf((*restored)->run({})), answer);
    QVERIFY(valueOf((*restored)->check(false)).sound);
}

void TestProfile::aBackupOverwritesNothing()
{
    TemporaryStore temporary;
    const QString file = temporary.folder.filePath(QStringLiteral("copy"));
    write(file, "precious");
    QCOMPARE(temporary.store->backup(file).result().error().kind, ErrorKind::Usage);
    QCOMPARE(bytesOf(file), QByteArray("precious"));
    QCOMPARE(temporary.store->backup(temporary.folder.filePath(QStringLiteral("no/such/folder/copy"))).result().error().kind, ErrorKind::Unreadable);
    valueOf(temporary.store->backup(file + u'2'));
    QCOMPARE(Store::restore(file + u'2', temporary.folder.path()).error().kind, ErrorKind::Locked);
    temporary.store.reset();
    QCOMPARE(Store::restore(file + u'2', temporary.folder.path()).error().kind, ErrorKind::Usage);
}

void TestProfile::aBackupThatCannotBeWrittenSaysWhatIsWrongWithItsPlace()
{
    TemporaryStore temporary;
    QList<AnalysedArticle> articles;
    for (int i = 0; i < 200; ++i)
        articles += sample(QString::number(i), QString::number(i * 7919).repeated(300));
    valueOf(temporary.store->save(temporary.source(), articles));
    const auto failed = [&](const QString &file) {
        const Result<void> done = temporary.store->backup(file).result();
        return done ? Error{ErrorKind::Cancelled, QString()} : done.error();
    };
    const QString nowhere = temporary.folder.filePath(QStringLiteral("no/such/copy"));
    QVERIFY2(failed(nowhere).message.contains(QStringLiteral("there is no folder “%1”").arg(QFileInfo(nowhere).path())), qPrintable(failed(nowhere).message));
    QVERIFY2(failed(temporary.folder.path()).message.contains(QStringLiteral("is a folder")), qPrintable(failed(temporary.folder.path()).message));
    write(temporary.folder.filePath(QStringLiteral("file")), "x");
    const Error below = failed(temporary.folder.filePath(QStringLiteral("file/copy")));
    QVERIFY2(below.message.contains(QStringLiteral("is no folder")), qPrintable(below.message));
    const Error unwritable = failed(QStringLiteral("/proc/copy")); // nobody may make a file there, root neither
    QCOMPARE(unwritable.kind, ErrorKind::Unreadable);
    QVERIFY2(unwritable.message.contains(QStringLiteral("“/proc/copy”")), qPrintable(unwritable.message));
    const QString copy = temporary.folder.filePath(QStringLiteral("copy"));
    const Result<void> full = onAFullDisk(400'000, [&] { return temporary.store->backup(copy).result(); });
    QVERIFY(!full);
    QVERIFY2(full.error().message.contains(copy) && !full.error().message.contains(QStringLiteral("profile's")), qPrintable(full.error().message));
    QVERIFY(!QFile::exists(copy));
    QVERIFY(QDir(temporary.folder.path()).entryList({QStringLiteral("*unfinished*")}).isEmpty());
}

void TestProfile::aDamagedBackupIsNotRestored()
{
    TemporaryStore temporary;
    QList<AnalysedArticle> articles;
    for (int i = 0; i < 200; ++i)
        articles += sample(QString::number(i), QStringLiteral("words %1").arg(i));
    valueOf(temporary.store->save(temporary.source(), articles));
    const QString file = temporary.folder.filePath(QStringLiteral("copy"));
    valueOf(temporary.store->backup(file));
    QByteArray bytes = bytesOf(file);
    bytes.replace(bytes.size() - 3 * 8192, 8192, QByteArray(8192, 'x'));
    write(file, bytes);
    QTemporaryDir folder;
    const Error damaged = Store::restore(file, folder.path()).error();
    QCOMPARE(damaged.kind, ErrorKind::Corrupt);
    QVERIFY2(damaged.message.contains(QStringLiteral("backup")) && damaged.message.contains(file), qPrintable(damaged.message));
    QVERIFY(!QFile::exists(databaseIn(folder.path())));
    QCOMPARE(Store::restore(file + u'x', folder.path()).error().kind, ErrorKind::NotFound);
    write(file, "no backup");
    const Error none = Store::restore(file, folder.path()).error();
    QCOMPARE(none.kind, ErrorKind::Corrupt);
    QVERIFY2(none.message.contains(QStringLiteral("is not a backup")), qPrintable(none.message));
    QVERIFY(!QFile::exists(databaseIn(folder.path())));
}

QTEST_GUILESS_MAIN(TestProfile)
#include "test_profile.moc"
