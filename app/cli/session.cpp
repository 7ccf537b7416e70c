#include "cli/session.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>

namespace dateline {

namespace {

// Of a file system that may only be read this is false, too, whoever asks.
bool isWritable(const QString &profile)
{
    const QFileInfoList files = QDir(profile).entryInfoList({QStringLiteral("dateline.*")}, QDir::Files);
    return QFileInfo(profile).isWritable() && std::all_of(files.begin(), files.end(), [](const QFileInfo &file) { return file.isWritable(); });
}

} // namespace

QString defaultProfile()
{
    const QString chosen = qEnvironmentVariable("DATELINE_PROFILE");
    // The name of the application makes this …/dateline on every system.
    return chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : chosen;
}

Session::Session(Output &output, Library &library, const QString &profile, const QHash<QString, QString> &files)
    : m_output(output), m_profile(profile), m_borrowed(&library), m_files(files)
{
}

bool Session::isMissing()
{
    if (m_borrowed || m_chosen != Profile::Named || !Library::isMissing(m_profile))
        return false;
    complain(QCoreApplication::translate("Session", "%1: There is no profile in this folder. \"dateline import\" and \"dateline subscribe\" make one.")
                 .arg(m_profile));
    return true;
}

Library *Session::library()
{
    return !m_library && isMissing() ? nullptr : libraryToFill();
}

Library *Session::libraryToFill()
{
    const Result<Library *> opened = openLibrary();
    if (!opened)
        refusedWith(opened.error());
    return opened.value_or(nullptr);
}

Library *Session::libraryToRead()
{
    if (m_borrowed || m_library)
        return m_borrowed ? m_borrowed : m_library.get();
    if (isMissing())
        return nullptr;
    const Result<Library *> opened = openLibrary();
    if (opened)
        return *opened;
    const bool isBeside = opened.error().kind == ErrorKind::Locked;
    const bool mayBeRead = isBeside || (opened.error().kind == ErrorKind::Unreadable && !isWritable(m_profile));
    auto readOnly = mayBeRead ? Library::openReadOnly(m_profile) : tl::unexpected(opened.error());
    if (!readOnly) {
        const bool saysMore = mayBeRead && readOnly.error().kind != ErrorKind::NotFound;
        if (!isBeside || !saysMore) // that it can't be written is a reason, too
            complain(opened.error());
        if (saysMore)
            complain(readOnly.error());
        return nullptr;
    }
    if (!isBeside)
        remark(QCoreApplication::translate("Session", "%1 can't be written: it is opened for reading only.").arg(m_profile));
    m_library = std::move(*readOnly);
    tellOfOpening();
    return m_library.get();
}

Result<Library *> Session::openLibrary()
{
    if (m_borrowed || m_library)
        return m_borrowed ? m_borrowed : m_library.get();
    auto opened = Library::open(m_profile);
    if (!opened)
        return tl::unexpected(opened.error());
    m_library = std::move(*opened);
    tellOfOpening();
    return m_library.get();
}

void Session::tellOfOpening()
{
    for (const QString &notice : m_library->openingNotices())
        remark(m_profile + QStringLiteral(": ") + notice);
}

ExitCode Session::refusedWith(const Error &error)
{
    if (error.kind != ErrorKind::Locked)
        return failedWith(error);
    m_refusal = error;
    return ExitProfile;
}

NamedPath Session::input(const QString &word)
{
    const QString name = word == u"-" ? QStringLiteral("/dev/stdin") : word;
    m_inputs.append(name);
    return {m_files.value(name, name), name};
}

void Session::cancel()
{
    m_isCancelled = true;
    if (m_breakOff)
        m_breakOff();
}

Error Session::brokenOff() const
{
    return {ErrorKind::Cancelled, m_isQuitting ? QCoreApplication::translate("Session", "Dateline's window was closed, so the work was broken off. What was saved stays.")
                                               : QCoreApplication::translate("Session", "The work was broken off.")};
}

} // namespace dateline
