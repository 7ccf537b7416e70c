#include "library/retention_run.h"

#include "library/waiting.h"

namespace dateline {

namespace {

constexpr QLatin1String lookedSetting("retention.looked"); // when rules were last looked at, seconds since 1970 UTC
constexpr qint64 aDay = 86'400;
constexpr qint64 longestAway = 60 * aDay; // a reader on a long journey, or a wrong clock
constexpr qsizetype articlesAtOnce = 400;

// Whether `now` can be believed. It is remembered, to the day.
Result<bool> isBelievable(Store &store, qint64 now)
{
    const auto text = waitedFor(store.setting(lookedSetting));
    if (!text)
        return tl::unexpected(text.error());
    const qint64 before = text->toLongLong();
    if (text->isEmpty() || now < before || now - before > aDay) {
        if (const auto set = waitedFor(store.setSetting(lookedSetting, QString::number(now))); !set)
            return tl::unexpected(set.error());
    }
    return text->isEmpty() || now - before <= longestAway;
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
    if (!*believable && !isAsked)
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
