#include "items/answer_source.h"

#include "library/library.h"

namespace dateline {

AnswerSource answersFrom(Library &library)
{
    return [&library](const Query &query, const AnswerOptions &options) { return library.run(query, options); };
}

HeadSource headsFrom(Library &library)
{
    return [&library](const QList<ArticleId> &ids) { return library.heads(ids); };
}

} // namespace dateline
