#include "library/image_keeping.h"

#include "library/article_images.h"
#include "library/when_answered.h"
#include "net/feed_fetcher.h"

#include <QUrl>

#include <algorithm>
#include <chrono>

namespace dateline {

namespace {

using namespace std::chrono_literals;

constexpr auto soon = 500ms; // after a change: several come together
constexpr qsizetype headsAtOnce = 500;

// Whether it makes sense to ask for it again another day.
bool isForNow(const Error &error)
{
    static constexpr int givenUp[] = {400, 401, 403, 404, 410, 451};
    const bool isRefused = std::any_of(std::begin(givenUp), std::end(givenUp), [&](int status) { return error.detail.endsWith(QStringLiteral("HTTP %1").arg(status)); });
    return error.kind != ErrorKind::Input && !isRefused;
}

} // namespace

ImageKeeping::ImageKeeping(Library &library, ImageLoading &loading, QObject *parent) : QObject(parent), m_library(library), m_loading(loading)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(soon);
    connect(&m_soon, &QTimer::timeout, this, &ImageKeeping::begin);
    connect(&library, &Library::changed, this, [this](const LibraryChanges &changes) {
        lookAgain(changes.stateChanged + changes.updated);
        if (!changes.removed.isEmpty())
            m_soon.start();
    });
}

void ImageKeeping::setChoice(const ImageChoice &choice)
{
    if (m_hasChoice && m_choice == choice)
        return;
    m_hasChoice = true;
    m_choice = choice;
    m_looked.clear();
    m_soon.start();
}

void ImageKeeping::lookAgain(const QList<ArticleId> &ids)
{
    if (ids.isEmpty())
        return;
    for (const ArticleId id : ids) {
        m_looked.remove(id);
        m_reasons.insert(id);
    }
    m_soon.start();
}

void ImageKeeping::begin()
{
    if (!m_hasChoice)
        return;
    m_isWantedAgain = m_isRunning;
    if (std::exchange(m_isRunning, true))
        return;
    AnswerOptions options;
    options.withFacets = false;
    const Query bookmarked = Query().including({Field::Is, QStringLiteral("bookmarked")});
    whenAnswered(m_library.run(bookmarked, options), this, [this](const Result<Answer> &answer) {
        if (!answer) { // without it nothing may be let go
            m_waiting.clear();
            return next();
        }
        const auto shelved = m_loading.onShelf<Shelved>([](ImageShelf &shelf) -> Result<Shelved> { return Shelved{shelf.kept(), shelf.completed()}; });
        whenAnswered(shelved, this, [this, rows = answer->rows](const Result<Shelved> &there) { choose(rows, *there); });
    });
}

void ImageKeeping::choose(const QList<ArticleId> &bookmarked, const Shelved &shelved)
{
    const QSet<ArticleId> wanted(bookmarked.begin(), bookmarked.end());
    for (const ArticleId id : shelved.kept) {
        if (!wanted.contains(id))
            m_loading.onShelf<void>([id](ImageShelf &shelf) -> Result<void> { shelf.release(id); return {}; });
    }
    QList<ArticleId> maybe;
    m_waiting.clear();
    for (const ArticleId id : bookmarked) {
        if (m_reasons.contains(id))
            m_waiting.append(id);
        else if (!shelved.completed.contains(id) && !m_looked.contains(id))
            maybe.append(id);
    }
    m_reasons.clear();
    const bool loadsAny = m_choice.isOn || std::any_of(m_choice.instead.begin(), m_choice.instead.end(), [](bool on) { return on; });
    if (!loadsAny)
        maybe.clear();
    if (m_waiting.isEmpty() && maybe.isEmpty())
        return next();
    whenAnswered(m_library.sources(), this, [this, maybe](const Result<QList<Source>> &sources) {
        m_servers.clear();
        for (const Source &source : sources.value_or(QList<Source>()))
            m_servers.insert(source.id, trustedServer(source));
        narrow(maybe);
    });
}

// Only those whose source may be asked.
void ImageKeeping::narrow(const QList<ArticleId> &ids)
{
    if (ids.isEmpty())
        return next();
    const qsizetype count = std::min(ids.size(), headsAtOnce);
    whenAnswered(m_library.heads(ids.first(count)), this, [this, rest = ids.sliced(count)](const Result<QList<ArticleHead>> &heads) {
        for (const ArticleHead &head : heads.value_or(QList<ArticleHead>())) {
            if (m_choice.isOnFor(head.source))
                m_waiting.append(head.id);
        }
        narrow(rest);
    });
}

void ImageKeeping::next()
{
    if (m_waiting.isEmpty()) {
        const auto written = m_loading.onShelf<void>([](ImageShelf &) -> Result<void> { return {}; }); // after all that was asked of it
        whenAnswered(written, this, [this](const Result<void> &) { end(); });
        return;
    }
    m_article = m_waiting.takeFirst();
    m_looked.insert(m_article);
    whenAnswered(m_library.article(m_article), this, [this](const Result<StoredArticle> &article) {
        if (!article || !article->state.bookmarked)
            return next();
        keep(*article, imageAddresses(article->content), m_choice.isOnFor(article->source));
    });
}

void ImageKeeping::end()
{
    m_isRunning = false;
    if (std::exchange(m_isWantedAgain, false))
        m_soon.start();
    else
        emit settled();
}

void ImageKeeping::keep(const StoredArticle &article, const QStringList &addresses, bool mayFetch)
{
    m_addresses = addresses;
    m_trustedServer = m_servers.value(article.source);
    m_mayFetch = mayFetch;
    m_lacks = false;
    keepOne();
}

void ImageKeeping::keepOne()
{
    if (m_addresses.isEmpty())
        return finishOne(!m_lacks);
    const QString address = m_addresses.takeFirst();
    whenAnswered(m_loading.image(address, m_mayFetch, m_trustedServer), this, [this, address](const Result<QByteArray> &bytes) {
        if (!bytes) {
            m_lacks = m_lacks || !m_mayFetch || isForNow(bytes.error());
            return keepOne();
        }
        const auto kept = m_loading.onShelf<void>([address, bytes = *bytes, id = m_article](ImageShelf &shelf) { return shelf.keep(id, address, bytes); });
        whenAnswered(kept, this, [this](const Result<void> &isKept) {
            m_lacks = m_lacks || !isKept;
            if (!isKept)
                lost(isKept.error());
            keepOne();
        });
    }, [this] { keepOne(); });
}

void ImageKeeping::lost(const Error &error)
{
    if (!std::exchange(m_hasTold, true))
        emit failed(error);
}

void ImageKeeping::finishOne(bool isComplete)
{
    if (isComplete)
        m_loading.onShelf<void>([id = m_article](ImageShelf &shelf) { return shelf.complete(id); });
    next();
}

} // namespace dateline
