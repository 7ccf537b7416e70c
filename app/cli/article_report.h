// An article as people read it on a terminal: what it is, and what was worked out about it.
#pragma once

#include "base/article.h"

namespace dateline {

class Output;

// Head (title, source, date, link), countries, people, topics, key sentences, quotes, problems.
void reportArticle(Output &output, const ArticleContent &content, const Annotations &annotations);
// The same with the reader's state, the number and the whole text: what `show` prints.
void reportStoredArticle(Output &output, const StoredArticle &article);

} // namespace dateline
