#include "library/subscribing.h"

#include "base/identity.h"
#include "library/source_choice.h"
#include "library/waiting.h"
#include "store/store.h"

#include <QSet>

namespace dateline {

namespace {

constexpr qsizetype together = 250;

} // namespace

Result<SubscribeReport> subscribeTo(Store &store, const QList<Source> &feeds, const std::function<bool()> &isStopped)
{
    const auto stored = waitedFor(store.sources());
    if (!stored)
        return tl::unexpected(stored.error());
    QSet<QString> known;
    for (const Source &source : *stored) {
        if (source.kind == SourceKind::Feed)
            known.insert(addressKey(source.url));
    }
    SubscribeReport report;
    QList<Source> fresh;
    for (const Source &feed : feeds) {
        const QString key = addressKey(feed.url);
        if (known.contains(key))
            ++report.known;
        else
            fresh.append(withHead(feed, {}));
        known.insert(key);
    }
    for (qsizetype first = 0; first < fresh.size() && !isStopped(); first += together) {
        const auto added = waitedFor(store.ensureSources(fresh.mid(first, together)));
        if (!added)
            return tl::unexpected(added.error());
        for (const Source &source : *added)
            report.added.append(source.id);
    }
    return report;
}

} // namespace dateline
