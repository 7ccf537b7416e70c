#include "library/saving.h"

#include "library/source_choice.h"
#include "library/waiting.h"

namespace dateline {

namespace {

constexpr qsizetype batchArticles = 200;           // of one source: the size that is saved at once
constexpr qsizetype gatheredArticles = 2'000;      // of all sources together
constexpr qsizetype gatheredCharacters = 16'000'000;

} // namespace

Result<void> Saving::add(const Source &source, AnalysedArticle &&article)
{
    const QString key = sourceKey(source);
    auto known = m_sources.constFind(key);
    if (known == m_sources.constEnd()) {
        const auto stored = waitedFor(m_store.ensureSource(source));
        if (!stored)
            return tl::unexpected(stored.error());
        known = m_sources.insert(key, stored->id);
    }
    return add(*known, std::move(article));
}

Result<void> Saving::add(SourceId source, AnalysedArticle &&article)
{
    m_characters += article.content.text.size() + article.content.html.size();
    ++m_articles;
    QList<AnalysedArticle> &gathered = m_gathered[source];
    gathered.append(std::move(article));
    if (gathered.size() >= batchArticles && m_gathered.size() == 1)
        return sendAll();
    if (m_articles >= gatheredArticles || m_characters >= gatheredCharacters)
        return sendAll();
    return {};
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

Result<void> Saving::sendAll()
{
    // What was sent before must be done, so that at most two rounds are in memory.
    while (m_sent.size() > m_gathered.size()) {
        if (const auto saved = awaitOldest(); !saved)
            return saved;
    }
    for (auto &[source, articles] : m_gathered)
        m_sent.push_back(m_store.save(source, articles));
    m_gathered.clear();
    m_articles = 0;
    m_characters = 0;
    return {};
}

Result<void> Saving::awaitOldest()
{
    const auto saved = waitedFor(m_sent.front());
    m_sent.pop_front();
    if (!saved)
        return tl::unexpected(saved.error());
    m_counts.added += static_cast<int>(saved->added.size());
    m_counts.updated += static_cast<int>(saved->updated.size());
    m_counts.unchanged += saved->unchanged;
    return {};
}

} // namespace dateline
