// ArticleLoader: fetches the article that is wanted now. The reader may arrow through a list faster than articles come: only the
// last one wanted is handed over, what comes late is dropped. Main thread only.
#pragma once

#include "base/article.h"
#include "base/result.h"

#include <QFuture>
#include <QObject>

#include <functional>

namespace dateline {

class ArticleLoader final : public QObject {
    Q_OBJECT
public:
    using Source = std::function<QFuture<Result<StoredArticle>>(ArticleId)>;

    explicit ArticleLoader(Source source, QObject *parent = nullptr);

    // An invalid id: nothing is wanted any more.
    void want(ArticleId id);
    ArticleId wanted() const { return m_wanted; }

signals:
    void loaded(const dateline::StoredArticle &article);
    void failed(const dateline::Error &error);

private:
    Source m_source;
    ArticleId m_wanted;
    quint64 m_number = 0;
};

} // namespace dateline
