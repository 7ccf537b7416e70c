// Where item models get answers and rows from: functions, so that a test can feed a model without a store.
//
// Each returns at once; the future may finish on any thread and the models take it over on their own. A cancelled future counts
// as no answer.
#pragma once

#include "base/answer.h"
#include "base/article.h"
#include "base/feed.h"
#include "base/result.h"

#include <QFuture>

#include <functional>

namespace dateline {

class Library;

using AnswerSource = std::function<QFuture<Result<Answer>>(const Query &, const AnswerOptions &)>;
using HeadSource = std::function<QFuture<Result<QList<ArticleHead>>>(const QList<ArticleId> &)>;

// The library's own; it must outlive the functions.
AnswerSource answersFrom(Library &library);
HeadSource headsFrom(Library &library);

} // namespace dateline
