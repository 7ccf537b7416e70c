// Addresses: which ones are safe, and what they resolve to. (What makes two of them one article is in base/identity.h.)
#pragma once

#include <QString>
#include <QUrl>

#include <optional>

namespace dateline {

// An absolute http or https address for `text` against `base`, percent-encoded; nothing for anything else (javascript:,
// file:, unparsable, longer than 8 KiB). Surrounding white space and control characters are dropped.
std::optional<QString> webAddress(QStringView text, const QUrl &base = {});

// A "mailto:" address, percent-encoded, with no more than recipients, copies, subject and body (RFC 6068); nothing for anything else.
std::optional<QString> mailAddress(QStringView text);

// The registrable part of the host for display: "bbc.co.uk" of "https://www.bbc.co.uk/news".
QString siteName(const QString &url);

// ISO code of the country where the site is published, by its name where it is well known ("nytimes.com" gives US), else by
// its top-level domain (".rs" gives RS, ".co.uk" GB); empty where neither tells.
QString countryOfAddress(const QString &url);

} // namespace dateline
