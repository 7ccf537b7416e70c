#include "ui/article_loader.h"

#include "library/when_answered.h"

namespace dateline {

ArticleLoader::ArticleLoader(Source source, QObject *parent)
    : QObject(parent)
    , m_source(std::move(source))
{
}

void ArticleLoader::want(ArticleId id)
{
    m_wanted = id;
    const quint64 number = ++m_number;
    if (!id.isValid())
        return;
    whenAnswered(m_source(id), this, [this, number](const Result<StoredArticle> &article) {
        if (number != m_number)
            return;
        if (article)
            emit loaded(*article);
        else
            emit failed(article.error());
    });
}

} // namespace dateline
