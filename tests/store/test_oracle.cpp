// Random articles, random changes, random queries: rows and all facet counts equal those of the naive store.
#include "chance.h"
#include "naive_store.h"
#include "samples.h"

#include "base/topics.h"
#include "store/facet_counter.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>

#include <SQLiteCpp/SQLiteCpp.h>

using namespace dateline;

namespace {

const QDate Today(2025, 9, 11);
const QStringList Vocabulary = QStringLiteral("war peace Čačak river Đoković talks gas oil vote minister river's naïve Straße Москва президент 2025 u-turn").split(u' ');
const QStringList People = {QStringLiteral("Aleksandar Vučić"), QStringLiteral("Sergey Lavrov"), QStringLiteral("Ana Brnabić"), QStringLiteral("Ana de Armas"), QStringLiteral("Lavrov")};
const QStringList Organisations = {QStringLiteral("NATO"), QStringLiteral("United Nations"), QStringLiteral("Security Council of the United Nations"), QStringLiteral("BBC")};
const QStringList Places = {QStringLiteral("Belgrade"), QStringLiteral("New York"), QStringLiteral("York"), QStringLiteral("Čačak")};
const QStringList Countries = QStringLiteral("RS XK GB US FR RU").split(u' ');
const QStringList Topics = {QStringLiteral("medtop:11000000"), QStringLiteral("medtop:16000000"), QStringLiteral("medtop:04000000")};
const QStringList Tags = QStringLiteral("balkans later Work").split(u' ');

QString someText(Chance &chance, int words)
{
    QString text;
    for (int i = 0; i < words; ++i)
        text += chance.of(Vocabulary) + (chance.one(6) ? QStringLiteral(". ") : QStringLiteral(" "));
    return text.trimmed();
}

void addEntities(Chance &chance, AnalysedArticle &article, EntityKind kind, const QStringList &names)
{
    for (const QString &name : names) {
        if (!chance.one(3))
            continue;
        // Often named by its last word alone, which is then a spelling of it.
        const QString spelling = chance.one(4) ? name.section(u' ', -1) : name;
        Entity entity{name, kind, 0.5, {{static_cast<qint32>(article.content.text.size()) + 1, static_cast<qint32>(spelling.size()), Part::Text}}};
        article.content.text += u' ' + spelling;
        article.annotations.entities += entity;
    }
}

AnalysedArticle someArticle(Chance &chance, const QString &guid)
{
    AnalysedArticle article = sample(someText(chance, 4), someText(chance, 12), guid);
    const qint64 seconds = QDateTime(QDate(2025, 9, 1), QTime(0, 0), Qt::UTC).toSecsSinceEpoch() + chance.below(14 * 86'400);
    const Moment day = Moment::onDay(QDate(2025, 8, 25).addDays(chance.below(20)));
    article.content.published = chance.one(8) ? Moment() : chance.one(4) ? day : Moment::atEpoch(seconds);
    article.annotations.language = chance.one(5) ? QString() : chance.one(2) ? QStringLiteral("sr") : QStringLiteral("en");
    article.content.language = QStringLiteral("fr-CA");
    for (const QString &code : Countries) {
        if (chance.one(3))
            article.annotations.countries += CountryMention{code, chance.one(2), 0.5, {}};
    }
    for (const QString &topic : Topics) {
        if (chance.one(3))
            article.annotations.topics += Topic{topic, 0.5, {}};
    }
    addEntities(chance, article, EntityKind::Person, People);
    addEntities(chance, article, EntityKind::Organisation, Organisations);
    addEntities(chance, article, EntityKind::Place, Places);
    return article;
}

EntityName someEntity(Chance &chance)
{
    switch (chance.below(4)) {
    case 0: return {EntityKind::Organisation, chance.of(Organisations)};
    case 1: return {EntityKind::Place, chance.of(Places)};
    case 2: return {EntityKind::Person, chance.of(QStringList{QStringLiteral("Nobody Yet"), QStringLiteral("aleksandar vucic"), QStringLiteral("NATO")})};
    default: return {EntityKind::Person, chance.of(People)};
    }
}

Correction someCorrection(Chance &chance, ArticleId article)
{
    switch (chance.below(5)) {
    case 0: return Correction::notAnEntity(someEntity(chance));
    case 1: return Correction::country(article, chance.of(Countries), static_cast<Correction::Bearing>(chance.below(3)));
    case 2: return Correction::topic(article, chance.of(Topics), chance.one(2));
    default: return Correction::sameEntity(someEntity(chance), someEntity(chance));
    }
}

QueryTerm someTerm(Chance &chance)
{
    const auto date = [&] { return QDate(2025, 8, 25).addDays(chance.below(25)).toString(Qt::ISODate); };
    switch (static_cast<Field>(chance.below(static_cast<int>(Field::Story) + 1))) {
    case Field::Word: return {Field::Word, chance.one(3) ? chance.of(Vocabulary).left(2) + u'*' : chance.of(Vocabulary)};
    case Field::Phrase: return {Field::Phrase, chance.of(Vocabulary) + u' ' + chance.of(Vocabulary)};
    case Field::Country: return {Field::Country, chance.of(Countries)};
    case Field::Mentions: return {Field::Mentions, chance.of(Countries)};
    case Field::From: return {Field::From, chance.of(Countries)};
    case Field::Topic: return {Field::Topic, topicShortName(chance.of(Topics))};
    case Field::Person: return {Field::Person, chance.of(QStringList{QStringLiteral("lavrov"), QStringLiteral("VUCIC"), QStringLiteral("ana"), QStringLiteral("Ana Brnabic"), QStringLiteral("nobody")})};
    case Field::Organisation: return {Field::Organisation, chance.of(QStringList{QStringLiteral("nato"), QStringLiteral("nations"), QStringLiteral("united nations"), QStringLiteral("council security")})};
    case Field::Place: return {Field::Place, chance.of(QStringList{QStringLiteral("york"), QStringLiteral("New York"), QStringLiteral("cacak")})};
    case Field::Date: return {Field::Date, chance.of(QStringList{date(), QStringLiteral("7d"), QStringLiteral("today"), QStringLiteral("2025-09"), QStringLiteral("2025-08-20..") + date()})};
    case Field::After: return {Field::After, date()};
    case Field::Before: return {Field::Before, date()};
    case Field::Source: return {Field::Source, chance.of(QStringList{QStringLiteral("bbc"), QStringLiteral("BBC Sport"), QStringLiteral("example.org"), QStringLiteral("b92")})};
    case Field::Language: return {Field::Language, chance.of(QStringList{QStringLiteral("sr"), QStringLiteral("en"), QStringLiteral("fr"), QStringLiteral("de")})};
    case Field::Tag: return {Field::Tag, chance.of(Tags).toUpper()};
    case Field::Is: return {Field::Is, chance.of(QStringList{QStringLiteral("read"), QStringLiteral("unread"), QStringLiteral("bookmarked"), QStringLiteral("updated")})};
    case Field::Story: break;
    }
    return {Field::Story, QStringLiteral("12")};
}

QueryNode someNode(Chance &chance, int depth)
{
    if (depth == 0 || chance.one(3))
        return {QueryNode::Kind::Term, someTerm(chance), {}};
    QueryNode node;
    node.kind = chance.one(4) ? QueryNode::Kind::Not : chance.one(2) ? QueryNode::Kind::Any : QueryNode::Kind::All;
    const int children = node.kind == QueryNode::Kind::Not ? 1 : 1 + chance.below(3);
    for (int i = 0; i < children; ++i)
        node.children += someNode(chance, depth - 1);
    return node;
}

// The first difference, for people; empty where there is none.
QString difference(const Answer &found, const Answer &wanted)
{
    if (found.rows != wanted.rows)
        return QStringLiteral("rows: %1 instead of %2").arg(found.rows.size()).arg(wanted.rows.size());
    if (found.days != wanted.days || found.undated != wanted.undated)
        return QStringLiteral("days");
    for (auto [facet, counts] : wanted.facets.asKeyValueRange()) {
        const QList<FacetCount> &got = found.facets[facet];
        for (qsizetype i = 0; i < std::max(got.size(), counts.size()); ++i) {
            const FacetCount a = got.value(i), b = counts.value(i);
            if (!(a == b))
                return QStringLiteral("facet %1 at %2: %3/%4 %5 instead of %6/%7 %8").arg(static_cast<int>(facet)).arg(i).arg(a.value, a.label).arg(a.count).arg(b.value, b.label).arg(b.count);
        }
    }
    return found.facets.size() == wanted.facets.size() ? QString() : QStringLiteral("facets");
}

} // namespace

class TestOracle final : public QObject {
    Q_OBJECT
private slots:
    void answersEqualThoseOfANaiveSearch_data();
    void answersEqualThoseOfANaiveSearch();
    void answersDoNotDependOnTheIndexFile_data();
    void answersDoNotDependOnTheIndexFile();

private:
    void begin();
    void disturb(Chance &chance);
    void killAndOpenTheCopy();
    void putOlderDatabaseBack();
    void change(Chance &chance);
    void markSome(Chance &chance);
    void correctSome(Chance &chance);
    void lookAtArticles();
    void compare(Chance &chance, int queries);

    std::unique_ptr<TemporaryStore> m_temporary;
    NaiveStore m_naive;
    QList<Source> m_sources;
    QMap<std::pair<SourceId, QString>, Annotations> m_found; // by source and guid
    // An earlier state of the profile, and what was in it.
    std::unique_ptr<QTemporaryDir> m_older;
    NaiveStore m_olderNaive;
    QMap<std::pair<SourceId, QString>, Annotations> m_olderFound;
};

// One random step: new articles, replaced ones, marks, corrections, the undoing of both, removals.
void TestOracle::change(Chance &chance)
{
    Store &store = *m_temporary->store;
    const Source &source = chance.of(m_sources);
    QList<AnalysedArticle> batch;
    for (int i = chance.below(12); i >= 0; --i) // now and then one article twice
        batch += someArticle(chance, source.title + QString::number(chance.below(60)));
    for (const AnalysedArticle &article : batch) {
        m_naive.rememberSpellings(article.annotations, article.content);
        m_found[{source.id, article.content.guid}] = article.annotations;
    }
    valueOf(store.save(source.id, batch));
    lookAtArticles();
    markSome(chance);
    correctSome(chance);
    if (chance.one(3)) {
        const quint32 gone = m_naive.articles.begin()->first;
        valueOf(store.remove({ArticleId{gone}}));
        m_naive.articles.erase(gone);
        m_naive.corrections = valueOf(store.corrections());
    }
    for (const auto &[id, each] : m_naive.articles) {
        const StoredArticle stored = valueOf(store.article(ArticleId{id}));
        QCOMPARE(stored.annotations, each.article.annotations);
    }
}

// What is stored is asked back; whether it is right is test_store's business. What was found is known from what was saved.
void TestOracle::lookAtArticles()
{
    for (ArticleId id : valueOf(m_temporary->store->run({})).rows) {
        const StoredArticle stored = valueOf(m_temporary->store->article(id));
        const Source source = *std::find_if(m_sources.begin(), m_sources.end(), [&](const Source &each) { return each.id == stored.source; });
        m_naive.articles[id.value] = {{stored.content, {}}, m_found[{stored.source, stored.content.guid}], source, stored.state, stored.updated};
    }
    m_naive.corrections = valueOf(m_temporary->store->corrections());
    m_naive.show();
}

// A few corrections, and some of them taken back.
void TestOracle::correctSome(Chance &chance)
{
    Store &store = *m_temporary->store;
    for (int i = chance.below(4); i > 0; --i)
        valueOf(store.correct(someCorrection(chance, ArticleId{m_naive.articles.rbegin()->first})));
    for (const Correction &correction : valueOf(store.corrections())) {
        if (chance.one(4))
            valueOf(store.undoCorrection(correction.id));
    }
    m_naive.corrections = valueOf(store.corrections());
    m_naive.show();
}

void TestOracle::markSome(Chance &chance)
{
    StateChange change;
    if (chance.one(2))
        change.read = chance.one(2);
    if (chance.one(3))
        change.bookmarked = chance.one(2);
    if (chance.one(2))
        change.addTags += chance.of(Tags);
    if (chance.one(3))
        change.removeTags += chance.of(Tags);
    QList<ArticleId> ids;
    for (const auto &[id, each] : m_naive.articles) {
        if (chance.one(3))
            ids += ArticleId{id};
    }
    const StateUndo undo = valueOf(m_temporary->store->mark(ids, change));
    if (chance.one(3)) {
        valueOf(m_temporary->store->undo(undo));
        return;
    }
    for (ArticleId id : ids) {
        NaiveArticle &each = m_naive.articles[id.value];
        each.state.read = change.read.value_or(each.state.read);
        if (change.read.value_or(false))
            each.updated = false;
        each.state.bookmarked = change.bookmarked.value_or(each.state.bookmarked);
        for (const QString &tag : change.removeTags)
            each.state.tags.removeAll(tag);
        for (const QString &tag : change.addTags) {
            if (!each.state.tags.contains(tag))
                each.state.tags += tag;
        }
    }
}

void TestOracle::compare(Chance &chance, int queries)
{
    for (int i = 0; i < queries; ++i) {
        const Query query = i == 0 ? Query() : Query(someNode(chance, 3));
        AnswerOptions options;
        options.today = Today;
        options.top = chance.one(2) ? 50 : 1 + chance.below(3);
        const Answer found = valueOf(m_temporary->store->run(query, options));
        const QString differs = difference(found, m_naive.run(query, options));
        QVERIFY2(differs.isEmpty(), qPrintable(query.toText() + QStringLiteral(" : ") + differs));
        options.order = Order::Relevance;
        Answer ranked = valueOf(m_temporary->store->run(query, options));
        QCOMPARE(QSet<ArticleId>(ranked.rows.begin(), ranked.rows.end()), QSet<ArticleId>(found.rows.begin(), found.rows.end()));
        QCOMPARE(ranked.rows.size(), found.rows.size());
    }
}

void TestOracle::answersEqualThoseOfANaiveSearch_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 6; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void TestOracle::answersEqualThoseOfANaiveSearch()
{
    QFETCH(quint32, seed);
    Chance chance(seed);
    begin();
    for (int step = 0; step < 12; ++step) {
        change(chance);
        compare(chance, 25);
        if (QTest::currentTestFailed())
            return;
    }
    m_temporary->reopen();
    compare(chance, 25);
    const CheckReport report = valueOf(m_temporary->store->check(false));
    QVERIFY2(report.sound, qPrintable(report.found.join(u'\n')));
}

void TestOracle::begin()
{
    m_temporary = std::make_unique<TemporaryStore>();
    m_naive = {};
    m_sources.clear();
    m_found.clear();
    for (const char *title : {"BBC", "BBC Sport", "B92", "BBC"}) {
        Source source = feedSource(QString::fromLatin1(title));
        source.url += QString::number(m_sources.size()); // two sources of one title
        source.country = m_sources.size() == 2 ? QStringLiteral("RS") : m_sources.size() == 3 ? QString() : QStringLiteral("GB");
        m_sources += valueOf(m_temporary->store->ensureSource(source));
        m_naive.sources = m_sources;
    }
}

static const QStringList ProfileFiles = {QStringLiteral("dateline.sqlite"), QStringLiteral("dateline.sqlite-wal"), QStringLiteral("dateline.index")};

static void copyFiles(const QString &from, const QString &to, const QStringList &names)
{
    for (const QString &name : names) {
        QFile::remove(to + u'/' + name);
        QFile::copy(from + u'/' + name, to + u'/' + name);
    }
}

// As a kill leaves them: the files, copied while they are in use. The database's first, so that the index file may be the newer one.
void TestOracle::killAndOpenTheCopy()
{
    auto copy = std::make_unique<TemporaryStore>();
    copy->store.reset();
    {
        // While somebody reads, the log isn't begun anew, so that it and the database belong together whatever the store does meanwhile.
        SQLite::Database reader(m_temporary->folder.filePath(QStringLiteral("dateline.sqlite")).toStdString(), SQLite::OPEN_READWRITE);
        reader.exec("BEGIN; SELECT generation FROM profile");
        copyFiles(m_temporary->folder.path(), copy->folder.path(), ProfileFiles);
    }
    copy->limits = m_temporary->limits;
    copy->reopen();
    m_temporary = std::move(copy);
}

// With the index file of what happened since then beside it.
void TestOracle::putOlderDatabaseBack()
{
    const QString folder = m_temporary->folder.path();
    m_temporary->store.reset();
    auto present = std::make_unique<QTemporaryDir>();
    copyFiles(folder, present->path(), ProfileFiles);
    const NaiveStore presentNaive = m_naive;
    const auto presentFound = m_found;
    if (m_older) {
        copyFiles(m_older->path(), folder, {ProfileFiles[0]});
        QDir(folder + QStringLiteral("/state")).removeRecursively(); // else opening brings in what the reader did since (test_later_copy)
        m_naive = m_olderNaive;
        m_found = m_olderFound;
    }
    m_older = std::move(present);
    m_olderNaive = presentNaive;
    m_olderFound = presentFound;
}

// Closes the store, does something to its files, and opens it again.
void TestOracle::disturb(Chance &chance)
{
    const QString folder = m_temporary->folder.path();
    const QString file = folder + QStringLiteral("/dateline.index");
    m_temporary->limits.journalBytes = 2000 + chance.below(20'000);
    m_temporary->limits.journalBytesAtClose = chance.one(2) ? 0 : 5000;
    const int kind = chance.below(8);
    if (kind == 0)
        return killAndOpenTheCopy();
    if (kind == 1)
        putOlderDatabaseBack();
    m_temporary->store.reset();
    QFile index(file);
    QVERIFY(index.open(QIODevice::ReadWrite));
    const int size = static_cast<int>(index.size());
    if (kind == 2) {
        index.remove();
    } else if (kind == 3) {
        index.resize(chance.below(size + 1));
    } else if (kind == 4 && size > 0) {
        const int at = chance.below(size);
        index.seek(at);
        const char byte = static_cast<char>(index.peek(1).at(0) ^ (1 << chance.below(8)));
        index.putChar(byte);
    } else if (kind == 5 && m_older) {
        index.remove();
        copyFiles(m_older->path(), folder, {QStringLiteral("dateline.index")});
    } else if (kind == 6) {
        SQLite::Database database(m_temporary->folder.filePath(QStringLiteral("dateline.sqlite")).toStdString(), SQLite::OPEN_READWRITE);
        database.exec(chance.one(2) ? "DELETE FROM index_journal WHERE generation = (SELECT max(generation) FROM index_journal)"
                                    : "DELETE FROM index_journal WHERE generation < (SELECT max(generation) FROM index_journal)");
    }
    index.close();
    m_temporary->reopen();
}

void TestOracle::answersDoNotDependOnTheIndexFile_data()
{
    answersEqualThoseOfANaiveSearch_data();
}

void TestOracle::answersDoNotDependOnTheIndexFile()
{
    QFETCH(quint32, seed);
    Chance chance(seed + 100);
    m_older.reset();
    begin();
    for (int step = 0; step < 12; ++step) {
        for (int changes = chance.below(3); changes >= 0; --changes)
            change(chance);
        disturb(chance);
        compare(chance, 10);
        const CheckReport report = valueOf(m_temporary->store->check(false));
        QVERIFY2(report.sound, qPrintable(report.found.join(u'\n')));
        if (QTest::currentTestFailed())
            return;
    }
}

QTEST_GUILESS_MAIN(TestOracle)
#include "test_oracle.moc"
