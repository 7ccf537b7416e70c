// StateCopying: when a copy of the reader's work (state_copy) is due. With the first change of a day at once, then once an hour while
// there are changes, and at the end where it costs little or the last one is old.
//
// Belongs to the store's thread.
#pragma once

#include "store/task_queue.h"

#include <QDateTime>
#include <QElapsedTimer>

namespace dateline {

class StateCopying final {
public:
    // `queue`: the thread that copies.
    StateCopying(const QString &database, TaskQueue &queue) : m_database(database), m_queue(queue) {}

    // Something of the reader's was changed, and is durable.
    void changed();
    // Nothing more will be changed.
    void close();

private:
    bool isDue();
    void copy();

    QString m_database;
    TaskQueue &m_queue;
    bool m_hasChanged = false; // since the last copy
    QDate m_day;               // of the last copy
    QElapsedTimer m_since;     // that was known; clocks may jump, this one doesn't
    qint64 m_untilDue = 0;     // milliseconds from then
};

} // namespace dateline
