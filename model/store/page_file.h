// PageFile: the pages of a database file that may be damaged, as its last finished change left them: those of the write-ahead log
// before those of the file. Reads the bytes itself, because SQLite refuses a file at its first fault. Changes nothing.
//
// Belongs to one thread; throws nothing.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QHash>
#include <QSet>

#include <optional>

namespace dateline {

class PageFile final {
public:
    // What of a damaged log counts: every whole frame of a finished change, or as SQLite does it, those before the first damaged one.
    enum class Log : quint8 { AllThatIsWhole, UntilDamage };
    explicit PageFile(const QString &database, Log log = Log::AllThatIsWhole);

    // Whether there is anything to read: of a database that is missing, its log may be there.
    bool isOpen() const { return m_file.isOpen() || m_log.isOpen(); }
    int pageSize() const { return m_pageSize; }
    quint32 count() const { return m_count; } // pages are numbered from 1
    // The whole page, filled up with zeros where the file ends in it; empty where there is none or the disk can't read it.
    QByteArray page(quint32 number);
    // Whether changes that are in the log may be lost.
    bool isLogDamaged() const { return m_isLogDamaged; }
    // Whether all that the log holds has been moved into the file, so that nothing is lost with it.
    bool isLogInFile();
    // As the file's head tells it, or the usual one.
    static int pageSizeOf(const QString &database);
    // A big-endian number of the file's head (page 1); 0 where it can't be read.
    quint32 headNumber(int offset);
    // Pages that SQLite has set aside: what they hold was deleted. Where the list is damaged, those that it still names.
    const QSet<quint32> &freePages();
    // Whether the database has pages that tell which page leads to each (auto_vacuum): then the second is one.
    bool hasPointerMaps();
    bool isPointerMap(quint32 number);

private:
    void findPageSize();
    int score(int pageSize);
    void readLog(Log log);
    QByteArray read(QFile &file, qint64 at);

    QFile m_file;
    QFile m_log;
    QHash<quint32, qint64> m_logged; // where in the log a page lies
    bool m_isLogDamaged = false;
    int m_pageSize = 0;
    quint32 m_count = 0;
    QSet<quint32> m_free;
    bool m_knowsFree = false;
    std::optional<bool> m_hasPointerMaps;
};

} // namespace dateline
