#include "cli/session.h"

#include <QStandardPaths>

namespace dateline {

QString defaultProfile()
{
    const QString chosen = qEnvironmentVariable("DATELINE_PROFILE");
    // The name of the application makes this …/dateline on every system.
    return chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) : chosen;
}

bool Session::isMissing() const
{
    if (m_chosen != Profile::Named || !Library::isMissing(m_profile))
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
        complain(opened.error());
    return opened.value_or(nullptr);
}

Library *Session::libraryToRead()
{
    if (m_library)
        return m_library.get();
    if (isMissing())
        return nullptr;
    const Result<Library *> opened = openLibrary();
    if (opened)
        return *opened;
    const bool isBeside = opened.error().kind == ErrorKind::Locked;
    auto readOnly = isBeside || opened.error().kind == ErrorKind::Unreadable ? Library::openReadOnly(m_profile) : tl::unexpected(opened.error());
    if (!readOnly) {
        complain(readOnly.error().kind == ErrorKind::NotFound ? opened.error() : readOnly.error());
        return nullptr;
    }
    if (!isBeside)
        remark(QCoreApplication::translate("Session", "%1 can't be written: it is opened for reading only.").arg(m_profile));
    m_library = std::move(*readOnly);
    return m_library.get();
}

Result<Library *> Session::openLibrary()
{
    if (m_library)
        return m_library.get();
    auto opened = Library::open(m_profile);
    if (!opened)
        return tl::unexpected(opened.error());
    m_library = std::move(*opened);
    return m_library.get();
}

ExitCode failedWith(const Error &error)
{
    complain(error);
    switch (error.kind) {
    case ErrorKind::Usage: return ExitUsage;
    case ErrorKind::Locked:
    case ErrorKind::Corrupt:
    case ErrorKind::TooNew: return ExitProfile;
    case ErrorKind::Input:
    case ErrorKind::NotFound:
    case ErrorKind::Unreadable:
    case ErrorKind::Full:
    case ErrorKind::Network:
    case ErrorKind::Unreachable:
    case ErrorKind::Cancelled: break;
    }
    return ExitPartly;
}

} // namespace dateline
