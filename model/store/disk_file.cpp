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

QString lastSystemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

} // namespace dateline
