// Sources, and what goes or stays when one is removed; saved filters and settings.
#include "samples.h"
#include "store/connection.h"
#include "store/migrations.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>

using namespace dateline;

class TestSources final : public QObject {
    Q_OBJECT
private slots:
    void sourcesComeWithCounts();
    void aSourceKeepsItsFields();
    void updatingASourceReplacesItsFields();
    void changingASourceLeavesTheRestAsItIs();
    void aPasswordInAnAddressIsNotStored();
    void aPasswordThatWasStoredOnceIsCleanedAway();
    void removingASourceKeepsWhatTheReaderMarked();
    void removingADamagedSourceKeepsWhatTheReaderMarked_data();
    void removingADamagedSourceKeepsWhatTheReaderMarked();
    void removingASourceKeepsWhatTheReaderCorrected();
    void correctionsThatGoWithAnArticleAreTold();
    void savedFiltersAndSettings();
};

void TestSources::sourcesComeWithCounts()
{
    TemporaryStore temporary;
    Source inFolder = feedSource(QStringLiteral("Alpha"));
    inFolder.folder = {QStringLiteral("World"), QStringLiteral("Europe")};
    valueOf(temporary.store->ensureSource(inFolder));
    const SourceId source = temporary.source(QStringLiteral("zulu"));
    temporary.source(QStringLiteral("Bravo"));
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, {sample(QStringLiteral("1")), sample(QStringLiteral("2"))})).added;
    StateChange read;
    read.read = true;
    valueOf(temporary.store->mark({ids[0]}, read));
    const QList<Source> sources = valueOf(temporary.store->sources());
    QCOMPARE(sources.size(), 3);
    QCOMPARE(sources[0].title, QStringLiteral("Bravo"));
    QCOMPARE(sources[1].title, QStringLiteral("zulu"));
    QCOMPARE(sources[1].total, 2);
    QCOMPARE(sources[1].unread, 1);
    QCOMPARE(sources[2].folder, inFolder.folder);
}

void TestSources::aSourceKeepsItsFields()
{
    TemporaryStore temporary;
    Source source = feedSource(QStringLiteral("Alpha"));
    source.country = QStringLiteral("GB");
    const Source made = valueOf(temporary.store->ensureSource(source));
    source.title = QStringLiteral("Another title");
    const Source again = valueOf(temporary.store->ensureSource(source));
    QCOMPARE(again, made);
    Source folder = source; // another kind with the same address is another source
    folder.kind = SourceKind::Folder;
    QVERIFY(valueOf(temporary.store->ensureSource(folder)).id != made.id);
}

void TestSources::updatingASourceReplacesItsFields()
{
    TemporaryStore temporary;
    const SourceId id = temporary.source();
    valueOf(temporary.store->save(id, {sample(QStringLiteral("1"))}));
    Source source = valueOf(temporary.store->sources()).first();
    source.title = QStringLiteral("New");
    source.country = QStringLiteral("FR");
    source.etag = QStringLiteral("\"e\"");
    source.lastSuccess = QDateTime::fromSecsSinceEpoch(1'700'000'000, Qt::UTC);
    source.lastError = QStringLiteral("no route");
    valueOf(temporary.store->updateSource(source));
    QCOMPARE(valueOf(temporary.store->sources()).first(), source);
    QCOMPARE(temporary.rows(QStringLiteral("from:FR")).size(), 1);
    QCOMPARE(temporary.rows(QStringLiteral("source:new")).size(), 1);
    QVERIFY(temporary.rows(QStringLiteral("source:BBC2")).isEmpty());
    source.id = SourceId{44};
    QCOMPARE(temporary.store->updateSource(source).result().error().kind, ErrorKind::NotFound);
    source.id = temporary.source(QStringLiteral("Other"));
    QCOMPARE(temporary.store->updateSource(source).result().error().kind, ErrorKind::Usage);
}

void TestSources::changingASourceLeavesTheRestAsItIs()
{
    TemporaryStore temporary;
    Source source = valueOf(temporary.store->ensureSource(feedSource(QStringLiteral("Alpha"))));
    source.country = QStringLiteral("GB");
    valueOf(temporary.store->updateSource(source));
    FetchState fetch;
    fetch.failures = 3;
    fetch.nextDue = QDateTime(QDate(2026, 3, 4), QTime(12, 0), Qt::UTC);
    const Source changed = valueOf(temporary.store->changeSource(source.id, [fetch](Source &stored) { stored.fetch = fetch; }));
    QCOMPARE(changed.country, QStringLiteral("GB"));
    QCOMPARE(changed.fetch, fetch);
    QCOMPARE(valueOf(temporary.store->sources()).first().fetch, fetch);
    valueOf(temporary.store->removeSource(source.id));
    const auto change = [&] { return temporary.store->changeSource(source.id, [](Source &stored) { stored.title.clear(); }).result(); };
    QCOMPARE(change().error().kind, ErrorKind::NotFound); // by now the removal was told, too
    QSignalSpy told(temporary.store.get(), &Store::changed);
    QCOMPARE(change().error().kind, ErrorKind::NotFound);
    QVERIFY(told.isEmpty());
}

void TestSources::aPasswordInAnAddressIsNotStored()
{
    TemporaryStore temporary;
    Source source = feedSource(QStringLiteral("Alpha"));
    source.url = QStringLiteral("https://ana:secret@alpha.example/feed?to=a@b");
    QCOMPARE(valueOf(temporary.store->ensureSource(source)).url, QStringLiteral("https://alpha.example/feed?to=a@b"));
    QCOMPARE(valueOf(temporary.store->ensureSource(source)).url, QStringLiteral("https://alpha.example/feed?to=a@b"));
    QCOMPARE(valueOf(temporary.store->sources()).size(), 1);
    const SourceId id = valueOf(temporary.store->sources()).first().id;
    const Source changed = valueOf(temporary.store->changeSource(id, [](Source &stored) {
        stored.url = stored.title = QStringLiteral("https://ana:secret@alpha.example/moved");
    }));
    QCOMPARE(changed.url, QStringLiteral("https://alpha.example/moved"));
    QCOMPARE(changed.title, changed.url);
    QCOMPARE(valueOf(temporary.store->sources()).first(), changed);
    Source updated = changed;
    updated.url = QStringLiteral("https://ana:secret@alpha.example/once-more");
    valueOf(temporary.store->updateSource(updated));
    QCOMPARE(valueOf(temporary.store->sources()).first().url, QStringLiteral("https://alpha.example/once-more"));
}

void TestSources::aPasswordThatWasStoredOnceIsCleanedAway()
{
    TemporaryStore temporary;
    const QStringList before = {QStringLiteral("https://ana:secret@alpha.example/feed?to=a@b"), QStringLiteral("https://bo:p@ss@alpha.example/feed?to=a@b"),
                                QStringLiteral("http://ana:secret@bravo.example"), QStringLiteral("https://social.example/@ana"),
                                QStringLiteral("https://charlie.example/feed"), QStringLiteral("https://ana:secret@charlie.example/feed")};
    for (int number = 0; number < before.size(); ++number)
        temporary.source(QStringLiteral("Source %1").arg(number));
    temporary.store.reset();
    {
        Connection connection(temporary.folder.filePath(QLatin1String(DatabaseName)), Connection::Use::Writing);
        for (int number = 0; number < before.size(); ++number) {
            Statement update = connection.prepare("UPDATE source SET url = ?1, site = ?1, title = ?2, last_error = ?3 WHERE title = ?4");
            const QString title = QStringLiteral("Source %1").arg(number);
            update.bind(1, before[number]).bind(2, number == 2 ? before[number] : title).bind(3, before[number] + QStringLiteral(": It failed.")).bind(4, title).run();
        }
        const QStringList found = QDir(QStringLiteral(":/dateline/sql")).entryList({QStringLiteral("*_logins.sql")});
        QCOMPARE(found.size(), 1);
        QFile migration(QStringLiteral(":/dateline/sql/") + found.first());
        QVERIFY(migration.open(QIODevice::ReadOnly));
        connection.run(migration.readAll().constData());
    }
    temporary.reopen();
    QHash<QString, QString> urls, sites;
    for (const Source &source : valueOf(temporary.store->sources())) {
        urls.insert(source.title, source.url);
        sites.insert(source.title, source.site);
        QVERIFY2(!source.lastError.contains(QStringLiteral("secret")), qPrintable(source.lastError));
    }
    QCOMPARE(urls.value(QStringLiteral("Source 0")), QStringLiteral("https://alpha.example/feed?to=a@b"));
    QVERIFY2(urls.value(QStringLiteral("Source 1")).startsWith(QStringLiteral("https://alpha.example/feed?to=a@b#")), qPrintable(urls.value(QStringLiteral("Source 1"))));
    QCOMPARE(sites.value(QStringLiteral("Source 0")), QStringLiteral("https://alpha.example/feed?to=a@b"));
    QCOMPARE(sites.value(QStringLiteral("Source 1")), QStringLiteral("https://alpha.example/feed?to=a@b"));
    QCOMPARE(sites.value(QStringLiteral("http://bravo.example")), QStringLiteral("http://bravo.example"));
    QCOMPARE(sites.value(QStringLiteral("Source 3")), before[3]);
    QCOMPARE(sites.value(QStringLiteral("Source 5")), before[4]);
    QCOMPARE(urls.value(QStringLiteral("http://bravo.example")), QStringLiteral("http://bravo.example"));
    QCOMPARE(urls.value(QStringLiteral("Source 3")), before[3]);
    QCOMPARE(urls.value(QStringLiteral("Source 4")), before[4]);
    QVERIFY2(urls.value(QStringLiteral("Source 5")).startsWith(QStringLiteral("https://charlie.example/feed#")), qPrintable(urls.value(QStringLiteral("Source 5"))));
}

void TestSources::removingASourceKeepsWhatTheReaderMarked()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, {sample(QStringLiteral("1")), sample(QStringLiteral("2")), sample(QStringLiteral("3")), sample(QStringLiteral("4"))})).added;
    StateChange bookmark, tag, note;
    bookmark.bookmarked = true;
    tag.addTags = {QStringLiteral("t")};
    note.note = QStringLiteral("n");
    valueOf(temporary.store->mark({ids[0]}, bookmark));
    valueOf(temporary.store->mark({ids[1]}, tag));
    valueOf(temporary.store->mark({ids[2]}, note));
    QCOMPARE(valueOf(temporary.store->removeSource(source)), 1);
    const QList<Source> sources = valueOf(temporary.store->sources());
    QCOMPARE(sources.size(), 1);
    QCOMPARE(sources.first().title, QStringLiteral("Kept articles"));
    QCOMPARE(sources.first().total, 3);
    QCOMPARE(temporary.rows(QStringLiteral("source:\"Kept articles\"")), (QList<ArticleId>{ids[2], ids[1], ids[0]}));
    QCOMPARE(valueOf(temporary.store->article(ids[0])).sourceTitle, QStringLiteral("Kept articles"));
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    QCOMPARE(temporary.store->removeSource(source).result().error().kind, ErrorKind::NotFound);
    QCOMPARE(temporary.store->removeSource(sources.first().id).result().error().kind, ErrorKind::Usage);
    temporary.reopen();
    QCOMPARE(temporary.rows({}).size(), 3);
}

void TestSources::removingADamagedSourceKeepsWhatTheReaderMarked_data()
{
    QTest::addColumn<QByteArray>("damage");
    QTest::newRow("an article isn't in the filter of its source") << QByteArray("UPDATE article SET facets = x'' WHERE id = 1");
    QTest::newRow("the filter of the source is lost") << QByteArray("DELETE FROM value WHERE facet = 7");
}

// The rows of a removed source all go: what they say decides, not the index of filters.
void TestSources::removingADamagedSourceKeepsWhatTheReaderMarked()
{
    QFETCH(QByteArray, damage);
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, {sample(QStringLiteral("1")), sample(QStringLiteral("2"))})).added;
    StateChange bookmark;
    bookmark.bookmarked = true;
    bookmark.note = QStringLiteral("n");
    valueOf(temporary.store->mark({ids[0]}, bookmark));
    temporary.store.reset();
    QFile::remove(temporary.folder.filePath(QStringLiteral("dateline.index")));
    Connection(databaseIn(temporary.folder.path()), Connection::Use::Writing).run(damage.constData());
    temporary.reopen();
    QCOMPARE(valueOf(temporary.store->removeSource(source)), 1);
    for (int opened = 0; opened < 2; ++opened) {
        valueOf(temporary.store->giveBackSpace(SpaceWanted::Worthwhile)); // what is left of the source has gone
        QCOMPARE(temporary.rows({}), QList<ArticleId>{ids[0]});
        QCOMPARE(temporary.rows(QStringLiteral("source:\"Kept articles\" is:bookmarked")), QList<ArticleId>{ids[0]});
        QCOMPARE(valueOf(temporary.store->article(ids[0])).state.note, QStringLiteral("n"));
        QVERIFY(valueOf(temporary.store->check(false)).sound);
        temporary.reopen();
    }
}

void TestSources::removingASourceKeepsWhatTheReaderCorrected()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, {sample(QStringLiteral("1")), sample(QStringLiteral("2")), sample(QStringLiteral("3"))})).added;
    const CorrectionId country = valueOf(temporary.store->correct(Correction::country(ids[0], QStringLiteral("FR"), Correction::Bearing::About)));
    const CorrectionId topic = valueOf(temporary.store->correct(Correction::topic(ids[2], QStringLiteral("politics"), true)));
    valueOf(temporary.store->correct(Correction::notAnEntity({EntityKind::Person, QStringLiteral("Mr Speaker")}))); // about no article
    QCOMPARE(valueOf(temporary.store->removeSource(source)), 1);
    for (int opened = 0; opened < 2; ++opened) {
        QCOMPARE(temporary.rows(QStringLiteral("source:\"Kept articles\"")), (QList<ArticleId>{ids[2], ids[0]}));
        QCOMPARE(temporary.rows(QStringLiteral("country:FR")), QList<ArticleId>{ids[0]});
        QCOMPARE(temporary.rows(QStringLiteral("topic:politics")), QList<ArticleId>{ids[2]});
        QCOMPARE(valueOf(temporary.store->corrections()).size(), 3);
        QVERIFY(valueOf(temporary.store->check(false)).sound);
        temporary.reopen();
    }
    const SourceId kept = valueOf(temporary.store->sources()).first().id;
    QCOMPARE(temporary.store->removeSource(kept).result().error().kind, ErrorKind::Usage);
    valueOf(temporary.store->undoCorrection(country));
    valueOf(temporary.store->undoCorrection(topic));
    QCOMPARE(valueOf(temporary.store->removeSource(kept)), 2);
}

void TestSources::correctionsThatGoWithAnArticleAreTold()
{
    TemporaryStore temporary;
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), {sample(QStringLiteral("1")), sample(QStringLiteral("2"))})).added;
    valueOf(temporary.store->correct(Correction::country(ids[0], QStringLiteral("FR"), Correction::Bearing::About)));
    QList<std::pair<QList<ArticleId>, bool>> told;
    connect(temporary.store.get(), &Store::changed, this, [&](const Changes &changes) {
        if (!changes.removed.isEmpty())
            told += {changes.removed, changes.corrections};
    }, Qt::QueuedConnection);
    valueOf(temporary.store->remove({ids[1]}));
    valueOf(temporary.store->remove({ids[0]}));
    QTRY_COMPARE(told.size(), 2);
    QCOMPARE(told[0], std::pair(QList<ArticleId>{ids[1]}, false));
    QCOMPARE(told[1], std::pair(QList<ArticleId>{ids[0]}, true));
}

void TestSources::savedFiltersAndSettings()
{
    TemporaryStore temporary;
    const SavedFilter made = valueOf(temporary.store->saveFilter({{}, QStringLiteral("Balkans"), QStringLiteral("country:RS")}));
    QVERIFY(made.id.isValid());
    SavedFilter renamed = made;
    renamed.name = QStringLiteral("Serbia");
    valueOf(temporary.store->saveFilter(renamed));
    QCOMPARE(valueOf(temporary.store->savedFilters()), QList<SavedFilter>{renamed});
    valueOf(temporary.store->removeFilter(made.id));
    QVERIFY(valueOf(temporary.store->savedFilters()).isEmpty());
    QCOMPARE(temporary.store->removeFilter(made.id).result().error().kind, ErrorKind::NotFound);
    QCOMPARE(temporary.store->saveFilter(renamed).result().error().kind, ErrorKind::NotFound);

    QVERIFY(valueOf(temporary.store->setting(QStringLiteral("a"))).isNull());
    valueOf(temporary.store->setSetting(QStringLiteral("a"), QStringLiteral("1")));
    valueOf(temporary.store->setSetting(QStringLiteral("a"), QStringLiteral("")));
    QVERIFY(!valueOf(temporary.store->setting(QStringLiteral("a"))).isNull());
    valueOf(temporary.store->setSetting(QStringLiteral("a"), {}));
    QVERIFY(valueOf(temporary.store->setting(QStringLiteral("a"))).isNull());
}

QTEST_GUILESS_MAIN(TestSources)
#include "test_sources.moc"
