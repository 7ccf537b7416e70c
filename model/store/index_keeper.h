// IndexKeeper: brings the facet index in when a store is opened, and keeps its file near enough to now that the next open is fast.
//
// Changes go to the journal (in the database, with each change). When the journal has grown to a quarter of the file, a thread of its own
// makes a second index of the old file and the journal, writes it as the new file, and lets the journal go: so neither the writer
// nor readers wait for it. All functions but the constructor, isBuilding() and close() are for the store's thread.
#pragma once

#include "store/task_queue.h"
#include "store/writing.h"

#include <atomic>
#include <functional>

namespace dateline {

class IndexKeeper final {
public:
    // `told` is called when isBuilding() changed.
    IndexKeeper(WritingTables &tables, const QString &folder, const StoreLimits &limits, TaskQueue &writing, std::function<void()> told);

    // Gives the gate its index, or the reason why there is none. Where it has to be built and `isStopped` says so meanwhile, it gives up.
    void open(const std::function<bool()> &isStopped);
    bool isBuilding() const { return m_isBuilding; }
    const QString &file() const { return m_file; }
    // After each change.
    void changed();
    // After a change that isn't in the journal.
    void renew();
    // Writes nothing into the database any more, which is damaged.
    void leaveDatabase() { m_leavesDatabase = true; }
    // After the last change, when no other thread runs any more: writes the file where the next open would be slow otherwise.
    void close();

private:
    void build(const std::function<bool()> &isStopped);
    void setBuilding(bool isBuilding);
    Result<void> writeOwn();
    void writeBeside();
    void written(quint64 generation, quint64 bytes);
    void failed();
    void dropJournal();
    qint64 mostInJournal() const;
    qint64 inJournal() const { return m_tables.journal.appendedBytes() - m_inFile; }

    WritingTables &m_tables;
    QString m_file;
    QString m_database;
    StoreLimits m_limits;
    TaskQueue &m_writing;
    std::function<void()> m_told;
    std::atomic_bool m_isBuilding = false;
    std::atomic_bool m_isClosing = false;
    std::atomic<quint64> m_fileGeneration = 0; // 0: no file of use
    quint64 m_fileBytes = 0;
    qint64 m_inFile = 0;         // of what was appended to the journal, what the file holds
    qint64 m_nextTry = 0;        // after a failure: with as much in the journal
    bool m_isBeside = false;     // a file is being written
    bool m_renewsAfter = false;
    bool m_leavesDatabase = false;
    TaskQueue m_beside{"store-index"};
};

} // namespace dateline
