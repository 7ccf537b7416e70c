// Character references of HTML in short texts (titles, names), and the escaping that makes text safe inside markup.
#pragma once

#include <QString>

namespace dateline {

// "&amp;", "&#8217;", "&#x2019;", "&eacute;" decoded once (HTML Standard §13.5, with its Windows-1252 repairs). What isn't
// a reference stays as it is.
QString withEntitiesDecoded(const QString &text);

// True where the text holds at least one complete reference ("&amp;" does, "AT&T" and "a & b" don't).
bool holdsEntity(QStringView text);

// Adds one UTF-16 unit to markup so that it can only be text, in an element and in a quoted attribute alike. Control
// characters are dropped but for those that part words, which become a space; a NUL becomes U+FFFD.
void appendEscaped(QString &html, QChar c);
void appendEscaped(QString &html, QStringView text);
QString escaped(QStringView text);

} // namespace dateline
