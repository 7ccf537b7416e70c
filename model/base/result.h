// Result and Error: how every folder reports failure. No exception leaves a folder.
#pragma once

#include <QString>

#include <tl/expected.hpp>

#include <chrono>
#include <cstdint>

namespace dateline {

enum class ErrorKind : std::uint8_t {
    Input,       // the bytes given are not what they should be
    Usage,       // the caller asked for something impossible, e.g. a malformed query
    NotFound,    // a file, an article, a source that isn't there
    Unreadable,  // the system refused to read or write
    Full,        // no space left, or over a limit
    Locked,      // another process holds the profile
    Corrupt,     // the profile is damaged
    TooNew,      // the profile was written by a newer Dateline
    Network,     // a server didn't answer as it should
    Unreachable, // no secure connection to a server came about, though no certificate was at fault
    Offline,     // no server could be found or reached: there may be no network
    Portal,      // somebody else answered in the server's place, e.g. a hotel's login page
    Cancelled,   // the answer is no longer wanted
};

// What went wrong. `message` is a whole translated sentence for people: what, where, what to do.
// `detail` is untranslated text for a log. `position` is an offset into the input that was given
// (UTF-16 code units of a query, bytes of a file), or -1. Where a server answered, `status` is its HTTP status and `retryAfter` the time
// that it asks to be left alone for; otherwise both are 0.
struct Error {
    ErrorKind kind = ErrorKind::Input;
    QString message;
    QString detail = {};
    qint64 position = -1;
    int status = 0;
    std::chrono::seconds retryAfter{0};

    bool operator==(const Error &) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

// Shorthand for `return tl::unexpected(Error{...})`.
inline tl::unexpected<Error> failure(ErrorKind kind, const QString &message, const QString &detail = {},
                                     qint64 position = -1)
{
    return tl::unexpected<Error>(Error{kind, message, detail, position});
}

} // namespace dateline
