// StateCopying: when a copy of the reader's work (state_copy) is due. With the first change of a day at once, then a minute after the last one
// where there are changes, or an hour where it is large, and at the end where it costs little or the last one is old.
//
// Belongs to the store's thread.
#pragma once

#include "store/task_queue.h"

#include <QDateTime>
#include <QElapsedTimer>

namespace dateline {

class StateCopying final {
public:
    // `own`: the store's thread; `queue`: the one that copies.
    StateCopying(const QString &database, TaskQueue &own, TaskQueue &queue) : m_database(database), m_own(own), m_queue(queue) {}

    // Something of the reader's was changed, and is durable.
    void changed();
    // Nothing more will be changed.
    void close();

private:
    qint64 untilDue();
    void copy();

    QString m_database;
    TaskQueue &m_own;
    TaskQueue &m_queue;
    bool m_hasChanged = false; // since the last copy
    QDate m_day;               // of the last copy
    QElapsedTimer m_since;     // it was asked for; clocks may jump, this one doesn't
    bool m_isAwaited = false;  // the next one's time
};

} // namespace dateline
