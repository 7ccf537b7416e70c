// What the reader put right is shown at once and everywhere, outlives all that comes from outside, and can be taken back exactly.
#include "samples.h"

#include "store/connection.h"
#include "store/facet_row.h"
#include "store/migrations.h"
#include "store/value_table.h"

#include <QDir>
#include <QFile>

#include <atomic>
#include <csignal>

#include <sys/resource.h>

using namespace dateline;

namespace {

constexpr int Many = 1'300; // more than are corrected in one transaction

EntityName person(const QString &name)
{
    return {EntityKind::Person, name};
}

const EntityName Speaker = person(QStringLiteral("Mr Speaker"));
const EntityName Lavrov = person(QStringLiteral("Lavrov"));
const EntityName SergeyLavrov = person(QStringLiteral("Sergey Lavrov"));

AnalysedArticle articleAbout(const QString &title, const QList<EntityName> &entities)
{
    AnalysedArticle article = sample(title);
    for (const EntityName &entity : entities)
        article.annotations.entities += Entity{entity.name, entity.kind, 0.5, {}};
    article.annotations.countries = {{QStringLiteral("RS"), true, 0.5, {}}, {QStringLiteral("XK"), false, 0.3, {}}};
    article.annotations.topics = {{QStringLiteral("medtop:11000000"), 0.9, {}}};
    return article;
}

// "Sergey Lavrov 2, Mr Speaker 1"
QString counts(Store &store, Facet facet)
{
    QStringList words;
    const Answer answer = valueOf(store.run({}));
    for (const FacetCount &count : answer.facets[facet])
        words += count.label + u' ' + QString::number(count.count);
    return words.join(u", ");
}

QString names(const StoredArticle &article)
{
    QStringList names;
    for (const Entity &entity : article.annotations.entities)
        names += entity.name;
    return names.join(u", ");
}

// A limit on file sizes is what a full disk looks like from below.
void limitFiles(rlim_t bytes)
{
    ::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = std::min(bytes, limit.rlim_max);
    ::setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace

class TestCorrections final : public QObject {
    Q_OBJECT
private slots:
    void init() { m_temporary = std::make_unique<TemporaryStore>(); }
    void whatIsNoPersonIsShownNowhere();
    void oneOfTwoNamesFindsBoth();
    void laterArticlesAreCorrectedToo();
    void aRenameIsShownEverywhere();
    void anArticleKeepsItsOwnCorrections();
    void takingBackRestoresWhatWasFound();
    void theSameAgainIsFound();
    void refusesWhatMakesNoSense();
    void aNewAnalysisIsNoUpdate();
    void aNewAnalysisOfOldContentIsPassedOver();
    void whatCameWithAnArticleDoesNotOverrule();
    void ofTwoThatCameWithAnArticleTheLaterIsKept();
    void manyArticlesLetOthersIn();
    void aKillInBetweenIsMadeUpFor_data();
    void aKillInBetweenIsMadeUpFor();
    void oneTakenBackWhileItIsAppliedIsGone();
    void aDiskThatFillsInBetweenIsMadeUpFor_data();
    void aDiskThatFillsInBetweenIsMadeUpFor();
    void closingDoesNotWaitForAll();
    void anUnknownValueInADamagedRowIsPassedOver();
    void anOldProfileTellsThatItsAnalysisIsOld();

private:
    Store &store() { return *m_temporary->store; }
    ArticleId save(const AnalysedArticle &article) { return saveAll({article}).value(0); }
    QList<ArticleId> saveAll(const QList<AnalysedArticle> &articles)
    {
        const SaveReport report = valueOf(store().save(m_temporary->source(), articles));
        return report.added + report.updated;
    }
    void saveMany();
    void copyAsAKillLeavesIt(const QString &folder);
    StoredArticle stored(ArticleId id) { return valueOf(store().article(id)); }

    std::unique_ptr<TemporaryStore> m_temporary;
};

void TestCorrections::whatIsNoPersonIsShownNowhere()
{
    const ArticleId id = save(articleAbout(QStringLiteral("one"), {Speaker, Lavrov}));
    Changes told;
    connect(&store(), &Store::changed, this, [&told](const Changes &changes) { told = changes.corrections ? changes : told; }, Qt::QueuedConnection);
    valueOf(store().correct(Correction::notAnEntity(Speaker)));
    QTRY_COMPARE(told.updated, QList<ArticleId>{id});
    QCOMPARE(counts(store(), Facet::Person), QStringLiteral("Lavrov 1"));
    QCOMPARE(names(stored(id)), QStringLiteral("Lavrov"));
    QVERIFY(m_temporary->rows(QStringLiteral("person:\"Mr Speaker\"")).isEmpty());
    QVERIFY(!stored(id).updated);
}

void TestCorrections::oneOfTwoNamesFindsBoth()
{
    const QList<ArticleId> ids = saveAll({articleAbout(QStringLiteral("one"), {Lavrov}), articleAbout(QStringLiteral("two"), {SergeyLavrov, Lavrov})});
    valueOf(store().correct(Correction::sameEntity(Lavrov, SergeyLavrov)));
    QCOMPARE(counts(store(), Facet::Person), QStringLiteral("Sergey Lavrov 2"));
    QCOMPARE(m_temporary->rows(QStringLiteral("person:lavrov")).size(), 2);
    QCOMPARE(m_temporary->rows(QStringLiteral("person:\"Sergey Lavrov\"")).size(), 2);
    QCOMPARE(names(stored(ids[1])), QStringLiteral("Sergey Lavrov"));
    QCOMPARE(stored(ids[0]).corrections.size(), 1);
}

void TestCorrections::laterArticlesAreCorrectedToo()
{
    valueOf(store().correct(Correction::notAnEntity(Speaker)));
    valueOf(store().correct(Correction::sameEntity(Lavrov, SergeyLavrov)));
    m_temporary->reopen();
    save(articleAbout(QStringLiteral("later"), {Speaker, Lavrov}));
    QCOMPARE(counts(store(), Facet::Person), QStringLiteral("Sergey Lavrov 1"));
    valueOf(store().undoCorrection(valueOf(store().corrections()).first().id));
    QCOMPARE(counts(store(), Facet::Person), QStringLiteral("Mr Speaker 1, Sergey Lavrov 1"));
}

void TestCorrections::aRenameIsShownEverywhere()
{
    const EntityName found = person(QStringLiteral("Aleksandar Vucic"));
    const ArticleId id = save(articleAbout(QStringLiteral("one"), {found}));
    const CorrectionId renamed = valueOf(store().correct(Correction::sameEntity(found, person(QStringLiteral("Aleksandar Vučić")))));
    for (int opened = 0; opened < 2; ++opened) {
        QCOMPARE(counts(store(), Facet::Person), QStringLiteral("Aleksandar Vučić 1"));
        QCOMPARE(names(stored(id)), QStringLiteral("Aleksandar Vučić"));
        m_temporary->reopen();
    }
    const CorrectionId again = valueOf(store().correct(Correction::sameEntity(found, person(QStringLiteral("ALEKSANDAR VUČIĆ")))));
    valueOf(store().undoCorrection(renamed));
    QCOMPARE(counts(store(), Facet::Person), QStringLiteral("ALEKSANDAR VUČIĆ 1"));
    valueOf(store().undoCorrection(again));
    QCOMPARE(counts(store(), Facet::Person), QStringLiteral("Aleksandar Vucic 1"));
    QCOMPARE(names(stored(id)), QStringLiteral("Aleksandar Vucic"));
}

void TestCorrections::anArticleKeepsItsOwnCorrections()
{
    using Bearing = Correction::Bearing;
    AnalysedArticle article = articleAbout(QStringLiteral("one"), {});
    const ArticleId id = save(article), other = save(articleAbout(QStringLiteral("other"), {}));
    valueOf(store().correct(Correction::country(id, QStringLiteral("RS"), Bearing::NotAbout)));
    valueOf(store().correct(Correction::country(id, QStringLiteral("fr"), Bearing::About)));
    valueOf(store().correct(Correction::topic(id, QStringLiteral("politics"), false)));
    valueOf(store().correct(Correction::topic(id, QStringLiteral("medtop:16000000"), true)));
    for (int round = 0; round < 3; ++round) {
        QCOMPARE(m_temporary->rows(QStringLiteral("country:RS")), QList<ArticleId>{other});
        QCOMPARE(m_temporary->rows(QStringLiteral("country:FR")), QList<ArticleId>{id});
        QCOMPARE(m_temporary->rows(QStringLiteral("mentions:RS")).size(), 2);
        QCOMPARE(m_temporary->rows(QStringLiteral("topic:politics")), QList<ArticleId>{other});
        const ArticleHead head = valueOf(store().heads({id})).first();
        QCOMPARE(head.countries, QStringList{QStringLiteral("FR")});
        QCOMPARE(head.topic, QStringLiteral("medtop:16000000"));
        QCOMPARE(stored(id).corrections.size(), 4);
        article.content.text = QStringLiteral("updated"); // once with new content, then with a new analysis
        article.annotations.version = 1 + round;
        save(article);
    }
    valueOf(store().remove({id}));
    QVERIFY(valueOf(store().corrections()).isEmpty());
}

void TestCorrections::takingBackRestoresWhatWasFound()
{
    const QList<ArticleId> ids = saveAll({articleAbout(QStringLiteral("one"), {Lavrov, Speaker}), articleAbout(QStringLiteral("two"), {SergeyLavrov})});
    const StoredArticle before = stored(ids[0]);
    const Answer found = valueOf(store().run({}));
    const QList<CorrectionId> made = {valueOf(store().correct(Correction::sameEntity(Lavrov, SergeyLavrov))), valueOf(store().correct(Correction::notAnEntity(SergeyLavrov))),
                                      valueOf(store().correct(Correction::country(ids[0], QStringLiteral("RS"), Correction::Bearing::NotNamed)))};
    QCOMPARE(counts(store(), Facet::Person), QStringLiteral("Mr Speaker 1"));
    for (CorrectionId id : {made[0], made[2], made[1]})
        valueOf(store().undoCorrection(id));
    QCOMPARE(stored(ids[0]).annotations, before.annotations);
    QCOMPARE(valueOf(store().run({})).facets, found.facets);
    QVERIFY(valueOf(store().corrections()).isEmpty());
    QCOMPARE(store().undoCorrection(made[0]).result().error().kind, ErrorKind::NotFound);
}

void TestCorrections::theSameAgainIsFound()
{
    const CorrectionId id = valueOf(store().correct(Correction::sameEntity(Lavrov, SergeyLavrov)));
    const quint64 generation = store().generation();
    QCOMPARE(valueOf(store().correct(Correction::sameEntity(person(QStringLiteral("lavrov")), SergeyLavrov))), id);
    QCOMPARE(store().generation(), generation);
    QCOMPARE(valueOf(store().corrections()).size(), 1);
    valueOf(store().correct(Correction::notAnEntity(Lavrov)));
    QVERIFY(valueOf(store().correct(Correction::sameEntity(Lavrov, SergeyLavrov))) != id); // said anew, because the last word was another
}

void TestCorrections::refusesWhatMakesNoSense()
{
    const ArticleId id = save(articleAbout(QStringLiteral("one"), {Lavrov}));
    const auto refused = [&](const Correction &correction) { return store().correct(correction).result().error().kind; };
    QCOMPARE(refused(Correction::notAnEntity(person(QStringLiteral(" ")))), ErrorKind::Usage);
    QCOMPARE(refused(Correction::sameEntity(Lavrov, person(QString()))), ErrorKind::Usage);
    QCOMPARE(refused(Correction::country(id, QStringLiteral("ZZ"), Correction::Bearing::About)), ErrorKind::Usage);
    QCOMPARE(refused(Correction::topic(id, QStringLiteral("gossip"), true)), ErrorKind::Usage);
    QCOMPARE(refused(Correction::country(ArticleId{99}, QStringLiteral("RS"), Correction::Bearing::About)), ErrorKind::NotFound);
    QVERIFY(valueOf(store().corrections()).isEmpty());
}

void TestCorrections::aNewAnalysisIsNoUpdate()
{
    const ArticleId id = save(articleAbout(QStringLiteral("one"), {Speaker, Lavrov}));
    StateChange read;
    read.read = true;
    valueOf(store().mark({id}, read));
    valueOf(store().correct(Correction::notAnEntity(Speaker)));
    AnalysedArticle again{stored(id).content, articleAbout({}, {Speaker, SergeyLavrov}).annotations};
    again.annotations.version = 2;
    QCOMPARE(valueOf(store().saveAnalyses({{id, again}})), 1);
    const StoredArticle renewed = stored(id);
    QCOMPARE(names(renewed), QStringLiteral("Sergey Lavrov"));
    QCOMPARE(renewed.annotations.version, 2);
    QVERIFY(renewed.state.read && !renewed.updated);
    QCOMPARE(counts(store(), Facet::Person), QStringLiteral("Sergey Lavrov 1"));
    QVERIFY(valueOf(store().check(false)).sound);
}

void TestCorrections::aNewAnalysisOfOldContentIsPassedOver()
{
    AnalysedArticle article = articleAbout(QStringLiteral("one"), {Lavrov});
    const ArticleId id = save(article);
    AnalysedArticle again{stored(id).content, {}};
    article.content.text = QStringLiteral("replaced meanwhile");
    save(article);
    QCOMPARE(valueOf(store().saveAnalyses({{id, again}, {ArticleId{99}, again}})), 0);
    QCOMPARE(names(stored(id)), QStringLiteral("Lavrov"));
}

void TestCorrections::whatCameWithAnArticleDoesNotOverrule()
{
    using Bearing = Correction::Bearing;
    AnalysedArticle article = articleAbout(QStringLiteral("one"), {});
    article.corrections = {Correction::country({}, QStringLiteral("RS"), Bearing::NotAbout), Correction::topic({}, QStringLiteral("medtop:16000000"), true)};
    const ArticleId id = save(article);
    QVERIFY(m_temporary->rows(QStringLiteral("country:RS")).isEmpty());
    QCOMPARE(stored(id).corrections.size(), 2);
    valueOf(store().correct(Correction::country(id, QStringLiteral("RS"), Bearing::About)));
    article.corrections += Correction::topic({}, QStringLiteral("medtop:04000000"), true);
    save(article); // the same content with one more correction
    QCOMPARE(m_temporary->rows(QStringLiteral("country:RS")).size(), 1);
    QCOMPARE(m_temporary->rows(QStringLiteral("topic:medtop:04000000")).size(), 1);
    QCOMPARE(stored(id).corrections.size(), 4);
}

void TestCorrections::ofTwoThatCameWithAnArticleTheLaterIsKept()
{
    using Bearing = Correction::Bearing;
    AnalysedArticle article = articleAbout(QStringLiteral("one"), {});
    article.corrections = {Correction::country({}, QStringLiteral("FR"), Bearing::About), Correction::topic({}, QStringLiteral("medtop:16000000"), true),
                           Correction::country({}, QStringLiteral("FR"), Bearing::NotNamed), Correction::topic({}, QStringLiteral("medtop:16000000"), true)};
    const ArticleId id = save(article);
    QVERIFY(m_temporary->rows(QStringLiteral("country:FR")).isEmpty());
    const QList<Correction> kept = valueOf(store().corrections());
    QCOMPARE(kept.size(), 2);
    QVERIFY(kept[0].saysTheSameAs(Correction::country(id, QStringLiteral("FR"), Bearing::NotNamed)));
    QVERIFY(kept[1].saysTheSameAs(Correction::topic(id, QStringLiteral("medtop:16000000"), true)));
    valueOf(store().undoCorrection(kept[0].id)); // and no other that was hidden comes forth
    QVERIFY(m_temporary->rows(QStringLiteral("country:FR")).isEmpty());
}

void TestCorrections::saveMany()
{
    QList<AnalysedArticle> articles;
    for (int i = 0; i < Many; ++i)
        articles += articleAbout(QString::number(i), {Lavrov, Speaker});
    saveAll(articles);
}

void TestCorrections::manyArticlesLetOthersIn()
{
    saveMany();
    std::atomic_int steps = 0;
    QObject::connect(&store(), &Store::changed, &store(), [&](const Changes &changes) { steps += changes.corrections; }, Qt::DirectConnection);
    const auto correcting = store().correct(Correction::notAnEntity(Speaker));
    const auto setting = store().setSetting(QStringLiteral("asked"), QStringLiteral("meanwhile"));
    valueOf(setting);
    QVERIFY(!correcting.isFinished() || steps < 3);
    valueOf(correcting);
    QCOMPARE(counts(store(), Facet::Person), QStringLiteral("Lavrov %1").arg(Many));
    QCOMPARE(valueOf(store().corrections()).size(), 1);
}

void TestCorrections::aKillInBetweenIsMadeUpFor_data()
{
    QTest::addColumn<bool>("isTakenBack");
    QTest::newRow("while it is applied") << false;
    QTest::newRow("while it is taken back") << true;
}

// To be called on the store's thread, between two transactions.
void TestCorrections::copyAsAKillLeavesIt(const QString &folder)
{
    for (const char *suffix : {"", "-wal"}) {
        const QString name = QLatin1String(DatabaseName) + QLatin1String(suffix);
        QFile::copy(m_temporary->folder.filePath(name), QDir(folder).filePath(name));
    }
}

// The files are copied after the first of several transactions.
void TestCorrections::aKillInBetweenIsMadeUpFor()
{
    QFETCH(bool, isTakenBack);
    saveMany();
    CorrectionId id;
    if (isTakenBack)
        id = valueOf(store().correct(Correction::notAnEntity(Speaker)));
    QTemporaryDir copy;
    std::atomic_int steps = 0;
    QObject::connect(&store(), &Store::changed, &store(), [&](const Changes &changes) {
        if (changes.corrections && ++steps == 1) // others are of what was saved
            copyAsAKillLeavesIt(copy.path());
    }, Qt::DirectConnection);
    if (isTakenBack)
        valueOf(store().undoCorrection(id));
    else
        valueOf(store().correct(Correction::notAnEntity(Speaker)));
    QVERIFY(steps > 1);
    auto opened = Store::open(copy.path());
    QVERIFY(opened);
    QCOMPARE(valueOf((*opened)->corrections()).size(), isTakenBack ? 0 : 1); // it was finished when it was copied
    const QString all = QStringLiteral("Lavrov %1").arg(Many) + (isTakenBack ? QStringLiteral(", Mr Speaker %1").arg(Many) : QString());
    QTRY_COMPARE(counts(**opened, Facet::Person), all);
    QVERIFY(valueOf((*opened)->check(false)).sound);
}

// Both go on by turns; whenever a kill comes after it was taken back, it stays taken back.
void TestCorrections::oneTakenBackWhileItIsAppliedIsGone()
{
    saveMany();
    const Answer found = valueOf(store().run({}));
    const QString speakers = QStringLiteral("person:\"Mr Speaker\"");
    const QList<ArticleId> named = m_temporary->rows(speakers);
    const CorrectionId first{1};
    std::optional<QFuture<Result<void>>> takingBack;
    std::vector<std::unique_ptr<QTemporaryDir>> copies;
    QObject::connect(&store(), &Store::changed, &store(), [&](const Changes &changes) {
        if (!changes.corrections)
            return; // of what was saved
        if (!takingBack) {
            takingBack = store().undoCorrection(first);
            return;
        }
        copies.push_back(std::make_unique<QTemporaryDir>());
        copyAsAKillLeavesIt(copies.back()->path());
    }, Qt::DirectConnection);
    QCOMPARE(valueOf(store().correct(Correction::notAnEntity(Speaker))), first);
    valueOf(*takingBack);
    for (int opened = 0; opened < 2; ++opened) {
        QVERIFY(valueOf(store().corrections()).isEmpty());
        QCOMPARE(valueOf(store().run({})).facets, found.facets);
        QCOMPARE(m_temporary->rows(speakers), named);
        QVERIFY(valueOf(store().check(false)).sound);
        m_temporary->reopen();
    }
    QVERIFY(copies.size() > 1);
    for (const auto &copy : copies) {
        auto opened = Store::open(copy->path());
        QVERIFY(opened);
        QVERIFY(valueOf((*opened)->corrections()).isEmpty());
        QTRY_COMPARE(valueOf((*opened)->run({})).facets, found.facets);
    }
}

void TestCorrections::aDiskThatFillsInBetweenIsMadeUpFor_data()
{
    QTest::addColumn<bool>("isTakenBack");
    QTest::addColumn<bool>("isReopened");
    QTest::newRow("applied, then another change") << false << false;
    QTest::newRow("applied, then opened again") << false << true;
    QTest::newRow("taken back, then another change") << true << false;
    QTest::newRow("taken back, then opened again") << true << true;
}

// It was durable with its first step: so it has been made, and can be taken back.
void TestCorrections::aDiskThatFillsInBetweenIsMadeUpFor()
{
    QFETCH(bool, isTakenBack);
    QFETCH(bool, isReopened);
    saveMany();
    const ArticleId other = save(articleAbout(QStringLiteral("other"), {}));
    const CorrectionId first{1};
    if (isTakenBack)
        QCOMPARE(valueOf(store().correct(Correction::notAnEntity(Speaker))), first);
    std::atomic_int steps = 0;
    QObject::connect(&store(), &Store::changed, &store(), [&](const Changes &changes) {
        if (changes.corrections && ++steps == 1) // others are of what was saved
            limitFiles(0);
    }, Qt::DirectConnection);
    if (isTakenBack) {
        const Result<void> undone = store().undoCorrection(first).result();
        limitFiles(RLIM_INFINITY);
        QVERIFY(undone);
    } else {
        const Result<CorrectionId> made = store().correct(Correction::notAnEntity(Speaker)).result();
        limitFiles(RLIM_INFINITY);
        QVERIFY(made);
        QCOMPARE(*made, first);
    }
    QCOMPARE(steps, 1);
    QCOMPARE(valueOf(store().corrections()).size(), isTakenBack ? 0 : 1);
    if (isReopened) {
        m_temporary->reopen();
    } else {
        StateChange read;
        read.read = true;
        valueOf(store().mark({other}, read));
    }
    const QString speakers = QStringLiteral("Mr Speaker %1").arg(Many);
    QTRY_COMPARE(counts(store(), Facet::Person), QStringLiteral("Lavrov %1").arg(Many) + (isTakenBack ? u", " + speakers : QString()));
    if (!isTakenBack) {
        valueOf(store().undoCorrection(first));
        QVERIFY(counts(store(), Facet::Person).endsWith(speakers));
    }
    QVERIFY(valueOf(store().check(false)).sound);
}

void TestCorrections::closingDoesNotWaitForAll()
{
    saveMany();
    const auto correcting = store().correct(Correction::notAnEntity(Speaker));
    m_temporary->reopen();
    QCOMPARE(valueOf(store().corrections()).size(), 1);
    QVERIFY(correcting.result());
    QTRY_COMPARE(counts(store(), Facet::Person), QStringLiteral("Lavrov %1").arg(Many));
}

void TestCorrections::anUnknownValueInADamagedRowIsPassedOver()
{
    const ArticleId id = save(articleAbout(QStringLiteral("one"), {Lavrov, Speaker}));
    m_temporary->store.reset();
    {
        Connection connection(m_temporary->folder.filePath(QLatin1String(DatabaseName)), Connection::Use::Writing);
        const quint32 lavrov = ValueTable(connection).idOf(Facet::Person, QStringLiteral("lavrov"));
        connection.prepare("UPDATE article SET facets = ?").bind(1, packFacetRow({lavrov, 4'000'000'000})).run();
    }
    m_temporary->reopen();
    valueOf(store().correct(Correction::sameEntity(Lavrov, SergeyLavrov)));
    QCOMPARE(m_temporary->rows(QStringLiteral("person:\"Sergey Lavrov\"")), QList<ArticleId>{id});
    QCOMPARE(counts(store(), Facet::Person), QStringLiteral("Mr Speaker 1, Sergey Lavrov 1"));
}

void TestCorrections::anOldProfileTellsThatItsAnalysisIsOld()
{
    QVERIFY(valueOf(store().setting(QStringLiteral("analysis.version"))).isNull());
    save(articleAbout(QStringLiteral("one"), {Lavrov}));
    m_temporary->store.reset();
    {
        Connection connection(m_temporary->folder.filePath(QLatin1String(DatabaseName)), Connection::Use::Writing);
        connection.run(BackToSchema2);
        connection.run("DROP TABLE correction; DROP TABLE found_entity; PRAGMA user_version = 1"); // as before the second migration
    }
    m_temporary->reopen();
    QCOMPARE(valueOf(store().setting(QStringLiteral("analysis.version"))), QStringLiteral("0"));
    valueOf(store().correct(Correction::notAnEntity(Lavrov)));
    QCOMPARE(counts(store(), Facet::Person), QString());
}

QTEST_GUILESS_MAIN(TestCorrections)
#include "test_corrections.moc"
