// Logins in addresses (RFC 3986 §3.2.1): https://name:password@example.org. They are for the session in which they are typed; what is
// stored, shown, exported or told of a failure goes through here first.
#pragma once

#include <QString>

namespace dateline {

// The address without what stands before the "@" of its authority; every other character stays as it is. The scheme may be missing. Any text will do, also one that
// is no valid address, as where a character of the password wasn't percent-encoded.
QString withoutLogin(const QString &address);

} // namespace dateline
