// Profiles of which files are gone, emptied, or damaged between two runs: nothing that was acknowledged may go without a word.
#include "samples.h"

#include "store/connection.h"
#include "store/log_frames.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

using namespace dateline;

namespace {

constexpr qsizetype FrameBytes = 8192 + LogFrames::FrameHeadBytes;
constexpr int Marks = 6;

QString logIn(const QString &folder)
{
    return databaseIn(folder) + QStringLiteral("-wal");
}

QMap<QString, QByteArray> filesOf(const QString &folder)
{
    QMap<QString, QByteArray> files;
    for (const QString &name : QDir(folder).entryList(QDir::Files | QDir::Hidden)) {
        if (name != u"dateline.lock")
            files.insert(name, bytesOf(folder + u'/' + name));
    }
    return files;
}

// A journal as SQLite writes it, of a database that had so many pages before.
QByteArray journal(char pages)
{
    QByteArray bytes = QByteArray::fromHex("d9d505f920a163d7");
    bytes += QByteArray("\0\0\0\1\1\2\3\4\0\0\0", 11) + pages + QByteArray("\0\0\2\0\0\0\x20\0", 8);
    return bytes.leftJustified(512, '\0') + QByteArray(8192 + 8, 'j');
}

} // namespace

class TestLostFiles final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void aDatabaseThatIsGoneBesideItsLogIsNoNewProfile_data();
    void aDatabaseThatIsGoneBesideItsLogIsNoNewProfile();
    void whateverIsLeftOfAProfileKeepsItFromBeginningAnew_data();
    void whateverIsLeftOfAProfileKeepsItFromBeginningAnew();
    void aFirstOpeningThatWasKilledBeginsAgain_data();
    void aFirstOpeningThatWasKilledBeginsAgain();
    void aLogThatHoldsTheSchemaOnlyIsNoDeadEnd();
    void theDatabaseThatWasDamagedBeforeIsReadWhereTheSavedOneIsGone();
    void aLinkThatLeadsNowhereIsNoNewProfile();
    void aLogWithDamageBeforeALaterChangeIsRefused();
    void aLogWithADamagedHeadIsRefused();
    void whatAPowerCutLeavesOfTheLastChangeIsNoDamage();
    void aRoundOfTheLogThatBeganWithAPowerCutIsNoDamage();
    void whatWasRolledBackAfterAFailedSyncIsNoDamage();
    void sharedMemoryTellsThatTheLastChangeWasAcknowledged();
    void aReaderBesideTheWriterIsNotMisledByTheLog();

private:
    QString folderWith(const QByteArray &database, const QByteArray &log);
    int bookmarksIn(const QString &folder);
    qsizetype endOfFrame(qsizetype number) const { return LogFrames::HeadBytes + number * FrameBytes; }

    QTemporaryDir m_place;
    int m_folders = 0;
    QByteArray m_database, m_log, m_shared; // with `Marks` bookmarks, each a change of its own, and all of it in the log
    QByteArray m_empty, m_schema;           // a database without articles, and its log
    QList<qsizetype> m_ends;                // frames with which the changes end
};

void TestLostFiles::initTestCase()
{
    TemporaryStore temporary;
    m_empty = bytesOf(databaseIn(temporary.folder.path()));
    m_schema = bytesOf(logIn(temporary.folder.path()));
    const SourceId source = temporary.source();
    QList<AnalysedArticle> articles;
    for (int i = 0; i < Marks; ++i)
        articles += sample(QString::number(i), QStringLiteral("text %1").arg(i));
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, articles)).added;
    StateChange bookmark;
    bookmark.bookmarked = true;
    for (ArticleId id : ids)
        valueOf(temporary.store->mark({id}, bookmark));
    m_database = bytesOf(databaseIn(temporary.folder.path()));
    m_log = bytesOf(logIn(temporary.folder.path()));
    m_shared = bytesOf(databaseIn(temporary.folder.path()) + QStringLiteral("-shm"));
    QFile log(logIn(temporary.folder.path()));
    QVERIFY(log.open(QIODevice::ReadOnly));
    LogFrames frames(log, 8192);
    while (const auto frame = frames.next()) {
        QVERIFY(frame->isWhole);
        if (frame->endsChange())
            m_ends += frame->number;
    }
    QVERIFY(m_ends.size() > Marks);
    QCOMPARE(endOfFrame(m_ends.last()), m_log.size());
}

QString TestLostFiles::folderWith(const QByteArray &database, const QByteArray &log)
{
    const QString folder = m_place.filePath(QString::number(++m_folders));
    QDir().mkpath(folder);
    if (!database.isNull())
        write(databaseIn(folder), database);
    if (!log.isNull())
        write(logIn(folder), log);
    return folder;
}

int TestLostFiles::bookmarksIn(const QString &folder)
{
    const auto store = Store::open(folder);
    if (!store) {
        QTest::qFail(qPrintable(store.error().message + store.error().detail), __FILE__, __LINE__);
        return -1;
    }
    QTest::qVerify(valueOf((*store)->check(false)).sound, "sound", "", __FILE__, __LINE__);
    return static_cast<int>(valueOf((*store)->run(Query::parse(QStringLiteral("is:bookmarked")).value())).rows.size());
}

void TestLostFiles::aDatabaseThatIsGoneBesideItsLogIsNoNewProfile_data()
{
    QTest::addColumn<QByteArray>("left");
    QTest::newRow("removed") << QByteArray();
    QTest::newRow("emptied") << QByteArray("");
}

void TestLostFiles::aDatabaseThatIsGoneBesideItsLogIsNoNewProfile()
{
    QFETCH(QByteArray, left);
    const QString folder = folderWith(left, m_log);
    const auto before = filesOf(folder);
    for (const bool readOnly : {false, true}) {
        const auto opened = readOnly ? Store::openReadOnly(folder) : Store::open(folder);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
        QVERIFY2(opened.error().message.contains(QStringLiteral("check --repair")), qPrintable(opened.error().message));
        QVERIFY2(opened.error().message.contains(QStringLiteral("dateline.sqlite-wal")), qPrintable(opened.error().message));
        QCOMPARE(filesOf(folder), before);
    }
    QVERIFY(!Store::isMissing(folder));
    const auto saved = Store::salvage(folder);
    QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
    QCOMPARE(saved->articles, Marks);
    QVERIFY(QFile::exists(saved->damagedFile));
    QCOMPARE(bookmarksIn(folder), Marks);
    QVERIFY(filesOf(folder).values().contains(m_log)); // under another name
}

void TestLostFiles::whateverIsLeftOfAProfileKeepsItFromBeginningAnew_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("an index") << QStringLiteral("dateline.index") << QByteArray("index");
    QTest::newRow("a damaged copy") << QStringLiteral("state/dateline-state-2025-09-14.jsonl.gz") << QByteArray("garbage");
    QTest::newRow("an empty copy") << QStringLiteral("state/dateline-state-2025-09-14.jsonl.gz") << QByteArray();
    QTest::newRow("something in the folder of copies") << QStringLiteral("state/other") << QByteArray("x");
    QTest::newRow("what was damaged before") << QStringLiteral("dateline.sqlite.damaged-20250914-120000") << QByteArray("garbage");
    QTest::newRow("its log") << QStringLiteral("dateline.sqlite.damaged-20250914-120000-wal") << QByteArray("garbage");
    QTest::newRow("a log of nothing readable") << QStringLiteral("dateline.sqlite-wal") << QByteArray(20'000, 'x');
    QTest::newRow("a journal with pages") << QStringLiteral("dateline.sqlite-journal") << journal(5);
}

void TestLostFiles::whateverIsLeftOfAProfileKeepsItFromBeginningAnew()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    for (const bool isEmptied : {false, true}) {
        const QString folder = folderWith(isEmptied ? QByteArray("") : QByteArray(), {});
        QDir(folder).mkdir(QStringLiteral("state"));
        write(folder + u'/' + name, bytes);
        const auto opened = Store::open(folder);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
        QVERIFY(opened.error().message.contains(name));
        QCOMPARE(Store::openReadOnly(folder).error().kind, ErrorKind::Corrupt);
        QCOMPARE(bytesOf(folder + u'/' + name), bytes);
        QVERIFY(!Store::isMissing(folder));
        // There is a way on, which says that nothing was found and keeps it.
        const auto saved = Store::salvage(folder);
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
        QVERIFY(!saved->lost.isEmpty());
        QCOMPARE(bookmarksIn(folder), 0);
        if (!name.endsWith(u"index"))
            QVERIFY(filesOf(folder).values().contains(bytes) || bytesOf(folder + u'/' + name) == bytes);
    }
}

void TestLostFiles::aFirstOpeningThatWasKilledBeginsAgain_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("with the journal of nothing") << QStringLiteral("dateline.sqlite-journal") << journal(0);
    QTest::newRow("with a journal that was never written") << QStringLiteral("dateline.sqlite-journal") << QByteArray(512, '\0');
    QTest::newRow("with a log without frames") << QStringLiteral("dateline.sqlite-wal") << m_log.first(LogFrames::HeadBytes);
    QTest::newRow("with shared memory") << QStringLiteral("dateline.sqlite-shm") << QByteArray(32768, '\0');
    QTest::newRow("with nothing") << QStringLiteral("dateline.lock") << QByteArray("1 on elsewhere\n");
}

void TestLostFiles::aFirstOpeningThatWasKilledBeginsAgain()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    const QString folder = folderWith("", {});
    write(folder + u'/' + name, bytes);
    QCOMPARE(bookmarksIn(folder), 0);
}

void TestLostFiles::aLogThatHoldsTheSchemaOnlyIsNoDeadEnd()
{
    const QString folder = folderWith("", m_schema);
    QVERIFY(!Store::open(folder));
    QVERIFY(Store::salvage(folder));
    QCOMPARE(bookmarksIn(folder), 0);
}

void TestLostFiles::theDatabaseThatWasDamagedBeforeIsReadWhereTheSavedOneIsGone()
{
    const QString folder = folderWith({}, {});
    write(databaseIn(folder) + QStringLiteral(".damaged-20250914-120000"), m_database);
    write(databaseIn(folder) + QStringLiteral(".damaged-20250914-120000-wal"), m_log);
    QCOMPARE(Store::open(folder).error().kind, ErrorKind::Corrupt);
    QVERIFY(Store::salvage(folder));
    QCOMPARE(bookmarksIn(folder), Marks);
    QCOMPARE(bytesOf(databaseIn(folder) + QStringLiteral(".damaged-20250914-120000-wal")), m_log);
}

void TestLostFiles::aLinkThatLeadsNowhereIsNoNewProfile()
{
    const QString folder = folderWith({}, {}), elsewhere = m_place.filePath(QStringLiteral("unmounted.sqlite"));
    QVERIFY(QFile::link(elsewhere, databaseIn(folder)));
    QCOMPARE(Store::open(folder).error().kind, ErrorKind::Unreadable);
    QVERIFY(!QFile::exists(elsewhere));
}

void TestLostFiles::aLogWithDamageBeforeALaterChangeIsRefused()
{
    QRandomGenerator random(7);
    // Anywhere up to the change before the last one: in pages, their numbers, salts, sums.
    const qsizetype end = endOfFrame(m_ends[m_ends.size() - 2]);
    for (int round = 0; round < 60; ++round) {
        const qsizetype frame = random.bounded(m_ends[m_ends.size() - 2]);
        const qsizetype at = round < 24 ? endOfFrame(frame) + round : LogFrames::HeadBytes + random.bounded(end - LogFrames::HeadBytes);
        QByteArray log = m_log;
        log[at] = static_cast<char>(log[at] ^ (1 << random.bounded(8)));
        const QString folder = folderWith(m_database, log);
        const auto before = filesOf(folder);
        for (const bool readOnly : {false, true}) {
            const auto opened = readOnly ? Store::openReadOnly(folder) : Store::open(folder);
            QVERIFY2(!opened, qPrintable(QStringLiteral("flipped at %1 of frame %2").arg(at).arg((at - LogFrames::HeadBytes) / FrameBytes + 1)));
            QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
            QVERIFY(opened.error().message.contains(QStringLiteral("check --repair")));
            QCOMPARE(filesOf(folder), before);
        }
        const auto saved = Store::salvage(folder);
        QVERIFY2(saved, saved ? "" : qPrintable(saved.error().message));
        QVERIFY(bookmarksIn(folder) >= Marks - 1);
    }
}

void TestLostFiles::aLogWithADamagedHeadIsRefused()
{
    for (qsizetype at = 0; at < LogFrames::HeadBytes; ++at) {
        QByteArray log = m_log;
        log[at] = static_cast<char>(log[at] ^ 4);
        const QString folder = folderWith(m_database, log);
        const auto opened = Store::open(folder);
        QVERIFY2(!opened, qPrintable(QStringLiteral("flipped at %1").arg(at)));
        QCOMPARE(opened.error().kind, ErrorKind::Corrupt);
        QCOMPARE(filesOf(folder).value(QStringLiteral("dateline.sqlite-wal")), log);
        QVERIFY(Store::salvage(folder));
        QCOMPARE(bookmarksIn(folder), Marks);
    }
}

// It was never acknowledged: any of its sectors may be missing, also where its end is there.
void TestLostFiles::whatAPowerCutLeavesOfTheLastChangeIsNoDamage()
{
    QRandomGenerator random(11);
    const qsizetype begin = endOfFrame(m_ends[m_ends.size() - 2]);
    for (int round = 0; round < 60; ++round) {
        QByteArray log = m_log;
        for (qsizetype at = begin; at < log.size(); at = (at / 512 + 1) * 512) {
            const qsizetype length = std::min<qsizetype>((at / 512 + 1) * 512, log.size()) - at;
            if (random.bounded(round % 3 + 2) == 0) // what was there before: nothing, or an earlier round
                log.replace(at, length, round % 2 ? m_log.mid(at - begin / 2, length) : QByteArray(length, '\0'));
        }
        if (round % 5 == 0)
            log.truncate(begin + random.bounded(log.size() - begin));
        QVERIFY(bookmarksIn(folderWith(m_database, log)) >= Marks - 1);
    }
}

// All of the round before has been moved into the database then.
void TestLostFiles::aRoundOfTheLogThatBeganWithAPowerCutIsNoDamage()
{
    const QString folder = folderWith(m_database, m_log);
    QByteArray log = m_log;
    {
        Connection connection(databaseIn(folder), Connection::Use::Writing);
        connection.run("PRAGMA wal_checkpoint(RESTART)");
        log = bytesOf(logIn(folder));
        QVERIFY(log.size() > LogFrames::HeadBytes);
    }
    const QByteArray database = bytesOf(databaseIn(folder));
    for (qsizetype torn = 4; torn < 28; torn += 4)
        QCOMPARE(bookmarksIn(folderWith(database, QByteArray(torn, '\x5a') + log.mid(torn))), Marks);
}

// Its frames stay behind those of the change that came instead, with the same salts, and end like a change.
void TestLostFiles::whatWasRolledBackAfterAFailedSyncIsNoDamage()
{
    const qsizetype last = endOfFrame(m_ends[m_ends.size() - 2]);
    const QString folder = folderWith(m_database, m_log.first(last));
    {
        auto store = std::move(*Store::open(folder));
        StateChange read;
        read.read = true;
        valueOf(store->mark({ArticleId{1}}, read));
        const QByteArray log = bytesOf(logIn(folder));
        QVERIFY(log.size() > last && log.first(last) == m_log.first(last));
        const QString killed = folderWith(bytesOf(databaseIn(folder)), log + QByteArray(m_log).mid(log.size()));
        // Longer than what came instead, too.
        const QString longer = folderWith(bytesOf(databaseIn(folder)), log + m_log.mid(last - 3 * FrameBytes, 3 * FrameBytes) + m_log.mid(last));
        QCOMPARE(bookmarksIn(killed), Marks - 1);
        Q_UNUSED(longer);
    }
}

void TestLostFiles::sharedMemoryTellsThatTheLastChangeWasAcknowledged()
{
    const auto openingFails = [&](const QByteArray &log) {
        const QString folder = folderWith(m_database, log);
        write(databaseIn(folder) + QStringLiteral("-shm"), m_shared);
        const auto opened = Store::open(folder);
        return !opened && opened.error().kind == ErrorKind::Corrupt && bytesOf(logIn(folder)) == log;
    };
    QByteArray flipped = m_log;
    flipped[m_log.size() - 100] = static_cast<char>(flipped[m_log.size() - 100] ^ 1);
    QVERIFY(openingFails(flipped));
    QVERIFY(openingFails(m_log.first(m_log.size() - 100)));
    QVERIFY(openingFails(m_log.first(endOfFrame(m_ends[m_ends.size() - 3]))));
    QVERIFY(!openingFails(m_log));
    QVERIFY(!openingFails(m_log + m_log.mid(LogFrames::HeadBytes, 3 * FrameBytes))); // of a change that was under way
}

void TestLostFiles::aReaderBesideTheWriterIsNotMisledByTheLog()
{
    TemporaryStore temporary;
    const QString folder = temporary.folder.path();
    valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("alpha"))}));
    // As if the reader saw a page half written, which the writer has finished since.
    QByteArray log = bytesOf(logIn(folder));
    const qsizetype at = LogFrames::HeadBytes + 1000;
    QFile file(logIn(folder));
    QVERIFY(file.open(QIODevice::ReadWrite | QIODevice::Unbuffered) && file.seek(at));
    file.write(QByteArray(1, static_cast<char>(log[at] ^ 1)));
    const auto beside = Store::openReadOnly(folder);
    QVERIFY2(beside, beside ? "" : qPrintable(beside.error().message));
    QVERIFY(file.seek(at));
    file.write(log.mid(at, 1));
}

QTEST_GUILESS_MAIN(TestLostFiles)
#include "test_lost_files.moc"
