#include "library/intake.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <chrono>
#include <new>

namespace dateline {

namespace {

constexpr qint64 smallFile = 512 * 1024;             // digested whole, by one thread
constexpr qint64 maximumFile = 512 * 1024 * 1024;    // of what can't be streamed
constexpr qsizetype feedBatch = 64;                  // articles analysed together

QString translated(const char *text)
{
    return QCoreApplication::translate("Intake", text);
}

IntakePiece failedPiece(const IntakeInput &input, const Error &error)
{
    IntakePiece piece;
    piece.input = input;
    piece.isLast = true;
    piece.isRead = false;
    piece.failures.append(failureIn(input.name, error));
    return piece;
}

void take(IntakePiece &piece, const Digest &digest)
{
    piece.format = digest.format;
    piece.head = digest.head;
    piece.outlines = digest.outlines;
    piece.duplicates = digest.duplicates;
    piece.corrections = digest.corrections;
    for (const QString &problem : digest.problems)
        piece.failures.append(failureIn(piece.input.name, {ErrorKind::Input, problem}));
}

} // namespace

Error failureIn(const QString &name, const Error &error)
{
    Error named = error;
    if (!error.message.startsWith(name + u':'))
        named.message = name + QStringLiteral(": ") + error.message;
    return named;
}

Intake::Intake(QThreadPool &pool, std::shared_ptr<const Analyzer> analyzer, Sink sink)
    : m_pool(pool), m_analyzer(std::move(analyzer)), m_sink(std::move(sink)), m_stopped(std::make_shared<std::atomic_bool>(false))
{
}

Intake::~Intake()
{
    *m_stopped = true;
    for (auto &piece : m_waiting)
        piece.wait();
}

bool Intake::addFile(const QString &path, const IntakeInput &input)
{
    if (QFileInfo(path).isDir())
        return enqueueFailure(input, ErrorKind::Input, translated("This is a folder. \"dateline import\" takes folders."));
    // A pipe that nobody writes into would hold up everything behind it. What a shell hands over ("/dev/stdin", "/dev/fd/63") has a writer.
    const bool isOfShell = path == u"/dev/stdin" || path.startsWith(u"/dev/fd/") || path.startsWith(u"/proc/self/fd/");
    if (const QFileInfo named(path); named.exists() && !named.isFile() && !isOfShell)
        return enqueueFailure(input, ErrorKind::Input, translated("This is no regular file. To read a pipe, give it as standard input."));
    auto file = std::make_shared<QFile>(path);
    if (!file->open(QIODevice::ReadOnly)) {
        return enqueueFailure(input, file->exists() ? ErrorKind::Unreadable : ErrorKind::NotFound,
                              file->exists() ? translated("The file can't be opened (%1).").arg(file->errorString())
                                             : translated("There is no such file."));
    }
    if (file->isSequential() || file->size() > smallFile)
        return addStream(*file, input);
    return enqueue(input, [this, file, input] {
        const QByteArray bytes = file->readAll();
        if (file->error() != QFileDevice::NoError)
            return failedPiece(input, {ErrorKind::Unreadable, translated("The file can't be read (%1).").arg(file->errorString())});
        return wholePiece(bytes, input);
    });
}

bool Intake::addBytes(const QByteArray &bytes, const IntakeInput &input)
{
    return enqueue(input, [this, bytes, input] { return wholePiece(bytes, input); });
}

bool Intake::addStream(QIODevice &device, const IntakeInput &input)
{
    const auto unreadable = [&] {
        return enqueueFailure(input, ErrorKind::Unreadable, translated("The file can't be read (%1).").arg(device.errorString()));
    };
    QByteArray bytes;
    qint64 size = readSome(device, smallFile, bytes);
    if (size < 0)
        return unreadable();
    const Format format = input.format != Format::Unknown ? input.format : guessFormat(bytes, input.ref);
    if (format == Format::JsonLines)
        return addLines(device, bytes, input);
    if (format == Format::Binary) // no need to read the rest
        return addBytes(bytes, input);
    while (size > 0 && bytes.size() <= maximumFile)
        size = readSome(device, smallFile, bytes);
    if (size < 0) // a part would pass for the whole
        return unreadable();
    if (bytes.size() > maximumFile)
        return enqueueFailure(input, ErrorKind::Full, translated("The file is larger than 512 MiB. Cut it into smaller ones."));
    if (format == Format::Feed && bytes.size() > smallFile)
        return addLargeFeed(bytes, input);
    return addBytes(bytes, input);
}

bool Intake::finish()
{
    while (!m_waiting.empty()) {
        if (!handOverOldest())
            return false;
    }
    return !*m_stopped;
}

bool Intake::enqueue(const IntakeInput &input, Work work)
{
    const size_t limit = 2 * static_cast<size_t>(qMax(1, m_pool.maxThreadCount()));
    const auto isReady = [this] { return m_waiting.front().wait_for(std::chrono::seconds(0)) == std::future_status::ready; };
    while (!m_waiting.empty() && (m_waiting.size() >= limit || isReady())) {
        if (!handOverOldest())
            return false;
    }
    if (*m_stopped)
        return false;
    auto task = std::make_shared<std::packaged_task<IntakePiece()>>([input, work = std::move(work), stopped = m_stopped] {
        if (*stopped)
            return IntakePiece{};
        try {
            return work();
        } catch (const std::bad_alloc &) { // the input decides how much is asked for
            return failedPiece(input, {ErrorKind::Full, translated("There is not enough memory to read it.")});
        }
    });
    m_waiting.push_back(task->get_future());
    m_pool.start([task] { (*task)(); });
    return true;
}

bool Intake::enqueueFailure(const IntakeInput &input, ErrorKind kind, const QString &reason)
{
    return enqueue(input, [input, error = Error{kind, reason}] { return failedPiece(input, error); });
}

bool Intake::handOverOldest()
{
    IntakePiece piece = m_waiting.front().get();
    m_waiting.pop_front();
    if (!*m_stopped && !m_sink(std::move(piece)))
        *m_stopped = true;
    return !*m_stopped;
}

IntakePiece Intake::wholePiece(const QByteArray &bytes, const IntakeInput &input) const
{
    IntakePiece piece;
    piece.input = input;
    piece.isLast = true;
    DigestInput whole;
    whole.bytes = bytes;
    whole.format = input.format;
    whole.name = input.ref;
    whole.address = input.address;
    const auto result = digest(whole, m_analyzer.get(), [&](AnalysedArticle &&article) {
        piece.articles.append(std::move(article));
        return !*m_stopped;
    });
    if (!result)
        return failedPiece(input, result.error());
    take(piece, *result);
    return piece;
}

IntakePiece Intake::linesPiece(const LineChunks::Chunk &chunk, const IntakeInput &input) const
{
    IntakePiece piece;
    piece.input = input;
    piece.format = Format::JsonLines;
    if (!chunk.problem.isEmpty())
        piece.failures.append(failureIn(input.name, {ErrorKind::Input, chunk.problem}));
    DigestInput part;
    part.bytes = chunk.bytes;
    part.format = Format::JsonLines;
    part.name = input.ref;
    part.address = input.address;
    part.firstLine = chunk.firstLine;
    const auto result = digest(part, m_analyzer.get(), [&](AnalysedArticle &&article) {
        piece.articles.append(std::move(article));
        return !*m_stopped;
    });
    if (result) // else the chunk is blank lines
        take(piece, *result);
    return piece;
}

IntakePiece Intake::feedPiece(QList<AnalysedArticle> articles, const IntakeInput &input) const
{
    IntakePiece piece;
    piece.input = input;
    piece.format = Format::Feed;
    for (AnalysedArticle &article : articles) {
        if (m_analyzer && !*m_stopped)
            article.annotations = m_analyzer->analyse(article.content);
    }
    piece.articles = std::move(articles);
    return piece;
}

bool Intake::addLines(QIODevice &device, const QByteArray &beginning, const IntakeInput &input)
{
    LineChunks chunks(device, beginning);
    bool any = false;
    while (auto chunk = chunks.next()) {
        any = any || !chunk->bytes.trimmed().isEmpty() || !chunk->problem.isEmpty();
        if (!enqueue(input, [this, input, chunk = std::move(*chunk)] { return linesPiece(chunk, input); }))
            return false;
    }
    if (chunks.hasFailed()) {
        return enqueueFailure(input, ErrorKind::Unreadable,
                              translated("The file can't be read from line %1 on (%2). What comes before was read.").arg(chunks.line()).arg(device.errorString()));
    }
    if (!any)
        return enqueueFailure(input, ErrorKind::Input, translated("The file is empty."));
    Digest end;
    end.format = Format::JsonLines;
    return enqueueEnd(input, end);
}

bool Intake::addLargeFeed(const QByteArray &bytes, const IntakeInput &input)
{
    QList<AnalysedArticle> batch;
    const auto send = [&] {
        return enqueue(input, [this, input, articles = std::exchange(batch, {})] { return feedPiece(articles, input); });
    };
    DigestInput whole;
    whole.bytes = bytes;
    whole.format = Format::Feed;
    whole.name = input.ref;
    whole.address = input.address;
    const auto result = digest(whole, nullptr, [&](AnalysedArticle &&article) {
        batch.append(std::move(article));
        return batch.size() < feedBatch || send();
    });
    if (!result)
        return enqueue(input, [input, error = result.error()] { return failedPiece(input, error); });
    if (!batch.isEmpty() && !send())
        return false;
    return enqueueEnd(input, *result);
}

bool Intake::enqueueEnd(const IntakeInput &input, const Digest &digest)
{
    return enqueue(input, [input, digest] {
        IntakePiece end;
        end.input = input;
        end.isLast = true;
        take(end, digest);
        return end;
    });
}

} // namespace dateline
