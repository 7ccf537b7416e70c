#include "library/reanalysis_run.h"

#include "library/waiting.h"

#include <QCoreApplication>

namespace dateline {

namespace {

constexpr qsizetype pieceArticles = 32;
constexpr qsizetype batchArticles = 200; // a fifth of a second of the store's
constexpr qint64 showEvery = 100;        // milliseconds
constexpr int afterAllElse = -1;         // priority on the pool
constexpr qsizetype maximumFailures = 10'000;

} // namespace

ReanalysisRun::ReanalysisRun(Store &store, QThreadPool &pool, const Reanalyser::Report &report, std::function<bool()> isCancelled)
    : m_store(store), m_pool(pool), m_report(report), m_isCancelled(std::move(isCancelled))
{
    m_progress.what = QCoreApplication::translate("Library", "Analysing articles");
}

Result<ReanalysisReport> ReanalysisRun::run(const Query &query, Reanalysis which)
{
    m_which = which;
    AnswerOptions options;
    options.withFacets = false;
    const auto answer = waitedFor(m_store.run(query, options));
    if (!answer)
        return tl::unexpected(answer.error());
    const auto analyzer = Library::loadAnalyzer();
    if (!analyzer)
        return tl::unexpected(analyzer.error());
    m_progress.total = static_cast<int>(answer->rows.size());
    m_sinceShown.start();
    showProgress(true);
    auto done = analyseAll(answer->rows, **analyzer);
    // The pool works with the analyzer: nothing may be left there.
    while (!m_analysing.empty()) {
        const auto taken = takeOldest();
        done = done ? taken : done;
    }
    for (const auto finish : {&ReanalysisRun::save, &ReanalysisRun::awaitSaved}) {
        const auto finished = (this->*finish)();
        done = done ? finished : done;
    }
    if (!done)
        return tl::unexpected(done.error());
    showProgress(true);
    // Whatever came in meanwhile was analysed by this version as well.
    if (query.isEmpty() && !m_isCancelled() && m_outcome.failures.isEmpty()) {
        if (const auto set = waitedFor(m_store.setSetting(AnalysisVersionSetting, QString::number(Analyzer::version()))); !set)
            return tl::unexpected(set.error());
    }
    return m_outcome;
}

Result<void> ReanalysisRun::analyseAll(const QList<ArticleId> &ids, const Analyzer &analyzer)
{
    const size_t limit = 2 * static_cast<size_t>(qMax(1, m_pool.maxThreadCount()));
    for (qsizetype next = 0; next < ids.size() && !m_isCancelled(); next += pieceArticles) {
        auto piece = read(ids.mid(next, pieceArticles));
        if (!piece)
            return tl::unexpected(piece.error());
        m_progress.done = static_cast<int>(qMin(ids.size(), next + pieceArticles));
        showProgress(m_sinceShown.hasExpired(showEvery));
        if (piece->isEmpty())
            continue;
        analyse(std::move(*piece), analyzer);
        while (m_analysing.size() >= limit) {
            if (const auto taken = takeOldest(); !taken)
                return taken;
        }
    }
    return {};
}

Result<ReanalysisRun::Piece> ReanalysisRun::read(const QList<ArticleId> &ids)
{
    QList<QFuture<Result<StoredArticle>>> asked;
    for (ArticleId id : ids)
        asked += m_store.article(id);
    Piece piece;
    for (auto &future : asked) {
        auto article = waitedFor(future);
        if (!article && article.error().kind == ErrorKind::NotFound)
            continue; // removed meanwhile
        if (!article && article.error().kind != ErrorKind::Corrupt)
            return tl::unexpected(article.error());
        if (!article) {
            if (m_outcome.failures.size() < maximumFailures)
                m_outcome.failures += article.error();
            continue;
        }
        ++m_outcome.articles;
        if (m_which == Reanalysis::OfAll || article->annotations.version < Analyzer::version()) {
            Reanalysed &each = piece.emplaceBack();
            each.id = article->id;
            each.article.content = std::move(article->content);
        }
    }
    return piece;
}

void ReanalysisRun::analyse(Piece &&piece, const Analyzer &analyzer)
{
    auto task = std::make_shared<std::packaged_task<Piece()>>([piece = std::move(piece), &analyzer]() mutable {
        for (Reanalysed &each : piece)
            each.article.annotations = analyzer.analyse(each.article.content);
        return std::move(piece);
    });
    m_analysing.push_back(task->get_future());
    m_pool.start([task] { (*task)(); }, afterAllElse);
}

Result<void> ReanalysisRun::takeOldest()
{
    m_analysed += m_analysing.front().get();
    m_analysing.pop_front();
    return m_analysed.size() >= batchArticles ? save() : Result<void>();
}

Result<void> ReanalysisRun::save()
{
    if (const auto saved = awaitSaved(); !saved || m_analysed.isEmpty())
        return saved;
    m_saving = m_store.saveAnalyses(std::exchange(m_analysed, {}));
    return {};
}

Result<void> ReanalysisRun::awaitSaved()
{
    if (!m_saving)
        return {};
    const auto saved = waitedFor(*std::exchange(m_saving, std::nullopt));
    if (!saved)
        return tl::unexpected(saved.error());
    m_outcome.renewed += *saved;
    m_progress.articles = m_outcome.renewed;
    return {};
}

void ReanalysisRun::showProgress(bool isDue)
{
    if (!isDue)
        return;
    m_sinceShown.restart();
    m_report(m_progress);
}

} // namespace dateline
