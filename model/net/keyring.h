// Keyring: where logins are kept between two starts. An interface, so that tests need no keyring service. Main thread only.
#pragma once

#include "base/login.h"
#include "base/result.h"

#include <QFuture>

#include <memory>

namespace dateline {

class Keyring {
public:
    virtual ~Keyring() = default;
    // By the feed's address. All fail with Unreadable, and words for people, where there is no keyring, it stays locked or refuses; login() and
    // forget() with NotFound where it holds no login for that address. The system may ask the reader to unlock it, which takes as long as he likes.
    virtual QFuture<Result<Login>> login(const QString &address) = 0;
    virtual QFuture<Result<void>> keep(const QString &address, const Login &login) = 0;
    virtual QFuture<Result<void>> forget(const QString &address) = 0;
};

// The system's: the Secret Service (GNOME Keyring, KeePassXC …) or KWallet, through QtKeychain. Never falls back on a file.
std::unique_ptr<Keyring> systemKeyring();

} // namespace dateline
