// Marks: all or nothing, and undone exactly.
#include "samples.h"

using namespace dateline;

class TestState final : public QObject {
    Q_OBJECT
private slots:
    void init();
    void onlyWhatChangesIsReported();
    void oneMissingArticleChangesNothing();
    void anUndoPutsEverythingBack();
    void anUndoSkipsWhatIsGone();
    void tagsFoldButKeepTheirFirstSpelling();
    void aTagNeedsAName();
    void manyAreMarkedAtOnce();

private:
    QList<ArticleState> states() const;
    std::unique_ptr<TemporaryStore> m_temporary;
    QList<ArticleId> m_ids;
};

void TestState::init()
{
    m_temporary = std::make_unique<TemporaryStore>();
    m_ids = valueOf(m_temporary->store->save(m_temporary->source(), {sample(QStringLiteral("1")), sample(QStringLiteral("2")), sample(QStringLiteral("3"))})).added;
}

QList<ArticleState> TestState::states() const
{
    QList<ArticleState> states;
    for (ArticleId id : m_ids)
        states += valueOf(m_temporary->store->article(id)).state;
    return states;
}

void TestState::onlyWhatChangesIsReported()
{
    StateChange read;
    read.read = true;
    valueOf(m_temporary->store->mark({m_ids[0]}, read));
    const StateUndo undo = valueOf(m_temporary->store->mark({m_ids[1], m_ids[0], m_ids[1]}, read));
    QCOMPARE(undo.madeRead, QList<ArticleId>{m_ids[1]});
    QCOMPARE(undo.changed(), QList<ArticleId>{m_ids[1]});
    QVERIFY(valueOf(m_temporary->store->mark(m_ids.mid(0, 2), read)).isEmpty());
    QVERIFY(valueOf(m_temporary->store->mark({}, read)).isEmpty());
    QCOMPARE(m_temporary->rows(QStringLiteral("is:unread")), QList<ArticleId>{m_ids[2]});
}

void TestState::oneMissingArticleChangesNothing()
{
    StateChange read;
    read.read = true;
    const Result<StateUndo> undo = m_temporary->store->mark({m_ids[0], ArticleId{1000}}, read).result();
    QVERIFY(!undo);
    QCOMPARE(undo.error().kind, ErrorKind::NotFound);
    QVERIFY(!states().first().read);
}

void TestState::anUndoPutsEverythingBack()
{
    StateChange first;
    first.read = true;
    first.addTags = {QStringLiteral("a"), QStringLiteral("b")};
    first.note = QStringLiteral("old note");
    valueOf(m_temporary->store->mark({m_ids[0]}, first));
    const QList<ArticleState> before = states();
    StateChange second;
    second.read = false;
    second.bookmarked = true;
    second.addTags = {QStringLiteral("c"), QStringLiteral("a")};
    second.removeTags = {QStringLiteral("B"), QStringLiteral("never there")};
    second.note = QString();
    const StateUndo undo = valueOf(m_temporary->store->mark(m_ids, second));
    QCOMPARE(states()[0].tags, (QStringList{QStringLiteral("a"), QStringLiteral("c")}));
    QVERIFY(states()[1].bookmarked);
    QVERIFY(states()[0].note.isEmpty());
    valueOf(m_temporary->store->undo(undo));
    QCOMPARE(states(), before);
    m_temporary->reopen();
    QCOMPARE(states(), before);
    QCOMPARE(m_temporary->rows(QStringLiteral("tag:b")), QList<ArticleId>{m_ids[0]});
    QVERIFY(m_temporary->rows(QStringLiteral("tag:c")).isEmpty());
}

void TestState::anUndoSkipsWhatIsGone()
{
    StateChange change;
    change.read = true;
    change.addTags = {QStringLiteral("t")};
    change.note = QStringLiteral("n");
    const StateUndo undo = valueOf(m_temporary->store->mark(m_ids, change));
    valueOf(m_temporary->store->remove({m_ids[0]}));
    valueOf(m_temporary->store->undo(undo));
    QCOMPARE(valueOf(m_temporary->store->article(m_ids[1])).state, ArticleState());
    QVERIFY(valueOf(m_temporary->store->check(false)).sound);
}

void TestState::tagsFoldButKeepTheirFirstSpelling()
{
    StateChange one, other;
    one.addTags = {QStringLiteral(" Süd  Ost "), QStringLiteral("SUD OST")};
    other.addTags = {QStringLiteral("sud ost")};
    const StateUndo undo = valueOf(m_temporary->store->mark({m_ids[0]}, one));
    QCOMPARE(undo.tagsAdded.size(), 1);
    valueOf(m_temporary->store->mark({m_ids[1]}, other));
    QCOMPARE(states()[1].tags, QStringList{QStringLiteral("Süd Ost")});
    QCOMPARE(m_temporary->rows(QStringLiteral("tag:\"SÜD OST\"")).size(), 2);
    const Answer answer = valueOf(m_temporary->store->run({}));
    QCOMPARE(answer.facets[Facet::Tag], (QList<FacetCount>{{QStringLiteral("Süd Ost"), QStringLiteral("Süd Ost"), 2}}));
}

void TestState::aTagNeedsAName()
{
    StateChange change;
    change.read = true;
    change.addTags = {QStringLiteral("  ")};
    QCOMPARE(m_temporary->store->mark(m_ids, change).result().error().kind, ErrorKind::Usage);
    QVERIFY(!states().first().read);
}

void TestState::manyAreMarkedAtOnce()
{
    QList<AnalysedArticle> batch;
    for (int i = 0; i < 3000; ++i)
        batch += sample(QString::number(i), {}, QStringLiteral("many %1").arg(i));
    const QList<ArticleId> ids = valueOf(m_temporary->store->save(m_temporary->source(), batch)).added;
    StateChange change;
    change.read = true;
    const StateUndo undo = valueOf(m_temporary->store->mark(ids, change));
    QCOMPARE(undo.madeRead.size(), ids.size());
    QCOMPARE(m_temporary->rows(QStringLiteral("is:read")).size(), ids.size());
    valueOf(m_temporary->store->undo(undo));
    QCOMPARE(m_temporary->rows(QStringLiteral("is:read")).size(), 0);
    QCOMPARE(valueOf(m_temporary->store->remove(ids)), static_cast<int>(ids.size()));
    QCOMPARE(m_temporary->rows({}).size(), 3);
    QVERIFY(valueOf(m_temporary->store->check(false)).sound);
}

QTEST_GUILESS_MAIN(TestState)
#include "test_state.moc"
