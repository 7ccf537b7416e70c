// FullTextTable: `full_text`: articles whose page was fetched, or is to be. Throws SQLite::Exception.
#pragma once

#include "base/full_text.h"
#include "store/connection.h"
#include "store/store.h"

namespace dateline {

struct FullTextRow {
    enum class State : quint8 { Wanted, Asked, Fetched, GivenUp };
    State state = State::Wanted;
    int attempts = 0;
    qint64 at = 0;    // seconds since 1970 UTC
    QByteArray hash;  // of what `content` holds, where that is the page's
    QByteArray feed;  // packed alone; empty where `content` is the feed's

    bool isPages() const { return !feed.isEmpty(); }
    bool isOpen() const { return state == State::Wanted || state == State::Asked; }
};

class FullTextTable final {
public:
    explicit FullTextTable(Connection &connection) : m_connection(connection) {}

    std::optional<FullTextRow> find(quint32 article);
    void set(quint32 article, const FullTextRow &row);
    void remove(quint32 article);
    // What a rule wants of the source beyond the newest is wanted no more.
    void keepNewest(SourceId source, int most);
    // Articles of the source of which nothing is known here and that the reader hasn't read, or has bookmarked; the newest, as many.
    std::vector<quint32> unknown(SourceId source, int most);
    // Those to be fetched at `now` (seconds since 1970 UTC): the reader's own wishes first, then the newest. `rule` tells a source's; where it
    // is Never, wishes of rules wait.
    QList<FullTextWish> open(qint64 now, int most, const std::function<FullText(SourceId)> &rule);

private:
    Connection &m_connection;
};

// The rule in force for a source: its own, or where it is a feed the general one.
FullText effectiveFullText(const Source &source, FullText general);

} // namespace dateline
