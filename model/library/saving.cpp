#include "library/saving.h"

#include "feed/item_draft.h"
#include "library/source_choice.h"
#include "library/waiting.h"

namespace dateline {

namespace {

constexpr qsizetype batchArticles = 400; // half a second of the store's: what the reader marks meanwhile waits so long
constexpr qsizetype batchCharacters = 16'000'000;
constexpr size_t batchesUnderWay = 2;

} // namespace

Result<void> Saving::add(const Source &source, AnalysedArticle &&article)
{
    return add(sourceKey(source), source, std::move(article));
}

Result<void> Saving::add(SourceId id, AnalysedArticle &&article)
{
    Source source;
    source.id = id;
    return add(QString::number(id.value), source, std::move(article));
}

Result<void> Saving::add(const QString &key, const Source &source, AnalysedArticle &&article)
{
    if (!hasSomethingToRead(article.content)) // it would be a blank row in every list; the reader of its feed has named it
        return {};
    const SourceId id = source.id.isValid() ? source.id : m_sources.value(key);
    if (m_removed.contains(id))
        return {};
    if (!m_places.contains(key)) {
        if (!id.isValid())
            m_missing.append(source);
        m_places.insert(key, m_gathered.size());
        m_gathered.append({id, {}});
    }
    m_characters += article.content.text.size() + article.content.html.size();
    ++m_articles;
    m_gathered[m_places.value(key)].articles.append(std::move(article));
    return m_articles >= batchArticles || m_characters >= batchCharacters ? sendAll() : Result<void>();
}

Result<void> Saving::finish()
{
    if (const auto sent = sendAll(); !sent)
        return sent;
    while (!m_sent.empty()) {
        if (const auto saved = awaitOldest(); !saved)
            return saved;
    }
    return {};
}

Result<void> Saving::makeSources()
{
    if (m_missing.isEmpty())
        return {};
    const auto made = waitedFor(m_store.ensureSources(m_missing));
    if (!made)
        return tl::unexpected(made.error());
    for (qsizetype i = 0; i < m_missing.size(); ++i) {
        const QString key = sourceKey(m_missing[i]);
        m_sources.insert(key, made->at(i).id);
        m_titles.insert(made->at(i).id, made->at(i).title);
        m_gathered[m_places.value(key)].source = made->at(i).id;
    }
    m_missing.clear();
    return {};
}

Result<void> Saving::sendAll()
{
    if (m_gathered.isEmpty())
        return {};
    if (const auto made = makeSources(); !made)
        return made;
    while (m_sent.size() >= batchesUnderWay) {
        if (const auto saved = awaitOldest(); !saved)
            return saved;
    }
    QList<NewArticles> batch = std::exchange(m_gathered, {});
    const auto saved = m_store.save(batch);
    m_sent.push_back({std::move(batch), saved});
    m_places.clear();
    m_articles = 0;
    m_characters = 0;
    return {};
}

Result<void> Saving::awaitOldest()
{
    Sent oldest = std::move(m_sent.front());
    m_sent.pop_front();
    auto saved = waitedFor(oldest.saved);
    if (!saved && saved.error().kind == ErrorKind::NotFound)
        saved = savedWithoutRemoved(std::move(oldest.articles));
    if (!saved)
        return tl::unexpected(saved.error());
    m_counts.added += static_cast<int>(saved->added.size());
    m_counts.updated += static_cast<int>(saved->updated.size());
    m_counts.unchanged += saved->unchanged;
    return {};
}

// Ends, because every try but the last finds a source that is gone.
Result<SaveReport> Saving::savedWithoutRemoved(QList<NewArticles> batch)
{
    for (;;) {
        const auto sources = waitedFor(m_store.sources());
        if (!sources)
            return tl::unexpected(sources.error());
        QSet<SourceId> present;
        for (const Source &source : *sources)
            present.insert(source.id);
        const qsizetype gone = batch.removeIf([&](const NewArticles &some) {
            const bool isGone = !present.contains(some.source);
            if (isGone)
                noteRemoved(some.source);
            return isGone;
        });
        if (batch.isEmpty())
            return SaveReport();
        auto saved = waitedFor(m_store.save(batch));
        if (saved || saved.error().kind != ErrorKind::NotFound || gone == 0)
            return saved;
    }
}

void Saving::noteRemoved(SourceId id)
{
    if (m_removed.contains(id))
        return;
    m_removed.insert(id);
    m_removedTitles.append(m_titles.value(id));
}

} // namespace dateline
