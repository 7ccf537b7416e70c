// What tells damage from what a kill or a power cut leaves. A change is synced before it is acknowledged, and before the next one begins (synchronous = FULL).
// So only the last change may be there in any part: of its frames some may be missing, and its end may be there all the same. Behind the log's end may lie
// frames of earlier rounds (other salts), and of changes that were rolled back, with the same salts, even with their end, where the sync failed.
//
// 1. Where a frame is damaged, and behind it a change ends whose last frame the next frame goes on from, that change was synced: so that
//    frame was as well, and what was wrong with it came later. What was rolled back is never gone on from.
// 2. SQLite's shared memory (-shm), which outlives a kill, names the last frame that was acknowledged, and the log's salts.
// 3. A head with a wrong sum comes of a power cut where a new round of the log began: then all of the log had been moved into the database before.
//
// A last change that is damaged can't be told from one that was never finished, where there is no shared memory. A copy of the reader's
// work (state_copy) may know better.
#include "store/log_check.h"

#include "store/log_frames.h"
#include "store/page_file.h"

#include <QFile>

#include <cstring>

namespace dateline {
namespace {

constexpr qint64 Sector = 512; // what a disk writes whole or not at all

// The last acknowledged frame of the log with these salts; 0 where that isn't known. Format: https://www.sqlite.org/walformat.html, section 2.2.
qint64 acknowledgedFrames(const QString &sharedMemory, const QByteArray &salts)
{
    struct Head {
        quint32 version, unused, change;
        quint8 isInitialised, isBigEndian;
        quint16 pageSize;
        quint32 lastFrame, pages, frameSum[2];
        char salts[8];
        quint32 sum[2];
    } head[2];
    static_assert(sizeof head == 2 * 48);
    constexpr quint32 Version = 3007000;
    QFile file(sharedMemory);
    if (!file.open(QIODevice::ReadOnly) || file.read(reinterpret_cast<char *>(head), sizeof head) != sizeof head)
        return 0;
    LogSum sum;
    sum.add(reinterpret_cast<const char *>(head), sizeof(Head) - sizeof head[0].sum, Q_BYTE_ORDER == Q_BIG_ENDIAN);
    const bool isWhole = std::memcmp(&head[0], &head[1], sizeof(Head)) == 0 && sum == LogSum{head[0].sum[0], head[0].sum[1]};
    const bool isOfLog = QByteArrayView(head[0].salts, sizeof head[0].salts) == salts;
    return isWhole && head[0].version == Version && head[0].isInitialised == 1 && isOfLog ? head[0].lastFrame : 0;
}

// A change's last frame: also a damaged one, where what says so was written at once.
bool endsChange(const LogFrames::Frame &frame)
{
    const bool isHeadOfOneSector = (frame.at - LogFrames::FrameHeadBytes) % Sector + LogFrames::FrameHeadBytes <= Sector;
    return frame.endsChange() && (frame.isWhole || (frame.isOfThisLog && isHeadOfOneSector));
}

// SQLite may repeat a last frame to make a sector full. Of what it repeated only a part is synced, and nothing is lost with it.
bool repeats(const LogFrames::Frame &frame, const LogFrames::Frame &before)
{
    return frame.page == before.page && frame.pagesAfter == before.pagesAfter;
}

// The frames of a log, one by one, up to what shows that something acknowledged is missing.
class LogWatch final {
public:
    explicit LogWatch(qint64 acknowledged) : m_acknowledged(acknowledged) {}

    // False where that is shown.
    bool goesOn(const LogFrames::Frame &frame)
    {
        if (!frame.isWhole && m_damaged == 0) {
            m_damaged = frame.number;
            m_needed = m_acknowledged - (m_before.isWhole && m_before.endsChange() ? 1 : 0); // the last one may be a repeated one
        }
        const bool isRepeated = m_before.number == m_damaged && repeats(m_before, m_beforeThat);
        const bool isGoneOnFrom = frame.isWhole && endsChange(m_before) && !isRepeated && !repeats(frame, m_before);
        m_beforeThat = m_before;
        m_before = frame;
        return m_damaged == 0 || (m_damaged > m_needed && !isGoneOnFrom);
    }
    qint64 damaged() const { return m_damaged; }
    // At the log's end: whether frames are missing.
    bool isCut() const { return m_damaged == 0 && m_before.number < m_acknowledged - (m_before.endsChange() ? 1 : 0); }
    qint64 last() const { return m_before.number; }

private:
    qint64 m_acknowledged, m_damaged = 0, m_needed = 0;
    LogFrames::Frame m_before, m_beforeThat;
};

} // namespace

std::optional<QString> damageOfLog(const QString &database)
{
    QFile log(database + QStringLiteral("-wal"));
    if (log.size() <= LogFrames::HeadBytes || !log.open(QIODevice::ReadOnly))
        return std::nullopt;
    LogFrames frames(log, PageFile::pageSizeOf(database));
    if (!frames.isHeadWhole()) {
        PageFile file(database);
        return file.isLogInFile() ? std::nullopt : std::optional(QStringLiteral("head of the log"));
    }
    const qint64 acknowledged = acknowledgedFrames(database + QStringLiteral("-shm"), frames.salts());
    LogWatch watch(acknowledged);
    while (const std::optional<LogFrames::Frame> frame = frames.next()) {
        if (!watch.goesOn(*frame))
            return QStringLiteral("frame %1 of the log").arg(watch.damaged());
    }
    return watch.isCut() ? std::optional(QStringLiteral("the log ends at frame %1 of %2").arg(watch.last()).arg(acknowledged)) : std::nullopt;
}

} // namespace dateline
