// Whether this computer is connected to anything.
#pragma once

namespace dateline {

// True where an interface besides the loopback is up and has an address. Says nothing of whether the Internet is behind it.
bool hasNetwork();

} // namespace dateline
