// What must hold for every article and every piece of markup that comes from outside, whatever the input was.
#pragma once

#include "base/article.h"

#include <QString>

namespace dateline::fuzz {

// What may not stand in sanitised html, found by a strict reader that knows nothing of HTML parsers: only the listed elements, balanced,
// with the listed attributes in double quotes and safe addresses. Empty where all is well.
QString forbiddenMarkup(QStringView html);
// Sanitised html that the sanitiser leaves as it is.
void holdForMarkup(const QString &html);
// An http(s) address in ASCII that can stand in an attribute, or nothing.
void holdForAddress(const QString &address);
// One line without blanks at its ends.
void holdForLine(const QString &line);
// `isExact`: its text was taken as it was given.
void holdForArticle(const ArticleContent &content, bool isExact = false);
// Not for feeds, which hand over blank items too and list them among their problems.
void holdForSomething(const ArticleContent &content);
// Each span is within its text or title, not empty, and cuts no surrogate pair.
void holdForSpans(const QList<Span> &spans, QStringView text, QStringView title);
void holdForAnnotations(const Annotations &annotations, QStringView text, QStringView title);

} // namespace dateline::fuzz
