// A database that lost acknowledged changes with its log, while the copy of the reader's work knows of them.
#include "samples.h"

#include "store/log_frames.h"
#include "store/state_copy.h"

#include <QDir>
#include <QFile>

using namespace dateline;

namespace {

constexpr qsizetype FrameBytes = 8192 + LogFrames::FrameHeadBytes;

QString logIn(const QString &folder)
{
    return databaseIn(folder) + QStringLiteral("-wal");
}

void copyFolder(const QString &from, const QString &to)
{
    QDir().mkpath(to);
    for (const QString &name : QDir(from).entryList(QDir::Files))
        QVERIFY(QFile::copy(from + u'/' + name, to + u'/' + name));
    for (const QString &name : QDir(from).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
        copyFolder(from + u'/' + name, to + u'/' + name);
}

} // namespace

class TestLaterCopy final : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void aLogThatWasRemovedOrCutIsMadeUpForByTheCopy_data();
    void aLogThatWasRemovedOrCutIsMadeUpForByTheCopy();
    void aDamagedLogIsMadeUpForByTheCopy();
    void whatADamagedDatabaseLostWithItsLogComesWithTheNextOpening();
    void nothingIsTakenAway();
    void aCopyOfAnotherHistoryIsLeftAlone();
    void aReaderIsToldOfIt();

private:
    QString folderWith(const QByteArray &log);
    void holdsEverything(const QString &folder);

    QTemporaryDir m_place, m_whole;
    int m_folders = 0;
    QByteArray m_log;
};

// What is in the database comes first; what is in the log only, and in the copy, after that.
void TestLaterCopy::initTestCase()
{
    const QString folder = m_whole.path();
    QTemporaryDir made;
    {
        auto store = std::move(*Store::open(made.path()));
        const SourceId source = valueOf(store->ensureSource(feedSource(QStringLiteral("BBC")))).id;
        valueOf(store->save(source, {sample(QStringLiteral("old 1"), QStringLiteral("text")), sample(QStringLiteral("old 2")), sample(QStringLiteral("old 3"))}));
    }
    QDir(made.filePath(QStringLiteral("state"))).removeRecursively();
    auto store = std::move(*Store::open(made.path()));
    Source source = valueOf(store->sources()).value(0);
    StateChange bookmark, read, tag;
    bookmark.bookmarked = true;
    bookmark.note = QStringLiteral("A note");
    read.read = true;
    tag.addTags = {QStringLiteral("late")};
    valueOf(store->mark({ArticleId{1}}, bookmark));
    valueOf(store->mark({ArticleId{2}}, tag));
    valueOf(store->mark({ArticleId{3}}, read));
    source.folder = {QStringLiteral("World")};
    valueOf(store->updateSource(source));
    const QList<ArticleId> added = valueOf(store->save(source.id, {sample(QStringLiteral("new 1"), QStringLiteral("its text")), sample(QStringLiteral("new 2"))})).added;
    valueOf(store->mark({added[0]}, bookmark));
    valueOf(store->mark({added[1]}, read));
    valueOf(store->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("tag:late")}));
    valueOf(store->setSetting(QStringLiteral("mine"), QStringLiteral("kept")));
    valueOf(store->correct(Correction::country(ArticleId{2}, QStringLiteral("FR"), Correction::Bearing::About)));
    valueOf(store->correct(Correction::notAnEntity({EntityKind::Person, QStringLiteral("Mr Speaker")})));
    valueOf(store->backup(made.filePath(QStringLiteral("after-its-own-copy")))); // on the same thread, so that two don't write at once
    QVERIFY(writeStateCopy(databaseIn(made.path()), QDate::currentDate()));
    QVERIFY(QFile::remove(made.filePath(QStringLiteral("after-its-own-copy"))));
    copyFolder(made.path(), folder);
    for (const char *name : {"dateline.sqlite-shm", "dateline.lock", "dateline.index"})
        QFile::remove(folder + u'/' + QLatin1String(name));
    m_log = bytesOf(logIn(folder));
    QVERIFY(m_log.size() > 30 * FrameBytes);
}

QString TestLaterCopy::folderWith(const QByteArray &log)
{
    const QString folder = m_place.filePath(QString::number(++m_folders));
    copyFolder(m_whole.path(), folder);
    QFile::remove(logIn(folder));
    if (!log.isNull())
        write(logIn(folder), log);
    return folder;
}

void TestLaterCopy::holdsEverything(const QString &folder)
{
    auto opened = Store::open(folder);
    QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message + opened.error().detail));
    Store &store = **opened;
    QVERIFY(valueOf(store.check(false)).sound);
    const auto rows = [&](const char *query) { return valueOf(store.run(Query::parse(QString::fromUtf8(query)).value())).rows; };
    QCOMPARE(rows("is:bookmarked").size(), 2);
    QCOMPARE(rows("\"new 1\" is:bookmarked").size(), 1);
    QCOMPARE(rows("tag:late"), QList<ArticleId>{ArticleId{2}});
    QCOMPARE(rows("country:FR"), QList<ArticleId>{ArticleId{2}});
    QVERIFY(valueOf(store.article(ArticleId{3})).state.read);
    QCOMPARE(valueOf(store.article(ArticleId{1})).state.note, QStringLiteral("A note"));
    const Source source = valueOf(store.sources()).value(0);
    QCOMPARE(source.folder, QStringList{QStringLiteral("World")});
    QCOMPARE(valueOf(store.savedFilters()).size(), 1);
    QCOMPARE(valueOf(store.setting(QStringLiteral("mine"))), QStringLiteral("kept"));
    QCOMPARE(valueOf(store.corrections()).size(), 2);
    // What was read waits for its article.
    valueOf(store.save(source.id, {sample(QStringLiteral("new 2")), sample(QStringLiteral("new 1"), QStringLiteral("its text"))}));
    QCOMPARE(rows("\"new 2\" is:read").size(), 1);
    QCOMPARE(rows("").size(), 5);
}

void TestLaterCopy::aLogThatWasRemovedOrCutIsMadeUpForByTheCopy_data()
{
    QTest::addColumn<QByteArray>("log");
    const auto frames = (m_log.size() - LogFrames::HeadBytes) / FrameBytes;
    QTest::newRow("removed") << QByteArray();
    QTest::newRow("emptied") << QByteArray("");
    for (qsizetype part = 1; part < 8; ++part)
        QTest::addRow("cut to %d eighths", static_cast<int>(part)) << m_log.first(LogFrames::HeadBytes + frames * part / 8 * FrameBytes + part * 100);
    QTest::newRow("without its last frame") << m_log.chopped(FrameBytes);
}

void TestLaterCopy::aLogThatWasRemovedOrCutIsMadeUpForByTheCopy()
{
    QFETCH(QByteArray, log);
    const QString folder = folderWith(log);
    {
        const auto store = Store::open(folder);
        QVERIFY2(store, store ? "" : qPrintable(store.error().message + store.error().detail));
        QCOMPARE((*store)->openingNotices().size(), 1);
    }
    {
        const auto store = Store::open(folder);
        QVERIFY(store);
        QCOMPARE((*store)->openingNotices(), QStringList()); // it was brought in
    }
    holdsEverything(folder);
}

void TestLaterCopy::aDamagedLogIsMadeUpForByTheCopy()
{
    int refused = 0, opened = 0;
    for (qsizetype frame = 0; LogFrames::HeadBytes + frame * FrameBytes < m_log.size(); frame += 3) {
        QByteArray log = m_log;
        const qsizetype at = LogFrames::HeadBytes + frame * FrameBytes + 500;
        log[at] = static_cast<char>(log[at] ^ 1);
        const QString folder = folderWith(log);
        const auto store = Store::open(folder);
        if (!store) {
            ++refused;
            QCOMPARE(store.error().kind, ErrorKind::Corrupt);
            QVERIFY(Store::salvage(folder));
        } else {
            ++opened;
        }
        if (store)
            const_cast<std::unique_ptr<Store> &>(*store).reset();
        holdsEverything(folder);
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("frame %1").arg(frame + 1)));
    }
    QVERIFY(refused > 0 && opened <= 3);
}

void TestLaterCopy::whatADamagedDatabaseLostWithItsLogComesWithTheNextOpening()
{
    const QString folder = folderWith({});
    QByteArray database = bytesOf(databaseIn(folder));
    write(databaseIn(folder), QByteArray(100, '\0') + database.mid(100));
    QCOMPARE(Store::open(folder).error().kind, ErrorKind::Corrupt);
    QVERIFY(Store::salvage(folder));
    holdsEverything(folder);
}

void TestLaterCopy::nothingIsTakenAway()
{
    const QString folder = folderWith({});
    const QString copies = folder + QStringLiteral("/state"), aside = folder + QStringLiteral("/aside");
    QVERIFY(QDir().rename(copies, aside));
    {
        auto store = std::move(*Store::open(folder));
        StateChange mine;
        mine.bookmarked = true;
        mine.addTags = {QStringLiteral("own")};
        valueOf(store->mark({ArticleId{3}}, mine));
        valueOf(store->saveFilter({{}, QStringLiteral("Own"), QStringLiteral("tag:own")}));
    }
    QDir(copies).removeRecursively();
    QVERIFY(QDir().rename(aside, copies));
    const auto store = Store::open(folder);
    QVERIFY(store);
    QCOMPARE((*store)->openingNotices().size(), 1);
    QCOMPARE(valueOf((*store)->run(Query::parse(QStringLiteral("is:bookmarked")).value())).rows.size(), 3);
    QCOMPARE(valueOf((*store)->run(Query::parse(QStringLiteral("tag:own")).value())).rows.size(), 1);
    QCOMPARE(valueOf((*store)->savedFilters()).size(), 2);
}

void TestLaterCopy::aCopyOfAnotherHistoryIsLeftAlone()
{
    TemporaryStore temporary;
    temporary.store.reset();
    copyFolder(m_whole.filePath(QStringLiteral("state")), temporary.folder.filePath(QStringLiteral("state")));
    temporary.reopen();
    QCOMPARE(temporary.store->openingNotices(), QStringList());
    QCOMPARE(temporary.rows({}).size(), 0);
}

void TestLaterCopy::aReaderIsToldOfIt()
{
    const auto store = Store::openReadOnly(folderWith({}));
    QVERIFY2(store, store ? "" : qPrintable(store.error().message));
    QCOMPARE((*store)->openingNotices().size(), 1);
}

QTEST_GUILESS_MAIN(TestLaterCopy)
#include "test_later_copy.moc"
