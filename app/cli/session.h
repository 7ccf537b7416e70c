// Session: what a command works with: the profile, the library opened on demand, standard output and error.
//
// There are two kinds. In the command line's own process it opens the profile itself. In the window it borrows the library that is open
// there, for a command that another process handed over (cli/command_server.h). Main thread only.
#pragma once

#include "cli/exit_code.h"
#include "cli/output.h"
#include "library/library.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFutureWatcher>
#include <QHash>

#include <functional>
#include <optional>

namespace dateline {

// How the profile's folder was chosen: a folder that somebody named may be mistyped.
enum class Profile : quint8 { Default, Named };

class Session final {
public:
    // `output` outlives it, and so does `library`. `files`: where the files lie that words of the command line name.
    Session(Output &output, const QString &profile, Profile chosen) : m_output(output), m_profile(profile), m_chosen(chosen) {}
    Session(Output &output, Library &library, const QString &profile, const QHash<QString, QString> &files);

    const QString &profile() const { return m_profile; }
    Output &output() { return m_output; }
    void complain(const QString &message) { m_output.complain(message); }
    void complain(const Error &error) { m_output.complain(error); }
    void remark(const QString &message) { m_output.remark(message); }
    ExitCode failedWith(const Error &error) { return m_output.failedWith(error); }

    // Opens the profile at the first call. Where it can't, says why and returns null: the command ends with ExitProfile. A named
    // folder that holds no profile is refused; the default one is made.
    Library *library();
    // The same for commands that bring articles in: makes the profile in a named folder too.
    Library *libraryToFill();
    // True, and said, where a folder that somebody named holds no profile.
    bool isMissing();
    // The same for commands that change nothing: they work also beside another program that uses the profile, and where nothing can be
    // written.
    Library *libraryToRead();
    // The same without a word: the library, or why there is none.
    Result<Library *> openLibrary();
    // Says why the profile can't be opened, and gives the exit code for it. Where another program holds it, that isn't said but kept as
    // refusal(), because that program may take the command over.
    ExitCode refusedWith(const Error &error);
    const std::optional<Error> &refusal() const { return m_refusal; }
    // The library is another's, and can't be closed.
    bool isBorrowing() const { return m_borrowed != nullptr; }
    void closeLibrary() { m_library.reset(); }

    // The file that a word of the command line names; "-" is standard input.
    NamedPath input(const QString &word);
    // The words that were asked for.
    const QStringList &inputs() const { return m_inputs; }

    // Breaks off what is awaited, and all that is awaited later. What was saved stays.
    void cancel();
    bool isCancelled() const { return m_isCancelled; }
    // Waits for the library's answer; the network lives on this thread, so the event loop runs meanwhile.
    template <class T>
    Result<T> awaited(QFuture<Result<T>> future);

private:
    Error brokenOff() const;
    void tellOfOpening();

    Output &m_output;
    QString m_profile;
    Profile m_chosen = Profile::Default;
    std::unique_ptr<Library> m_library;
    Library *m_borrowed = nullptr;
    QHash<QString, QString> m_files;
    QStringList m_inputs;
    std::optional<Error> m_refusal;
    std::function<void()> m_breakOff; // of what is awaited
    bool m_isCancelled = false;
    bool m_isQuitting = false;        // the application
};

// The profile folder that is used where neither --profile nor $DATELINE_PROFILE names one.
QString defaultProfile();

template <class T>
Result<T> Session::awaited(QFuture<Result<T>> future)
{
    if (!future.isFinished()) {
        QEventLoop loop;
        QFutureWatcher<Result<T>> watcher;
        QObject::connect(&watcher, &QFutureWatcherBase::finished, &loop, &QEventLoop::quit);
        watcher.setFuture(future);
        m_breakOff = [&future] {
            if (!future.isFinished()) // Qt 6.4 cancels what was chained to it as well, also where that has been freed since
                future.cancel();
        };
        if (m_isCancelled)
            m_breakOff();
        if (!future.isFinished())
            loop.exec();
        m_breakOff = nullptr;
        if (!future.isFinished()) { // the application quits, which ends all its event loops
            m_isQuitting = true;
            m_isCancelled = true;
            future.cancel();
        }
    }
    return future.resultCount() > 0 ? future.result() : tl::unexpected(brokenOff());
}

} // namespace dateline
