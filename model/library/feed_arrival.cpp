#include "library/feed_arrival.h"

#include "library/source_choice.h"
#include "library/waiting.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <algorithm>
#include <utility>

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

// Bytes that could be read in part only leave no hash, so that they are read, and told of, whenever they come again.
void markAsPartly(Source &source, const QStringList &problems)
{
    source.bodyHash.clear();
    source.lastError = QCoreApplication::translate("Library", "Only a part of the feed could be read: %1").arg(problems.first());
    if (problems.size() > 1) {
        const int more = static_cast<int>(problems.size()) - 1;
        source.lastError += u' ' + (more == 1 ? QCoreApplication::translate("Library", "(and one more fault)")
                                              : QCoreApplication::translate("Library", "(and %n more faults)", nullptr, more));
    }
}

FetchOutcome outcome(FetchOutcome::Kind kind, const QDateTime &at, int status)
{
    FetchOutcome made;
    made.kind = kind;
    made.at = at;
    made.status = status;
    made.chance = QRandomGenerator::global()->generateDouble();
    return made;
}

FetchWishes wishesOf(const FeedHead &head)
{
    FetchWishes wishes;
    wishes.interval = std::max<std::chrono::seconds>(head.ttl, head.updatePeriod / std::max(1, head.updateFrequency));
    wishes.skipHours = head.skipHours;
    wishes.skipDays = head.skipDays;
    return wishes;
}

// What a refresh learnt, into the source as it is stored now: what the reader may have changed meanwhile stays.
void takeOver(Source &stored, const Source &refreshed)
{
    if (hasMakeshiftTitle(stored))
        stored.title = refreshed.title;
    stored.url = refreshed.url;
    stored.etag = refreshed.etag;
    stored.lastModified = refreshed.lastModified;
    stored.bodyHash = refreshed.bodyHash;
    stored.lastSuccess = refreshed.lastSuccess;
    stored.lastAttempt = refreshed.lastAttempt;
    stored.lastError = refreshed.lastError;
    stored.fetch = refreshed.fetch;
    for (const auto field : {&Source::site, &Source::language, &Source::country}) {
        if ((stored.*field).isEmpty())
            stored.*field = refreshed.*field;
    }
}

Result<Source> updateRefreshed(Store &store, const Source &refreshed)
{
    const auto done = waitedFor(store.changeSource(refreshed.id, [&refreshed](Source &stored) { takeOver(stored, refreshed); }));
    if (done || done.error().kind != ErrorKind::Usage)
        return done;
    // The feed moved to an address that is subscribed to already.
    return waitedFor(store.changeSource(refreshed.id, [&refreshed](Source &stored) {
        const QString url = stored.url;
        takeOver(stored, refreshed);
        stored.url = url;
    }));
}

} // namespace

Result<FeedArrival> storeUnchanged(Store &store, const FetchedFeed &fetched)
{
    FetchOutcome ended = outcome(FetchOutcome::Kind::Unchanged, fetched.source.lastAttempt, fetched.status);
    ended.freshFor = fetched.freshFor;
    Source refreshed = fetched.source;
    refreshed.fetch = afterFetch(refreshed.fetch, ended);
    if (refreshed.bodyHash.isEmpty()) // the server's bytes are still those that could be read in part only
        refreshed.lastError = fetched.errorBefore;
    const auto updated = updateRefreshed(store, refreshed);
    if (!updated)
        return tl::unexpected(updated.error());
    return FeedArrival{*updated, {}, updated->lastError.isEmpty() ? QStringList() : QStringList(updated->lastError)};
}

Result<Source> updateFailed(Store &store, SourceId id, const Error &error)
{
    return waitedFor(store.changeSource(id, [&error](Source &stored) {
        if (stored.bodyHash.isEmpty()) { // what was wrong with the bytes is forgotten here, so they have to come again
            stored.etag.clear();
            stored.lastModified.clear();
        }
        stored.lastAttempt = QDateTime::currentDateTimeUtc();
        stored.lastError = error.message;
        FetchOutcome ended = outcome(FetchOutcome::Kind::Failed, stored.lastAttempt, error.status);
        ended.retryAfter = error.retryAfter;
        stored.fetch = afterFetch(stored.fetch, ended);
    }));
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
        if (!stored) {
            error = stored.error();
            return false;
        }
        const FetchState fresh = std::exchange(source.fetch, stored->fetch); // it may have been subscribed to before
        source.fetch.lastWhole = fresh.lastWhole;
        source.fetch.validatedBy = fresh.validatedBy;
        source.fetch.isOwnNetwork = source.fetch.isOwnNetwork || fresh.isOwnNetwork;
        source.id = stored->id;
        return true;
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
    const bool isChanged = saving.counts().added + saving.counts().updated > 0;
    FetchOutcome ended = outcome(isChanged ? FetchOutcome::Kind::Changed : FetchOutcome::Kind::Unchanged, arrived.lastAttempt, fetched.status);
    ended.freshFor = fetched.freshFor;
    arrived.fetch.wishes = wishesOf(digested->head);
    arrived.fetch.faults = boundedFaults(digested->faults);
    arrived.fetch = afterFetch(arrived.fetch, ended);
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
