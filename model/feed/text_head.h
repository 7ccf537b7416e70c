// The head of a saved article: date line, headline, labelled lines ("Title:", "Date:", "URL:", "Author:").
#pragma once

#include "base/article.h"
#include "feed/text_lines.h"

namespace dateline {

// Takes what it recognises at the top of `lines` (and a date line at the very end) into the article and removes those
// lines. What is not certain stays where it is.
void readTextHead(QList<TextLine> &lines, ArticleContent &content);

// The date of a dispatch's first words, "BELGRADE, 11 September 2025 (Reuters) -", where nothing else gives one.
Moment datelineMoment(const QString &paragraph);

} // namespace dateline
