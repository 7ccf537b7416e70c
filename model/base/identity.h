// Identity: what makes two articles of one source the same article.
#pragma once

#include "base/article.h"

namespace dateline {

// The key by which two links to one article compare equal: scheme and "www." dropped, host in lower case, default port,
// fragment, trailing slash and tracking parameters (utm_*, fbclid, gclid …) dropped. Empty for an empty link.
QString addressKey(const QString &url);
// Whether two addresses, as somebody typed them, are the same text or have the same key.
bool isSameAddress(const QString &a, const QString &b);

// SHA-256 (first 16 bytes) over title, text, html, published, url, authors, image, categories: equal for equal content.
QByteArray contentHash(const ArticleContent &content);

// The article's identity within its source: "g:" and guid, else "u:" and addressKey, else "h:" and a hash of title and text.
QString identityKey(const ArticleContent &content);

} // namespace dateline
