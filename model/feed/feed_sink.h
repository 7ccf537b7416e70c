// Where the parsers of single formats hand their items to: counts them, and says when enough is enough.
#pragma once

#include "feed/feed_faults.h"
#include "feed/feed_parser.h"

#include <QSet>

namespace dateline {

class ItemDraft;

class FeedSink final {
public:
    using OnItem = std::function<bool(ArticleContent &&)>;

    FeedSink(int maximumItems, const OnItem &onItem) : m_maximum(maximumItems), m_onItem(onItem) {}

    FeedHead head;
    QStringList authors; // of the feed, for items that name none
    QStringList problems;
    FeedFaults faults;
    QSet<QString> sharedGuids; // that several items bear, so that none is known by them
    QString relativeSite;      // as it was given, until a base is known

    // False once the reader of the feed is to stop. An item that holds nothing to read is listed among the problems too.
    bool deliver(ItemDraft &draft);
    // An item that can't be delivered.
    void passOver();
    void addProblem(const QString &problem); // of some thousand, the first fifty
    // Notes what is told by all items together.
    void finish();
    bool isStopped() const { return m_isStopped; }
    int count() const { return m_count; }

private:
    void noteFaults(ItemDraft &draft);
    void noteOrder(const Moment &published);

    int m_maximum = 0;
    const OnItem &m_onItem;
    int m_count = 0; // delivered
    int m_seen = 0;
    qint64 m_lastTime = 0; // seconds; 0: none yet
    bool m_hasNewerLater = false;
    bool m_hasOlderLater = false;
    bool m_isStopped = false;
};

} // namespace dateline
