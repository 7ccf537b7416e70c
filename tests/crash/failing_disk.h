// FailingDisk: a disk that fails on cue: a VFS below SQLite (https://www.sqlite.org/vfs.html) that hands every call through to the real one
// and lets the n-th of them fail. While it lives it is the default VFS, so that the store needn't know. It can lose power, too: then what
// was written since the last sync is on the disk in part only, sector by sector, by chance.
#pragma once

#include <QString>

namespace dateline {

class FailingDisk final {
public:
    enum class Fault {
        InputOutput, // the call fails
        Full,        // writing and growing fail; reading goes on
        Short,       // as Full, but half of what is written arrives
        Torn,        // garbage arrives for half of it, and the call fails
        PowerCut,    // this call and all that follow fail
    };

    FailingDisk();
    ~FailingDisk();
    FailingDisk(const FailingDisk &) = delete;
    FailingDisk &operator=(const FailingDisk &) = delete;

    // From now on calls are counted from 1, and nothing fails.
    void heal();
    int calls() const;
    // From the call `number` on the fault strikes: once, or until the disk heals. Calls that it can't strike pass.
    void failFrom(int number, Fault fault, bool isLasting);
    bool hasFailed() const;
    // After a power cut, when nobody has the files open any more: what is really on the disk. Files that are named there are changed.
    void loseUnsynced(quint32 seed);
};

} // namespace dateline
