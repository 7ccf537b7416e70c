// The lock is flock(2) on a file that is never removed: removing it would let two processes lock two files of one name.
// Its text (process id and host) only serves the message.
#include "store/profile_lock.h"

#include <QCoreApplication>
#include <QFile>
#include <QSysInfo>

#include <cerrno>
#include <cstring>
#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace dateline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

QString holder(int file)
{
    QByteArray text(256, '\0');
    const ssize_t size = ::pread(file, text.data(), static_cast<size_t>(text.size()), 0);
    text.truncate(size > 0 ? size : 0);
    return QString::fromUtf8(text).trimmed();
}

bool writeHolder(int file)
{
    const QByteArray text = QByteArray::number(QCoreApplication::applicationPid()) + " on " + QSysInfo::machineHostName().toUtf8() + '\n';
    return ::ftruncate(file, 0) == 0 && ::pwrite(file, text.constData(), static_cast<size_t>(text.size()), 0) == text.size();
}

} // namespace

Result<ProfileLock> ProfileLock::take(const QString &folder)
{
    const QString path = folder + QStringLiteral("/dateline.lock");
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0) {
        const int error = errno;
        return failure(error == ENOSPC || error == EDQUOT ? ErrorKind::Full : ErrorKind::Unreadable,
                       tr("The folder “%1” can't be written, so no profile can be used there.").arg(folder), QString::fromLocal8Bit(std::strerror(error)));
    }
    ProfileLock lock(file);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        return failure(ErrorKind::Locked,
                       tr("The profile in “%1” is in use by another Dateline (process %2). Close that one first.").arg(folder, holder(file)),
                       QString::fromLocal8Bit(std::strerror(errno)));
    }
    if (!writeHolder(file))
        return failure(ErrorKind::Full, tr("The folder “%1” can't be written: the disk is full or failing.").arg(folder), path);
    return lock;
}

bool ProfileLock::isHeld(const QString &folder)
{
    const int file = ::open(QFile::encodeName(folder + QStringLiteral("/dateline.lock")).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool isHeld = ::flock(file, LOCK_SH | LOCK_NB) != 0;
    ::close(file); // and lets it go
    return isHeld;
}

ProfileLock::ProfileLock(ProfileLock &&other) noexcept : m_file(std::exchange(other.m_file, -1)) {}

ProfileLock &ProfileLock::operator=(ProfileLock &&other) noexcept
{
    std::swap(m_file, other.m_file);
    return *this;
}

ProfileLock::~ProfileLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

} // namespace dateline
