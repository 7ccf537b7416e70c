// Session: what a command works with: the profile, the library opened on demand, standard output.
#pragma once

#include "cli/exit_code.h"
#include "cli/output.h"
#include "library/library.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFutureWatcher>

namespace dateline {

// How the profile's folder was chosen: a folder that somebody named may be mistyped.
enum class Profile : quint8 { Default, Named };

class Session final {
public:
    Session(const QString &profile, Profile chosen) : m_profile(profile), m_chosen(chosen) {}

    const QString &profile() const { return m_profile; }
    Output &output() { return m_output; }
    // Opens the profile at the first call. Where it can't, says why and returns null: the command ends with ExitProfile. A named
    // folder that holds no profile is refused; the default one is made.
    Library *library();
    // The same for commands that bring articles in: makes the profile in a named folder too.
    Library *libraryToFill();
    // True, and said, where a folder that somebody named holds no profile.
    bool isMissing() const;
    // The same for commands that change nothing: they work also beside another program that uses the profile, and where nothing can be
    // written.
    Library *libraryToRead();
    // The same without a word: the library, or why there is none.
    Result<Library *> openLibrary();
    void closeLibrary() { m_library.reset(); }

private:
    QString m_profile;
    Profile m_chosen;
    Output m_output;
    std::unique_ptr<Library> m_library;
};

// The profile folder that is used where neither --profile nor $DATELINE_PROFILE names one.
QString defaultProfile();

// Waits for the library's answer; the network lives on this thread, so the event loop runs meanwhile.
template <class T>
Result<T> awaited(QFuture<Result<T>> future)
{
    if (!future.isFinished()) {
        QEventLoop loop;
        QFutureWatcher<Result<T>> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        if (!future.isFinished())
            loop.exec();
    }
    if (future.resultCount() == 0)
        return failure(ErrorKind::Cancelled, QCoreApplication::translate("Session", "The work was broken off."));
    return future.result();
}

// Complains, and gives the exit code that the kind of error asks for.
ExitCode failedWith(const Error &error);

} // namespace dateline
