// ProfileLock: one process a profile. The kernel releases the lock when its holder ends, however it ends, so that a lock can't
// go stale.
#pragma once

#include "base/result.h"

#include <QString>

namespace dateline {

class ProfileLock final {
public:
    // Takes the lock beside the database in `folder`. Locked, naming the holder, where another has it (also within this
    // process); Unreadable or Full where the lock file can't be made.
    static Result<ProfileLock> take(const QString &folder);
    // Whether somebody has it now.
    static bool isHeld(const QString &folder);
    ~ProfileLock();
    ProfileLock(ProfileLock &&other) noexcept;
    ProfileLock &operator=(ProfileLock &&other) noexcept;

private:
    explicit ProfileLock(int file) : m_file(file) {}
    int m_file = -1;
};

} // namespace dateline
