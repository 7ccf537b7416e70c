#include "library/library.h"

#include "feed/opml.h"
#include "library/catalogue.h"
#include "library/feed_preview.h"
#include "library/library_impl.h"
#include "library/refresh_run.h"
#include "library/resource_files.h"
#include "library/source_health_report.h"
#include "library/subscribing.h"
#include "library/when_answered.h"
#include "net/feed_fetcher.h"

#include <QCoreApplication>
#include <QSaveFile>

namespace dateline {

namespace {

constexpr std::chrono::seconds untilFirstRefresh{3}; // the window shows what there is first
const QLatin1String CacheLimitSetting("images.cache"); // MiB
constexpr int usualCacheLimit = 200, largestCacheLimit = 100'000;

} // namespace

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
QStringList Library::openingNotices() const { return m_impl->m_store->openingNotices(); }

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

QFuture<Result<QByteArray>> Library::image(const QString &address, bool mayFetch, const Source &source)
{
    return m_impl->m_images->image(address, mayFetch, trustedServer(source));
}

QFuture<Result<ImageChoice>> Library::imageChoice()
{
    return setting(ImagesSetting).then([](const Result<QString> &text) { return text.map([](const QString &known) { return ImageChoice::fromText(known); }); });
}

QFuture<Result<void>> Library::setImageChoice(const ImageChoice &choice)
{
    if (m_impl->m_imageKeeping) { // else it is read once there is one
        m_impl->m_areImagesChosen = true;
        m_impl->m_imageKeeping->setChoice(choice);
    }
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
    m_impl->m_areLinksChosen = true;
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

QFuture<Result<Source>> Library::addAddress(const QUrl &address, bool isNamed)
{
    return m_impl->m_refresher->add(address.toString(QUrl::FullyEncoded), {}, true, isNamed);
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

QFuture<Result<Discovery>> Library::discover(const QString &address, bool isNamed) { return m_impl->m_refresher->discover(address, isNamed); }

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

QFuture<Result<int>> Library::unsubscribe(SourceId id)
{
    const QFuture<Result<int>> removal = m_impl->m_store->removeSource(id);
    whenAnswered(removal, this, [this](const Result<int> &removed) {
        m_impl->forgetStrayLogins();
        if (removed.value_or(0) > 0)
            m_impl->giveBackWorthwhile();
    });
    return removal;
}

QFuture<Result<RefreshReport>> Library::refresh(const QList<SourceId> &sources) { return m_impl->m_refresher->refresh(sources); }

QFuture<Result<void>> Library::startAgain(SourceId id)
{
    const auto edit = [](Source &source) {
        source.fetch.isGone = false;
        source.fetch.failures = 0;
        source.fetch.nextDue = source.fetch.notBefore = QDateTime();
    };
    return changeSource(id, edit);
}

void Library::setLogin(const QString &feedAddress, const Login &login) { m_impl->m_fetcher.setLogin(feedAddress, login); }
QFuture<Result<void>> Library::keepLogin(const QString &feedAddress, const Login &login) { return m_impl->m_keptLogins->keep(feedAddress, login); }
bool Library::isLoginKept(const QString &feedAddress) const { return m_impl->m_keptLogins->isKept(feedAddress); }
QFuture<Result<void>> Library::forgetLogin(const QString &feedAddress) { return m_impl->m_keptLogins->forget(feedAddress); }
void Library::setKeyring(std::unique_ptr<Keyring> keyring) { m_impl->m_keptLogins->setKeyring(std::move(keyring)); }

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

QFuture<Result<void>> Library::changeSource(SourceId id, const std::function<void(Source &)> &edit)
{
    ++m_impl->m_rulesChosen;
    return m_impl->m_store->changeSource(id, edit).then([](const Result<Source> &changed) { return changed.map([](const Source &) {}); });
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
QFuture<Result<SpaceReport>> Library::giveBackSpace(SpaceWanted wanted) { return m_impl->giveBackSpace(wanted); }
QFuture<Result<void>> Library::backup(const QString &file) { return m_impl->m_store->backup(file); }
Result<void> Library::restore(const QString &file, const QString &folder) { return Store::restore(file, folder); }

} // namespace dateline
