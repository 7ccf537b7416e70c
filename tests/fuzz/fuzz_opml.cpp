// Lists of feeds: what was read is written, and read again as the same (feed/opml.h).
#include "article_promises.h"
#include "fuzz_target.h"

#include "feed/opml.h"
#include "text/plain_text.h"

using namespace dateline;
using namespace dateline::fuzz;

namespace {

// As they come back: the sources of a folder before its folders, the address where there is no title, and in names nothing that is
// markup once more (a name "&lt;" would be read as "<").
QList<Source> sorted(QList<Source> sources)
{
    for (Source &source : sources) {
        source.title = plainTitle(source.title.isEmpty() ? source.url : source.title);
        for (QString &name : source.folder)
            name = plainTitle(name);
        source.folder.removeAll(QString());
    }
    std::sort(sources.begin(), sources.end(), [](const Source &a, const Source &b) { return a.url < b.url; });
    return sources;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const auto outline = parseOpml(bytesOf(data, size));
    if (!outline) {
        hold(!outline.error().message.isEmpty(), "a failure says what it is");
        return 0;
    }
    hold(outline->problems.size() <= 550, "problems are bounded");
    for (const Source &source : outline->sources) {
        hold(!source.url.isEmpty(), "a source has an address");
        holdForAddress(source.url);
        holdForAddress(source.site);
        holdForLine(source.title);
        holdForLine(source.language);
        for (const QString &folder : source.folder)
            holdForLine(folder);
    }
    const auto again = parseOpml(writeOpml(outline->sources, QStringLiteral("Feeds")));
    hold(again.has_value(), "what is written can be read");
    hold(again->problems.isEmpty(), "what is written is read without a problem", again->problems.join(u'\n'));
    const QList<Source> before = sorted(outline->sources), after = sorted(again->sources);
    hold(before.size() == after.size(), "no source is lost on the way");
    for (qsizetype i = 0; i < before.size(); ++i)
        hold(before[i] == after[i], "a source comes back as it was", QString(before[i].title + u'\n' + after[i].title + u'\n' + before[i].url));
    return 0;
}
