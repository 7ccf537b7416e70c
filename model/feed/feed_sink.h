// Where the parsers of single formats hand their items to: counts them, and says when enough is enough.
#pragma once

#include "feed/feed_parser.h"

namespace dateline {

class FeedSink final {
public:
    using OnItem = std::function<bool(ArticleContent &&)>;

    FeedSink(int maximumItems, const OnItem &onItem) : m_maximum(maximumItems), m_onItem(onItem) {}

    FeedHead head;
    QStringList authors; // of the feed, for items that name none
    QStringList problems;

    // False once the reader of the feed is to stop. An item that holds nothing to read is listed among the problems too.
    bool deliver(ArticleContent &&content);
    // An item that can't be delivered.
    void passOver();
    void addProblem(const QString &problem); // of some thousand, the first fifty
    bool isStopped() const { return m_isStopped; }
    int count() const { return m_count; }

private:
    int m_maximum = 0;
    const OnItem &m_onItem;
    int m_count = 0; // delivered
    int m_seen = 0;
    bool m_isStopped = false;
};

} // namespace dateline
