// ReanalysisRun: one new analysis of the articles of a query, on a thread that may block.
//
// Articles are read by pieces of some dozen, analysed on the pool, and saved some hundred a transaction; of each kind only a few are
// under way, so that memory stays bounded.
#pragma once

#include "library/reanalyser.h"
#include "store/store.h"

#include <QElapsedTimer>

#include <deque>
#include <future>

namespace dateline {

class ReanalysisRun final {
public:
    ReanalysisRun(Store &store, QThreadPool &pool, const Reanalyser::Report &report, std::function<bool()> isCancelled);

    Result<ReanalysisReport> run(const Query &query, Reanalysis which);

private:
    using Piece = QList<Reanalysed>;

    Result<void> analyseAll(const QList<ArticleId> &ids, const Analyzer &analyzer);
    Result<Piece> read(const QList<ArticleId> &ids);
    void analyse(Piece &&piece, const Analyzer &analyzer);
    Result<void> takeOldest();
    Result<void> save();
    Result<void> awaitSaved();
    void showProgress(bool isDue);

    Store &m_store;
    QThreadPool &m_pool;
    const Reanalyser::Report &m_report;
    std::function<bool()> m_isCancelled;
    Reanalysis m_which = Reanalysis::OfOlder;
    std::deque<std::future<Piece>> m_analysing;
    Piece m_analysed;                                // to be saved together
    std::optional<QFuture<Result<int>>> m_saving;
    ReanalysisReport m_outcome;
    Progress m_progress;
    QElapsedTimer m_sinceShown;
};

} // namespace dateline
