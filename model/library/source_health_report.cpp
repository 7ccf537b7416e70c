#include "library/source_health_report.h"

#include "library/library.h"
#include "library/waiting.h"

namespace dateline {

namespace {

Result<QHash<SourceId, int>> publishedSince(Store &store, const QDate &day)
{
    return waitedFor(store.countBySource(Query().including({Field::After, day.toString(Qt::ISODate)})));
}

} // namespace

Result<QList<SourceHealth>> healthOfSources(Store &store, const QDateTime &now)
{
    const QDate today = now.toLocalTime().date();
    const auto sources = waitedFor(store.sources());
    const auto setting = waitedFor(store.setting(RefreshSetting));
    const auto fourWeeks = publishedSince(store, today.addDays(-27)), quarter = publishedSince(store, today.addDays(-89));
    const auto dated = publishedSince(store, QDate(1900, 1, 1));
    if (!sources || !setting)
        return tl::unexpected(sources ? setting.error() : sources.error());
    if (!fourWeeks || !quarter || !dated)
        return tl::unexpected(!fourWeeks ? fourWeeks.error() : !quarter ? quarter.error() : dated.error());
    QList<SourceHealth> health;
    for (const Source &source : *sources) {
        if (source.kind == SourceKind::Feed)
            health += healthOf(source, {fourWeeks->value(source.id), quarter->value(source.id), dated->value(source.id)}, now, *setting != RefreshNever);
    }
    return health;
}

} // namespace dateline
