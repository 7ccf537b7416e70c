// Intake: files, bytes and streams to analysed articles: on all cores, in the order given, with bounded memory.
//
// Small files are read and digested whole on the pool. Large JSON Lines are cut at line ends and the parts digested on the pool;
// other large files are parsed by the caller's thread, and their articles analysed on the pool. Results are handed to the sink on
// the caller's thread, which must not be one of the pool's. Holds at most twice as many pieces as the pool has threads.
#pragma once

#include "base/result.h"
#include "library/digest.h"
#include "library/line_chunks.h"

#include <QThreadPool>

#include <atomic>
#include <deque>
#include <future>
#include <memory>

class QIODevice;

namespace dateline {

struct IntakeInput {
    QString name;                    // what messages call it
    QString ref;                     // the file's own name without folders
    Format format = Format::Unknown; // Unknown: guessed
    QUrl address;                    // base of relative links
    int number = 0;                  // the caller's own, handed back with each piece
};

struct IntakePiece {
    IntakeInput input;
    QList<AnalysedArticle> articles; // the next ones of this input
    bool isLast = false;             // nothing of this input follows; head and outlines are filled now
    bool isRead = true;              // false: nothing of the input could be read
    Format format = Format::Unknown; // what it was read as
    FeedHead head;
    QList<Source> outlines;
    int duplicates = 0;              // feeds that an OPML list names once more
    QList<Correction> corrections;   // of entities
    QList<Error> failures;           // "NAME: place: reason"
};

class Intake final {
public:
    using Sink = std::function<bool(IntakePiece &&)>; // false: stop

    // `analyzer` may be null: then nothing is analysed. `pool` must outlive the intake.
    Intake(QThreadPool &pool, std::shared_ptr<const Analyzer> analyzer, Sink sink);
    ~Intake(); // stops, and waits for pieces at hand

    // Each returns false once the sink has asked to stop. They block while too many pieces are waiting.
    bool addFile(const QString &path, const IntakeInput &input);
    bool addBytes(const QByteArray &bytes, const IntakeInput &input);
    bool addStream(QIODevice &device, const IntakeInput &input);
    // Hands over what is still at work.
    bool finish();

private:
    using Work = std::function<IntakePiece()>;

    bool enqueue(const IntakeInput &input, Work work);
    bool enqueueFailure(const IntakeInput &input, ErrorKind kind, const QString &reason);
    bool handOverOldest();
    bool addLines(QIODevice &device, const QByteArray &beginning, const IntakeInput &input);
    bool addLargeFeed(const QByteArray &bytes, const IntakeInput &input);
    bool enqueueEnd(const IntakeInput &input, const Digest &digest);
    IntakePiece linesPiece(const LineChunks::Chunk &chunk, const IntakeInput &input) const;
    IntakePiece feedPiece(QList<AnalysedArticle> articles, const IntakeInput &input) const;
    IntakePiece wholePiece(const QByteArray &bytes, const IntakeInput &input) const;

    QThreadPool &m_pool;
    std::shared_ptr<const Analyzer> m_analyzer;
    Sink m_sink;
    std::deque<std::future<IntakePiece>> m_waiting;
    std::shared_ptr<std::atomic_bool> m_stopped;
};

// "NAME: reason", the form of all failures of an import.
Error failureIn(const QString &name, const Error &error);

} // namespace dateline
