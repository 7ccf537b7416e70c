#include "library/library_impl.h"

#include "library/refresh_run.h"
#include "library/waiting.h"
#include "library/when_answered.h"

namespace dateline {

namespace {

// When rules of retention are looked at: not while a window opens or feeds are still coming in.
constexpr std::chrono::seconds afterOpening{60}, afterWork{5};
constexpr std::chrono::hours untilLookedAgain{24};
constexpr int changesTogether = 50; // milliseconds: an import's many changes are told no more often than this

} // namespace

void Library::Impl::connectTo(Library *library)
{
    m_library = library;
    const auto report = [library](const Progress &progress) {
        QMetaObject::invokeMethod(library, [library, progress] { emit library->progressed(progress); }, Qt::QueuedConnection);
    };
    m_importer = std::make_unique<Importer>(*m_store, m_pool, report);
    m_reanalyser = std::make_unique<Reanalyser>(*m_store, m_pool, report);
    m_refresher = std::make_unique<Refresher>(*m_store, m_fetcher, m_pool);
    m_images = std::make_unique<ImageLoading>(m_client, m_folder, m_store->isReadOnly());
    QObject::connect(m_refresher.get(), &Refresher::progressed, library, &Library::progressed);
    QObject::connect(m_refresher.get(), &Refresher::finished, library, &Library::finished);
    m_fullTexts = std::make_unique<FullTextFetcher>(*m_store, m_client, m_pool, [this](const QUrl &link) { return m_links.view(link, {}).url; });
    QObject::connect(m_fullTexts.get(), &FullTextFetcher::progressed, library, &Library::progressed);
    QObject::connect(m_fullTexts.get(), &FullTextFetcher::finished, library, &Library::finished);
    QObject::connect(m_store.get(), &Store::changed, library, [this](const Changes &changes) { gather(changes); }, Qt::QueuedConnection);
    QObject::connect(m_store.get(), &Store::indexBuildingChanged, library, [this] { tellOfIndex(); }, Qt::QueuedConnection);
    QMetaObject::invokeMethod(library, [this] { tellOfIndex(); }, Qt::QueuedConnection); // it may have begun before
    m_background.setMaxThreadCount(1);
    m_telling.setSingleShot(true);
    QObject::connect(&m_telling, &QTimer::timeout, library, [this] {
        if (m_gathered.articles() || m_gathered.sources || m_gathered.savedFilters || m_gathered.corrections)
            emit m_library->changed(std::exchange(m_gathered, {}));
    });
}

// While work tells how far it is, articles are still coming in.
void Library::Impl::keepRetaining()
{
    if (m_store->isReadOnly())
        return;
    m_retaining.setSingleShot(true);
    m_retaining.start(afterOpening);
    QObject::connect(&m_retaining, &QTimer::timeout, m_library, [this] { applyRetentionByItself(); });
    QObject::connect(m_library, &Library::progressed, m_library, [this] { m_retaining.start(afterOpening); });
    QObject::connect(m_library, &Library::finished, m_library, [this] { m_retaining.start(afterWork); });
}

void Library::Impl::keepImages()
{
    whenAnswered(m_library->imageCacheLimit(), m_library, [this](const Result<int> &mebibytes) {
        if (mebibytes)
            m_images->onShelf<void>([bytes = qint64(*mebibytes) << 20](ImageShelf &shelf) -> Result<void> { shelf.setLimit(bytes); return {}; });
    });
    if (m_store->isReadOnly())
        return;
    m_imageKeeping = std::make_unique<ImageKeeping>(*m_library, *m_images);
    QObject::connect(m_imageKeeping.get(), &ImageKeeping::failed, m_library, &Library::failed);
    QObject::connect(m_imageKeeping.get(), &ImageKeeping::settled, m_library, &Library::imagesKept);
    whenAnswered(m_library->imageChoice(), m_library, [this](const Result<ImageChoice> &choice) {
        if (choice && !m_areImagesChosen)
            m_imageKeeping->setChoice(*choice);
    });
}

// Until it is read, the usual is cut.
void Library::Impl::readLinkCleaning()
{
    whenAnswered(m_store->setting(LinkCleaningSetting), m_library, [this](const Result<QString> &on) {
        whenAnswered(m_store->setting(LinkNamesSetting), m_library, [this, on](const Result<QString> &names) {
            if (!m_areLinksChosen)
                m_links.setCleaning({on.value_or(QString()) != u"off", names.value_or(QString())});
        });
    });
}

// Of feeds that are there no more.
void Library::Impl::forgetStrayLogins()
{
    if (m_keptLogins->addresses().isEmpty())
        return;
    whenAnswered(m_store->sources(), m_library, [this](const Result<QList<Source>> &sources) {
        if (!sources)
            return;
        QSet<QString> strays = m_keptLogins->addresses();
        for (const Source &source : *sources)
            strays.remove(source.url);
        for (const QString &address : std::as_const(strays)) {
            whenAnswered(m_keptLogins->forget(address), m_library, [this](const Result<void> &forgotten) {
                if (!forgotten)
                    emit m_library->failed(forgotten.error());
            });
        }
    });
}

void Library::Impl::tellOfIndex()
{
    if (m_store->isBuildingIndex() == m_toldOfIndex)
        return;
    m_toldOfIndex = !m_toldOfIndex;
    if (m_toldOfIndex)
        emit m_library->progressed({Library::tr("Building the index of articles"), 0, 0, 0});
    else
        emit m_library->finished();
}

// The first change is told at once; those that follow within a moment together.
void Library::Impl::gather(const Changes &changes)
{
    if (!changes.added.isEmpty() || !changes.updated.isEmpty() || changes.subscriptions)
        m_fullTexts->lookSoon();
    m_gathered.added += changes.added;
    m_gathered.updated += changes.updated;
    m_gathered.stateChanged += changes.stateChanged;
    m_gathered.removed += changes.removed;
    m_gathered.sources = m_gathered.sources || changes.sources;
    m_gathered.savedFilters = m_gathered.savedFilters || changes.savedFilters;
    m_gathered.corrections = m_gathered.corrections || changes.corrections;
    if (m_telling.isActive())
        return;
    emit m_library->changed(std::exchange(m_gathered, {}));
    m_telling.start(changesTogether);
}

// A profile that nothing was ever written to has no article that another version looked at.
void Library::Impl::rememberVersion()
{
    constexpr quint64 untouched = 1;
    if (m_store->isReadOnly() || m_store->generation() > untouched)
        return;
    // Waited for, once in a profile's life. Where it fails, a needless analysis is offered, and whatever comes next fails as well.
    const auto set = waitedFor(m_store->setSetting(AnalysisVersionSetting, QString::number(Analyzer::version())));
    if (!set)
        QMetaObject::invokeMethod(m_library, [this, error = set.error()] { emit m_library->failed(error); }, Qt::QueuedConnection);
}

QFuture<Result<SpaceReport>> Library::Impl::giveBackSpace(SpaceWanted wanted)
{
    return m_store->giveBackSpace(wanted, [this] { return m_isClosing.load(); });
}

void Library::Impl::giveBackWorthwhile()
{
    whenAnswered(giveBackSpace(SpaceWanted::Worthwhile), m_library, [this](const Result<SpaceReport> &given) {
        if (!given && given.error().kind != ErrorKind::Cancelled)
            emit m_library->failed(given.error());
    });
}

QFuture<Result<int>> Library::Impl::applyRetention(bool isAsked)
{
    return onPool<int>(m_background, [this, isAsked] {
        const int rules = m_rulesChosen; // what they expire isn't removed under other ones
        return dateline::applyRetention(*m_store, QDateTime::currentDateTimeUtc(), isAsked, [this, rules] { return m_isClosing || m_rulesChosen != rules; });
    });
}

void Library::Impl::applyRetentionByItself()
{
    m_retaining.start(untilLookedAgain);
    whenAnswered(applyRetention(false), m_library, [this](const Result<int> &removed) {
        if (!removed)
            emit m_library->failed(removed.error());
        else if (*removed > 0)
            emit m_library->expired(*removed);
        if (removed)
            giveBackWorthwhile(); // also what an earlier run left
    });
}

QFuture<Result<int>> Library::Impl::countExpired(const std::function<Result<RetentionRules>()> &rules)
{
    return onPool<int>(m_pool, [this, rules]() -> Result<int> { // not behind a removal that is under way
        const auto given = rules();
        if (!given)
            return tl::unexpected(given.error());
        return waitedFor(m_store->expired(*given, QDateTime::currentDateTimeUtc())).map([](const QList<ArticleId> &ids) { return static_cast<int>(ids.size()); });
    });
}

} // namespace dateline
