// An address as somebody typed, pasted or clicked it: with "feed:" before it, or without a scheme.
#pragma once

#include <QString>

namespace dateline {

struct TypedAddress {
    QString url;      // to be tried first: http or https, percent-encoded; empty where the text is no web address
    QString fallback; // by http, where nobody asked for https; empty where that must not be, as with a login
};

// "example.org/feed", "feed:https://example.org/feed", "feed://example.org/feed", "//example.org": without a scheme https comes first.
TypedAddress typedAddress(const QString &text);

} // namespace dateline
