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
