// The store as its users see it: save, read, update, identity. Sources and settings: test_sources.cpp.
#include "samples.h"

#include <QSignalSpy>

using namespace dateline;

class TestStore final : public QObject {
    Q_OBJECT
private slots:
    void anArticleComesBackWhole();
    void headsComeInTheOrderAskedFor();
    void theSameContentAgainIsUnchanged();
    void identity_data();
    void identity();
    void aReadArticleThatChangesIsUpdated();
    void twiceInOneBatchIsOneArticle();
    void newAnnotationsOfTheSameContentAreKept();
    void everythingIsThereAfterReopening();
    void articlesOfAnUnknownSourceAreRefused();
    void aBatchOfManySourcesIsOneChange();
    void aBatchWithAnUnknownSourceIsRefusedAsAWhole();
    void manySourcesAreMadeInOneChange();
    void removedArticlesAreGone();
    void rowsComeNewestFirst();
    void brokenUtf16IsStoredAsReplacementCharacters();
    void aChangeIsToldOnceItIsDurable();
};

static AnalysedArticle wholeArticle()
{
    AnalysedArticle article = sample(QStringLiteral("Vučić meets Lavrov"), QStringLiteral("Aleksandar Vučić met Sergey Lavrov in Belgrade. ").repeated(30));
    ArticleContent &content = article.content;
    content.ref = QStringLiteral("ref-1");
    content.url = QStringLiteral("https://example.org/1");
    content.authors = {QStringLiteral("A. Writer"), QStringLiteral("B. Writer")};
    content.updated = Moment::onDay(QDate(2025, 9, 12));
    content.language = QStringLiteral("en-GB");
    content.sourceName = QStringLiteral("Wire");
    content.html = QStringLiteral("<p>Aleksandar Vučić met …</p>");
    content.image = QStringLiteral("https://example.org/1.jpg");
    content.categories = {QStringLiteral("World"), QStringLiteral("Serbia")};
    content.problems = {QStringLiteral("line 3: cut")};
    Annotations &found = article.annotations;
    found.version = 7;
    found.entities = {{QStringLiteral("Aleksandar Vučić"), EntityKind::Person, 0.41, {{0, 16, Part::Text}, {0, 5, Part::Title}}},
                      {QStringLiteral("Sergey Lavrov"), EntityKind::Person, 0.25, {{21, 13, Part::Text}}},
                      {QStringLiteral("Belgrade"), EntityKind::Place, 0.1, {{38, 8, Part::Text}}}};
    found.countries = {{QStringLiteral("RS"), true, 0.5, {{38, 8, Part::Text}}}, {QStringLiteral("RU"), false, 0.2, {{21, 13, Part::Text}}}};
    found.topics = {{QStringLiteral("medtop:11000000"), 0.93, {{17, 3, Part::Text}}}};
    found.keySentences = {{0, 47, Part::Text}};
    found.quotes = {{QStringLiteral("Sergey Lavrov"), {5, 10, Part::Text}, {21, 13, Part::Text}, true},
                    {QStringLiteral("a passer-by"), {50, 10, Part::Text}, {}, false}};
    return article;
}

void TestStore::anArticleComesBackWhole()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const AnalysedArticle article = wholeArticle();
    const SaveReport report = valueOf(temporary.store->save(source, {article}));
    QCOMPARE(report.added.size(), 1);
    const StoredArticle stored = valueOf(temporary.store->article(report.added.first()));
    QCOMPARE(stored.id, report.added.first());
    QCOMPARE(stored.source, source);
    QCOMPARE(stored.sourceTitle, QStringLiteral("BBC"));
    QVERIFY(stored.content == article.content);
    QVERIFY(stored.annotations == article.annotations);
    QCOMPARE(stored.state, ArticleState());
    QVERIFY(qAbs(stored.received.secsTo(QDateTime::currentDateTimeUtc())) < 3600);
    const Result<StoredArticle> missing = temporary.store->article(ArticleId{99}).result();
    QVERIFY(!missing);
    QCOMPARE(missing.error().kind, ErrorKind::NotFound);
}

void TestStore::headsComeInTheOrderAskedFor()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const SaveReport report = valueOf(temporary.store->save(source, {wholeArticle(), sample(QStringLiteral("Short"), QStringLiteral("One\n\ntwo."))}));
    const QList<ArticleHead> heads = valueOf(temporary.store->heads({report.added[1], ArticleId{77}, report.added[0]}));
    QCOMPARE(heads.size(), 2);
    QCOMPARE(heads[0].title, QStringLiteral("Short"));
    QCOMPARE(heads[0].snippet, QStringLiteral("One two."));
    QCOMPARE(heads[1].countries, QStringList{QStringLiteral("RS")});
    QCOMPARE(heads[1].topic, QStringLiteral("medtop:11000000"));
    QCOMPARE(heads[1].sourceTitle, QStringLiteral("BBC"));
    QVERIFY(heads[1].snippet.size() <= 200);
    QVERIFY(heads[1].snippet.startsWith(QStringLiteral("Aleksandar Vučić met Sergey Lavrov in Belgrade.")));
}

void TestStore::theSameContentAgainIsUnchanged()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    valueOf(temporary.store->save(source, {wholeArticle()}));
    const quint64 generation = temporary.store->generation();
    const SaveReport again = valueOf(temporary.store->save(source, {wholeArticle()}));
    QCOMPARE(again.unchanged, 1);
    QVERIFY(again.added.isEmpty() && again.updated.isEmpty());
    QCOMPARE(temporary.store->generation(), generation);
}

void TestStore::identity_data()
{
    QTest::addColumn<QString>("guid");
    QTest::addColumn<QString>("link");
    QTest::addColumn<QString>("otherGuid");
    QTest::addColumn<QString>("otherLink");
    QTest::addColumn<bool>("isSame");

    QTest::newRow("one guid, two links") << "g1" << "https://a.org/1" << "g1" << "https://a.org/2" << true;
    QTest::newRow("two guids, one link") << "g1" << "https://a.org/1" << "g2" << "https://a.org/1" << false;
    QTest::newRow("one link, no guid") << "" << "https://a.org/1" << "" << "http://www.a.org/1/?utm_source=x" << true;
    QTest::newRow("two links, no guid") << "" << "https://a.org/1" << "" << "https://a.org/2" << false;
    QTest::newRow("a feed that begins to give guids") << "" << "https://a.org/1" << "g1" << "https://a.org/1" << true;
    QTest::newRow("a feed that ceases to give guids") << "g1" << "https://a.org/1" << "" << "https://a.org/1" << true;
    QTest::newRow("neither guid nor link") << "" << "" << "" << "" << false;
}

void TestStore::identity()
{
    QFETCH(QString, guid);
    QFETCH(QString, link);
    QFETCH(QString, otherGuid);
    QFETCH(QString, otherLink);
    QFETCH(bool, isSame);
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    AnalysedArticle first = sample(QStringLiteral("First")), second = sample(QStringLiteral("Second"));
    first.content.guid = guid;
    first.content.url = link;
    second.content.guid = otherGuid;
    second.content.url = otherLink;
    valueOf(temporary.store->save(source, {first}));
    const SaveReport report = valueOf(temporary.store->save(source, {second}));
    QCOMPARE(report.updated.size(), isSame ? 1 : 0);
    QCOMPARE(report.added.size(), isSame ? 0 : 1);
    const SaveReport elsewhere = valueOf(temporary.store->save(temporary.source(QStringLiteral("Other")), {second}));
    QCOMPARE(elsewhere.added.size(), 1);
}

void TestStore::aReadArticleThatChangesIsUpdated()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const ArticleId id = valueOf(temporary.store->save(source, {sample(QStringLiteral("Old words"), QStringLiteral("gone"), QStringLiteral("g"))})).added.first();
    const ArticleId unread = valueOf(temporary.store->save(source, {sample(QStringLiteral("Unread"))})).added.first();
    StateChange change;
    change.read = true;
    change.addTags = {QStringLiteral("balkans")};
    change.note = QStringLiteral("look again");
    valueOf(temporary.store->mark({id}, change));
    valueOf(temporary.store->save(source, {sample(QStringLiteral("New words"), QStringLiteral("here"), QStringLiteral("g")), sample(QStringLiteral("Unread 2"), {}, QStringLiteral("Unread"))}));
    const StoredArticle stored = valueOf(temporary.store->article(id));
    QVERIFY(stored.updated);
    QCOMPARE(stored.content.title, QStringLiteral("New words"));
    QVERIFY(stored.state.read);
    QCOMPARE(stored.state.tags, QStringList{QStringLiteral("balkans")});
    QCOMPARE(stored.state.note, QStringLiteral("look again"));
    QVERIFY(!valueOf(temporary.store->article(unread)).updated);
    QCOMPARE(temporary.rows(QStringLiteral("is:updated")), QList<ArticleId>{id});
    QCOMPARE(temporary.rows(QStringLiteral("here")), QList<ArticleId>{id});
    QVERIFY(temporary.rows(QStringLiteral("gone")).isEmpty());

    StateChange read;
    read.read = true;
    const StateUndo undo = valueOf(temporary.store->mark({id}, read));
    QVERIFY(!valueOf(temporary.store->article(id)).updated);
    valueOf(temporary.store->undo(undo));
    QVERIFY(valueOf(temporary.store->article(id)).updated);
}

void TestStore::twiceInOneBatchIsOneArticle()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const SaveReport report = valueOf(temporary.store->save(source, {sample(QStringLiteral("One"), {}, QStringLiteral("g")), sample(QStringLiteral("Two"), {}, QStringLiteral("g")), sample(QStringLiteral("Two"), {}, QStringLiteral("g"))}));
    QCOMPARE(report.added.size(), 1);
    QVERIFY(report.updated.isEmpty());
    QCOMPARE(report.unchanged, 1);
    QCOMPARE(valueOf(temporary.store->article(report.added.first())).content.title, QStringLiteral("Two"));
    QCOMPARE(temporary.rows({}).size(), 1);
}

void TestStore::newAnnotationsOfTheSameContentAreKept()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    AnalysedArticle article = sample(QStringLiteral("One"));
    const ArticleId id = valueOf(temporary.store->save(source, {article})).added.first();
    article.annotations.version = 2;
    article.annotations.countries = {{QStringLiteral("FR"), true, 1, {}}};
    const SaveReport report = valueOf(temporary.store->save(source, {article}));
    QCOMPARE(report.unchanged, 1);
    QVERIFY(valueOf(temporary.store->article(id)).annotations == article.annotations);
    QCOMPARE(temporary.rows(QStringLiteral("country:FR")), QList<ArticleId>{id});
}

void TestStore::everythingIsThereAfterReopening()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const AnalysedArticle article = wholeArticle();
    const ArticleId id = valueOf(temporary.store->save(source, {article})).added.first();
    const Answer before = valueOf(temporary.store->run({}));
    temporary.reopen();
    Answer after = valueOf(temporary.store->run({}));
    QCOMPARE(after, before);
    QVERIFY(valueOf(temporary.store->article(id)).content == article.content);
}

void TestStore::articlesOfAnUnknownSourceAreRefused()
{
    TemporaryStore temporary;
    const Result<SaveReport> report = temporary.store->save(SourceId{5}, {sample(QStringLiteral("One"))}).result();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::NotFound);
}

void TestStore::aBatchOfManySourcesIsOneChange()
{
    TemporaryStore temporary;
    QList<Changes> told;
    QObject here;
    const SourceId first = temporary.source(QStringLiteral("First")), second = temporary.source(QStringLiteral("Second"));
    valueOf(temporary.store->save(second, {sample(QStringLiteral("Old"), {}, QStringLiteral("g"))}));
    QTest::qWait(20);
    QObject::connect(temporary.store.get(), &Store::changed, &here, [&](const Changes &changes) { told += changes; });
    const quint64 before = temporary.store->generation();
    const QList<NewArticles> batch = {{first, {sample(QStringLiteral("One"), {}, QStringLiteral("g"))}},
                                      {second, {sample(QStringLiteral("New"), {}, QStringLiteral("g")), sample(QStringLiteral("Two"))}},
                                      {first, {sample(QStringLiteral("One"), {}, QStringLiteral("g"))}}};
    const SaveReport report = valueOf(temporary.store->save(batch));
    QCOMPARE(temporary.store->generation(), before + 1);
    QCOMPARE(report.added.size(), 2);   // the same guid in two sources is two articles
    QCOMPARE(report.updated.size(), 1);
    QCOMPARE(report.unchanged, 1);
    QTRY_COMPARE(told.size(), 1);
    QCOMPARE(told[0].added, report.added);
    QCOMPARE(temporary.rows(QStringLiteral("source:First")).size(), 1);
    QCOMPARE(temporary.rows(QStringLiteral("source:Second")).size(), 2);
}

void TestStore::aBatchWithAnUnknownSourceIsRefusedAsAWhole()
{
    TemporaryStore temporary;
    const QList<NewArticles> batch = {{temporary.source(), {sample(QStringLiteral("One"))}}, {SourceId{99}, {sample(QStringLiteral("Two"))}}};
    const Result<SaveReport> report = temporary.store->save(batch).result();
    QVERIFY(!report);
    QCOMPARE(report.error().kind, ErrorKind::NotFound);
    QVERIFY(temporary.rows({}).isEmpty());
}

void TestStore::manySourcesAreMadeInOneChange()
{
    TemporaryStore temporary;
    const SourceId known = temporary.source(QStringLiteral("Known"));
    valueOf(temporary.store->save(known, {sample(QStringLiteral("One"))}));
    const quint64 before = temporary.store->generation();
    const QList<Source> asked = {feedSource(QStringLiteral("New")), feedSource(QStringLiteral("Known")), feedSource(QStringLiteral("New"))};
    const QList<Source> made = valueOf(temporary.store->ensureSources(asked));
    QCOMPARE(temporary.store->generation(), before + 1);
    QCOMPARE(made.size(), 3);
    QCOMPARE(made[0].id, made[2].id);
    QCOMPARE(made[1].id, known);
    QCOMPARE(made[1].total, 1);
    QCOMPARE(valueOf(temporary.store->sources()).size(), 2);
    valueOf(temporary.store->save(made[0].id, {sample(QStringLiteral("Two"))}));
    QCOMPARE(temporary.rows(QStringLiteral("source:New")).size(), 1);
    QVERIFY(valueOf(temporary.store->check(false)).sound);
}

void TestStore::removedArticlesAreGone()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, {sample(QStringLiteral("alpha")), sample(QStringLiteral("beta"))})).added;
    StateChange tag;
    tag.addTags = {QStringLiteral("t")};
    valueOf(temporary.store->mark(ids, tag));
    QCOMPARE(valueOf(temporary.store->remove({ids[1], ids[1], ArticleId{50}})), 1);
    QCOMPARE(temporary.rows({}), QList<ArticleId>{ids[0]});
    QCOMPARE(temporary.rows(QStringLiteral("tag:t")), QList<ArticleId>{ids[0]});
    QVERIFY(temporary.rows(QStringLiteral("beta")).isEmpty());
    QVERIFY(valueOf(temporary.store->check(false)).sound);
    // An id is never used again.
    const ArticleId next = valueOf(temporary.store->save(source, {sample(QStringLiteral("gamma"))})).added.first();
    QVERIFY(next > ids[1]);
}

void TestStore::rowsComeNewestFirst()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    AnalysedArticle old = sample(QStringLiteral("old")), recent = sample(QStringLiteral("recent")), dayOnly = sample(QStringLiteral("day")),
                    undated = sample(QStringLiteral("undated")), sameTime = sample(QStringLiteral("same time as recent"));
    old.content.published = Moment::fromText(u"2001-01-01T00:00:00Z");
    recent.content.published = Moment::fromText(u"2025-09-11T14:03:00Z");
    sameTime.content.published = recent.content.published;
    dayOnly.content.published = Moment::fromText(u"2025-09-11");
    undated.content.published = {}; // goes by when it was received: now
    const QList<ArticleId> ids = valueOf(temporary.store->save(source, {old, recent, dayOnly, undated, sameTime})).added;
    QCOMPARE(temporary.rows({}), (QList<ArticleId>{ids[3], ids[4], ids[1], ids[2], ids[0]}));
    const Answer answer = valueOf(temporary.store->run({}));
    QCOMPARE(answer.undated, 1u);
    QCOMPARE(answer.days, (QList<DayCount>{{QDate(2001, 1, 1), 1}, {QDate(2025, 9, 11), 3}}));
    // A moved date moves the row.
    AnalysedArticle moved = old;
    moved.content.published = Moment::fromText(u"2025-09-12T00:00:00Z");
    valueOf(temporary.store->save(source, {moved}));
    QCOMPARE(temporary.rows({}), (QList<ArticleId>{ids[3], ids[0], ids[4], ids[1], ids[2]}));
}

void TestStore::brokenUtf16IsStoredAsReplacementCharacters()
{
    TemporaryStore temporary;
    const SourceId source = temporary.source();
    AnalysedArticle article = sample(QString(QChar(0xd800)) + QStringLiteral("title"), QStringLiteral("a") + QChar(0xdc00) + QStringLiteral("b"), QStringLiteral("g"));
    const ArticleId id = valueOf(temporary.store->save(source, {article})).added.first();
    QCOMPARE(valueOf(temporary.store->article(id)).content.text.size(), 3);
    QCOMPARE(valueOf(temporary.store->save(source, {article})).unchanged, 1);
    valueOf(temporary.store->remove({id}));
    QVERIFY(valueOf(temporary.store->check(false)).sound);
}

void TestStore::aChangeIsToldOnceItIsDurable()
{
    TemporaryStore temporary;
    QList<Changes> told;
    QObject here;
    QObject::connect(temporary.store.get(), &Store::changed, &here, [&](const Changes &changes) { told += changes; });
    const SourceId source = temporary.source();
    const ArticleId id = valueOf(temporary.store->save(source, {sample(QStringLiteral("One"))})).added.first();
    StateChange read;
    read.read = true;
    valueOf(temporary.store->mark({id}, read));
    QTRY_COMPARE(told.size(), 3);
    QVERIFY(told[0].sources);
    QCOMPARE(told[1].added, QList<ArticleId>{id});
    QCOMPARE(told[2].stateChanged, QList<ArticleId>{id});
    QCOMPARE(told[2].generation, temporary.store->generation());
    // What changes nothing tells nothing.
    valueOf(temporary.store->mark({id}, read));
    valueOf(temporary.store->save(source, {sample(QStringLiteral("One"))}));
    QTest::qWait(20);
    QCOMPARE(told.size(), 3);
}

QTEST_GUILESS_MAIN(TestStore)
#include "test_store.moc"
