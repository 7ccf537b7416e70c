// Store: the public face of everything that is kept: articles, state, sources, saved filters, full text, facets.
//
// Threads: one store thread owns the writing connection and runs all changes in the order they were asked for; readers have
// a thread and a connection each, so that they never wait for an import. Every function may be called from any thread, returns
// at once and answers by a future; a change's future is finished only when the change is durable (committed, WAL synced).
// The facet index lives in memory and is never older than a finished change. A file beside the database keeps it from one run to the
// next; where there is none of use, it is built in the background: queries and changes wait for it then, reading articles doesn't.
//
// Owned by library/library; the destructor waits for changes already asked for.
#pragma once

#include "base/answer.h"
#include "base/article.h"
#include "base/care.h"
#include "base/feed.h"
#include "base/result.h"

#include <QFuture>
#include <QHash>
#include <QObject>

#include <functional>
#include <memory>

namespace dateline {

// What a finished change touched: the one value that everything shown is renewed from.
struct Changes {
    QList<ArticleId> added;
    QList<ArticleId> updated;       // content replaced, analysed again, or shown otherwise by a correction
    QList<ArticleId> stateChanged;  // read, bookmarked, tags, note
    QList<ArticleId> removed;
    bool sources = false;           // the list of sources or a source's fields
    bool subscriptions = false;     // of these, what the reader chose: not times and validators
    bool savedFilters = false;
    bool corrections = false;       // the list of corrections
    quint64 generation = 0;

    bool articles() const { return !added.isEmpty() || !updated.isEmpty() || !stateChanged.isEmpty() || !removed.isEmpty(); }
};

// Articles of one source, to be saved.
struct NewArticles {
    SourceId source;
    QList<AnalysedArticle> articles;
};

// A stored article whose content was analysed once more.
struct Reanalysed {
    ArticleId id;
    AnalysedArticle article;
};

// An article whose page is to be fetched.
struct FullTextWish {
    ArticleId id;
    QString url;        // of the page
    QString sourceUrl;  // of what the reader subscribed to
    bool isOwnNetwork = false; // which was in his own network (FetchState)
    int attempts = 0;   // that failed
    bool isAsked = false; // by the reader; else by a rule
};

// What came of it: `article` is shown from now on, `feed` is the feed's version that it was made for. They may be the same.
struct FullTextArrival {
    ArticleId id;
    ArticleContent feed;
    AnalysedArticle article;
};

struct SaveReport {
    QList<ArticleId> added;
    QList<ArticleId> updated;
    int unchanged = 0;
};

// A change to the reader's state; what isn't set stays as it is.
struct StateChange {
    std::optional<bool> read;
    std::optional<bool> bookmarked;
    QStringList addTags;
    QStringList removeTags;
    std::optional<QString> note;
};

// What mark() changed: enough to undo it.
struct StateUndo {
    QList<ArticleId> madeRead, madeUnread, madeBookmarked, madeUnbookmarked;
    QList<ArticleId> updateSeen; // were "updated", and became read with that
    QList<std::pair<ArticleId, QString>> tagsAdded, tagsRemoved, notesReplaced;

    bool isEmpty() const { return changed().isEmpty(); }
    QList<ArticleId> changed() const; // each once, ascending
};

// How long articles are kept: by the general rule, which is about feeds, and by rules to be tried instead of those that sources have.
struct RetentionRules {
    Retention general{Retention::Kind::All, 0};
    QHash<SourceId, Retention> instead = {};
    std::optional<SourceId> only = {}; // look at this source alone
};

// How much of what happened since the file of the facet index was written may be kept beside it, in bytes (an article is about 100),
// before it is written anew.
struct StoreLimits {
    qint64 journalBytes = 2'000'000;     // while the store is in use, or
    double journalShare = 0.25;          // of the file, where that is more
    qint64 journalBytesAtClose = 200'000;
    // What is worth being given back to the disk (giveBackSpace): free pages of so many bytes and that share of the file, and words of removed
    // articles where these are so many and that share of those that are left.
    qint64 freeBytes = 4'000'000;
    double freeShare = 0.05;
    qint64 removedArticles = 1'000;
    double removedShare = 0.1;
    qint64 logBytes = 256'000'000; // while the log is longer, nothing is given back: another process holds on to what was before
    int articlesAtOnce = 200;      // of a removed source, in one transaction
};

class Store final : public QObject {
    Q_OBJECT
public:
    // Opens the database in `folder` (made where it is missing) and migrates it. Fails with Locked, Corrupt, TooNew, Unreadable or Full,
    // and then has changed nothing. Corrupt also where the database is gone or empty but something of a profile is there, and where its log lost acknowledged changes. Blocks while it works, which doesn't depend on the number of articles. Where the facet index can't
    // be had (damaged articles), each query and change fails with the reason.
    static Result<std::unique_ptr<Store>> open(const QString &folder, const StoreLimits &limits = {});
    // The same for reading only, as the profile is at this moment: beside another process that holds it, or where nothing can be written.
    // Every change fails with Locked. Fails with NotFound where there is no database, and with Locked where it has to be migrated first.
    static Result<std::unique_ptr<Store>> openReadOnly(const QString &folder);
    bool isReadOnly() const;
    // What the reader should know of the opening, a sentence each: that acknowledged changes were gone, and what a copy of his work gave back. Usually none.
    QStringList openingNotices() const;
    // True where no profile was ever made in `folder`, so that open() would make one.
    static bool isMissing(const QString &folder);
    ~Store() override;

    // --- articles -----------------------------------------------------------------------------------------------
    // Writes content, full text and annotations of all articles of all sources given in one transaction: after a failure none
    // of them is there. NotFound where one of the sources is gone. An article is the same as a stored one
    // of its source by guid, else link (addressKey), else content hash: then its content is replaced, its state kept, and
    // it counts as updated; the same content again counts as unchanged. Between a guid and a link, the guid decides.
    // Other changes wait meanwhile: some hundred articles are a good batch.
    QFuture<Result<SaveReport>> save(const QList<NewArticles> &batch);
    QFuture<Result<SaveReport>> save(SourceId source, const QList<AnalysedArticle> &articles);
    // Replaces the annotations of stored articles, in one transaction; to the reader that is no update. An article that is gone, or
    // whose content was replaced since it was read, is passed over. Gives how many there were.
    QFuture<Result<int>> saveAnalyses(const QList<Reanalysed> &articles);
    // --- full text (base/full_text.h) ---
    // save() notes which articles the rules want the page of. Where a page's text is shown, save() leaves it in its place when the feed
    // changes the item: the feed's new version is kept beside it, the article counts as updated, and its page is wanted again, in an hour at
    // the earliest.
    // The general rule has changed: the newest of each feed that follows it are looked at.
    QFuture<Result<void>> setFullText(FullText general);
    // The reader wants the page of these, whatever the rules say. Without a link: Usage. NotFound where one isn't there.
    QFuture<Result<void>> askFullText(const QList<ArticleId> &ids);
    // The same for a rule: those of `ids` that it wants and of which nothing was fetched or given up. Gives how many are wanted.
    QFuture<Result<int>> wantFullText(const QList<ArticleId> &ids);
    // What is to be fetched at `now`, the reader's own wishes first, then the newest.
    QFuture<Result<QList<FullTextWish>>> fullTextWishes(const QDateTime &now, int most);
    // Shows the page's text instead of the feed's, which is kept; to the reader that is no update. False, and nothing done, where the article
    // is gone or its feed has changed it meanwhile.
    QFuture<Result<bool>> saveFullText(const FullTextArrival &arrival);
    // An attempt failed: the next one is due at `next`, or there is none, where that is invalid.
    QFuture<Result<void>> postponeFullText(ArticleId id, const QDateTime &next);

    // One whole article; NotFound where it isn't there.
    QFuture<Result<StoredArticle>> article(ArticleId id);
    // Rows for a list, in the order asked for; ids that are gone are left out.
    QFuture<Result<QList<ArticleHead>>> heads(const QList<ArticleId> &ids);
    // Removes articles with their state and their own corrections, some hundred a transaction, so that other changes get their turn in
    // between and changed() tells of each. Gives how many there were. After a failure, those removed before it stay removed.
    QFuture<Result<int>> remove(const QList<ArticleId> &ids);

    // Articles that the rules don't keep at `now`; never ones that the reader bookmarked, tagged, noted or corrected. Nothing is removed.
    QFuture<Result<QList<ArticleId>>> expired(const RetentionRules &rules, const QDateTime &now);
    // Removes such articles as remove() does, but for those that have become the reader's meanwhile. A feed that still carries them
    // doesn't bring them back: to save() they are unchanged.
    QFuture<Result<int>> removeExpired(const QList<ArticleId> &ids);
    // A feed has been read whole since that generation: what it no longer carries needn't be remembered.
    QFuture<Result<void>> forgetRemoved(SourceId source, quint64 since);

    // --- state --------------------------------------------------------------------------------------------------
    // All in one transaction. Ids that aren't there are NotFound, and nothing is changed.
    QFuture<Result<StateUndo>> mark(const QList<ArticleId> &ids, const StateChange &change);
    QFuture<Result<void>> undo(const StateUndo &undo);

    // --- corrections of what the analysis found --------------------------------------------------------------------
    // They are the reader's: they outlive updates and new analyses, and those of entities hold for later articles too. What is
    // stored stays as it was found; articles, rows, facets and queries give what the corrections make of it.
    // Adds one; the same one again is only found. Fails with NotFound (the article) or Usage (no name, country or topic), and then
    // changes nothing. The future finishes when all articles show it; durable it is much sooner: after a kill in between,
    // the next open goes on. While it works, other changes get their turn, and changed() tells of each step. Where only a later step
    // fails (a full disk), it has been made: its id is the answer, and the rest follows with the next change that succeeds or the
    // next open.
    QFuture<Result<CorrectionId>> correct(const Correction &correction);
    // Takes one back, in the same way: all is shown as if it had never been made. NotFound where it isn't there.
    QFuture<Result<void>> undoCorrection(CorrectionId id);
    // In the order they were made.
    QFuture<Result<QList<Correction>>> corrections();

    // --- queries ------------------------------------------------------------------------------------------------
    // Rows and all facet counts of the same instant, in one trip. Fails with Usage where the query can't be answered. Cancelling the
    // future ends the search, so that the next one needn't wait for it.
    QFuture<Result<Answer>> run(const Query &query, const AnswerOptions &options = {});

    // --- sources and saved filters --------------------------------------------------------------------------------
    // With counts of unread and all articles, in the order of folder and title.
    QFuture<Result<QList<Source>>> sources();
    // How many articles of each source the query holds. Only for queries of days; Usage otherwise.
    QFuture<Result<QHash<SourceId, int>>> countBySource(const Query &query);
    // The source of this kind and url, made where it is missing (an existing one keeps its fields).
    QFuture<Result<Source>> ensureSource(const Source &source);
    // The same for many in one transaction, in the order given.
    QFuture<Result<QList<Source>>> ensureSources(const QList<Source> &sources);
    // Replaces all fields of the source with this id but the counts.
    QFuture<Result<void>> updateSource(const Source &source);
    // The same for a few fields: `edit`, which is called on the store's thread, changes the source as it is then. Gives it, without counts.
    QFuture<Result<Source>> changeSource(SourceId id, const std::function<void(Source &source)> &edit);
    // Removes the source; its articles too, but for those that the reader bookmarked, tagged, noted or corrected, which move to a
    // source "Kept articles". When it is finished, all that is gone for every reader; the rows go later, a few hundred at a time while other changes
    // have their turn, and where the store is closed before, after the next open. Gives the number of articles removed. Fails with Usage where it is that source and holds such articles.
    QFuture<Result<int>> removeSource(SourceId id);
    QFuture<Result<QList<SavedFilter>>> savedFilters();
    QFuture<Result<SavedFilter>> saveFilter(const SavedFilter &filter); // id 0: a new one
    QFuture<Result<void>> removeFilter(SavedFilterId id);
    // Small settings that belong to the profile; a missing one is a null string.
    QFuture<Result<QString>> setting(const QString &name);
    QFuture<Result<void>> setSetting(const QString &name, const QString &value);

    // --- care -----------------------------------------------------------------------------------------------------
    // Compares database, full text, facet index, and what of the reader's work is stored twice; with `repair`, rebuilds what can be rebuilt and
    // brings back what was lost. Where articles or the file are damaged nothing is rebuilt on top of that: the file is left as it is, for
    // salvage().
    QFuture<Result<CheckReport>> check(bool repair);
    // A consistent copy while in use (SQLite's online backup). Refuses to overwrite an existing file.
    QFuture<Result<void>> backup(const QString &file);
    // Puts a backup into `folder`, which must hold no database yet. Checks it first.
    static Result<void> restore(const QString &file, const QString &folder);
    // Reads all that can be read of a damaged database in `folder`, by whatever is left of it, into a new one, which takes its place; the
    // damaged one is kept beside it, with its log. Blocks; a large profile takes minutes, and the disk must have room for it twice.
    // What can't be read is taken from the latest copy of the reader's work, which is made daily, as far as that knows it;
    // where there is such a copy, the database itself may be gone.
    // Fails with Locked, TooNew, Full, Unreadable, NotFound, or Corrupt where nothing can be read; then the profile is as it was. A
    // kill at any moment leaves it as it was or as it becomes. `watch` is called on this thread now and then.
    static Result<SalvageReport> salvage(const QString &folder, const SalvageWatch &watch = {});
    // Gives room that removals left back to the disk, in slices of some milliseconds, between which other changes have their turn; readers are never
    // waited for. `isStopped`, which may be called on any thread, breaks it off (Cancelled), and so does closing; what was given back by then stays so.
    // A kill or a full disk (Full) at any moment loses nothing. Fails with Locked where another process holds on to the profile as it was long ago.
    // With Worthwhile, does nothing where little is to be had. With All, a database that was made before this could be done is written anew as a
    // whole first, once in its life: changes wait meanwhile, and the disk must have room for it twice.
    QFuture<Result<SpaceReport>> giveBackSpace(SpaceWanted wanted, const std::function<bool()> &isStopped = {});
    quint64 generation() const;
    // Whether the facet index is being built now: for a million articles some seconds.
    bool isBuildingIndex() const;

signals:
    // From the store thread; connect queued.
    void indexBuildingChanged();
    // From the store thread, after each change became durable; connect queued.
    void changed(const dateline::Changes &changes);

private:
    class Impl;
    Store(std::unique_ptr<Impl> impl, const StoreLimits &limits);
    std::unique_ptr<Impl> m_impl;
};

} // namespace dateline

Q_DECLARE_METATYPE(dateline::Changes)
