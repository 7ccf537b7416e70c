// SourceWriter: adds, changes and removes sources. Runs on the store's thread; throws SQLite::Exception.
#pragma once

#include "store/article_writer.h"

namespace dateline {

class SourceWriter final {
public:
    SourceWriter(WritingTables &tables, ArticleWriter &articles) : m_tables(tables), m_articles(articles) {}

    // Each as it is stored, with its counts; made where it is missing.
    Result<QList<Source>> ensure(const QList<Source> &sources, Changes &changes);
    Result<void> update(const Source &source, Changes &changes);
    Result<Source> change(SourceId id, const std::function<void(Source &)> &edit, Changes &changes);
    // From now on source and articles are gone for everybody; their rows are left to SpaceKeeper.
    Result<int> remove(SourceId id, Changes &changes);

private:
    SourceId add(const Source &source);
    quint32 valueOf(SourceId id);
    Source counted(Source source);
    SourceId keptSource();
    IdBitmap keepers(const IdBitmap &articles);
    void keep(const IdBitmap &articles, WriteTransaction &transaction, Changes &changes);

    WritingTables &m_tables;
    ArticleWriter &m_articles;
};

} // namespace dateline
