// When a feed is fetched again. The interval is half of the mean time between its last changes, the quiet time since the last one included:
// a feed that falls silent is asked more and more rarely, and one that changes is found out soon after. Half, because then what is new is
// a quarter of that mean time old on average when it comes. No jitter makes an interval shorter than what was asked for.
#include "base/fetch_state.h"

#include <algorithm>

namespace dateline {

namespace {

using std::chrono::seconds;

constexpr seconds shortest{15 * 60}, usual{3'600}, longest{24 * 3'600};
constexpr seconds firstRetry{5 * 60}, firstRetryOfMissing{3'600};
constexpr seconds longestWait{24 * 3'600}; // that a server can ask for
constexpr seconds wholeAgain{7 * 24 * 3'600};
constexpr qsizetype mostChanges = 12;
constexpr int sightings = 3;
constexpr seconds sightingsTake{2 * 24 * 3'600}; // a hotel's network or a server's bad day is over by then

seconds spread(seconds interval, double chance)
{
    return seconds(static_cast<qint64>(static_cast<double>(interval.count()) * (1 + 0.2 * std::clamp(chance, 0.0, 1.0))));
}

seconds retryInterval(const FetchState &state)
{
    const seconds first = state.lastStatus == 404 ? firstRetryOfMissing : firstRetry;
    return std::min(longest, first * (1 << std::clamp(state.failures - 1, 0, 12)));
}

bool isSkipped(const FetchWishes &wishes, const QDateTime &time)
{
    return (wishes.skipHours >> time.time().hour() & 1) || (wishes.skipDays >> (time.date().dayOfWeek() - 1) & 1);
}

// The first hour that isn't to be skipped; where all of the next eight days are, nobody meant that.
QDateTime afterSkipped(const FetchWishes &wishes, const QDateTime &due)
{
    if (!isSkipped(wishes, due))
        return due;
    QDateTime hour(due.date(), QTime(due.time().hour(), due.time().minute()), Qt::UTC);
    for (int i = 0; i < 8 * 24; ++i) {
        hour = hour.addSecs(3'600);
        if (!isSkipped(wishes, hour))
            return hour;
    }
    return due;
}

void noteChange(FetchState &state, const QDateTime &at)
{
    const qint64 now = at.toSecsSinceEpoch();
    state.changes.removeIf([now](qint64 change) { return change >= now; }); // the clock was set back
    state.changes.append(now);
    if (state.changes.size() > mostChanges)
        state.changes.remove(0, state.changes.size() - mostChanges);
}

} // namespace

std::chrono::seconds changeInterval(const QList<qint64> &changes, const QDateTime &now)
{
    if (changes.size() < 2) // the first body is no change
        return changes.isEmpty() ? usual : std::clamp(seconds((now.toSecsSinceEpoch() - changes.first()) / 4), usual, longest);
    const qint64 since = std::max<qint64>(0, now.toSecsSinceEpoch() - changes.first());
    // The quiet time counts as the beginning of another gap only once it is longer than those before.
    const qint64 upToLast = changes.last() - changes.first();
    const qint64 gaps = changes.size() - 1;
    const qint64 mean = std::max(upToLast / gaps, since / (gaps + 1));
    return std::clamp(seconds(mean / 2), shortest, longest);
}

FetchState afterFetch(FetchState state, const FetchOutcome &outcome)
{
    state.lastStatus = outcome.status;
    state.scheduledAt = outcome.at;
    state.notBefore = QDateTime();
    state.isGone = outcome.kind == FetchOutcome::Kind::Failed && outcome.status == 410;
    seconds interval{0};
    if (outcome.kind == FetchOutcome::Kind::Failed) {
        state.failures = std::min(state.failures + 1, 1'000'000);
        const seconds asked = std::min(outcome.retryAfter, longestWait);
        interval = std::max(retryInterval(state), asked);
        if (asked > seconds(0))
            state.notBefore = outcome.at.addSecs(asked.count());
    } else {
        state.failures = 0;
        if (outcome.kind == FetchOutcome::Kind::Changed)
            noteChange(state, outcome.at);
        interval = changeInterval(state.changes, outcome.at);
        interval = std::max(interval, std::min(longest, std::max(state.wishes.interval, outcome.freshFor)));
    }
    state.nextDue = afterSkipped(state.wishes, outcome.at.addSecs(spread(interval, outcome.chance).count()));
    return state;
}

bool isDue(const FetchState &state, const QDateTime &now)
{
    if (state.isGone)
        return false;
    if (!state.nextDue.isValid() || !state.scheduledAt.isValid() || state.nextDue <= now)
        return true;
    return now < state.scheduledAt; // the clock was set back, and nobody knows what its times meant
}

bool isAllowed(const FetchState &state, const QDateTime &now)
{
    if (state.isGone)
        return false;
    return !state.notBefore.isValid() || state.notBefore <= now || now < state.scheduledAt;
}

bool believesMove(FetchState &state, const QString &target, const QDateTime &at)
{
    if (target.isEmpty() || target != state.movedTo || at < state.movedSince) {
        state.movedTo = target;
        state.movedSince = target.isEmpty() ? QDateTime() : at;
        state.movedSeen = target.isEmpty() ? 0 : 1;
        return false;
    }
    ++state.movedSeen;
    if (state.movedSeen < sightings || state.movedSince.secsTo(at) < sightingsTake.count())
        return false;
    state.movedTo.clear();
    state.movedSince = QDateTime();
    state.movedSeen = 0;
    return true;
}

bool wantsWhole(const FetchState &state, const QDateTime &now)
{
    return !state.lastWhole.isValid() || now < state.lastWhole || state.lastWhole.secsTo(now) >= wholeAgain.count();
}

} // namespace dateline
