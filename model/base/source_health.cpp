#include "base/source_health.h"

#include <QCoreApplication>
#include <QLocale>

namespace dateline {

namespace {

constexpr int fewFailures = 2;

QString translated(const char *text)
{
    return QCoreApplication::translate("Health", text);
}

QString shown(const QDateTime &time)
{
    return QLocale().toString(time.toLocalTime(), QLocale::ShortFormat);
}

// Where articles carry no dates, what counts is when new ones came.
bool isSilent(const Source &source, const PublishedLately &published, const QDateTime &now)
{
    if (published.dated > 0)
        return published.inAQuarter == 0;
    constexpr qint64 quarter = 90 * 86'400;
    return !source.fetch.changes.isEmpty() && now.toSecsSinceEpoch() - source.fetch.changes.last() > quarter;
}

HealthState stateOf(const Source &source, const PublishedLately &published, const QDateTime &now)
{
    if (source.fetch.isGone)
        return HealthState::Gone;
    if (!source.lastAttempt.isValid())
        return HealthState::New;
    if (source.fetch.failures > 0)
        return source.fetch.failures > fewFailures || !source.lastSuccess.isValid() ? HealthState::Failing : HealthState::Faltering;
    if (!source.lastError.isEmpty())
        return HealthState::Partly;
    return isSilent(source, published, now) ? HealthState::Stale : HealthState::Good;
}

QString failedSentence(const Source &source)
{
    const int failures = source.fetch.failures;
    const QString times = failures == 1 ? translated("Failed once") : QCoreApplication::translate("Health", "Failed %n times in a row", nullptr, failures);
    if (!source.lastSuccess.isValid())
        return translated("%1; it never came.").arg(times);
    return translated("%1; it last came on %2.").arg(times, shown(source.lastSuccess));
}

QString summaryOf(const SourceHealth &health)
{
    const Source &source = health.source;
    switch (health.state) {
    case HealthState::New: return translated("Not fetched yet.");
    case HealthState::Gone: return translated("Given up by its publisher.");
    case HealthState::Faltering:
    case HealthState::Failing: return failedSentence(source);
    case HealthState::Partly: return translated("Last came on %1, but could not be read whole.").arg(shown(source.lastSuccess));
    case HealthState::Stale: return translated("Last came on %1, but nothing was published in the last 90 days.").arg(shown(source.lastSuccess));
    case HealthState::Good: break;
    }
    return translated("Last came on %1; about %2 articles a week.").arg(shown(source.lastSuccess), QLocale().toString(health.articlesAWeek, 'f', health.articlesAWeek < 10 ? 1 : 0));
}

// Nothing that the reader could mend.
bool isServersFault(int status)
{
    return status == 429 || status >= 500;
}

QString adviceFor(const SourceHealth &health)
{
    if (health.needsCare() && wantsLogin(health.source))
        return translated("Log in with the name and password that you have for it, or unsubscribe.");
    switch (health.state) {
    case HealthState::Good: return {};
    case HealthState::New: return health.nextFetch.isValid() ? QString() : translated("Refresh it.");
    case HealthState::Partly: return translated("What could be read is there. If it stays so, tell the publisher that the feed is faulty.");
    case HealthState::Faltering:
        return health.nextFetch.isValid() ? translated("Nothing needs to be done: it is tried again by itself.") : translated("Refresh it later.");
    case HealthState::Failing:
        if (isServersFault(health.source.fetch.lastStatus))
            return health.nextFetch.isValid() ? translated("Its server has trouble, or is asked too often: the feed is tried again by itself, less and less often. If it stays so for weeks, look for its new address on the site.")
                                              : translated("Its server has trouble, or is asked too often. Refresh it later; if it stays so for weeks, look for its new address on the site.");
        return translated("Open its address in a browser. If the feed isn't there, look for its new address on the site, or unsubscribe.");
    case HealthState::Gone: return translated("Unsubscribe, or start it again if you know that it is back.");
    case HealthState::Stale: return translated("Look on its site whether there is another feed, or unsubscribe.");
    }
    return {};
}

} // namespace

bool isBroken(const Source &source)
{
    SourceHealth health;
    health.state = stateOf(source, {}, source.lastAttempt);
    return health.isBroken();
}

bool wantsLogin(const Source &source)
{
    return source.fetch.failures > 0 && source.fetch.lastStatus == 401;
}

int urgency(HealthState state)
{
    switch (state) {
    case HealthState::Gone: return 0;
    case HealthState::Failing: return 1;
    case HealthState::Partly: return 2;
    case HealthState::Faltering: return 3;
    case HealthState::Stale: return 4;
    case HealthState::New: return 5;
    case HealthState::Good: return 6;
    }
    return 6;
}

SourceHealth healthOf(const Source &source, const PublishedLately &published, const QDateTime &now, bool isAutomatic)
{
    SourceHealth health;
    health.source = source;
    health.state = stateOf(source, published, now);
    health.articlesAWeek = published.inFourWeeks / 4.0;
    if (isAutomatic && health.state != HealthState::Gone)
        health.nextFetch = isDue(source.fetch, now) ? now : source.fetch.nextDue;
    health.summary = summaryOf(health);
    health.advice = adviceFor(health);
    return health;
}

QString stateName(HealthState state)
{
    switch (state) {
    case HealthState::Good: return translated("Good");
    case HealthState::New: return translated("New");
    case HealthState::Partly: return translated("Faulty");
    case HealthState::Faltering: return translated("Faltering");
    case HealthState::Failing: return translated("Failing");
    case HealthState::Gone: return translated("Gone");
    case HealthState::Stale: return translated("Stale");
    }
    return {};
}

QString stateCode(HealthState state)
{
    switch (state) {
    case HealthState::Good: return QStringLiteral("good");
    case HealthState::New: return QStringLiteral("new");
    case HealthState::Partly: return QStringLiteral("faulty");
    case HealthState::Faltering: return QStringLiteral("faltering");
    case HealthState::Failing: return QStringLiteral("failing");
    case HealthState::Gone: return QStringLiteral("gone");
    case HealthState::Stale: return QStringLiteral("stale");
    }
    return {};
}

} // namespace dateline
