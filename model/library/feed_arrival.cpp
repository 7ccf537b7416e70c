#include "library/feed_arrival.h"

#include "library/source_choice.h"
#include "library/waiting.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {

namespace {

DigestInput inputOf(const FetchedFeed &fetched, Format format)
{
    DigestInput input;
    input.bytes = fetched.body;
    input.format = format;
    input.name = fetched.url.toString();
    input.address = fetched.url;
    input.contentType = fetched.contentType;
    input.charset = fetched.charset;
    return input;
}

Result<Source> storedSource(Store &store, SourceId id)
{
    const auto sources = waitedFor(store.sources());
    if (!sources)
        return tl::unexpected(sources.error());
    const auto found = std::find_if(sources->begin(), sources->end(), [id](const Source &s) { return s.id == id; });
    if (found == sources->end())
        return failure(ErrorKind::NotFound, QCoreApplication::translate("Library", "The source is no longer there."));
    return *found;
}

// Bytes that could be read in part only leave no hash, so that they are read, and told of, whenever they come again.
void markAsPartly(Source &source, const QStringList &problems)
{
    source.bodyHash.clear();
    source.lastError = QCoreApplication::translate("Library", "Only a part of the feed could be read: %1").arg(problems.first());
    if (problems.size() > 1) {
        source.lastError += u' ' + QCoreApplication::translate("Library", "(and %n more fault(s))", nullptr,
                                                               static_cast<int>(problems.size()) - 1);
    }
}

Result<Source> written(Store &store, const Source &source)
{
    const auto done = waitedFor(store.updateSource(source));
    if (!done)
        return tl::unexpected(done.error());
    return source;
}

} // namespace

Result<Source> updateRefreshed(Store &store, const Source &refreshed)
{
    auto stored = storedSource(store, refreshed.id);
    if (!stored)
        return stored;
    const QString oldUrl = stored->url;
    const bool isMakeshift = hasMakeshiftTitle(*stored);
    stored->url = refreshed.url;
    stored->etag = refreshed.etag;
    stored->lastModified = refreshed.lastModified;
    stored->bodyHash = refreshed.bodyHash;
    stored->lastSuccess = refreshed.lastSuccess;
    stored->lastAttempt = refreshed.lastAttempt;
    stored->lastError = refreshed.lastError;
    if (isMakeshift)
        stored->title = refreshed.title;
    for (const auto field : {&Source::site, &Source::language, &Source::country}) {
        if ((*stored).*field == QString())
            (*stored).*field = refreshed.*field;
    }
    auto done = written(store, *stored);
    if (!done && stored->url != oldUrl) { // the feed moved to an address that is subscribed to already
        stored->url = oldUrl;
        done = written(store, *stored);
    }
    return done;
}

Result<FeedArrival> storeUnchanged(Store &store, const FetchedFeed &fetched)
{
    Source refreshed = fetched.source;
    const auto stored = storedSource(store, refreshed.id);
    if (!stored)
        return tl::unexpected(stored.error());
    if (stored->bodyHash.isEmpty()) // the server's bytes are still those that could be read in part only
        refreshed.lastError = stored->lastError;
    const auto updated = updateRefreshed(store, refreshed);
    if (!updated)
        return tl::unexpected(updated.error());
    return FeedArrival{*updated, {}, updated->lastError.isEmpty() ? QStringList() : QStringList(updated->lastError)};
}

Result<Source> updateFailed(Store &store, const Source &source, const QString &message)
{
    auto stored = storedSource(store, source.id);
    if (!stored)
        return stored;
    if (stored->bodyHash.isEmpty()) { // what was wrong with the bytes is forgotten here, so they have to come again
        stored->etag.clear();
        stored->lastModified.clear();
    }
    stored->lastAttempt = QDateTime::currentDateTimeUtc();
    stored->lastError = message;
    return written(store, *stored);
}

Result<FeedArrival> storeFeed(Store &store, const Analyzer &analyzer, const FetchedFeed &fetched,
                              const std::function<bool()> &isStopped)
{
    Source source = fetched.source;
    const quint64 before = store.generation();
    Saving saving(store);
    std::optional<Error> error;
    // A new source is made only once the bytes have proved to be a feed.
    const auto ensure = [&]() -> bool {
        if (source.id.isValid())
            return true;
        const auto stored = waitedFor(store.ensureSource(withHead(source, {})));
        if (stored)
            source.id = stored->id;
        else
            error = stored.error();
        return stored.has_value();
    };
    const auto digested = digest(inputOf(fetched, Format::Feed), &analyzer, [&](AnalysedArticle &&article) {
        if (!ensure())
            return false;
        if (const auto saved = saving.add(source.id, std::move(article)); !saved)
            error = saved.error();
        return !error && !isStopped();
    });
    if (!digested)
        return tl::unexpected(digested.error());
    if (const auto saved = saving.finish(); !saved && !error)
        error = saved.error();
    if (error || !ensure())
        return tl::unexpected(*error);
    if (isStopped()) // the validators would hide the rest of the feed from the next refresh
        return failure(ErrorKind::Cancelled, QString());
    Source arrived = withHead(source, digested->head);
    if (!digested->problems.isEmpty()) // what was read is kept, but the reader is told that it may not be all
        markAsPartly(arrived, digested->problems);
    else if (const SavedCounts counts = saving.counts(); counts.added + counts.updated + counts.unchanged > 0) {
        if (const auto forgotten = waitedFor(store.forgetRemoved(source.id, before)); !forgotten)
            return tl::unexpected(forgotten.error());
    }
    const auto updated = updateRefreshed(store, arrived);
    if (!updated)
        return tl::unexpected(updated.error());
    return FeedArrival{*updated, saving.counts(), digested->problems, digested->faults};
}

Result<FeedArrival> storePage(Store &store, const Analyzer &analyzer, const FetchedFeed &fetched)
{
    Saving saving(store);
    std::optional<Error> error;
    const auto digested = digest(inputOf(fetched, Format::Page), &analyzer, [&](AnalysedArticle &&article) {
        if (article.content.url.isEmpty())
            article.content.url = fetched.url.toString(QUrl::FullyEncoded);
        if (const auto saved = saving.add(pageSource(article.content.url), std::move(article)); !saved)
            error = saved.error();
        return !error;
    });
    if (!digested)
        return tl::unexpected(digested.error());
    if (const auto saved = saving.finish(); !saved && !error)
        error = saved.error();
    if (error)
        return tl::unexpected(*error);
    const auto source = waitedFor(store.ensureSource(pageSource(fetched.url.toString(QUrl::FullyEncoded))));
    if (!source)
        return tl::unexpected(source.error());
    return FeedArrival{*source, saving.counts(), digested->problems, digested->faults};
}

} // namespace dateline
