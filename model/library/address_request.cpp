#include "library/address_request.h"

#include "base/address_login.h"
#include "feed/feed_discovery.h"
#include "library/intake.h"
#include "library/typed_address.h"

#include <QCoreApplication>

#include <utility>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Library", text);
}

} // namespace

AddressRequest::AddressRequest(Store &store, FeedFetcher &fetcher, QThreadPool &pool, std::shared_ptr<std::atomic_bool> stopped,
                               QObject *parent)
    : QObject(parent), m_store(store), m_fetcher(fetcher), m_pool(pool), m_stopped(std::move(stopped))
{
    connect(&m_fetch, &QFutureWatcherBase::finished, this, [this] {
        const auto future = m_fetch.future();
        fetched(future.resultCount() > 0 ? future.result() : failure(ErrorKind::Cancelled, QString()));
    });
    connect(&m_storing, &QFutureWatcherBase::finished, this, [this] {
        const auto future = m_storing.future();
        if (future.resultCount() == 0)
            return finish(failure(ErrorKind::Cancelled, QString()));
        const Result<FeedArrival> arrival = future.result();
        if (arrival)
            finish(arrival->source);
        else
            finish(tl::unexpected(failureIn(m_address, arrival.error())));
    });
    connect(&m_own, &QFutureWatcherBase::canceled, this, [this] {
        m_fetch.cancel();
        m_looking.cancel();
    });
}

AddressRequest::~AddressRequest()
{
    m_fetch.cancel();
}

QFuture<Result<Source>> AddressRequest::start(const QString &address, const QStringList &folder, bool savesPages, bool isNamed)
{
    m_folder = folder;
    m_savesPages = savesPages;
    m_promise.start();
    const auto future = m_promise.future();
    m_own.setFuture(future);
    const TypedAddress typed = typedAddress(address);
    const QUrl url(typed.url);
    m_named = isNamed ? url : QUrl();
    m_fallback = typed.fallback;
    if (!typed.url.isEmpty())
        fetch(url);
    else
        finish(failure(ErrorKind::Usage, translated("%1: This is not a web address. It should begin with http:// or https://.").arg(withoutLogin(address))));
    return future;
}

QFuture<Result<Source>> AddressRequest::savePage(const QString &address)
{
    m_isOffered = true;
    return start(address, {}, true);
}

void AddressRequest::fetch(const QUrl &address)
{
    // A login in the address is for this session, and neither stored nor shown.
    m_address = address.toString(QUrl::FullyEncoded | QUrl::RemoveUserInfo);
    if (!address.userName().isEmpty())
        m_fetcher.setLogin(m_address, {address.userName(QUrl::FullyDecoded), address.password(QUrl::FullyDecoded)});
    Source source;
    source.kind = SourceKind::Feed;
    source.url = m_address;
    source.title = source.url; // until the feed says its own
    source.folder = m_folder;
    m_fetch.setFuture(m_fetcher.fetch(source, m_named));
}

void AddressRequest::fetched(const Result<FetchedFeed> &feed)
{
    const QString fallback = std::exchange(m_fallback, {});
    if (!feed && feed.error().kind == ErrorKind::Unreachable && !fallback.isEmpty()) {
        const QUrl plain(fallback);
        if (m_named.isValid())
            m_named = plain;
        return fetch(plain);
    }
    if (!feed)
        return finish(tl::unexpected(failureIn(m_address, feed.error())));
    const Format format = guessFormat(feed->body, feed->url.path(), feed->contentType);
    if (format == Format::Feed)
        return store(*feed, false);
    if (format != Format::Page) {
        return finish(failure(ErrorKind::Input, translated("%1: There is neither a feed nor a web page at this address.")
                                                    .arg(feed->url.toString())));
    }
    if (m_isOffered)
        takePage(*feed, {});
    else
        lookForFeeds(*feed);
}

// Beside the window: a page may take a tenth of a second, and many addresses may be brought in at once.
void AddressRequest::lookForFeeds(const FetchedFeed &page)
{
    connect(&m_looking, &QFutureWatcherBase::finished, this, [this, page] {
        const auto future = m_looking.future();
        if (future.resultCount() == 0)
            return finish(failure(ErrorKind::Cancelled, QString()));
        takePage(page, future.result().value_or(QStringList()));
    });
    m_looking.setFuture(onPool<QStringList>(m_pool, [page]() -> Result<QStringList> { return offeredFeeds(page.body, page.url); }));
}

void AddressRequest::takePage(const FetchedFeed &page, const QStringList &offered)
{
    if (!offered.isEmpty()) {
        m_isOffered = true;
        return fetch(QUrl(withoutLogin(offered.first()))); // what a page writes there is no login of the reader's
    }
    if (!m_savesPages) {
        return finish(failure(ErrorKind::Input, translated("%1: This is a web page that offers no feed. Give the feed's own address.")
                                                    .arg(page.url.toString())));
    }
    store(page, true);
}

void AddressRequest::store(const FetchedFeed &feed, bool isPage)
{
    m_storing.setFuture(onPool<FeedArrival>(m_pool, [feed, isPage, store = &m_store, stopped = m_stopped]() -> Result<FeedArrival> {
        const auto analyzer = Library::loadAnalyzer();
        if (!analyzer)
            return tl::unexpected(analyzer.error());
        return isPage ? storePage(*store, **analyzer, feed)
                      : storeFeed(*store, **analyzer, feed, [&] { return stopped->load(); });
    }));
}

void AddressRequest::finish(const Result<Source> &source)
{
    m_promise.addResult(source);
    m_promise.finish();
    deleteLater();
}

} // namespace dateline
