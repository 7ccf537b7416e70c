#include "killed_worker.h"

#include <QJsonDocument>

#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace dateline {
namespace {

using Clock = std::chrono::steady_clock;

struct Child {
    pid_t process = -1;
    int output = -1;
};

// A temporary file as standard input, so that nobody need feed a pipe.
int inputFile(const QByteArray &input)
{
    std::FILE *file = std::tmpfile();
    if (!file || std::fwrite(input.constData(), 1, static_cast<size_t>(input.size()), file) != static_cast<size_t>(input.size()))
        qFatal("no temporary file: %s", std::strerror(errno));
    std::fflush(file);
    const int descriptor = ::dup(::fileno(file));
    std::fclose(file);
    ::lseek(descriptor, 0, SEEK_SET);
    return descriptor;
}

Child start(const QStringList &arguments, const QByteArray &input)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        qFatal("no pipe: %s", std::strerror(errno));
    const int in = inputFile(input);
    QList<QByteArray> words;
    for (const QString &argument : arguments)
        words += argument.toLocal8Bit();
    std::vector<char *> pointers;
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
    Child child;
    if (const int error = ::posix_spawn(&child.process, pointers[0], &actions, nullptr, pointers.data(), environ); error != 0)
        qFatal("%s can't be started: %s", pointers[0], std::strerror(error));
    posix_spawn_file_actions_destroy(&actions);
    ::close(in);
    ::close(ends[1]);
    child.output = ends[0];
    return child;
}

// Reads until the moment has come or the child has closed its end.
class Watch final {
public:
    explicit Watch(const Killing &killing) : m_killing(killing), m_moment(Clock::now() + killing.atLatest)
    {
        if (killing.line.isEmpty())
            m_moment = Clock::now() + killing.after;
    }

    bool readUntilTheMoment(int output)
    {
        while (Clock::now() < m_moment) {
            pollfd waiting{output, POLLIN, 0};
            const auto left = std::chrono::duration_cast<std::chrono::nanoseconds>(m_moment - Clock::now());
            const timespec bound{left.count() / 1'000'000'000, std::max<long>(0, left.count() % 1'000'000'000)};
            if (::ppoll(&waiting, 1, left.count() > 0 ? &bound : nullptr, nullptr) <= 0)
                continue;
            if (!read(output))
                return false;
        }
        return true;
    }

    bool read(int output)
    {
        char buffer[65536];
        const ssize_t size = ::read(output, buffer, sizeof buffer);
        if (size <= 0)
            return false;
        text.append(buffer, size);
        lookForTheLine();
        return true;
    }

    QByteArray text;

private:
    void lookForTheLine()
    {
        while (!m_killing.line.isEmpty() && m_killing.times > 0) {
            const qsizetype at = text.indexOf(m_killing.line, m_seen);
            if (at < 0)
                return;
            m_seen = at + m_killing.line.size();
            if (--m_killing.times == 0)
                m_moment = std::min(m_moment, Clock::now() + m_killing.after);
        }
    }

    Killing m_killing;
    Clock::time_point m_moment;
    qsizetype m_seen = 0;
};

WorkerLog logFrom(const QByteArray &text)
{
    using namespace Qt::StringLiterals;
    WorkerLog log;
    size_t place = 0;
    qsizetype start = 0;
    // A line that was cut off in the middle wasn't told.
    for (qsizetype end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start), ++place) {
        const QJsonObject line = QJsonDocument::fromJson(text.mid(start, end - start)).object();
        if (line.contains(u"phase"_s)) {
            log.phase = line[u"phase"].toString();
            log.hasOpened = log.hasOpened || log.phase == u"open";
        } else if (line.contains(u"ask"_s)) {
            LoggedStep asked;
            asked.step = Step::fromJson(line);
            asked.number = line[u"ask"].toInt();
            asked.asked = place;
            log.steps.push_back(asked);
        } else if (const auto number = static_cast<size_t>(line[u"done"].toInt()); number > 0 && number <= log.steps.size()) {
            LoggedStep &done = log.steps[number - 1]; // numbered as they were asked for
            done.isCancelled = line.contains(u"cancelled"_s);
            done.error = line[u"error"].toString();
            if (!done.isCancelled && done.error.isEmpty())
                done.done = place;
        } else {
            qFatal("what does the worker mean by “%s”?", text.mid(start, end - start).constData());
        }
    }
    return log;
}

} // namespace

QStringList WorkerLog::underWay() const
{
    QStringList kinds;
    for (const LoggedStep &each : steps) {
        if (!each.done && !each.isCancelled)
            kinds += stepName(each.step.kind);
    }
    return kinds;
}

WorkerLog runAndKill(const QStringList &arguments, const QByteArray &input, const Killing &killing)
{
    const Child child = start(arguments, input);
    Watch watch(killing);
    const bool lives = watch.readUntilTheMoment(child.output);
    ::kill(child.process, SIGKILL);
    while (watch.read(child.output)) { }
    ::close(child.output);
    int status = 0;
    ::waitpid(child.process, &status, 0);
    WorkerLog log = logFrom(watch.text);
    log.wasKilled = lives && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    log.ending = WIFSIGNALED(status) ? QStringLiteral("signal %1").arg(WTERMSIG(status)) : QStringLiteral("exit code %1").arg(WEXITSTATUS(status));
    return log;
}

} // namespace dateline
