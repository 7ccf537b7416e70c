// Bits that flip where SQLite has no rule that they would break: the check must find them, and what the reader made must come back.
#include "samples.h"

#include "store/connection.h"
#include "store/index_opening.h"

#include <QDir>
#include <QFile>

#include <SQLiteCpp/SQLiteCpp.h>

using namespace dateline;

namespace {

void change(const QString &folder, const QString &sql)
{
    SQLite::Database database(databaseIn(folder).toStdString(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA foreign_keys = OFF");
    database.exec(sql.toStdString());
}

// Changes one blob that a statement finds.
void flip(const QString &folder, const char *select, const char *update, const std::function<void(QByteArray &)> &edit)
{
    SQLite::Database database(databaseIn(folder).toStdString(), SQLite::OPEN_READWRITE);
    SQLite::Statement found(database, select);
    QVERIFY(found.executeStep());
    const qint64 id = found.getColumn(0).getInt64();
    QByteArray blob(static_cast<const char *>(found.getColumn(1).getBlob()), found.getColumn(1).getBytes());
    edit(blob);
    found.reset();
    SQLite::Statement put(database, update);
    put.bind(1, static_cast<const void *>(blob.constData()), static_cast<int>(blob.size()));
    put.bind(2, static_cast<int64_t>(id));
    put.exec();
}

// Three articles: one bookmarked with a note, one tagged, one read.
struct MarkedStore : TemporaryStore {
    MarkedStore()
    {
        AnalysedArticle first = sample(QStringLiteral("alpha"), QStringLiteral("The president met zelensky in the harbour. ").repeated(20));
        first.content.url = QStringLiteral("https://example.org/alpha");
        first.annotations.countries = {{QStringLiteral("RS"), true, 0.5, {{4, 6, Part::Text}}}};
        ids = valueOf(store->save(source(), {first, sample(QStringLiteral("beta"), QStringLiteral("words")), sample(QStringLiteral("gamma"))})).added;
        StateChange noted, tagged, read;
        noted.bookmarked = true;
        noted.note = QStringLiteral("call Jane");
        tagged.addTags = {QStringLiteral("Balkans"), QStringLiteral("Ünïcode „x“")};
        read.read = true;
        valueOf(store->mark({ids[0]}, noted));
        valueOf(store->mark({ids[1]}, tagged));
        valueOf(store->mark({ids[2]}, read));
        valueOf(store->saveFilter({{}, QStringLiteral("Mine"), QStringLiteral("tag:balkans")}));
        valueOf(store->setSetting(QStringLiteral("a.setting"), QStringLiteral("its value")));
        valueOf(store->correct(Correction::notAnEntity({EntityKind::Person, QStringLiteral("Mr Speaker")})));
        reopen();
        store.reset();
    }

    QString path() const { return folder.path(); }
    void dropCopies() { QVERIFY(QDir(path() + QStringLiteral("/state")).removeRecursively()); }
    void dropIndex() { QFile::remove(path() + QStringLiteral("/dateline.index")); }
    void salvage()
    {
        store.reset();
        const auto saved = Store::salvage(path());
        QVERIFY2(saved, qPrintable(saved ? QString() : saved.error().message));
        outcome = *saved;
        reopen();
        isSound();
    }
    void isSound()
    {
        const CheckReport report = valueOf(store->check(false));
        QVERIFY2(report.sound, qPrintable(report.found.join(u'\n')));
    }
    // Finds it, repairs it, and then finds nothing more.
    void repair(const QString &what)
    {
        reopen();
        const CheckReport found = valueOf(store->check(false));
        QVERIFY(!found.sound && found.isRepairable && !found.isDamaged);
        QVERIFY2(found.found.join(u'\n').contains(what), qPrintable(found.found.join(u'\n')));
        QVERIFY(!valueOf(store->check(true)).repaired.isEmpty());
        isSound();
        reopen();
        isSound();
    }

    QList<ArticleId> ids;
    SalvageReport outcome;
};

} // namespace

class TestFlippedBits final : public QObject {
    Q_OBJECT
private slots:
    void aLetterOutsideThePackedPartIsFoundAndComesBackFromTheCopy_data();
    void aLetterOutsideThePackedPartIsFoundAndComesBackFromTheCopy();
    void ofDamagedAnnotationsTheArticleCanStillBeRead();
    void aWordOfTheIndexOfWordsIsFoundAndRepaired();
    void anyBitOfTheIndexOfWordsThatMattersIsFound();
    void marksComeBackFromTheFileOfTheFilterIndex_data();
    void marksComeBackFromTheFileOfTheFilterIndex();
    void aBookmarkThatOnlyTheDatabaseHasStays();
    void notesAndFiltersComeBackFromACopyOfTheSameState_data();
    void notesAndFiltersComeBackFromACopyOfTheSameState();
    void aCopyOfAnEarlierStateIsNoWitness();
    void aDamagedJournalChangesNoAnswer();
    void aLostTagIsCalledAsInTheCopy();
    void aDamagedBodyComesBackFromTheCopy();
    void salvageTakesTheSideOfWhatIsMore();
    void aProfileOfManyThingsIsSound();
};

void TestFlippedBits::aLetterOutsideThePackedPartIsFoundAndComesBackFromTheCopy_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("title") << QStringLiteral("UPDATE content SET title = 'alphb' WHERE id = 1");
    QTest::newRow("beginning") << QStringLiteral("UPDATE content SET lead = replace(lead, 'president', 'presidenu') WHERE id = 1");
    QTest::newRow("link") << QStringLiteral("UPDATE content SET url = replace(url, 'example', 'exalple') WHERE id = 1");
    QTest::newRow("date") << QStringLiteral("UPDATE article SET published = published + 65536 WHERE id = 1");
}

void TestFlippedBits::aLetterOutsideThePackedPartIsFoundAndComesBackFromTheCopy()
{
    QFETCH(QString, sql);
    MarkedStore marked;
    marked.reopen();
    const StoredArticle before = valueOf(marked.store->article(marked.ids[0]));
    marked.store.reset();
    change(marked.path(), sql);
    marked.reopen();
    const CheckReport report = valueOf(marked.store->check(false));
    QVERIFY(report.isDamaged);
    QVERIFY2(report.found.join(u'\n').contains(QStringLiteral("Article 1 is damaged")), qPrintable(report.found.join(u'\n')));
    marked.salvage();
    const StoredArticle after = valueOf(marked.store->article(marked.ids[0]));
    QCOMPARE(after.content, before.content);
    QCOMPARE(after.state, before.state);
    QCOMPARE(marked.rows(QStringLiteral("zelensky")), QList<ArticleId>{marked.ids[0]});
}

void TestFlippedBits::ofDamagedAnnotationsTheArticleCanStillBeRead()
{
    MarkedStore marked;
    flip(marked.path(), "SELECT id, annotations FROM content WHERE id = 1", "UPDATE content SET annotations = ? WHERE id = ?", [](QByteArray &blob) {
        const qsizetype at = blob.indexOf("RS");
        QVERIFY(at > 0);
        blob[at] = 'P';
    });
    marked.reopen();
    QVERIFY(valueOf(marked.store->check(false)).isDamaged);
    QVERIFY(valueOf(marked.store->article(marked.ids[0])).content.text.contains(QStringLiteral("zelensky")));
    marked.salvage();
    QVERIFY(valueOf(marked.store->article(marked.ids[0])).content.text.contains(QStringLiteral("zelensky")));
}

void TestFlippedBits::aWordOfTheIndexOfWordsIsFoundAndRepaired()
{
    MarkedStore marked;
    flip(marked.path(), "SELECT id, block FROM article_text_data WHERE instr(block, CAST('elensky' AS BLOB)) ORDER BY id DESC", "UPDATE article_text_data SET block = ? WHERE id = ?",
         [](QByteArray &block) { block.replace("elensky", "elenskx"); });
    marked.reopen();
    QVERIFY(marked.rows(QStringLiteral("zelensky")).isEmpty());
    marked.repair(QStringLiteral("index of words"));
    QCOMPARE(marked.rows(QStringLiteral("zelensky")), QList<ArticleId>{marked.ids[0]});
}

// Which words, of which articles, in which places: FTS5's vocabulary says it all.
static QStringList vocabularyOf(const QString &folder)
{
    QStringList all;
    try {
        SQLite::Database database(databaseIn(folder).toStdString(), SQLite::OPEN_READWRITE);
        database.exec("CREATE VIRTUAL TABLE temp.occurrences USING fts5vocab(main, article_text, instance)");
        SQLite::Statement select(database, "SELECT hex(term) || ' ' || doc || ' ' || col || ' ' || offset FROM temp.occurrences");
        while (select.executeStep())
            all += QString::fromStdString(select.getColumn(0).getString());
    } catch (const SQLite::Exception &exception) {
        all = {QString::fromUtf8(exception.what())};
    }
    return all;
}

void TestFlippedBits::anyBitOfTheIndexOfWordsThatMattersIsFound()
{
    MarkedStore marked;
    marked.dropCopies();
    const QByteArray sound = bytesOf(databaseIn(marked.path()));
    const QStringList words = vocabularyOf(marked.path());
    qsizetype size = 0;
    const char *const select = "SELECT id, block FROM article_text_data WHERE instr(block, CAST('elensky' AS BLOB))";
    const char *const update = "UPDATE article_text_data SET block = ? WHERE id = ?";
    flip(marked.path(), select, update, [&](QByteArray &block) { size = block.size(); });
    QVERIFY(size > 20);
    int mattered = 0;
    for (qsizetype at = 0; at < size; at += 3) {
        marked.store.reset();
        write(databaseIn(marked.path()), sound);
        flip(marked.path(), select, update, [&](QByteArray &block) { block[at] = static_cast<char>(block[at] ^ (1 << (at % 8))); });
        if (vocabularyOf(marked.path()) == words)
            continue;
        ++mattered;
        marked.reopen();
        const CheckReport report = valueOf(marked.store->check(false));
        QVERIFY2(!report.sound && report.isRepairable, qPrintable(QStringLiteral("at %1").arg(at)));
    }
    QVERIFY(mattered > 5);
}

void TestFlippedBits::marksComeBackFromTheFileOfTheFilterIndex_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("what");
    QTest::newRow("a bookmark") << QStringLiteral("UPDATE state SET flags = flags & ~2") << QStringLiteral("marks of article 1");
    QTest::newRow("read") << QStringLiteral("UPDATE state SET flags = flags & ~1") << QStringLiteral("marks of article 3");
    QTest::newRow("a tag") << QStringLiteral("DELETE FROM tagged WHERE tag = (SELECT id FROM value WHERE name = 'Balkans')") << QStringLiteral("Article 2 lacks the tag “Balkans”");
    QTest::newRow("the name of a tag") << QStringLiteral("UPDATE value SET name = 'Balkanr' WHERE name = 'Balkans'") << QStringLiteral("Balkanr");
    QTest::newRow("its key") << QStringLiteral("UPDATE value SET key = 'bblkans' WHERE name = 'Balkans'") << QStringLiteral("Balkans");
    QTest::newRow("its row") << QStringLiteral("DELETE FROM value WHERE name = 'Balkans'") << QStringLiteral("Balkans");
}

void TestFlippedBits::marksComeBackFromTheFileOfTheFilterIndex()
{
    QFETCH(QString, sql);
    QFETCH(QString, what);
    MarkedStore marked;
    marked.dropCopies();
    QVERIFY(QFile::exists(marked.path() + QStringLiteral("/dateline.index")));
    change(marked.path(), sql);
    marked.repair(what);
    QCOMPARE(marked.rows(QStringLiteral("is:bookmarked")), QList<ArticleId>{marked.ids[0]});
    QCOMPARE(marked.rows(QStringLiteral("is:read")), QList<ArticleId>{marked.ids[2]});
    QCOMPARE(marked.rows(QStringLiteral("tag:balkans")), QList<ArticleId>{marked.ids[1]});
    QCOMPARE(valueOf(marked.store->article(marked.ids[1])).state.tags, (QStringList{QStringLiteral("Balkans"), QStringLiteral("Ünïcode „x“")}));
    QCOMPARE(valueOf(marked.store->article(marked.ids[0])).state.note, QStringLiteral("call Jane"));
}

void TestFlippedBits::aBookmarkThatOnlyTheDatabaseHasStays()
{
    MarkedStore marked;
    marked.dropCopies();
    change(marked.path(), QStringLiteral("UPDATE state SET flags = 3 WHERE article = 3; INSERT INTO tagged SELECT 3, id FROM value WHERE name = 'Balkans'"));
    marked.repair(QStringLiteral("marks of article 3"));
    QCOMPARE(marked.rows(QStringLiteral("is:bookmarked")).size(), 2);
    QCOMPARE(marked.rows(QStringLiteral("tag:balkans")).size(), 2);
}

void TestFlippedBits::notesAndFiltersComeBackFromACopyOfTheSameState_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QString>("what");
    QTest::newRow("a letter of a note") << QStringLiteral("UPDATE state SET note = 'call Janf' WHERE article = 1") << QStringLiteral("note on article 1");
    QTest::newRow("a note") << QStringLiteral("UPDATE state SET note = '' WHERE article = 1") << QStringLiteral("note on article 1");
    QTest::newRow("a bookmark") << QStringLiteral("UPDATE state SET flags = 0 WHERE article = 1") << QStringLiteral("marks of article 1");
    QTest::newRow("a filter") << QStringLiteral("UPDATE saved_filter SET query = 'tag:balkanr'") << QStringLiteral("“Mine”");
    QTest::newRow("a setting") << QStringLiteral("UPDATE setting SET value = 'its vblue' WHERE name = 'a.setting'") << QStringLiteral("“a.setting”");
    QTest::newRow("a correction") << QStringLiteral("UPDATE correction SET entity = 'Mr Speakes'") << QStringLiteral("“Mr Speaker”");
    QTest::newRow("a tag") << QStringLiteral("DELETE FROM tagged") << QStringLiteral("Article 2 lacks the tag");
    QTest::newRow("a feed's address") << QStringLiteral("UPDATE source SET url = 'https://example.org/BBB'") << QStringLiteral("The source “BBC”");
}

void TestFlippedBits::notesAndFiltersComeBackFromACopyOfTheSameState()
{
    QFETCH(QString, sql);
    QFETCH(QString, what);
    MarkedStore marked;
    marked.dropIndex();
    change(marked.path(), sql);
    marked.repair(what);
    const StoredArticle article = valueOf(marked.store->article(marked.ids[0]));
    QVERIFY2(article.state.note.startsWith(QStringLiteral("call Jane")), qPrintable(article.state.note));
    QVERIFY(article.state.bookmarked);
    QVERIFY(valueOf(marked.store->savedFilters()).contains(SavedFilter{valueOf(marked.store->savedFilters()).last().id, QStringLiteral("Mine"), QStringLiteral("tag:balkans")}));
    QCOMPARE(valueOf(marked.store->setting(QStringLiteral("a.setting"))), QStringLiteral("its value"));
    QCOMPARE(valueOf(marked.store->article(marked.ids[1])).state.tags.size(), 2);
    QCOMPARE(valueOf(marked.store->sources()).first().url, QStringLiteral("https://example.org/BBC"));
}

void TestFlippedBits::aCopyOfAnEarlierStateIsNoWitness()
{
    MarkedStore marked;
    const QByteArray copy = bytesOf(marked.path() + QStringLiteral("/state/") + QDir(marked.path() + QStringLiteral("/state")).entryList(QDir::Files).value(0));
    marked.reopen();
    StateChange other;
    other.note = QStringLiteral("something else");
    other.bookmarked = false;
    valueOf(marked.store->mark({marked.ids[0]}, other));
    marked.store.reset();
    const QStringList copies = QDir(marked.path() + QStringLiteral("/state")).entryList(QDir::Files);
    write(marked.path() + QStringLiteral("/state/") + copies.value(0), copy);
    marked.reopen();
    marked.isSound();
}

void TestFlippedBits::aDamagedJournalChangesNoAnswer()
{
    MarkedStore marked;
    marked.reopen();
    StateChange bookmarked;
    bookmarked.bookmarked = true;
    valueOf(marked.store->mark({marked.ids[1]}, bookmarked));
    marked.store.reset();
    const QByteArray sound = bytesOf(databaseIn(marked.path())), index = bytesOf(marked.path() + QStringLiteral("/dateline.index"));
    const char *const select = "SELECT generation, change FROM index_journal WHERE change IS NOT NULL ORDER BY generation DESC";
    qsizetype size = 0;
    flip(marked.path(), select, "UPDATE index_journal SET change = ? WHERE generation = ?", [&](QByteArray &blob) { size = blob.size(); });
    QVERIFY(size > 0);
    for (qsizetype bit = 0; bit < size * 8; ++bit) {
        marked.store.reset();
        write(databaseIn(marked.path()), sound);
        write(marked.path() + QStringLiteral("/dateline.index"), index);
        flip(marked.path(), select, "UPDATE index_journal SET change = ? WHERE generation = ?", [&](QByteArray &blob) { blob[bit / 8] = static_cast<char>(blob[bit / 8] ^ (1 << (bit % 8))); });
        marked.reopen();
        QCOMPARE(marked.rows(QStringLiteral("is:bookmarked")).size(), 2);
    }
}

void TestFlippedBits::aLostTagIsCalledAsInTheCopy()
{
    MarkedStore marked;
    change(marked.path(), QStringLiteral("DELETE FROM value WHERE facet = 10"));
    marked.salvage();
    QCOMPARE(marked.outcome.lost, QStringList());
    QCOMPARE(valueOf(marked.store->article(marked.ids[1])).state.tags, (QStringList{QStringLiteral("Balkans"), QStringLiteral("Ünïcode „x“")}));
    QCOMPARE(marked.rows(QStringLiteral("tag:balkans")), QList<ArticleId>{marked.ids[1]});
}

void TestFlippedBits::aDamagedBodyComesBackFromTheCopy()
{
    MarkedStore marked;
    marked.reopen();
    const StoredArticle before = valueOf(marked.store->article(marked.ids[0]));
    marked.store.reset();
    change(marked.path(), QStringLiteral("UPDATE content SET body = x'0000000a0102030405'"));
    QTest::failOnWarning(QRegularExpression(QStringLiteral("qUncompress")));
    marked.salvage();
    const StoredArticle after = valueOf(marked.store->article(marked.ids[0]));
    QCOMPARE(after.content, before.content);
    QCOMPARE(after.state, before.state);
    QCOMPARE(marked.outcome.articlesInPart, 1); // the one that wasn't in the copy
    QCOMPARE(marked.rows(QStringLiteral("zelensky")), QList<ArticleId>{marked.ids[0]});
    QCOMPARE(valueOf(marked.store->save(marked.source(), {{before.content, {}}})).unchanged, 1); // its source finds it as it was
}

// Of an article that is damaged enough for it.
void TestFlippedBits::salvageTakesTheSideOfWhatIsMore()
{
    MarkedStore marked;
    change(marked.path(), QStringLiteral("UPDATE content SET body = x'00' WHERE id = 3; UPDATE state SET flags = 0, note = 'call Janf' WHERE article = 1; DELETE FROM tagged"));
    marked.salvage();
    const StoredArticle article = valueOf(marked.store->article(marked.ids[0]));
    QVERIFY(article.state.bookmarked);
    QVERIFY2(article.state.note.startsWith(QStringLiteral("call Jane")), qPrintable(article.state.note));
    QCOMPARE(valueOf(marked.store->article(marked.ids[1])).state.tags.size(), 2);
}

// What has odd letters, long words, and marks of all kinds raises no false alarm.
void TestFlippedBits::aProfileOfManyThingsIsSound()
{
    TemporaryStore temporary;
    QList<AnalysedArticle> articles;
    const QString odd[] = {QStringLiteral("\ufeffmark in front"), QString(QChar(0xd800)) + QStringLiteral("half a pair"), QStringLiteral("東京で会議 ประเทศไทย"), QString(70'000, u'x'),
                           QStringLiteral("nul") + QChar(0) + QStringLiteral("inside"), QStringLiteral("ÅÅngström ǅ ŉ ﬃ İstanbul"), QStringLiteral("a\u0301\u0302\u0303 e\u0301"), QString()};
    for (const QString &text : odd) {
        AnalysedArticle article = sample(text.left(50) + QString::number(articles.size()), text);
        article.content.published = articles.size() % 2 ? Moment() : Moment::onDay(QDate(2025, 9, 11));
        article.content.authors = {text.left(20)};
        article.content.html = u"<p>" + text + u"</p>";
        article.annotations.entities = {{text.left(30), EntityKind::Person, 0.5, {{0, 3, Part::Text}}}};
        articles += article;
    }
    const QList<ArticleId> ids = valueOf(temporary.store->save(temporary.source(), articles)).added;
    for (qsizetype i = 0; i < ids.size(); ++i) {
        StateChange change;
        change.note = odd[i].left(1000);
        change.bookmarked = i % 2 == 0;
        if (!odd[i].trimmed().isEmpty())
            change.addTags = {odd[i].left(30)};
        valueOf(temporary.store->mark({ids[i]}, change));
    }
    valueOf(temporary.store->remove({ids[1]}));
    for (int round = 0; round < 2; ++round) {
        const CheckReport report = valueOf(temporary.store->check(false));
        QVERIFY2(report.sound, qPrintable(report.found.join(u'\n')));
        const auto beside = Store::openReadOnly(temporary.folder.path());
        QVERIFY(beside);
        const CheckReport seen = valueOf((*beside)->check(false));
        QVERIFY2(seen.sound, qPrintable(seen.found.join(u'\n')));
        temporary.reopen();
    }
}

QTEST_GUILESS_MAIN(TestFlippedBits)
#include "test_flipped_bits.moc"
