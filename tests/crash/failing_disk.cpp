#include "failing_disk.h"

#include <QByteArray>
#include <QFile>
#include <QMap>
#include <QMutex>
#include <QRandomGenerator>

#include <algorithm>
#include <memory>

#include <sqlite3.h>

namespace dateline {
namespace {

constexpr qint64 Sector = 512;

// What stood where something was written since the last sync; the file ended at `size`.
struct Unsynced {
    qint64 offset = 0;
    QByteArray old;
    qint64 size = 0;
    qint64 length = 0; // of what was written; 0: the file was cut to `offset`
};

struct Disk {
    QMutex mutex;
    int calls = 0;
    int failFrom = 0; // 0: never
    FailingDisk::Fault fault = FailingDisk::Fault::InputOutput;
    bool isLasting = false;
    bool hasFailed = false;
    QMap<QString, QList<Unsynced>> unsynced;
};

Disk &disk()
{
    static Disk state;
    return state;
}

struct File {
    sqlite3_file base;
    QString *path;
    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }
};

File *fileOf(sqlite3_file *file)
{
    return reinterpret_cast<File *>(file);
}

sqlite3_vfs *realVfs = nullptr;

bool growsFiles(int error)
{
    return error == SQLITE_IOERR_WRITE || error == SQLITE_IOERR_SHMSIZE || error == SQLITE_IOERR_FSYNC;
}

// Counts a call, and gives what it fails with, or SQLITE_OK.
int strike(int error)
{
    Disk &state = disk();
    const QMutexLocker lock(&state.mutex);
    ++state.calls;
    if (state.failFrom == 0 || state.calls < state.failFrom)
        return SQLITE_OK;
    using Fault = FailingDisk::Fault;
    const bool isWrite = error == SQLITE_IOERR_WRITE;
    if ((state.fault == Fault::Full && !growsFiles(error)) || ((state.fault == Fault::Short || state.fault == Fault::Torn) && !isWrite))
        return SQLITE_OK;
    if (state.hasFailed && !state.isLasting)
        return SQLITE_OK;
    state.hasFailed = true;
    const bool isFull = state.fault == Fault::Full || state.fault == Fault::Short;
    if (error == SQLITE_IOERR_SHMSIZE && !isFull)
        return SQLITE_IOERR_SHMMAP;
    return isFull && isWrite ? SQLITE_FULL : error;
}

FailingDisk::Fault presentFault()
{
    Disk &state = disk();
    const QMutexLocker lock(&state.mutex);
    return state.fault;
}

// Before the file is changed: remembers what stands there.
void remember(File &file, qint64 offset, qint64 length)
{
    if (!file.path)
        return;
    Unsynced entry{offset, {}, 0, length};
    file.real()->pMethods->xFileSize(file.real(), &entry.size);
    const qint64 end = length > 0 ? std::min(entry.size, offset + length) : entry.size;
    if (end > offset) {
        entry.old.resize(end - offset);
        file.real()->pMethods->xRead(file.real(), entry.old.data(), static_cast<int>(entry.old.size()), offset);
    }
    const QMutexLocker lock(&disk().mutex);
    disk().unsynced[*file.path] += entry;
}

int closeFile(sqlite3_file *file)
{
    delete fileOf(file)->path;
    return fileOf(file)->real()->pMethods->xClose(fileOf(file)->real());
}

int readFile(sqlite3_file *file, void *to, int size, sqlite3_int64 offset)
{
    if (const int error = strike(SQLITE_IOERR_READ))
        return error;
    return fileOf(file)->real()->pMethods->xRead(fileOf(file)->real(), to, size, offset);
}

int writeFile(sqlite3_file *file, const void *from, int size, sqlite3_int64 offset)
{
    sqlite3_file *real = fileOf(file)->real();
    const int error = strike(SQLITE_IOERR_WRITE);
    const FailingDisk::Fault fault = error ? presentFault() : FailingDisk::Fault::InputOutput;
    if (error && fault != FailingDisk::Fault::Short && fault != FailingDisk::Fault::Torn && fault != FailingDisk::Fault::PowerCut)
        return error;
    remember(*fileOf(file), offset, size);
    if (!error)
        return real->pMethods->xWrite(real, from, size, offset);
    QByteArray half(static_cast<const char *>(from), size / 2);
    if (fault == FailingDisk::Fault::Torn)
        half.fill('\xa5');
    if (!half.isEmpty())
        real->pMethods->xWrite(real, half.constData(), static_cast<int>(half.size()), offset);
    return error;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    if (const int error = strike(SQLITE_IOERR_TRUNCATE))
        return error;
    remember(*fileOf(file), size, 0);
    return fileOf(file)->real()->pMethods->xTruncate(fileOf(file)->real(), size);
}

// The real disk isn't waited for: power is only lost in play.
int syncFile(sqlite3_file *file, int)
{
    if (const int error = strike(SQLITE_IOERR_FSYNC))
        return error;
    const QMutexLocker lock(&disk().mutex);
    if (fileOf(file)->path)
        disk().unsynced.remove(*fileOf(file)->path);
    return SQLITE_OK;
}

int fileSize(sqlite3_file *file, sqlite3_int64 *size)
{
    if (const int error = strike(SQLITE_IOERR_FSTAT))
        return error;
    return fileOf(file)->real()->pMethods->xFileSize(fileOf(file)->real(), size);
}

int lockFile(sqlite3_file *file, int level)
{
    if (const int error = strike(SQLITE_IOERR_LOCK))
        return error;
    return fileOf(file)->real()->pMethods->xLock(fileOf(file)->real(), level);
}

int unlockFile(sqlite3_file *file, int level) // a dead machine holds no locks
{
    return fileOf(file)->real()->pMethods->xUnlock(fileOf(file)->real(), level);
}

int checkReservedLock(sqlite3_file *file, int *result)
{
    return fileOf(file)->real()->pMethods->xCheckReservedLock(fileOf(file)->real(), result);
}

int fileControl(sqlite3_file *file, int operation, void *argument)
{
    return fileOf(file)->real()->pMethods->xFileControl(fileOf(file)->real(), operation, argument);
}

int sectorSize(sqlite3_file *file)
{
    return fileOf(file)->real()->pMethods->xSectorSize(fileOf(file)->real());
}

int deviceCharacteristics(sqlite3_file *file)
{
    // Not what the real one promises: a write may be torn, and neighbouring bytes with it.
    return fileOf(file)->real()->pMethods->xDeviceCharacteristics(fileOf(file)->real()) & ~SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int shmMap(sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
    if (const int error = strike(extend ? SQLITE_IOERR_SHMSIZE : SQLITE_IOERR_SHMMAP)) {
        *memory = nullptr;
        return error;
    }
    return fileOf(file)->real()->pMethods->xShmMap(fileOf(file)->real(), region, size, extend, memory);
}

int shmLock(sqlite3_file *file, int offset, int count, int flags)
{
    const int error = flags & SQLITE_SHM_UNLOCK ? SQLITE_OK : strike(SQLITE_IOERR_SHMLOCK);
    return error ? error : fileOf(file)->real()->pMethods->xShmLock(fileOf(file)->real(), offset, count, flags);
}

void shmBarrier(sqlite3_file *file)
{
    fileOf(file)->real()->pMethods->xShmBarrier(fileOf(file)->real());
}

int shmUnmap(sqlite3_file *file, int isDeleted)
{
    return fileOf(file)->real()->pMethods->xShmUnmap(fileOf(file)->real(), isDeleted);
}

// Version 2: without memory mapping, so that every read and write comes by.
const sqlite3_io_methods methods{2, closeFile, readFile, writeFile, truncateFile, syncFile, fileSize, lockFile, unlockFile, checkReservedLock,
                                 fileControl, sectorSize, deviceCharacteristics, shmMap, shmLock, shmBarrier, shmUnmap, nullptr, nullptr};

int openFile(sqlite3_vfs *, const char *name, sqlite3_file *opened, int flags, int *outFlags)
{
    File *file = fileOf(opened);
    file->base.pMethods = nullptr;
    file->path = nullptr;
    if (const int error = strike(SQLITE_CANTOPEN))
        return error;
    const int done = realVfs->xOpen(realVfs, name, file->real(), flags, outFlags);
    if (file->real()->pMethods) { // the real one wants to be closed also where it failed
        file->path = name && !(flags & SQLITE_OPEN_DELETEONCLOSE) ? new QString(QString::fromUtf8(name)) : nullptr;
        file->base.pMethods = &methods;
    }
    return done;
}

int deleteFile(sqlite3_vfs *, const char *name, int syncsFolder)
{
    if (const int error = strike(SQLITE_IOERR_DELETE))
        return error;
    {
        const QMutexLocker lock(&disk().mutex);
        disk().unsynced.remove(QString::fromUtf8(name));
    }
    return realVfs->xDelete(realVfs, name, syncsFolder);
}

int accessFile(sqlite3_vfs *, const char *name, int flags, int *result)
{
    if (const int error = strike(SQLITE_IOERR_ACCESS))
        return error;
    return realVfs->xAccess(realVfs, name, flags, result);
}

int fullPathname(sqlite3_vfs *, const char *name, int size, char *path)
{
    return realVfs->xFullPathname(realVfs, name, size, path);
}

sqlite3_vfs &failingVfs()
{
    static sqlite3_vfs vfs = [] {
        sqlite3_vfs made = *realVfs;
        made.iVersion = std::min(made.iVersion, 2);
        made.szOsFile = static_cast<int>(sizeof(File)) + realVfs->szOsFile;
        made.pNext = nullptr;
        made.zName = "failing-disk";
        made.xOpen = openFile;
        made.xDelete = deleteFile;
        made.xAccess = accessFile;
        made.xFullPathname = fullPathname;
        return made; // the rest asks nothing of `this`
    }();
    return vfs;
}

void put(QFile &file, qint64 offset, const QByteArray &bytes)
{
    if (!file.seek(offset) || file.write(bytes) != bytes.size())
        qFatal("%s can't be set back", qPrintable(file.fileName()));
}

// Takes sectors of one write back, each or none by chance.
void takeBack(QFile &file, const Unsynced &entry, QRandomGenerator &random)
{
    if (entry.length == 0) { // a cut: the tail is there again, or not
        if (random.bounded(2) == 0)
            put(file, entry.offset, entry.old);
        return;
    }
    for (qint64 at = 0; at < entry.length; at += Sector) {
        if (random.bounded(2) == 0)
            continue;
        const qint64 length = std::min(Sector, entry.length - at);
        QByteArray old = entry.old.mid(at, length);
        old.resize(length, '\0'); // beyond the old end: a hole
        put(file, entry.offset + at, old);
    }
    if (random.bounded(4) == 0 && file.size() > entry.size && entry.offset + entry.length >= file.size())
        file.resize(std::max(entry.size, entry.offset)); // nor did it grow
}

} // namespace

FailingDisk::FailingDisk()
{
    realVfs = sqlite3_vfs_find(nullptr);
    heal();
    sqlite3_vfs_register(&failingVfs(), 1);
}

FailingDisk::~FailingDisk()
{
    sqlite3_vfs_unregister(&failingVfs());
    sqlite3_vfs_register(realVfs, 1);
}

void FailingDisk::heal()
{
    const QMutexLocker lock(&disk().mutex);
    disk().calls = 0;
    disk().failFrom = 0;
    disk().hasFailed = false;
}

int FailingDisk::calls() const
{
    const QMutexLocker lock(&disk().mutex);
    return disk().calls;
}

void FailingDisk::failFrom(int number, Fault fault, bool isLasting)
{
    heal();
    const QMutexLocker lock(&disk().mutex);
    disk().failFrom = number;
    disk().fault = fault;
    disk().isLasting = isLasting;
}

bool FailingDisk::hasFailed() const
{
    const QMutexLocker lock(&disk().mutex);
    return disk().hasFailed;
}

void FailingDisk::loseUnsynced(quint32 seed)
{
    QRandomGenerator random(seed);
    const QMutexLocker lock(&disk().mutex);
    for (const auto &[path, entries] : disk().unsynced.asKeyValueRange()) {
        QFile file(path);
        if (!file.exists() || !file.open(QIODevice::ReadWrite))
            continue;
        for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry)
            takeBack(file, *entry, random);
    }
    disk().unsynced.clear();
}

} // namespace dateline
