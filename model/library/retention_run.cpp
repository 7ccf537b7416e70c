#include "library/retention_run.h"

#include "library/waiting.h"

#include <QCoreApplication>
#include <QLocale>

namespace dateline {

namespace {

constexpr QLatin1String doubtedSetting("retention.doubted"); // since when the clock has been behind or far ahead of that, by itself; empty where it isn't
constexpr qint64 aDay = 86'400;
constexpr qint64 longestAway = 60 * aDay; // a reader on a long journey, or a wrong clock
constexpr qsizetype articlesAtOnce = 400;

Result<qint64> secondsOf(Store &store, QLatin1String name)
{
    return waitedFor(store.setting(name)).map([](const QString &text) { return text.toLongLong(); });
}

Result<void> remember(Store &store, qint64 looked, const QString &doubted)
{
    if (const auto set = waitedFor(store.setSetting(ClockBelievedSetting, QString::number(looked))); !set)
        return set;
    return waitedFor(store.setSetting(doubtedSetting, doubted));
}

// Whether rules may be applied by `now`. A clock that is far ahead of the last time is believed when it has gone on so for a day. One that is behind is
// not believed sooner either, so that what comes meanwhile doesn't become old (timeOfArrival); but it removes too little rather than too much.
Result<bool> isBelievable(Store &store, qint64 now)
{
    const auto looked = secondsOf(store, ClockBelievedSetting), doubted = secondsOf(store, doubtedSetting);
    if (!looked || !doubted)
        return tl::unexpected((looked ? doubted : looked).error());
    const bool isBehind = *looked - now > aDay;
    const bool isOdd = *looked != 0 && (isBehind || now - *looked > longestAway);
    const bool isSameDoubt = *doubted != 0 && (*doubted < *looked) == isBehind;
    if (isOdd && !(isSameDoubt && now - *doubted >= aDay)) {
        if (!isSameDoubt || now < *doubted) {
            if (const auto set = remember(store, *looked, QString::number(now)); !set)
                return tl::unexpected(set.error());
        }
        return isBehind;
    }
    if (*doubted != 0 || *looked == 0 || now < *looked || now - *looked > aDay) {
        if (const auto set = remember(store, now, QString()); !set)
            return tl::unexpected(set.error());
    }
    return true;
}

} // namespace

Result<Retention> generalRetention(Store &store)
{
    const auto text = waitedFor(store.setting(RetentionSetting));
    if (!text)
        return tl::unexpected(text.error());
    const std::optional<Retention> rule = Retention::fromText(*text);
    return rule && rule->kind != Retention::Kind::Inherit ? *rule : Retention{Retention::Kind::All, 0};
}

Result<int> applyRetention(Store &store, const QDateTime &now, bool isAsked, const std::function<bool()> &isStopped)
{
    const auto general = generalRetention(store);
    if (!general)
        return tl::unexpected(general.error());
    const auto believable = isBelievable(store, now.toSecsSinceEpoch());
    if (!believable)
        return tl::unexpected(believable.error());
    if (!*believable && isAsked) {
        return failure(ErrorKind::Input, QCoreApplication::translate("Library", "Nothing was removed: by this computer's clock it is %1, long after rules were last looked at here. "
                                                                                "If the clock is right, look at them again in a day.")
                                             .arg(QLocale().toString(now.toLocalTime().date(), QLocale::LongFormat)));
    }
    if (!*believable)
        return 0;
    const auto expired = waitedFor(store.expired({*general}, now));
    if (!expired)
        return tl::unexpected(expired.error());
    int count = 0;
    for (qsizetype next = 0; next < expired->size() && !isStopped(); next += articlesAtOnce) {
        const auto removed = waitedFor(store.removeExpired(expired->mid(next, articlesAtOnce)));
        if (!removed)
            return tl::unexpected(removed.error());
        count += *removed;
    }
    return count;
}

} // namespace dateline
