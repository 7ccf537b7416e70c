// RetentionTable: which articles the reader's rules would remove, and `removed_article`, what they did remove that its feed may
// still carry. Throws SQLite::Exception.
#pragma once

#include "base/feed.h"
#include "store/connection.h"

#include <vector>

namespace dateline {

class RetentionTable final {
public:
    explicit RetentionTable(Connection &connection) : m_connection(connection) {}

    // Articles of the source that the rule doesn't keep at `now` (seconds since 1970 UTC), by id; never one that the reader bookmarked,
    // tagged, noted or corrected.
    std::vector<quint32> excess(SourceId source, const Retention &rule, qint64 now);
    bool isReaders(quint32 article); // one of those
    std::vector<quint32> readersOwn();

    void remember(SourceId source, qint64 identity, quint64 generation);
    // Whether it was removed; then it has been seen again.
    bool isRemoved(SourceId source, qint64 identity, quint64 generation);
    bool hasUnseen(SourceId source, quint64 seenUntil); // whether forget() would do anything
    // Those that weren't seen since; with the highest generation, all.
    void forget(SourceId source, quint64 seenUntil);

private:
    Connection &m_connection;
};

} // namespace dateline
