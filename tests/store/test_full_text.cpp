// Articles whose page was fetched: what is wanted, what is shown, and what of the feed's version is kept, through refreshes, damage and
// salvage.
#include "samples.h"

#include "store/article_table.h"
#include "store/connection.h"
#include "store/content_codec.h"
#include "store/gzip_file.h"

#include <QDir>
#include <QRandomGenerator>

using namespace dateline;
using namespace Qt::StringLiterals;

namespace {

const QString fullText = u"The harbour of Port Bay was closed. Fishermen protested on the river quay, and a lighthouse keeper sang."_s;

AnalysedArticle teaser(int number, const QString &text = u"The harbour of Port Bay was closed …"_s)
{
    AnalysedArticle article = sample(u"Title %1"_s.arg(number), text, u"guid-%1"_s.arg(number));
    article.content.url = u"https://example.org/%1"_s.arg(number);
    return article;
}

FullTextArrival arrivalFor(const StoredArticle &stored, const QString &text = fullText)
{
    FullTextArrival arrival{stored.id, stored.feedVersion.value_or(stored.content), {}};
    arrival.article.content = arrival.feed;
    arrival.article.content.text = text;
    arrival.article.content.html = u"<p>"_s + text + u"</p>"_s;
    arrival.article.annotations.language = u"en"_s;
    arrival.article.annotations.version = 1;
    arrival.article.annotations.countries = {{u"NO"_s, true, 0.7, {}}};
    return arrival;
}

QDateTime now()
{
    return QDateTime::currentDateTimeUtc();
}

} // namespace

class TestFullText final : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<TemporaryStore> m_temporary;
    SourceId m_source;

    Store &store() { return *m_temporary->store; }
    void choose(FullText rule)
    {
        valueOf(store().changeSource(m_source, [rule](Source &source) { source.fullText = rule; }));
    }
    QList<quint32> wanted(const QDateTime &at = now())
    {
        QList<quint32> ids;
        for (const FullTextWish &wish : valueOf(store().fullTextWishes(at, 1000)))
            ids += wish.id.value;
        return ids;
    }
    ArticleId saved(const AnalysedArticle &article) { return valueOf(store().save(m_source, {article})).added.value(0); }
    ArticleId withPage(const AnalysedArticle &article)
    {
        const ArticleId id = saved(article);
        if (!valueOf(store().saveFullText(arrivalFor(valueOf(store().article(id))))))
            QTest::qFail("the page wasn't taken", __FILE__, __LINE__);
        return id;
    }

private slots:
    void init()
    {
        m_temporary = std::make_unique<TemporaryStore>();
        m_source = m_temporary->source();
    }

    void nothingIsWantedUnlessARuleSaysSo()
    {
        saved(teaser(1));
        QVERIFY(wanted().isEmpty());
        valueOf(store().setFullText(FullText::WhenShort));
        QCOMPARE(wanted(), QList<quint32>{1}); // what is there and unread
        saved(teaser(2));
        saved(teaser(3, u"A long text. "_s.repeated(400)));
        AnalysedArticle without = teaser(4);
        without.content.url.clear();
        saved(without);
        QCOMPARE(wanted(), (QList<quint32>{2, 1}));
        choose(FullText::Never);
        QVERIFY(wanted().isEmpty());
        choose(FullText::Always);
        QCOMPARE(wanted(), (QList<quint32>{3, 2, 1}));
        m_temporary->reopen();
        QCOMPARE(wanted(), (QList<quint32>{3, 2, 1}));
    }

    void ofManyTheNewestAreWanted()
    {
        choose(FullText::Always);
        QList<AnalysedArticle> many;
        for (int i = 1; i <= 300; ++i)
            many += teaser(i);
        const QList<ArticleId> ids = valueOf(store().save(m_source, many)).added;
        QCOMPARE(wanted().size(), MostFullTextsOfSource);
        QCOMPARE(wanted().first(), ids.last().value);
        QCOMPARE(wanted().last(), ids[100].value);
    }

    void whatIsReadIsNotWantedLater()
    {
        const ArticleId read = saved(teaser(1)), kept = saved(teaser(2)), open = saved(teaser(3));
        StateChange change;
        change.read = true;
        valueOf(store().mark({read, kept}, change));
        change.bookmarked = true;
        valueOf(store().mark({kept}, change));
        choose(FullText::WhenShort);
        QCOMPARE(wanted(), (QList<quint32>{open.value, kept.value}));
        QCOMPARE(valueOf(store().wantFullText({read, kept})), 1); // it is bookmarked, perhaps
        QCOMPARE(wanted(), (QList<quint32>{open.value, kept.value, read.value}));
    }

    void thePageIsShownSearchedAndCounted()
    {
        const ArticleId id = withPage(teaser(1));
        const StoredArticle article = valueOf(store().article(id));
        QCOMPARE(article.content.text, fullText);
        QVERIFY(article.feedVersion);
        QCOMPARE(*article.feedVersion, teaser(1).content);
        QCOMPARE(m_temporary->rows(u"lighthouse"_s), QList<ArticleId>{id});
        QCOMPARE(m_temporary->rows(u"country:NO"_s), QList<ArticleId>{id});
        QVERIFY(!article.updated);
        QVERIFY(wanted().isEmpty());
        const CheckReport report = valueOf(store().check(false));
        QVERIFY2(report.sound, qPrintable(report.found.join(u'\n')));
        m_temporary->reopen();
        QCOMPARE(valueOf(store().article(id)).content.text, fullText);
    }

    void aRefreshDoesNotUndoIt()
    {
        const ArticleId id = withPage(teaser(1));
        AnalysedArticle again = teaser(1);
        again.annotations.version = 2; // a newer analysis of the teaser isn't one of the page
        const SaveReport report = valueOf(store().save(m_source, {again}));
        QCOMPARE(report.unchanged, 1);
        const StoredArticle article = valueOf(store().article(id));
        QCOMPARE(article.content.text, fullText);
        QCOMPARE(article.annotations.version, 1);
        QCOMPARE(m_temporary->rows(u"country:NO"_s), QList<ArticleId>{id});
    }

    void whatIsExportedIsUnchangedWhenItComesBack()
    {
        const ArticleId id = withPage(teaser(1));
        AnalysedArticle exported;
        exported.content = valueOf(store().article(id)).content;
        exported.annotations = valueOf(store().article(id)).annotations;
        QCOMPARE(valueOf(store().save(m_source, {exported})).unchanged, 1);
        QVERIFY(valueOf(store().article(id)).feedVersion);
    }

    void anItemThatChangesKeepsItsPageUntilTheNewOneIsThere()
    {
        const ArticleId id = withPage(teaser(1));
        StateChange change;
        change.read = true;
        change.addTags = {u"mine"_s};
        valueOf(store().mark({id}, change));
        AnalysedArticle changed = teaser(1, u"The harbour of Port Bay is open again …"_s);
        changed.content.published = Moment::atEpoch(1'757'700'000);
        QCOMPARE(valueOf(store().save(m_source, {changed})).updated, QList<ArticleId>{id});
        StoredArticle article = valueOf(store().article(id));
        QCOMPARE(article.content.text, fullText);
        QCOMPARE(article.content.published, changed.content.published);
        QCOMPARE(article.feedVersion->text, changed.content.text);
        QVERIFY(article.updated);
        QCOMPARE(article.state.tags, QStringList{u"mine"_s});
        QVERIFY(wanted().isEmpty()); // a feed that changes all the time has its pages fetched once an hour
        QCOMPARE(wanted(now().addSecs(4000)), QList<quint32>{id.value});
        QVERIFY(valueOf(store().saveFullText(arrivalFor(article, u"The harbour of Port Bay is open again, with a trombone."_s))));
        QCOMPARE(m_temporary->rows(u"trombone"_s), QList<ArticleId>{id});
        QVERIFY(m_temporary->rows(u"lighthouse"_s).isEmpty());
        QVERIFY(wanted(now().addSecs(4000)).isEmpty());
        QCOMPARE(valueOf(store().save(m_source, {changed})).unchanged, 1);
        QVERIFY(valueOf(store().check(false)).sound);
    }

    void aPageForAnEarlierVersionIsNotTaken()
    {
        const ArticleId id = saved(teaser(1));
        const FullTextArrival late = arrivalFor(valueOf(store().article(id)));
        valueOf(store().save(m_source, {teaser(1, u"Another teaser"_s)}));
        QVERIFY(!valueOf(store().saveFullText(late)));
        QCOMPARE(valueOf(store().article(id)).content.text, u"Another teaser"_s);
        valueOf(store().remove({id}));
        QVERIFY(!valueOf(store().saveFullText(late)));
    }

    void aFailedAttemptIsDueAgainOrGivenUp()
    {
        choose(FullText::Always);
        const ArticleId id = saved(teaser(1));
        valueOf(store().postponeFullText(id, now().addSecs(600)));
        QVERIFY(wanted().isEmpty());
        const auto later = valueOf(store().fullTextWishes(now().addSecs(601), 10));
        QCOMPARE(later.size(), 1);
        QCOMPARE(later.first().attempts, 1);
        valueOf(store().postponeFullText(id, {}));
        QVERIFY(wanted(now().addDays(5)).isEmpty());
        valueOf(store().save(m_source, {teaser(1)}));
        QVERIFY(wanted(now().addDays(5)).isEmpty());
        valueOf(store().save(m_source, {teaser(1, u"Another teaser"_s)})); // perhaps its page is another, too
        QCOMPARE(wanted(now().addDays(5)), QList<quint32>{id.value});
    }

    void theReaderMayAskForAnyArticleWithALink()
    {
        const ArticleId id = saved(teaser(1));
        valueOf(store().askFullText({id}));
        const auto wishes = valueOf(store().fullTextWishes(now(), 10));
        QCOMPARE(wishes.size(), 1);
        QVERIFY(wishes.first().isAsked);
        QCOMPARE(wishes.first().url, u"https://example.org/1"_s);
        QCOMPARE(wishes.first().sourceUrl, u"https://example.org/BBC"_s);
        AnalysedArticle without = teaser(2);
        without.content.url.clear();
        QCOMPARE(store().askFullText({saved(without)}).result().error().kind, ErrorKind::Usage);
        QCOMPARE(store().askFullText({{999}}).result().error().kind, ErrorKind::NotFound);
    }

    void aNewAnalysisIsOneOfThePage()
    {
        const ArticleId id = withPage(teaser(1));
        Reanalysed again{id, {}};
        again.article.content = valueOf(store().article(id)).content;
        again.article.annotations.version = 3;
        again.article.annotations.countries = {{u"RS"_s, true, 0.7, {}}};
        QCOMPARE(valueOf(store().saveAnalyses({again})), 1);
        QCOMPARE(m_temporary->rows(u"country:RS"_s), QList<ArticleId>{id});
        QVERIFY(m_temporary->rows(u"country:NO"_s).isEmpty());
        QCOMPARE(valueOf(store().save(m_source, {teaser(1)})).unchanged, 1);
    }

    void correctionsHoldForThePageToo()
    {
        const ArticleId id = saved(teaser(1));
        valueOf(store().correct(Correction::country(id, u"NO"_s, Correction::Bearing::NotNamed)));
        QVERIFY(valueOf(store().saveFullText(arrivalFor(valueOf(store().article(id))))));
        QVERIFY(m_temporary->rows(u"country:NO"_s).isEmpty());
    }

    void correctionsThatComeWithTheFeedsVersionHoldForThePageToo()
    {
        const ArticleId one = withPage(teaser(1)), two = withPage(teaser(2));
        AnalysedArticle same = teaser(1), changed = teaser(2, u"Another teaser"_s);
        same.corrections = changed.corrections = {Correction::country({}, u"NO"_s, Correction::Bearing::NotNamed)};
        valueOf(store().save(m_source, {same, changed}));
        QVERIFY(m_temporary->rows(u"country:NO"_s).isEmpty());
        QCOMPARE(m_temporary->rows(u"lighthouse"_s), (QList<ArticleId>{two, one}));
        const CheckReport report = valueOf(store().check(false));
        QVERIFY2(report.sound, qPrintable(report.found.join(u'\n')));
    }

    void anArticleOfARemovedSourceKeepsBoth()
    {
        const ArticleId id = withPage(teaser(1));
        StateChange change;
        change.bookmarked = true;
        valueOf(store().mark({id}, change));
        valueOf(store().removeSource(m_source));
        const StoredArticle article = valueOf(store().article(id));
        QCOMPARE(article.content.text, fullText);
        QVERIFY(article.feedVersion);
    }

    void onAFullDiskOneOfTheTwoIsThereWhole()
    {
        const ArticleId id = saved(teaser(1));
        QString large;
        QRandomGenerator random(7);
        while (large.size() < 1'000'000)
            large += QString::number(random.generate64(), 36) + u' ';
        const FullTextArrival arrival = arrivalFor(valueOf(store().article(id)), large);
        const Result<bool> failed = onAFullDisk(400'000, [&] { return store().saveFullText(arrival).result(); });
        QVERIFY(!failed);
        QVERIFY(failed.error().kind == ErrorKind::Full || failed.error().kind == ErrorKind::Unreadable);
        QCOMPARE(valueOf(store().article(id)).content, teaser(1).content);
        QVERIFY(!valueOf(store().article(id)).feedVersion);
        QVERIFY(valueOf(store().saveFullText(arrival)));
        m_temporary->reopen();
        QCOMPARE(valueOf(store().article(id)).content.text, large);
        QVERIFY(valueOf(store().check(false)).sound);
    }

    void aDamagedFeedVersionIsToldAndRemoved()
    {
        const ArticleId id = withPage(teaser(1));
        m_temporary->store.reset();
        {
            SQLite::Database database(databaseIn(m_temporary->folder.path()).toStdString(), SQLite::OPEN_READWRITE);
            database.exec("UPDATE full_text SET feed = x'0102030405'");
        }
        m_temporary->reopen();
        QVERIFY(!valueOf(store().article(id)).feedVersion);
        QVERIFY(!valueOf(store().check(false)).sound);
        QVERIFY(!valueOf(store().check(true)).repaired.isEmpty());
        const CheckReport after = valueOf(store().check(false));
        QVERIFY2(after.sound, qPrintable(after.found.join(u'\n')));
        QCOMPARE(valueOf(store().article(id)).content.text, fullText);
    }

    // The next refresh must not put the teaser in the page's place.
    void aCopyOfTheReadersWorkHoldsBoth()
    {
        const ArticleId id = withPage(teaser(1));
        StateChange change;
        change.bookmarked = true;
        valueOf(store().mark({id, saved(teaser(2))}, change));
        m_temporary->store.reset();
        for (const char *suffix : {"", "-wal", "-shm"})
            QFile::remove(databaseIn(m_temporary->folder.path()) + QLatin1String(suffix));
        QVERIFY(Store::salvage(m_temporary->folder.path()));
        m_temporary->reopen();
        const QList<ArticleId> back = m_temporary->rows(u"lighthouse"_s);
        QCOMPARE(back.size(), 1);
        const StoredArticle article = valueOf(store().article(back.first()));
        QCOMPARE(article.content.text, fullText);
        QVERIFY(article.feedVersion);
        QCOMPARE(*article.feedVersion, teaser(1).content);
        m_source = m_temporary->source();
        QCOMPARE(valueOf(store().save(m_source, {teaser(1), teaser(2)})).unchanged, 2);
        QCOMPARE(valueOf(store().article(back.first())).content.text, fullText);
        QVERIFY(wanted().isEmpty());
        const CheckReport check = valueOf(store().check(false));
        QVERIFY2(check.sound, qPrintable(check.found.join(u'\n')));
    }

    void whereThePageInTheCopyIsDamagedTheFeedsVersionComesBack()
    {
        QTemporaryDir folder;
        QDir().mkpath(folder.filePath(u"state"_s));
        {
            GzipFile file(folder.filePath(u"state/dateline-state-2025-09-14.jsonl.gz"_s), GzipFile::Use::Writing);
            const QByteArray feed = packAlone(teaser(1).content).toBase64();
            const QByteArrayList lines{QByteArray(R"({"datelineState":{"form":1,"generation":12,"made":"2025-09-14T10:00:00Z"}})"),
                                           QByteArray(R"({"source":{"id":3,"title":"T","url":"https://example.org/f"}})"),
                                           QByteArray(R"({"article":{"source":3,"identity":"fe","title":"T","flags":2,"body":"AAAA","feed":")" + feed + "\"}}"),
                                           QByteArray(R"({"article":{"source":3,"identity":"fd","title":"U","lead":"Lead","flags":2,"body":"AAAA","feed":"AAAA"}})"),
                                           QByteArray(R"({"end":{"lines":4}})")};
            for (const QByteArray &line : lines)
                file.write(line);
            QVERIFY(file.close());
        }
        QVERIFY(Store::salvage(folder.path()));
        const auto opened = Store::open(folder.path());
        QVERIFY(opened);
        const QList<ArticleId> rows = valueOf((*opened)->run(Query::parse(u"is:bookmarked"_s).value())).rows;
        QCOMPARE(rows.size(), 2);
        QStringList texts;
        for (const ArticleId id : rows) {
            const StoredArticle article = valueOf((*opened)->article(id));
            QVERIFY(!article.feedVersion);
            texts += article.content.text;
        }
        texts.sort();
        QCOMPARE(texts, (QStringList{u"Lead"_s, teaser(1).content.text}));
        QVERIFY(valueOf((*opened)->check(false)).sound);
    }

    void aSalvageSavesBoth()
    {
        const ArticleId whole = withPage(teaser(1)), damaged = withPage(teaser(2));
        m_temporary->store.reset();
        {
            SQLite::Database database(databaseIn(m_temporary->folder.path()).toStdString(), SQLite::OPEN_READWRITE);
            database.exec("UPDATE content SET body = x'00' WHERE id = " + std::to_string(damaged.value));
        }
        const auto report = Store::salvage(m_temporary->folder.path());
        QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().message));
        QCOMPARE(report->articlesInPart, 1);
        m_temporary->reopen();
        QCOMPARE(valueOf(store().article(whole)).content.text, fullText);
        QCOMPARE(*valueOf(store().article(whole)).feedVersion, teaser(1).content);
        QCOMPARE(valueOf(store().article(damaged)).content.text, teaser(2).content.text); // less than the page, more than its first words
        QVERIFY(!valueOf(store().article(damaged)).feedVersion);
        QCOMPARE(valueOf(store().save(m_source, {teaser(1), teaser(2)})).unchanged, 2);
        const CheckReport check = valueOf(store().check(false));
        QVERIFY2(check.sound, qPrintable(check.found.join(u'\n')));
    }
};

QTEST_GUILESS_MAIN(TestFullText)
#include "test_full_text.moc"
