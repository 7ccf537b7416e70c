// FetchState: what is known about fetching a feed, and when to fetch it again. Values and pure functions; the clock is handed in.
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

#include <chrono>

namespace dateline {

// What a feed asks of those who fetch it (RSS 2.0 ttl, skipHours, skipDays; RSS 1.0 module Syndication).
struct FetchWishes {
    std::chrono::seconds interval{0}; // not more often; 0: not stated
    quint32 skipHours = 0;            // bit n: not in hour n, GMT
    quint8 skipDays = 0;              // bit n: not on day n, GMT, Monday being 0

    bool operator==(const FetchWishes &) const = default;
};

struct FetchState {
    QDateTime scheduledAt;  // UTC, when `nextDue` was worked out; invalid: never
    QDateTime nextDue;      // UTC; by itself not before
    QDateTime notBefore;    // UTC; the server asked to be left alone until then, so that the reader's own wish doesn't count either
    int failures = 0;       // in a row
    int lastStatus = 0;     // HTTP; 0 where the last attempt had no answer
    bool isGone = false;    // 410: not asked again until the reader starts it again
    QList<qint64> changes;  // when new articles came last, seconds since 1970 UTC, ascending, a few
    FetchWishes wishes;
    QDateTime lastWhole;    // UTC, when the body last came whole, not as a 304
    QString movedTo;        // where permanent redirects lead to
    QDateTime movedSince;   // UTC, when that was first seen
    int movedSeen = 0;      // how often
    QString validatedBy;    // the host that gave the validators, maybe after redirects: only it hears them; empty (before this was noted): the source's own
    bool isOwnNetwork = false; // when the reader subscribed, the server's address was one of his own network (net/address_rule.h): he meant it
    QStringList faults;     // what was wrong with the body that came last but was read all the same; for people, a sentence each

    // JSON for the store; "" for a state of which nothing is known. What can't be read is as if unknown.
    static FetchState fromText(const QString &text);
    QString toText() const;

    bool operator==(const FetchState &) const = default;
};

// Bounded to what is kept: some twenty sentences of a few hundred characters.
QStringList boundedFaults(const QStringList &faults);

// How one fetch ended.
struct FetchOutcome {
    enum class Kind : quint8 {
        Changed,   // with articles that are new or other than they were
        Unchanged,
        Failed,    // no answer, or one of no use
    };
    Kind kind = Kind::Unchanged;
    QDateTime at;                        // UTC
    int status = 0;                      // HTTP; 0 where there was none
    std::chrono::seconds retryAfter{0};  // that a failed one asked for
    std::chrono::seconds freshFor{0};    // by HTTP caching
    double chance = 0.5;                 // from 0 to 1, evenly: spreads what would be due at once
};

// The state after a fetch. Intervals follow how often the feed changes, from 15 minutes to a day, but are no shorter than it or its server
// asks for (up to a day). After failures they double from 5 minutes to a day; after 404 they begin with an hour; Retry-After is kept, up to
// a day. 410 ends it.
FetchState afterFetch(FetchState state, const FetchOutcome &outcome);

// Whether it should be fetched by itself now. A clock that was set back doesn't stop a feed: what is due later than was ever planned is due.
bool isDue(const FetchState &state, const QDateTime &now);

// Whether it may be fetched now because the reader wants it.
bool isAllowed(const FetchState &state, const QDateTime &now);

// Seen a permanent redirect to `target` once more, or none (empty). Gives true when it has been seen often and long enough to be believed;
// then it is forgotten.
bool believesMove(FetchState &state, const QString &target, const QDateTime &at);

// Whether validators are to be forgotten for once, because the feed hasn't been seen whole for so long: some servers say 304 for ever.
bool wantsWhole(const FetchState &state, const QDateTime &now);

// The interval that the changes suggest, without wishes and failures.
std::chrono::seconds changeInterval(const QList<qint64> &changes, const QDateTime &now);

} // namespace dateline
