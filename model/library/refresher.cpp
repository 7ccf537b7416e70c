#include "library/refresher.h"

#include "library/address_request.h"
#include "library/discovery_run.h"
#include "library/intake.h"
#include "library/refresh_run.h"

namespace dateline {

Refresher::Refresher(Store &store, FeedFetcher &fetcher, QThreadPool &pool, QObject *parent)
    : QObject(parent), m_store(store), m_fetcher(fetcher), m_pool(pool), m_stopped(std::make_shared<std::atomic_bool>(false))
{
}

Refresher::~Refresher()
{
    *m_stopped = true;
}

QFuture<Result<RefreshReport>> Refresher::refresh(const QList<SourceId> &ids)
{
    m_due.cancel();
    RefreshRun *run = newRun(RefreshKind::Asked);
    ++m_asked;
    connect(run, &RefreshRun::finished, this, [this] { --m_asked; });
    connect(run, &RefreshRun::progressed, this, &Refresher::progressed);
    return run->start(ids);
}

QFuture<Result<RefreshReport>> Refresher::refreshDue()
{
    if (m_asked > 0)
        return QtFuture::makeReadyFuture(Result<RefreshReport>(RefreshReport()));
    m_due = newRun(RefreshKind::Due)->start({});
    return m_due;
}

RefreshRun *Refresher::newRun(RefreshKind kind)
{
    auto *run = new RefreshRun(m_store, m_fetcher, m_pool, m_stopped, kind, this);
    connect(run, &RefreshRun::finished, this, &Refresher::finished);
    return run;
}

QFuture<Result<Source>> Refresher::add(const QString &address, const QStringList &folder, bool savesPages, bool isNamed)
{
    auto *request = new AddressRequest(m_store, m_fetcher, m_pool, m_stopped, this);
    return request->start(address, folder, savesPages, isNamed);
}

QFuture<Result<Source>> Refresher::savePage(const QString &address)
{
    return (new AddressRequest(m_store, m_fetcher, m_pool, m_stopped, this))->savePage(address);
}

QFuture<Result<Source>> Refresher::add(const FetchedFeed &fetched, const QStringList &folder)
{
    return onPool<Source>(m_pool, [fetched, folder, store = &m_store, stopped = m_stopped]() -> Result<Source> {
        const auto analyzer = Library::loadAnalyzer();
        if (!analyzer)
            return tl::unexpected(analyzer.error());
        FetchedFeed feed = fetched;
        feed.source.folder = folder;
        const auto arrival = storeFeed(*store, **analyzer, feed, [&] { return stopped->load(); });
        if (!arrival)
            return tl::unexpected(failureIn(feed.source.url, arrival.error()));
        return arrival->source;
    });
}

QFuture<Result<Discovery>> Refresher::discover(const QString &address, bool isNamed)
{
    return (new DiscoveryRun(m_fetcher, m_pool, this))->start(address, isNamed);
}

} // namespace dateline
