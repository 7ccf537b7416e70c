// The part of ArticleWriter that is about pages whose text is shown instead of a feed's. `content` then holds the page's version with the
// hash of the feed's, and `full_text` the feed's version with the hash of the page's.
#include "store/article_batch.h"

#include "base/identity.h"
#include "store/annotation_codec.h"

#include <QCoreApplication>

namespace dateline {
namespace {

// A feed that changes its items all the time has their pages fetched no more often.
constexpr qint64 SoonestAgain = 3600; // seconds

QString tr(const char *text)
{
    return QCoreApplication::translate("Store", text);
}

// Whether the page will be as it was: feeds change categories and markup of their own accord.
bool isSameItem(const std::optional<ArticleContent> &old, const ArticleContent &now)
{
    return old && old->title == now.title && old->text == now.text && old->url == now.url;
}

} // namespace

FullText ArticleWriter::ruleOf(const Source &source)
{
    return effectiveFullText(source, fullTextFromCode(m_tables.settings.value(QString(FullTextSetting))).value_or(FullText::Never));
}

bool ArticleWriter::showsPage(quint32 id)
{
    const std::optional<FullTextRow> known = m_tables.fullTexts.find(id);
    return known && known->isPages();
}

// The content of an article is new, or about to be. What the reader asked for is still asked for.
void ArticleWriter::wantPage(FullText rule, quint32 id, const ArticleContent &content)
{
    const std::optional<FullTextRow> known = m_tables.fullTexts.find(id);
    if (known && known->state == FullTextRow::State::Asked)
        return;
    if (!wantsFullText(rule, content)) {
        if (known)
            m_tables.fullTexts.remove(id);
        return;
    }
    FullTextRow row;
    if (known && known->state == FullTextRow::State::GivenUp) {
        const std::optional<ContentRow> old = m_tables.articles.content(id);
        if (old && isSameItem(unpack(old->packed, {}), content))
            return;
        row.at = known->at + SoonestAgain;
    } else if (known) {
        row = *known;
    }
    m_tables.fullTexts.set(id, row);
}

// The feed has changed an article that shows its page. The reader keeps the page's text until the new one has been fetched: a teaser in its
// place would be less than there was. False where the article shows the feed's version.
bool ArticleWriter::keepsPage(Batch &batch, ArticleRow row, const QByteArray &hash, const ArticleContent &content)
{
    std::optional<FullTextRow> page = m_tables.fullTexts.find(row.id);
    const std::optional<ArticleRow> old = page && page->isPages() ? m_tables.articles.row(row.id) : std::nullopt;
    if (!old)
        return false;
    row.received = old->received;
    row.facets = old->facets;
    if (!content.published.isKnown())
        row.published = old->published;
    const std::optional<ContentRow> stored = m_tables.articles.content(row.id);
    const auto before = stored ? unpack(stored->packed, old->published) : std::nullopt;
    if (before && contentHash(*before) == page->hash) // the date counts, too
        page->hash = contentHash(*unpack(stored->packed, row.published));
    m_tables.articles.replaceRow(row, hash);
    m_facets.index(batch.transaction.change, row);
    if (!isSameItem(unpackAlone(page->feed), content)) {
        if (!page->isOpen()) {
            page->at += SoonestAgain;
            page->state = FullTextRow::State::Asked; // also where the rule is another by now: it would stay old for ever
        }
        page->attempts = 0;
    }
    page->feed = packAlone(content);
    m_tables.fullTexts.set(row.id, *page);
    noteUpdate(batch, row.id);
    return true;
}

// The facets of an article that shows its page, with corrections that came in with the feed's version.
void ArticleWriter::correctPage(Batch &batch, ArticleRow row, const QList<Correction> &own)
{
    const QByteArray packed = m_tables.articles.annotations(row.id);
    const std::optional<ContentRow> stored = m_tables.articles.content(row.id);
    const auto found = unpackAnnotations(packed, [this](quint32 value) { return m_tables.values.name(value); });
    const auto content = stored ? unpack(stored->packed, row.published) : std::nullopt;
    if (found && content)
        renewAnnotations(batch, row.id, m_facets.row(batch.source, languageOf(*content, *found), *found, own), packed);
}

Result<bool> ArticleWriter::saveFullText(const FullTextArrival &given, Changes &changes)
{
    const quint32 id = given.id.value;
    const AnalysedArticle article{storable(given.article.content), given.article.annotations};
    const ArticleContent feed = storable(given.feed);
    const QByteArray feedHash = contentHash(feed), hash = contentHash(article.content);
    WriteTransaction transaction(m_tables);
    std::optional<ArticleRow> row = m_tables.articles.row(id);
    if (!row || m_tables.articles.hash(id) != feedHash)
        return false;
    row->published = article.content.published;
    row->facets = m_facets.row(row->source, languageOf(article.content, article.annotations), article.annotations, m_tables.corrections.ofArticle(id));
    putContent(*row, {feedHash, pack(article.content), packAnnotations(article.annotations, entityValues(article))}, article.content, transaction.change);
    m_facets.rememberFound(id, article.annotations);
    FullTextRow page{FullTextRow::State::Fetched, 0, QDateTime::currentSecsSinceEpoch(), hash, packAlone(feed)};
    if (hash == feedHash)
        page = {FullTextRow::State::GivenUp, 0, page.at, {}, {}};
    m_tables.fullTexts.set(id, page);
    transaction.commit(changes);
    changes.updated += given.id;
    return true;
}

Result<void> ArticleWriter::askFullText(const QList<ArticleId> &ids)
{
    WriteTransaction transaction(m_tables);
    for (ArticleId id : ids) {
        const bool isLive = m_tables.articles.row(id.value).has_value(); // and not of a source that was removed
        const std::optional<ContentRow> content = isLive ? m_tables.articles.content(id.value) : std::nullopt;
        if (!content)
            return failure(ErrorKind::NotFound, tr("There is no article %1.").arg(id.value));
        if (content->packed.url.isEmpty())
            return failure(ErrorKind::Usage, tr("Article %1 has no link, so there is no page to fetch.").arg(id.value));
        FullTextRow row = m_tables.fullTexts.find(id.value).value_or(FullTextRow());
        row.state = FullTextRow::State::Asked;
        row.attempts = 0;
        row.at = 0;
        m_tables.fullTexts.set(id.value, row);
    }
    Changes unseen; // nothing that is shown
    transaction.commit(unseen);
    return {};
}

Result<int> ArticleWriter::wantFullText(const QList<ArticleId> &ids)
{
    WriteTransaction transaction(m_tables);
    int wanted = 0;
    for (ArticleId id : ids) {
        const std::optional<ArticleRow> row = m_tables.articles.row(id.value);
        const std::optional<Source> source = row ? m_tables.sources.find(row->source) : std::nullopt;
        const FullText rule = source ? ruleOf(*source) : FullText::Never;
        if (rule == FullText::Never || m_tables.fullTexts.find(id.value))
            continue;
        const std::optional<ContentRow> stored = m_tables.articles.content(id.value);
        const auto content = stored ? unpack(stored->packed, row->published) : std::nullopt;
        if (!content || !wantsFullText(rule, *content))
            continue;
        m_tables.fullTexts.set(id.value, {});
        ++wanted;
    }
    if (wanted == 0)
        return 0;
    Changes unseen;
    transaction.commit(unseen);
    return wanted;
}

Result<void> ArticleWriter::postponeFullText(ArticleId id, const QDateTime &next)
{
    WriteTransaction transaction(m_tables);
    std::optional<FullTextRow> row = m_tables.fullTexts.find(id.value);
    if (!row || !row->isOpen())
        return {}; // it, or the wish, is gone
    ++row->attempts;
    row->at = next.isValid() ? next.toSecsSinceEpoch() : QDateTime::currentSecsSinceEpoch();
    if (!next.isValid())
        row->state = row->isPages() ? FullTextRow::State::Fetched : FullTextRow::State::GivenUp;
    m_tables.fullTexts.set(id.value, *row);
    Changes unseen;
    transaction.commit(unseen);
    return {};
}

void ArticleWriter::wantNewest(const Source &source)
{
    const FullText rule = ruleOf(source);
    if (rule == FullText::Never)
        return;
    for (quint32 id : m_tables.fullTexts.unknown(source.id, MostFullTextsOfSource)) {
        const std::optional<ContentRow> stored = m_tables.articles.content(id);
        if (const auto content = stored ? unpack(stored->packed, {}) : std::nullopt; content && wantsFullText(rule, *content))
            m_tables.fullTexts.set(id, {});
    }
}

Result<void> ArticleWriter::setFullText(FullText general)
{
    WriteTransaction transaction(m_tables);
    m_tables.settings.set(QString(FullTextSetting), fullTextCode(general));
    for (const Source &source : m_tables.sources.all()) {
        if (source.fullText == FullText::Inherit)
            wantNewest(source);
    }
    Changes unseen;
    transaction.commit(unseen);
    return {};
}

} // namespace dateline
