// Errands: what the window has the library do that takes a while: imports, new addresses, refreshes, new analyses. Starts them, keeps hold of them
// so that they can be stopped, and says in a sentence how they ended. Main thread only.
#pragma once

#include "library/library.h"
#include "ui/brought_in.h"

#include <QFutureWatcher>
#include <QObject>

#include <functional>

namespace dateline {

class Errands final : public QObject {
    Q_OBJECT
public:
    // `library` outlives it.
    explicit Errands(Library &library, QObject *parent = nullptr);
    ~Errands() override;

    void bringIn(const BroughtIn &brought);
    void importPaths(const QStringList &paths);
    void importSampleEdition();
    void addAddress(const QUrl &address, bool isNamed = true);
    // Saves the page itself; `answered` is called instead of failed().
    void savePage(const QUrl &address, const std::function<void(const Result<Source> &)> &answered);
    // What is at an address; whoever asked may break it off by the future.
    QFuture<Result<Discovery>> discover(const QString &address, bool isNamed, const std::function<void(const Result<Discovery> &)> &answered);
    // Feeds that were found, one after the other; `answered` gets the first failure, if any.
    void subscribe(const QList<TriedFeed> &feeds, const QStringList &folder, const std::function<void(const std::optional<Error> &)> &answered);
    // Feeds of a list; they are fetched afterwards.
    void subscribe(const QList<Source> &feeds);
    void refresh(const QList<SourceId> &sources = {});
    void reanalyse();
    void applyRetention();
    void fetchFullText(ArticleId id);
    void writeOpml(const QString &file);
    // Stops what runs; what was saved stays.
    void cancelAll();
    bool isBusy() const { return m_running > 0; }

signals:
    void done(const QString &sentence);
    void doneInPart(const QString &sentence, const QString &title, const QList<dateline::Error> &failures);
    void refreshedInPart(const QString &sentence); // what failed is with each source
    void failed(const dateline::Error &error);
    void idle(); // nothing runs any more

private:
    void takeImport(const Result<ImportReport> &report);
    void subscribeNext(const QList<TriedFeed> &feeds, qsizetype next, const QStringList &folder, const std::function<void(const std::optional<Error> &)> &answered);
    void takeReanalysis(const Result<ReanalysisReport> &report);
    void takeRefresh(const Result<RefreshReport> &report);
    template <class T, class Take>
    void follow(QFuture<Result<T>> future, Take take);

    Library &m_library;
    QList<std::function<void()>> m_cancels;
    int m_running = 0;
};

// "142 articles added, 3 updated", "Nothing new".
QString importSentence(const ImportReport &report);
QString refreshSentence(const RefreshReport &report);
QString reanalysisSentence(const ReanalysisReport &report);
QString expirySentence(int articles);

} // namespace dateline
