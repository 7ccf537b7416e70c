// Library's own: what it owns, and the work that goes on by itself. Main thread only.
#pragma once

#include "library/automatic_refresh.h"
#include "library/full_text_fetcher.h"
#include "library/image_keeping.h"
#include "library/image_loading.h"
#include "library/importer.h"
#include "library/kept_logins.h"
#include "library/library.h"
#include "library/links.h"
#include "library/marking_history.h"
#include "library/reanalyser.h"
#include "library/refresher.h"
#include "library/retention_run.h"
#include "store/store.h"

#include <QFutureWatcher>
#include <QTimer>

namespace dateline {

// Members are destroyed from the last to the first: what works ends before what it works on.
class Library::Impl {
public:
    Impl(const QString &folder, std::unique_ptr<Store> opened) : m_folder(folder), m_store(std::move(opened)), m_history(*m_store) {}

    ~Impl()
    {
        m_fullTexts.reset();
        m_automatic.reset();
        m_refresher.reset();
        m_keptLogins.reset();
        m_importer.reset();
        m_reanalyser.reset();
        m_imageKeeping.reset();
        m_images.reset();
        m_isClosing = true; // retention ends at its next step
        m_background.waitForDone();
        m_pool.waitForDone();
    }

    void connectTo(Library *library);
    void gather(const Changes &changes);
    void keepRetaining();
    void keepImages();
    void readLinkCleaning();
    void forgetStrayLogins();
    void tellOfIndex();
    void rememberVersion();
    template <class T>
    QFuture<Result<T>> announced(QFuture<Result<T>> work);

    QFuture<Result<SpaceReport>> giveBackSpace(SpaceWanted wanted);
    void giveBackWorthwhile();
    QFuture<Result<int>> applyRetention(bool isAsked);
    void applyRetentionByItself();
    QFuture<Result<int>> countExpired(const std::function<Result<RetentionRules>()> &rules);

    QString m_folder;
    std::unique_ptr<Store> m_store;
    QThreadPool m_pool;
    QThreadPool m_background; // one thread, for work that waits for the store most of the time
    std::atomic_bool m_isClosing = false;
    std::atomic_int m_rulesChosen = 0; // how often
    HttpClient m_client;
    FeedFetcher m_fetcher{m_client};
    std::unique_ptr<KeptLogins> m_keptLogins = std::make_unique<KeptLogins>(*m_store, m_fetcher, systemKeyring());
    MarkingHistory m_history;
    Links m_links;
    // Chosen in this session: what was read at the opening comes too late then.
    bool m_areLinksChosen = false, m_areImagesChosen = false;
    std::unique_ptr<ImageLoading> m_images;
    std::unique_ptr<ImageKeeping> m_imageKeeping;
    std::unique_ptr<Importer> m_importer;
    std::unique_ptr<Refresher> m_refresher;
    std::unique_ptr<AutomaticRefresh> m_automatic;
    std::unique_ptr<FullTextFetcher> m_fullTexts;
    std::unique_ptr<Reanalyser> m_reanalyser;
    QTimer m_telling, m_retaining;
    LibraryChanges m_gathered;
    Library *m_library = nullptr;
    bool m_toldOfIndex = false;
};

template <class T>
QFuture<Result<T>> Library::Impl::announced(QFuture<Result<T>> work)
{
    auto *watcher = new QFutureWatcher<Result<T>>(m_library);
    QObject::connect(watcher, &QFutureWatcherBase::finished, m_library, [this, watcher] {
        watcher->deleteLater();
        emit m_library->finished();
    });
    watcher->setFuture(work);
    return work;
}

} // namespace dateline
