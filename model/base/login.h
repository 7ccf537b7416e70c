// Login: the name and password that a reader has for a feed. Secret: it is sent to the feed's server, kept in the system's keyring where the reader
// wants that, and written nowhere else.
#pragma once

#include <QString>

namespace dateline {

struct Login {
    QString user;
    QString password;

    bool operator==(const Login &) const = default;
};

} // namespace dateline
