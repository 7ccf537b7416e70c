// Values of HTTP headers (RFC 9110).
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <chrono>

namespace dateline {

struct ContentType {
    QByteArray type;    // "text/xml", in lower case
    QByteArray charset; // as stated, without quotes; empty where not
};

ContentType contentType(const QByteArray &header);
// Seconds or a date (§10.2.3), against the time now; 0 where missing, past or malformed; at most a week.
std::chrono::seconds retryAfter(const QByteArray &header, const QDateTime &now);
// How long an answer is fresh (RFC 9111 §4.2.1): max-age, else Expires against Date; 0 where it isn't said, is past, or no-cache or no-store
// says not to rely on it. At most a week.
std::chrono::seconds freshFor(const QByteArray &cacheControl, const QByteArray &expires, const QByteArray &date);
// Whether a body that came with this Content-Encoding (RFC 9110 §8.4) has been unpacked by the network layer, or needs nothing of the kind: one of
// gzip, deflate, br and zstd; or gzip over and over, which whoever reads feeds takes off. An encoding that nobody knows counts as none, as
// in browsers, where the body looks like text: servers put "UTF-8" there.
bool isUnpacked(const QByteArray &contentEncoding, QByteArrayView body);
// A stored value as it may be sent again: Latin-1 without control characters.
QByteArray headerValue(const QString &text);

} // namespace dateline
