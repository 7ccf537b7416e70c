// Which addresses a request may go to that the reader didn't name himself: those of the public Internet. A redirect, a page or an image
// must not make Dateline ask the reader's own machine, router or office.
#pragma once

#include <QHostAddress>
#include <QString>
#include <QUrl>

namespace dateline {

// Whether the address is global unicast: not loopback, link-local, private (RFC 1918, RFC 4193), shared (RFC 6598), multicast, reserved or
// of a test network (RFC 6890), nor an IPv6 form that carries such an IPv4 address (mapped, NAT64, 6to4, Teredo).
bool isPublicAddress(const QHostAddress &address);

// Whether a host's name alone says that it is in the reader's own network: "localhost", "printer", "nas.local" (RFC 6761, 6762, 8375). For
// where a proxy looks names up, and the address isn't known here.
bool isLocalName(const QString &host);

// Whether a host's name or address alone says that it is in the reader's own network, and always will be: what a public name leads to is up
// to whoever owns it, and may be another address tomorrow (DNS rebinding).
bool isOwnNetworkHost(const QString &host);

// Whether trust in the server of one address holds for another one: the same host and port. Only the way from http to https, each at its own
// port, changes nothing.
bool isSameServer(const QUrl &trusted, const QUrl &url);

// Whether a host, by name or address, is this machine itself: it needs no sparing.
bool isOwnMachine(const QString &host);

} // namespace dateline
