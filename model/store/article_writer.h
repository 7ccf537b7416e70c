// ArticleWriter: saves and removes articles: content, annotations, full text and facets, a batch in one transaction.
// Runs on the store's thread; throws SQLite::Exception.
#pragma once

#include "store/writing.h"

namespace dateline {

class ArticleWriter final {
public:
    explicit ArticleWriter(WritingTables &tables) : m_tables(tables) {}

    Result<SaveReport> save(const QList<NewArticles> &given, Changes &changes);
    Result<int> remove(const QList<ArticleId> &ids, Changes &changes);
    // Within a transaction of the caller's: takes one article out of all tables.
    void removeOne(quint32 id, IndexChange &change);

private:
    struct Batch;
    void saveOne(Batch &batch, const AnalysedArticle &article);
    void add(Batch &batch, const ArticleRow &row, const ContentRow &content, const ArticleContent &plain);
    void replace(Batch &batch, ArticleRow row, const ContentRow &content, const ArticleContent &plain);
    void renewAnnotations(Batch &batch, quint32 id, const Annotations &annotations, const QByteArray &facets, const QByteArray &blob);
    QByteArray facets(SourceId source, const AnalysedArticle &article, std::vector<quint32> &entityValues);
    quint32 entityValue(const Entity &entity, const ArticleContent &content, quint32 &exact);
    void changeIndex(IndexChange &change, const ArticleRow &row);

    WritingTables &m_tables;
};

} // namespace dateline
