#include "feed/repeated_guids.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <unordered_set>

namespace dateline {

namespace {

using Hashes = std::unordered_set<size_t>;

bool isNew(QByteArrayView id, Hashes &known)
{
    id = id.trimmed();
    return id.isEmpty() || id.size() > longestGuid || known.insert(std::hash<std::string_view>()({id.data(), size_t(id.size())})).second;
}

// Calls for each place of `mark` until it returns false; false then.
bool forEachPlace(QByteArrayView text, std::string_view mark, const std::function<bool(qsizetype)> &visit)
{
    const std::boyer_moore_horspool_searcher searcher(mark.begin(), mark.end());
    for (auto at = text.begin(); (at = std::search(at, text.end(), searcher)) != text.end(); at += qsizetype(mark.size())) {
        if (!visit(at - text.begin()))
            return false;
    }
    return true;
}

// What stands before each end tag.
bool repeatsElement(QByteArrayView feed, std::string_view endTag, Hashes &known)
{
    return !forEachPlace(feed, endTag, [&](qsizetype end) {
        const QByteArrayView before = feed.sliced(qMax<qsizetype>(0, end - longestGuid), qMin<qsizetype>(end, longestGuid));
        return isNew(before.sliced(before.lastIndexOf('>') + 1), known);
    });
}

// What stands behind each name, up to a comma, a bracket or the end of the line.
bool repeatsMember(QByteArrayView feed, std::string_view name)
{
    Hashes known;
    return !forEachPlace(feed, name, [&](qsizetype at) {
        const QByteArrayView after = feed.sliced(at + qsizetype(name.size())).first(qMin<qsizetype>(longestGuid, feed.size() - at - qsizetype(name.size())));
        const auto *end = std::find_if(after.begin(), after.end(), [](char c) { return c == ',' || c == '}' || c == '\n'; });
        return isNew(after.first(end - after.begin()), known);
    });
}

} // namespace

bool mayRepeatGuids(QByteArrayView feed)
{
    if (feed.trimmed().startsWith('{'))
        return repeatsMember(feed, "\"id\"");
    Hashes known;
    return repeatsElement(feed, "</guid>", known) || (known.empty() && repeatsElement(feed, "</id>", known));
}

} // namespace dateline
