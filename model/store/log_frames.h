// LogFrames: the frames of a write-ahead log, one after the other, each held against its sum. Also those behind a damaged one: a sum starts from the one
// that is written in the frame before. Holds one frame at a time; throws nothing.
#pragma once

#include <QByteArray>
#include <QFile>

#include <optional>

namespace dateline {

// The write-ahead log's checksum over pairs of 32-bit words, going on from an earlier one.
struct LogSum {
    quint32 first = 0, second = 0;

    void add(const char *bytes, qsizetype size, bool isBigEndian);
    bool operator==(const LogSum &) const = default;
};

class LogFrames final {
public:
    struct Frame {
        qint64 number = 0;        // from 1
        quint32 page = 0;
        quint32 pagesAfter = 0;   // of the database, where a change ends with this frame; else 0
        bool isOfThisLog = false; // else it is left from an earlier round of the log, or damaged
        bool isWhole = false;     // of this log, and as it was written
        qint64 at = 0;            // where its page lies in the file

        bool endsChange() const { return page != 0 && pagesAfter != 0; }
    };
    // `log` is open; `pageSize` counts where the log's own head doesn't tell it.
    LogFrames(QFile &log, int pageSize);

    // False where there is not even the room for one.
    bool hasHead() const { return m_hasHead; }
    bool isHeadWhole() const { return m_isHeadWhole; }
    int pageSize() const { return m_pageSize; }
    const QByteArray &salts() const { return m_salts; } // of this log; where the head is damaged, the first frame's
    std::optional<Frame> next();

    static constexpr qint64 HeadBytes = 32, FrameHeadBytes = 24;

private:
    QFile &m_log;
    int m_pageSize;
    bool m_hasHead = false, m_isHeadWhole = false, m_isBigEndian = false;
    QByteArray m_salts;
    QByteArray m_frame;
    LogSum m_before;   // as it is written in the frame before, or the head
    LogSum m_computed; // as it should be written there
    bool m_isWholeBefore = true;
    qint64 m_number = 0;
};

bool isPageSize(int size);

} // namespace dateline
