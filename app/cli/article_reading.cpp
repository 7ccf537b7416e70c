#include "cli/article_reading.h"

#include "cli/session.h"

#include <deque>

namespace dateline {

Result<int> readArticles(Session &session, Library &library, const QList<ArticleId> &ids, const std::function<bool(const StoredArticle &)> &onArticle)
{
    constexpr size_t ahead = 64;
    std::deque<QFuture<Result<StoredArticle>>> asked;
    qsizetype next = 0;
    int damaged = 0;
    while (next < ids.size() || !asked.empty()) {
        while (next < ids.size() && asked.size() < ahead)
            asked.push_back(library.article(ids[next++]));
        const auto article = session.awaited(asked.front());
        asked.pop_front();
        if (article && !onArticle(*article))
            break;
        if (article || article.error().kind == ErrorKind::NotFound)
            continue;
        if (article.error().kind != ErrorKind::Corrupt)
            return tl::unexpected(article.error());
        session.complain(article.error());
        ++damaged;
    }
    return damaged;
}

} // namespace dateline
