// Answers for item models without a store: at once, or held back until the test lets them go.
#pragma once

#include "items/answer_source.h"

#include <QPromise>

#include <deque>
#include <memory>

namespace dateline {

template <class T>
QFuture<Result<T>> readyResult(const Result<T> &value)
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(value);
    promise.finish();
    return promise.future();
}

inline QList<ArticleId> articleIds(std::initializer_list<quint32> values)
{
    QList<ArticleId> ids;
    for (const quint32 value : values)
        ids += ArticleId{value};
    return ids;
}

inline QList<ArticleId> articleIds(quint32 first, quint32 last)
{
    QList<ArticleId> ids;
    for (quint32 value = first; value <= last; ++value)
        ids += ArticleId{value};
    return ids;
}

// Remembers what it was asked and answers in any order the test likes.
template <class Question, class T>
class HeldResults {
public:
    struct Asked {
        Question question;
        AnswerOptions options;
        std::shared_ptr<QPromise<Result<T>>> promise;
        void answer(const Result<T> &value) const
        {
            promise->addResult(value);
            promise->finish();
        }
        void cancel() const
        {
            promise->future().cancel();
            promise->finish();
        }
    };

    QFuture<Result<T>> ask(const Question &question, const AnswerOptions &options = {})
    {
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        asked.push_back({question, options, promise});
        return promise->future();
    }

    std::deque<Asked> asked;
};

using HeldAnswers = HeldResults<Query, Answer>;
using HeldHeads = HeldResults<QList<ArticleId>, QList<ArticleHead>>;

inline ArticleHead articleHead(ArticleId id)
{
    ArticleHead head;
    head.id = id;
    head.title = QStringLiteral("Article %1").arg(id.value);
    head.sourceTitle = QStringLiteral("Gazette");
    head.snippet = QStringLiteral("First words.");
    head.published = Moment::onDay(QDate(2024, 3, 1));
    head.countries = QStringList{QStringLiteral("RS")};
    head.topic = QStringLiteral("medtop:11000000");
    return head;
}

inline QList<ArticleHead> articleHeads(const QList<ArticleId> &ids)
{
    QList<ArticleHead> heads;
    for (const ArticleId id : ids)
        heads += articleHead(id);
    return heads;
}

} // namespace dateline
