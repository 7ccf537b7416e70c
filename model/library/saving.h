// Saving: gathers articles and hands them to the store in batches, with back-pressure. A source that is removed meanwhile costs its
// own articles and no others'.
//
// A batch is one transaction over all its sources, and sources that are new are made in one before it, so that the number of
// disk flushes doesn't depend on how many sources there are. Lives on one thread that may block; holds a bounded number of articles.
#pragma once

#include "store/store.h"

#include <QHash>
#include <QSet>

#include <deque>

namespace dateline {

struct SavedCounts {
    int added = 0, updated = 0, unchanged = 0;
};

class Saving final {
public:
    explicit Saving(Store &store) : m_store(store) {}

    // Keeps the order of a source's articles, and passes over those that hold nothing to read. `source` is looked up by kind and address, and made where it is missing. Fails
    // with what the store says; then nothing more should be added.
    Result<void> add(const Source &source, AnalysedArticle &&article);
    // To a source that is stored already.
    Result<void> add(SourceId source, AnalysedArticle &&article);
    // Waits until everything is durable.
    Result<void> finish();
    const SavedCounts &counts() const { return m_counts; }
    // Titles of sources that were removed meanwhile: their articles from then on are not stored.
    const QStringList &removedSources() const { return m_removedTitles; }

private:
    struct Sent {
        QList<NewArticles> articles; // kept for a second try
        QFuture<Result<SaveReport>> saved;
    };

    Result<void> add(const QString &key, const Source &source, AnalysedArticle &&article);
    Result<void> makeSources();
    Result<void> sendAll();
    Result<void> awaitOldest();
    Result<SaveReport> savedWithoutRemoved(QList<NewArticles> batch);
    void noteRemoved(SourceId id);

    Store &m_store;
    QHash<QString, SourceId> m_sources;   // that are known to be stored, by sourceKey
    QHash<SourceId, QString> m_titles;    // of those
    QList<NewArticles> m_gathered;        // in the order in which the sources came
    QHash<QString, qsizetype> m_places;   // of each source in m_gathered
    QList<Source> m_missing;              // to be made before m_gathered can be saved
    qsizetype m_articles = 0;
    qsizetype m_characters = 0;
    std::deque<Sent> m_sent;
    QSet<SourceId> m_removed;
    QStringList m_removedTitles;
    SavedCounts m_counts;
};

} // namespace dateline
