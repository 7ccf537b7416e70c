#include "store/disk_file.h"

#include <QFile>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

namespace dateline {
namespace {

bool sync(const QString &path, int flags)
{
    const int file = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool isSynced = ::fsync(file) == 0;
    const int error = errno;
    ::close(file);
    errno = error;
    return isSynced;
}

} // namespace

bool syncFile(const QString &path)
{
    return sync(path, O_RDONLY);
}

bool syncFolder(const QString &path)
{
    return sync(path, O_RDONLY | O_DIRECTORY);
}

bool renameFile(const QString &from, const QString &to)
{
    return std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0;
}

bool renameToNew(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from), target = QFile::encodeName(to);
    if (::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS) // else the disk doesn't know how
        return false;
    const int taken = ::open(target.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (taken < 0)
        return false;
    ::close(taken);
    if (std::rename(source.constData(), target.constData()) == 0)
        return true;
    const int error = errno;
    ::unlink(target.constData()); // the empty file of above
    errno = error;
    return false;
}

QString lastSystemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

} // namespace dateline
