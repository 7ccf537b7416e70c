#include "library/library.h"

#include "feed/opml.h"
#include "library/automatic_refresh.h"
#include "library/catalogue.h"
#include "library/feed_preview.h"
#include "library/full_text_fetcher.h"
#include "library/image_keeping.h"
#include "library/image_loading.h"
#include "library/importer.h"
#include "library/links.h"
#include "library/marking_history.h"
#include "library/reanalyser.h"
#include "library/refresh_run.h"
#include "library/refresher.h"
#include "library/source_health_report.h"
#include "library/resource_files.h"
#include "library/retention_run.h"
#include "library/subscribing.h"
#include "library/waiting.h"
#include "library/when_answered.h"
#include "store/store.h"

#include <QCoreApplication>
#include <QFutureWatcher>
#include <QSaveFile>
#include <QTimer>

namespace dateline {

namespace {

// When rules of retention are looked at: not while a window opens or feeds are still coming in.
constexpr std::chrono::seconds afterOpening{60}, afterWork{5};
constexpr std::chrono::seconds untilFirstRefresh{3}; // the window shows what there is first
constexpr std::chrono::hours untilLookedAgain{24};
const QLatin1String CacheLimitSetting("images.cache"); // MiB
constexpr int usualCacheLimit = 200, largestCacheLimit = 100'000;
constexpr int changesTogether = 50; // milliseconds: an import's many changes are told no more often than this

} // namespace

// Members are destroyed from the last to the first: what works ends before what it works on.
class Library::Impl {
public:
    Impl(const QString &folder, std::unique_ptr<Store> opened) : m_folder(folder), m_store(std::move(opened)), m_history(*m_store) {}

    ~Impl()
    {
        m_fullTexts.reset();
        m_automatic.reset();
        m_refresher.reset();
        m_importer.reset();
        m_reanalyser.reset();
        m_imageKeeping.reset();
        m_images.reset();
        m_isClosing = true; // retention ends at its next step
        m_background.waitForDone();
        m_pool.waitForDone();
    }

    void connectTo(Library *library);
    void gather(const Changes &changes);
    void keepRetaining();
    void keepImages();
    void readLinkCleaning();
    void tellOfIndex();
    void rememberVersion();
    template <class T>
    QFuture<Result<T>> announced(QFuture<Result<T>> work);

    QFuture<Result<int>> applyRetention(bool isAsked);
    void applyRetentionByItself();
    QFuture<Result<int>> countExpired(const std::function<Result<RetentionRules>()> &rules);

    QString m_folder;
    std::unique_ptr<Store> m_store;
    QThreadPool m_pool;
    QThreadPool m_background; // one thread, for work that waits for the store most of the time
    std::atomic_bool m_isClosing = false;
    std::atomic_int m_rulesChosen = 0; // how often
    HttpClient m_client;
    FeedFetcher m_fetcher{m_client};
    MarkingHistory m_history;
    Links m_links;
    std::unique_ptr<ImageLoading> m_images;
    std::unique_ptr<ImageKeeping> m_imageKeeping;
    std::unique_ptr<Importer> m_importer;
    std::unique_ptr<Refresher> m_refresher;
    std::unique_ptr<AutomaticRefresh> m_automatic;
    std::unique_ptr<FullTextFetcher> m_fullTexts;
    std::unique_ptr<Reanalyser> m_reanalyser;
    QTimer m_telling, m_retaining;
    LibraryChanges m_gathered;
    Library *m_library = nullptr;
    bool m_toldOfIndex = false;
};

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
        if (choice)
            m_imageKeeping->setChoice(*choice);
    });
}

// Until it is read, the usual is cut.
void Library::Impl::readLinkCleaning()
{
    whenAnswered(m_store->setting(LinkCleaningSetting), m_library, [this](const Result<QString> &on) {
        whenAnswered(m_store->setting(LinkNamesSetting), m_library, [this, on](const Result<QString> &names) {
            m_links.setCleaning({on.value_or(QString()) != u"off", names.value_or(QString())});
        });
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

template <class T>
QFuture<Result<T>> Library::Impl::announced(QFuture<Result<T>> work)
{
    auto *watcher = new QFutureWatcher<Result<T>>(m_library);
    QObject::connect(watcher, &QFutureWatcherBase::finished, m_library, [this, watcher] {
        watcher->deleteLater();
        emit m_library->finished();
    });
    watcher->setFuture(work);
    return work;
}

Result<std::unique_ptr<Library>> Library::open(const QString &folder)
{
    auto store = Store::open(folder);
    if (!store)
        return tl::unexpected(store.error());
    return std::unique_ptr<Library>(new Library(std::make_unique<Impl>(folder, std::move(*store))));
}

Result<std::unique_ptr<Library>> Library::openReadOnly(const QString &folder)
{
    auto store = Store::openReadOnly(folder);
    if (!store)
        return tl::unexpected(store.error());
    return std::unique_ptr<Library>(new Library(std::make_unique<Impl>(folder, std::move(*store))));
}

bool Library::isMissing(const QString &folder) { return Store::isMissing(folder); }

Library::Library(std::unique_ptr<Impl> impl) : m_impl(std::move(impl))
{
    m_impl->connectTo(this);
    m_impl->rememberVersion();
    m_impl->readLinkCleaning();
}

Library::~Library() = default;

QString Library::folder() const { return m_impl->m_folder; }

QFuture<Result<Answer>> Library::run(const Query &query, const AnswerOptions &options) { return m_impl->m_store->run(query, options); }
QFuture<Result<QList<ArticleHead>>> Library::heads(const QList<ArticleId> &ids) { return m_impl->m_store->heads(ids); }
QFuture<Result<StoredArticle>> Library::article(ArticleId id) { return m_impl->m_store->article(id); }

QFuture<Result<QList<ArticleId>>> Library::mark(const QList<ArticleId> &ids, const Marking &marking)
{
    const auto marked = m_impl->m_history.mark(ids, marking);
    if (marking.bookmarked.value_or(false) && !m_impl->m_store->isReadOnly()) { // what is bookmarked is to be read without a network, too
        whenAnswered(m_impl->m_store->wantFullText(ids), this, [this](const Result<int> &wanted) {
            if (wanted.value_or(0) > 0)
                m_impl->m_fullTexts->lookSoon();
        });
    }
    return marked;
}

QFuture<Result<QList<ArticleId>>> Library::undoMark() { return m_impl->m_history.undo(); }
bool Library::canUndo() const { return m_impl->m_history.canUndo(); }

QFuture<Result<CorrectionId>> Library::correct(const Correction &correction) { return m_impl->m_store->correct(correction); }
QFuture<Result<void>> Library::undoCorrection(CorrectionId id) { return m_impl->m_store->undoCorrection(id); }
QFuture<Result<QList<Correction>>> Library::corrections() { return m_impl->m_store->corrections(); }

QFuture<Result<ReanalysisReport>> Library::reanalyse(const Query &query, Reanalysis which)
{
    return m_impl->announced(m_impl->m_reanalyser->run(query, which));
}

QFuture<Result<bool>> Library::hasOldAnalyses()
{
    return setting(AnalysisVersionSetting).then([](const Result<QString> &known) -> Result<bool> {
        if (!known)
            return tl::unexpected(known.error());
        return known->toInt() < Analyzer::version(); // one without the setting is older than it
    });
}

void Library::keepRetaining() { m_impl->keepRetaining(); }

QFuture<Result<Retention>> Library::retention()
{
    return onPool<Retention>(m_impl->m_pool, [store = m_impl->m_store.get()] { return generalRetention(*store); });
}

QFuture<Result<void>> Library::setRetention(const Retention &general)
{
    ++m_impl->m_rulesChosen;
    return setSetting(RetentionSetting, general.toText());
}

QFuture<Result<int>> Library::countExpired(const Retention &general)
{
    return m_impl->countExpired([general]() -> Result<RetentionRules> { return RetentionRules{general}; });
}

QFuture<Result<int>> Library::countExpired(SourceId source, const Retention &own)
{
    return m_impl->countExpired([source, own, store = m_impl->m_store.get()] {
        return generalRetention(*store).map([&](const Retention &general) { return RetentionRules{general, {{source, own}}, source}; });
    });
}

QFuture<Result<int>> Library::applyRetention(bool isAsked) { return m_impl->applyRetention(isAsked); }

QFuture<Result<QByteArray>> Library::image(const QString &address, bool mayFetch, const QString &trustedHost)
{
    return m_impl->m_images->image(address, mayFetch, trustedHost);
}

QFuture<Result<ImageChoice>> Library::imageChoice()
{
    return setting(ImagesSetting).then([](const Result<QString> &text) { return text.map([](const QString &known) { return ImageChoice::fromText(known); }); });
}

QFuture<Result<void>> Library::setImageChoice(const ImageChoice &choice)
{
    if (m_impl->m_imageKeeping)
        m_impl->m_imageKeeping->setChoice(choice);
    return setSetting(ImagesSetting, choice.toText());
}

QFuture<Result<int>> Library::imageCacheLimit()
{
    return setting(CacheLimitSetting).then([](const Result<QString> &text) {
        return text.map([](const QString &known) {
            bool isNumber = false;
            const int limit = known.toInt(&isNumber);
            return isNumber ? std::clamp(limit, 0, largestCacheLimit) : usualCacheLimit;
        });
    });
}

QFuture<Result<void>> Library::setImageCacheLimit(int mebibytes)
{
    const qint64 bytes = qint64(std::clamp(mebibytes, 0, largestCacheLimit)) << 20;
    m_impl->m_images->onShelf<void>([bytes](ImageShelf &shelf) -> Result<void> { shelf.setLimit(bytes); return {}; });
    return setSetting(CacheLimitSetting, QString::number(mebibytes));
}

QFuture<Result<void>> Library::clearImageCache()
{
    return m_impl->m_images->onShelf<void>([](ImageShelf &shelf) -> Result<void> { shelf.clear(); return {}; });
}

void Library::keepImages() { m_impl->keepImages(); }

void Library::noteImagesShown(ArticleId id)
{
    if (m_impl->m_imageKeeping)
        m_impl->m_imageKeeping->lookAgain({id});
}

LinkView Library::link(const QUrl &address, const QString &words) const { return m_impl->m_links.view(address, words); }
LinkCleaning Library::linkCleaning() const { return m_impl->m_links.cleaning(); }
QStringList Library::cutFromLinks() const { return m_impl->m_links.cut(); }

QFuture<Result<void>> Library::setLinkCleaning(const LinkCleaning &cleaning)
{
    m_impl->m_links.setCleaning(cleaning);
    m_impl->m_store->setSetting(LinkCleaningSetting, cleaning.isOn ? QStringLiteral("on") : QStringLiteral("off"));
    return setSetting(LinkNamesSetting, cleaning.own); // in turn, so that where both fail, this tells
}

QFuture<Result<FullText>> Library::fullText()
{
    return setting(QString(FullTextSetting)).then([](const Result<QString> &code) -> Result<FullText> {
        return code.map([](const QString &text) { // unset is no rule, and means Never
            const FullText rule = fullTextFromCode(text).value_or(FullText::Never);
            return rule == FullText::Inherit ? FullText::Never : rule;
        });
    });
}

QFuture<Result<void>> Library::setFullText(FullText general)
{
    const auto set = m_impl->m_store->setFullText(general);
    whenAnswered(set, this, [this](const Result<void> &) { m_impl->m_fullTexts->lookSoon(); });
    return set;
}

QFuture<Result<void>> Library::fetchFullText(ArticleId id) { return m_impl->m_fullTexts->fetch(id); }
QFuture<Result<FullTextReport>> Library::fetchFullTexts() { return m_impl->m_fullTexts->fetchDue(); }

void Library::keepFetchingFullTexts()
{
    if (!m_impl->m_store->isReadOnly())
        m_impl->m_fullTexts->keepFetching();
}

QFuture<Result<ImportReport>> Library::import(const QStringList &paths, Format as)
{
    QList<NamedPath> named;
    for (const QString &path : paths)
        named.append({path, path});
    return importNamed(named, as);
}

QFuture<Result<ImportReport>> Library::importNamed(const QList<NamedPath> &paths, Format as)
{
    return m_impl->announced(m_impl->m_importer->importPaths(paths, as));
}

QFuture<Result<ImportReport>> Library::importBytes(const QByteArray &bytes, const QString &name, Format as)
{
    return m_impl->announced(m_impl->m_importer->importBytes(bytes, name, as));
}

QFuture<Result<ImportReport>> Library::importSampleEdition()
{
    return import({resourceFile(QStringLiteral("sample/edition.jsonl"))}, Format::JsonLines);
}

QFuture<Result<Source>> Library::addAddress(const QUrl &address)
{
    return m_impl->m_refresher->add(address.toString(QUrl::FullyEncoded), {}, true);
}

QFuture<Result<Source>> Library::savePage(const QUrl &address) { return m_impl->m_refresher->savePage(address.toString(QUrl::FullyEncoded)); }

QFuture<Result<Source>> Library::subscribe(const QUrl &feed, const QStringList &folder)
{
    return subscribe(feed.toString(QUrl::FullyEncoded), folder);
}

QFuture<Result<Source>> Library::subscribe(const QString &address, const QStringList &folder)
{
    return m_impl->m_refresher->add(address, folder, false);
}

QFuture<Result<Discovery>> Library::discover(const QString &address) { return m_impl->m_refresher->discover(address); }

QFuture<Result<Source>> Library::subscribe(const TriedFeed &feed, const QStringList &folder)
{
    if (!feed.fetched)
        return subscribe(feed.url, folder);
    return m_impl->m_refresher->add(*std::static_pointer_cast<const FetchedFeed>(feed.fetched), folder);
}

QFuture<Result<SubscribeReport>> Library::subscribe(const QList<Source> &feeds)
{
    return onPool<SubscribeReport>(m_impl->m_background, [this, feeds] {
        return subscribeTo(*m_impl->m_store, feeds, [this] { return m_impl->m_isClosing.load(); });
    });
}

QFuture<Result<QString>> Library::feedAddressIn(const QString &file)
{
    return onPool<QString>(m_impl->m_pool, [file]() -> Result<QString> { return ownAddressIn(file); });
}

QFuture<Result<QList<CatalogueFeed>>> Library::catalogue()
{
    return onPool<QList<CatalogueFeed>>(m_impl->m_pool, [] { return readCatalogue(); });
}

QFuture<Result<int>> Library::unsubscribe(SourceId id) { return m_impl->m_store->removeSource(id); }
QFuture<Result<RefreshReport>> Library::refresh(const QList<SourceId> &sources) { return m_impl->m_refresher->refresh(sources); }

QFuture<Result<void>> Library::startAgain(SourceId id)
{
    const auto edit = [](Source &source) {
        source.fetch.isGone = false;
        source.fetch.failures = 0;
        source.fetch.nextDue = source.fetch.notBefore = QDateTime();
    };
    return m_impl->m_store->changeSource(id, edit).then([](const Result<Source> &changed) -> Result<void> {
        if (!changed)
            return tl::unexpected(changed.error());
        return {};
    });
}

void Library::setLogin(const QString &feedAddress, const QString &user, const QString &password)
{
    m_impl->m_fetcher.setLogin(feedAddress, user, password);
}

void Library::keepRefreshing()
{
    if (m_impl->m_store->isReadOnly())
        return;
    m_impl->m_automatic = std::make_unique<AutomaticRefresh>(*m_impl->m_store, *m_impl->m_refresher);
    connect(m_impl->m_automatic.get(), &AutomaticRefresh::failed, this, &Library::failed);
    m_impl->m_automatic->begin(untilFirstRefresh);
}

QFuture<Result<QList<SourceHealth>>> Library::health()
{
    return onPool<QList<SourceHealth>>(m_impl->m_pool, [store = m_impl->m_store.get()] { return healthOfSources(*store, QDateTime::currentDateTimeUtc()); });
}

QList<RequestRecord> Library::requestLog() const { return m_impl->m_client.log(); }

QFuture<Result<QList<Source>>> Library::sources() { return m_impl->m_store->sources(); }
QFuture<Result<void>> Library::updateSource(const Source &source)
{
    ++m_impl->m_rulesChosen; // its own may be another now
    return m_impl->m_store->updateSource(source);
}
QFuture<Result<QList<SavedFilter>>> Library::savedFilters() { return m_impl->m_store->savedFilters(); }
QFuture<Result<SavedFilter>> Library::saveFilter(const SavedFilter &filter) { return m_impl->m_store->saveFilter(filter); }
QFuture<Result<void>> Library::removeFilter(SavedFilterId id) { return m_impl->m_store->removeFilter(id); }
QFuture<Result<QString>> Library::setting(const QString &name) { return m_impl->m_store->setting(name); }

QFuture<Result<void>> Library::setSetting(const QString &name, const QString &value)
{
    return m_impl->m_store->setSetting(name, value);
}

QFuture<Result<void>> Library::writeOpmlFile(const QString &file)
{
    return sources().then([file](const Result<QList<Source>> &all) -> Result<void> {
        if (!all)
            return tl::unexpected(all.error());
        QList<Source> feeds = *all;
        feeds.removeIf([](const Source &source) { return source.kind != SourceKind::Feed; });
        QSaveFile out(file);
        const QByteArray opml = writeOpml(feeds, QCoreApplication::translate("Library", "Feeds from Dateline"));
        if (!out.open(QIODevice::WriteOnly) || out.write(opml) != opml.size() || !out.commit()) {
            return failure(ErrorKind::Unreadable,
                           QCoreApplication::translate("Library", "%1: The file can't be written (%2).").arg(file, out.errorString()));
        }
        return {};
    });
}

QFuture<Result<CheckReport>> Library::check(bool repair) { return m_impl->m_store->check(repair); }
Result<SalvageReport> Library::salvage(const QString &folder, const SalvageWatch &watch) { return Store::salvage(folder, watch); }
QFuture<Result<void>> Library::backup(const QString &file) { return m_impl->m_store->backup(file); }
Result<void> Library::restore(const QString &file, const QString &folder) { return Store::restore(file, folder); }

} // namespace dateline
