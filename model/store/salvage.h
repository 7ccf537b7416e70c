// Salvage: what can be read of a damaged database, in a new one.
//
// Rows are copied as they lie there (raw_tables), ids and all; then each article is put right: its facets, its keys and the index of words
// are made anew from its content, what belongs to nothing is removed, and what the reader marked is kept even where nothing but the
// mark is left. Holds some rows at a time, and bitmaps of ids. Throws SQLite::Exception.
#pragma once

#include "base/care.h"
#include "store/facet_writer.h"
#include "store/raw_tables.h"

namespace dateline {

struct CopiedArticle;
struct FoundCopy;

class Salvage final {
public:
    // `target` is made, and must not exist. In the folder `copies` lie copies of the reader's work (state_copy), for what can't be read; where
    // there is one, `damaged` needn't exist.
    Salvage(const QString &damaged, const QString &target, const QString &copies, SalvageWatch watch = {});
    // Fails with TooNew, Unreadable, Full, or with Corrupt where nothing can be read. The new database is not synced yet.
    Result<SalvageReport> run();

private:
    struct Origin {
        SourceId source;
        qint64 identity = 0;
    };

    Result<int> schemaOfDamaged();
    Result<void> prepare();
    void readShapes();
    void copyTrees();
    void copyIdentities();
    void copyStrays();
    void copyEarlier();
    void copyContentStray(const RawTableShape &shape, const RawRow &row);
    void copy(const RawTableShape &shape, RawRow row, bool isFirst);
    bool mend(const RawTableShape &shape, RawRow &row);
    bool isId(qint64 id) const { return id >= 1 && id <= m_highestId; }
    bool mendValue(RawRow &row) const;
    void raiseSequence(const RawRow &row);
    void keepPace();
    void commit();
    void show(const QString &what, int done, int total = 0) const;
    Result<void> migrateToPresent();
    void dropIndexes();
    void makeIndexes();

    void dropUnbelieved();
    void keepTags();
    void nameLostTags(const QString &copy);
    void nameTag(quint32 tag, const QString &name);
    void dropRemoved();
    void dropOrigins(const IdBitmap &removed);
    void settleArticles();
    void settle(quint32 id);
    void settleWithout(quint32 id);
    void noteInPart(quint32 id, const QString &title);
    void noteWhole(quint32 id);
    std::optional<ArticleContent> beginningOf(const ContentRow &stored, const Moment &published);
    Annotations annotationsOf(const ContentRow &stored);
    void addPlaceholder(quint32 id, ArticleRow row);
    void keepForLater(quint32 id, const Origin &origin);
    void write(const ArticleRow &row, bool isNew, const ArticleContent &content, const Annotations &annotations, bool isChanged);
    SourceId sourceOrRecovered(SourceId source);
    bool hasFaults(const char *table) const;
    void mergeCopies();
    void mergeCopy(const FoundCopy &copy);
    qint64 certainGeneration();
    std::optional<Source> knownSource(const Source &copied);
    void mergeSource(const Source &source);
    bool isBetter(quint32 id, const std::optional<ArticleContent> &copied) const;
    void takeFromCopy(quint32 id, bool isNew, const CopiedArticle &copied, const ArticleContent &content);
    void mergeArticle(const CopiedArticle &copied, bool articlesAreMissing);
    void mergeFeedVersion(quint32 id, const CopiedArticle &copied, const ArticleContent &page);
    void mergeState(quint32 id, const CopiedArticle &copied, bool isNew);
    void mergeCorrections(quint32 id, const CopiedArticle &copied);
    void mergeRead(SourceId source, qint64 identity, int flags, bool articlesAreMissing);
    quint32 articleWith(SourceId source, qint64 identity);
    bool hasReadersWork(quint32 id);
    IdBitmap idsOf(const char *sql);
    void removeLost();
    void count();
    void tell();

    QString m_damaged;
    QString m_copies;
    SalvageWatch m_watch;
    PageFile m_file;
    RawTables m_raw;
    FacetIndexGate m_gate;
    WritingTables m_tables;
    FacetWriter m_facets{m_tables};
    QList<RawTableShape> m_shapes;
    QHash<QString, int> m_faults; // by table
    IdBitmap m_seen;              // ids of articles that are, or were
    IdBitmap m_indexed;           // those in the index of identities
    bool m_isIndexWhole = false;
    bool m_isGone = false;        // missing or empty
    bool m_isNothingLeft = false; // that could be read
    QHash<quint32, Origin> m_origins; // of articles whose row is lost
    QSet<quint32> m_sources;
    QHash<quint32, SourceId> m_copiedSources; // by the copy's ids
    IdBitmap m_placeholders;              // articles of which nothing but the reader's marks is left
    IdBitmap m_inPart;                    // these, and those of which only the beginning is
    QHash<quint32, QByteArray> m_changed; // articles that are no longer what they were, with the hash of that
    IdBitmap m_lostTags;
    bool m_isCopyOfNow = false; // made of the very state that was damaged
    SourceId m_recovered;
    qint64 m_now = 0;
    qint64 m_generation = 0;
    qint64 m_highestId = 0; // that any row of the file may have
    int m_sinceCommit = 0;
    int m_copied = 0;            // rows
    QStringList m_indexes;       // SQL that makes them again
    SalvageReport m_report;
    int m_marksLost = 0;         // articles whose state can't be told of any article any more
    int m_marksWaiting = 0;      // articles that are gone, but will be as the reader left them when they come again
    QList<QDateTime> m_copiesUsed; // when they were made
    int m_sourcesFromCopy = 0, m_articlesFromCopy = 0;
    QMap<quint32, QString> m_partTitles;
    int m_sourcesLost = 0, m_tagsLost = 0, m_correctionsLost = 0;
};

} // namespace dateline
