// Library: the façade that window and command line use. Owns store, analyzer, thread pool, network, importer and refresher.
//
// Lives on the main thread; every function returns at once. Futures are taken over with whenAnswered(); a caller that
// wants an answer now (the command line) waits for the future. Signals come on the main thread.
#pragma once

#include "base/answer.h"
#include "base/article.h"
#include "base/care.h"
#include "base/correction.h"
#include "base/discovery.h"
#include "base/feed.h"
#include "base/request_record.h"
#include "base/image_choice.h"
#include "base/link_view.h"
#include "base/login.h"
#include "base/result.h"
#include "base/source_health.h"
#include "feed/format_guess.h"
#include "library/digest.h"

#include <QFuture>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace dateline {

// What a finished change touched (the store's Changes, seen from above).
struct LibraryChanges {
    QList<ArticleId> added, updated, stateChanged, removed;
    bool sources = false;
    bool savedFilters = false;
    bool corrections = false;

    bool articles() const { return !added.isEmpty() || !updated.isEmpty() || !stateChanged.isEmpty() || !removed.isEmpty(); }
};

// A change to the reader's state; what isn't set stays as it is.
struct Marking {
    std::optional<bool> read;
    std::optional<bool> bookmarked;
    QStringList addTags;
    QStringList removeTags;
    std::optional<QString> note;
};

// A file or folder, and what messages call it.
struct NamedPath {
    QString path;
    QString name;
};

struct ImportReport {
    int added = 0, updated = 0, unchanged = 0;
    int files = 0;            // read
    int subscribed = 0;       // feeds from OPML
    int alreadySubscribed = 0; // feeds from OPML that are there already, or twice in it
    QList<SourceId> newFeeds; // those subscribed: nothing of them has been fetched yet
    int corrections = 0;      // of entities, that came with an export and hold for all articles now
    QList<Error> failures;    // one a file or item that could not be read: what, where, why
};

struct RefreshReport {
    int sources = 0, unchanged = 0, failed = 0;
    int partly = 0;           // could not be read whole
    int added = 0, updated = 0;
    QList<Error> failures;    // of feeds that could not be fetched, or be read in part only: what, where, why
    QList<Error> passedOver;  // feeds that are gone, or whose server asked to be left alone for now; none of them was asked
    std::optional<Error> network; // Offline or Portal: what is wrong with the network (also in `failures`); then no feed is blamed
};

struct SubscribeReport {
    QList<SourceId> added; // nothing of them has been fetched yet
    int known = 0;         // were subscribed to already
};

struct FullTextReport {
    int fetched = 0;
    QList<Error> failures; // pages that couldn't be fetched, or weren't the article
};

// Which articles are analysed once more: those that an older version of the analysis looked at, or all.
enum class Reanalysis : quint8 { OfOlder, OfAll };

struct ReanalysisReport {
    int articles = 0;      // looked at
    int renewed = 0;       // analysed once more
    QList<Error> failures; // articles that are damaged
};

// The setting that holds the version of the analysis that all articles have at least.
inline constexpr QLatin1String AnalysisVersionSetting("analysis.version");

// The setting that says whether feeds are fetched by themselves: RefreshNever, or anything else for when they are due.
inline constexpr QLatin1String RefreshSetting("refresh");
inline constexpr QLatin1String RefreshNever("never");

// How far a running import or refresh is. `total` is 0 while unknown.
struct Progress {
    QString what;    // "Importing articles", translated
    int done = 0;
    int total = 0;
    int articles = 0;
};

class Keyring;

class Library final : public QObject {
    Q_OBJECT
public:
    // Opens the profile in `folder` (made where it is missing). Fails with Locked, Corrupt, TooNew, Unreadable.
    static Result<std::unique_ptr<Library>> open(const QString &folder);
    // The same for reading only, as the profile is at this moment: beside another program that uses it, or where nothing can be written.
    // Every change fails with Locked.
    static Result<std::unique_ptr<Library>> openReadOnly(const QString &folder);
    // True where no profile was ever made in `folder`, so that open() would make one.
    static bool isMissing(const QString &folder);
    ~Library() override;
    QString folder() const;
    // What the reader should know of the opening (Store::openingNotices()).
    QStringList openingNotices() const;

    // --- reading ---
    QFuture<Result<Answer>> run(const Query &query, const AnswerOptions &options = {});
    QFuture<Result<QList<ArticleHead>>> heads(const QList<ArticleId> &ids);
    QFuture<Result<StoredArticle>> article(ArticleId id);

    // --- the reader's state; each can be undone ---
    // Finished when durable; the future holds the ids that changed. Every call that changed something goes on the undo stack.
    QFuture<Result<QList<ArticleId>>> mark(const QList<ArticleId> &ids, const Marking &marking);
    QFuture<Result<QList<ArticleId>>> undoMark(); // the last marking; an empty list where there is none
    bool canUndo() const;

    // --- corrections of what the analysis found ---
    // Each holds until it is taken back. Those of entities hold for all articles, also later ones; the future finishes when all that is
    // stored shows it. Fails with Usage or NotFound.
    QFuture<Result<CorrectionId>> correct(const Correction &correction);
    QFuture<Result<void>> undoCorrection(CorrectionId id);
    QFuture<Result<QList<Correction>>> corrections(); // in the order they were made
    // Analyses the articles of the query once more, in the background, with progress; cancelling keeps what was done. Neither
    // content nor the reader's state changes. Only one runs at a time; a second one waits.
    QFuture<Result<ReanalysisReport>> reanalyse(const Query &query = {}, Reanalysis which = Reanalysis::OfOlder);
    // Whether there may be articles that an older version of the analysis looked at.
    QFuture<Result<bool>> hasOldAnalyses();

    // --- retention: what is removed by itself (base/retention.h) ---
    QFuture<Result<Retention>> retention(); // the general rule
    QFuture<Result<void>> setRetention(const Retention &general);
    // How many articles would go now under that general rule, or under that rule of a source. Nothing is removed.
    QFuture<Result<int>> countExpired(const Retention &general);
    QFuture<Result<int>> countExpired(SourceId source, const Retention &own);
    // Removes in the background what the rules don't keep, and gives how much. With `isAsked`, also where the clock looks wrong.
    QFuture<Result<int>> applyRetention(bool isAsked);
    // From now on it happens by itself: in a minute, after each import and refresh, and daily; then expired() tells. For a window: a
    // command would lose articles in the middle of its work.
    void keepRetaining();

    // --- images ---
    // The bytes of an image in an article: png, jpeg, gif or webp. From the disk where it was loaded before; else, with `mayFetch`, from its
    // server, without cookies or referrer, 10 MiB and 30 seconds at most; else NotFound. `source` is the article's: what the
    // reader subscribed to in his own network may show images of the same server. Cancelling the future aborts the request.
    QFuture<Result<QByteArray>> image(const QString &address, bool mayFetch, const Source &source = {});
    QFuture<Result<ImageChoice>> imageChoice();
    QFuture<Result<void>> setImageChoice(const ImageChoice &choice);
    // Images of articles that aren't bookmarked take no more than this on the disk, in MiB.
    QFuture<Result<int>> imageCacheLimit();
    QFuture<Result<void>> setImageCacheLimit(int mebibytes);
    QFuture<Result<void>> clearImageCache();
    // From now on bookmarked articles keep their images for good: those the reader has looked at, and all where images are loaded by choice.
    // For a window.
    void keepImages();
    // The reader has looked at the images of that article.
    void noteImagesShown(ArticleId id);

    // --- links ---
    // Where a link leads, without what only counts readers unless the reader wants that left, and what to say of it; `words` are those it
    // stands under. Nothing is asked of anybody.
    LinkView link(const QUrl &address, const QString &words = {}) const;
    LinkCleaning linkCleaning() const;
    QFuture<Result<void>> setLinkCleaning(const LinkCleaning &cleaning);
    // What is cut from links, for people: one a line, with whose it is.
    QStringList cutFromLinks() const;

    // --- full text of articles whose feed carries a teaser (base/full_text.h) ---
    QFuture<Result<FullText>> fullText(); // the general rule; Never unless the reader chose another
    // Of each feed that follows it, the newest articles are wanted that the reader hasn't read; a source's own rule is one of its fields.
    QFuture<Result<void>> setFullText(FullText general);
    // Fetches the page of one article now, whatever the rules say. Fails with what is wrong: no link (Usage), no page, one that isn't the
    // article or says no more (Input), no network. Where it may work later, it is tried again by itself.
    QFuture<Result<void>> fetchFullText(ArticleId id);
    // Fetches all that the rules want by now, with progress; for a command. Cancelling keeps what was done; the rest is wanted still.
    QFuture<Result<FullTextReport>> fetchFullTexts();
    // From now on that happens by itself, in the background, soon after articles came in. For a window.
    void keepFetchingFullTexts();

    // --- getting articles in ---
    // Files, folders (every readable file below), OPML lists. `as` Unknown: guessed file by file. Cancelling stops after the
    // article at hand; what was saved stays. One file's failure doesn't stop the others.
    QFuture<Result<ImportReport>> import(const QStringList &paths, Format as = Format::Unknown);
    // The same where messages, and the articles' refs, are to call the files otherwise than they are to be opened.
    QFuture<Result<ImportReport>> importNamed(const QList<NamedPath> &paths, Format as = Format::Unknown);
    // Bytes that were pasted or dropped.
    QFuture<Result<ImportReport>> importBytes(const QByteArray &bytes, const QString &name, Format as = Format::Unknown);
    // A feed's address is subscribed and fetched; a page that offers feeds is subscribed by its first one; any other page is
    // saved as an article. A feed that could be read in part only is subscribed to all the same, and its lastError says what is
    // wrong with it. `isNamed`: by the reader himself; only then may it lead into his own network.
    QFuture<Result<Source>> addAddress(const QUrl &address, bool isNamed = true);
    // Saves a page as an article, whatever feeds it offers.
    QFuture<Result<Source>> savePage(const QUrl &address);
    QFuture<Result<Source>> subscribe(const QUrl &feed, const QStringList &folder = {});
    // As somebody typed it: without a scheme it is tried by https first, and by http where https doesn't connect.
    QFuture<Result<Source>> subscribe(const QString &address, const QStringList &folder = {});
    // What feeds are to be had at an address as somebody typed it: a feed's own, or a page's; each is fetched and read, nothing is
    // stored. Fails with Usage where it is no web address, with Input where there is neither feed nor page, else as fetching does.
    // Cancelling the future ends all that runs.
    // `isNamed`: the reader gave the address himself. One that came from elsewhere, as by a click in a browser, isn't asked for where it leads
    // into his own computer or network: that fails with Usage.
    QFuture<Result<Discovery>> discover(const QString &address, bool isNamed = true);
    // One of those, without fetching it again.
    QFuture<Result<Source>> subscribe(const TriedFeed &feed, const QStringList &folder = {});
    // Many feeds at once, a few hundred a transaction. None is fetched; a refresh of those added does that.
    QFuture<Result<SubscribeReport>> subscribe(const QList<Source> &feeds);
    // The address that a feed in a file says is its own; empty where it says none, or can't be read.
    QFuture<Result<QString>> feedAddressIn(const QString &file);
    // The starter catalogue, by country and title.
    QFuture<Result<QList<CatalogueFeed>>> catalogue();
    QFuture<Result<int>> unsubscribe(SourceId id);
    // Empty: all feeds. Errors go to each source's lastError and the report. Feeds that are gone (HTTP 410) or whose server asked to be left
    // alone for now aren't asked; the report names them.
    QFuture<Result<RefreshReport>> refresh(const QList<SourceId> &sources = {});
    // A feed that was gone is asked again from now on, as if it had never failed.
    QFuture<Result<void>> startAgain(SourceId id);
    // The login (Basic or Digest) for the feed at that address, until the library is closed; it is stored nowhere, and sent to that address's
    // own server only, once that asks. An empty user takes it back.
    void setLogin(const QString &feedAddress, const Login &login);
    // The same, and also kept in the system's keyring for the next start. Fails, with the login in use all the same, where there is no keyring or it
    // refuses: then it is kept nowhere.
    QFuture<Result<void>> keepLogin(const QString &feedAddress, const Login &login);
    // Whether the keyring holds one, as far as is known here.
    bool isLoginKept(const QString &feedAddress) const;
    // Takes it out of the keyring. Unsubscribing does that, too.
    QFuture<Result<void>> forgetLogin(const QString &feedAddress);
    // Another keyring in place of the system's; for tests.
    void setKeyring(std::unique_ptr<Keyring> keyring);
    // From now on feeds are fetched by themselves when they are due (base/fetch_state.h), unless RefreshSetting says never. For a window.
    // Without progress; failed() tells once when there is no network.
    void keepRefreshing();
    // How each feed is doing, in the order of sources().
    QFuture<Result<QList<SourceHealth>>> health();
    // The last requests that were made, oldest first, for a log to be read and copied. In memory only.
    QList<RequestRecord> requestLog() const;
    QFuture<Result<ImportReport>> importSampleEdition();

    // --- sources and saved filters ---
    QFuture<Result<QList<Source>>> sources();
    QFuture<Result<void>> updateSource(const Source &source);
    // The same for a few fields: `edit` changes the source as it is when its turn comes, on another thread. So what a refresh wrote in between stays.
    QFuture<Result<void>> changeSource(SourceId id, const std::function<void(Source &source)> &edit);
    QFuture<Result<QList<SavedFilter>>> savedFilters();
    QFuture<Result<SavedFilter>> saveFilter(const SavedFilter &filter);
    QFuture<Result<void>> removeFilter(SavedFilterId id);
    QFuture<Result<QString>> setting(const QString &name);
    QFuture<Result<void>> setSetting(const QString &name, const QString &value);
    QFuture<Result<void>> writeOpmlFile(const QString &file);

    // --- care ---
    // With `repair`, rebuilds what can be rebuilt from what is sound.
    QFuture<Result<CheckReport>> check(bool repair);
    // Saves all that can be read of a damaged profile that no library has open; the damaged files are kept beside it. Blocks, for
    // minutes where the profile is large, and may be called on any thread. Fails with Locked, TooNew, Full, Unreadable, NotFound, or with
    // Corrupt where nothing can be read; then the profile is as it was. `watch` is called on that thread now and then.
    static Result<SalvageReport> salvage(const QString &folder, const SalvageWatch &watch = {});
    // Gives room that removals left back to the disk, in the background while everything else goes on; by itself that happens after them, where it is
    // worthwhile. A profile that was made by an early Dateline is written anew as a whole first, once, for which the disk must have room twice; changes
    // wait for that. Fails with Full, Locked, or Cancelled.
    QFuture<Result<SpaceReport>> giveBackSpace(SpaceWanted wanted);
    QFuture<Result<void>> backup(const QString &file);
    static Result<void> restore(const QString &file, const QString &folder);

    // The analyzer, loaded on first use (blocks then; the importer loads it on the pool). Shared by all.
    static Result<std::shared_ptr<const Analyzer>> loadAnalyzer();

signals:
    void changed(const dateline::LibraryChanges &changes);
    void progressed(const dateline::Progress &progress);
    void expired(int articles);  // so many were removed by the reader's rules
    void imagesKept();           // nothing is left to be done for the images of bookmarked articles
    void finished();             // an import, refresh, new analysis or building of the index ended; the bar can go
    void failed(const dateline::Error &error); // of work that nobody awaits

private:
    class Impl;
    explicit Library(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace dateline

Q_DECLARE_METATYPE(dateline::LibraryChanges)
Q_DECLARE_METATYPE(dateline::Progress)
