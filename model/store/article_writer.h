// ArticleWriter: saves and removes articles: content, annotations, full text and facets, a batch in one transaction.
// Runs on the store's thread; throws SQLite::Exception.
#pragma once

#include "store/facet_writer.h"

namespace dateline {

class ArticleWriter final {
public:
    explicit ArticleWriter(WritingTables &tables) : m_tables(tables) {}

    Result<SaveReport> save(const QList<NewArticles> &given, Changes &changes);
    // New annotations of stored articles, where their content is still the same. Gives for how many.
    Result<int> saveAnalyses(const QList<Reanalysed> &given, Changes &changes);
    Result<bool> saveFullText(const FullTextArrival &given, Changes &changes);
    Result<void> askFullText(const QList<ArticleId> &ids);
    Result<int> wantFullText(const QList<ArticleId> &ids);
    Result<void> postponeFullText(ArticleId id, const QDateTime &next);
    Result<void> setFullText(FullText general);
    // Within a transaction of the caller's: what the rule in force wants of the source's newest.
    void wantNewest(const Source &source);
    Result<int> remove(const QList<ArticleId> &ids, Changes &changes);
    // The same by a rule: passes over what the reader made theirs meanwhile, and remembers what a feed may still carry.
    Result<int> removeExpired(const QList<ArticleId> &ids, Changes &changes);
    // Within a transaction of the caller's: takes one article out of all tables.
    void removeOne(quint32 id, IndexChange &change);

private:
    Result<int> removeSome(const QList<ArticleId> &ids, const std::function<bool(quint32)> &mayGo, Changes &changes);
    bool isFeed(SourceId source);
    struct Batch;
    void saveOne(Batch &batch, const AnalysedArticle &article);
    void commit(Batch &batch, Changes &changes);
    quint32 add(Batch &batch, const ArticleRow &row, const ContentRow &content, const ArticleContent &plain);
    void takePending(Batch &batch, const ArticleRow &row);
    void addState(Batch &batch, quint32 id, const ArticleState &arrived);
    void addFlags(Batch &batch, quint32 id, const ArticleState &arrived);
    void replace(Batch &batch, ArticleRow row, const ContentRow &content, const ArticleContent &plain);
    void putContent(const ArticleRow &row, const ContentRow &content, const ArticleContent &plain, IndexChange &change);
    void noteUpdate(Batch &batch, quint32 id);
    bool showsPage(quint32 id);
    void correctPage(Batch &batch, ArticleRow row, const QList<Correction> &own);
    bool keepsPage(Batch &batch, ArticleRow row, const QByteArray &hash, const ArticleContent &content);
    void wantPage(FullText rule, quint32 id, const ArticleContent &content);
    FullText ruleOf(const Source &source);
    void renewAnnotations(Batch &batch, quint32 id, const QByteArray &facets, const QByteArray &annotations);
    std::optional<int> analysisOf(quint32 id);
    std::vector<quint32> entityValues(const AnalysedArticle &article);
    quint32 entityValue(const Entity &entity, const ArticleContent &content);
    static QList<Correction> newOnes(const QList<Correction> &given, const QList<Correction> &known, quint32 article);

    WritingTables &m_tables;
    FacetWriter m_facets{m_tables};
};

} // namespace dateline
