// MarksCheck: whether the reader's work stands in the database as those tell it that have a checksum: the file of the filter index with its journal, and a
// copy of the reader's work (state_copy) of this very state. A flipped bit in a flag, a note or a name breaks no rule of SQLite.
//
// Belongs to the store's thread. Throws SQLite::Exception.
#pragma once

#include "store/facet_index.h"
#include "store/state_copy.h"
#include "store/writing.h"

namespace dateline {

// Two notes on one article in one, the second only where the first doesn't hold it.
QString bothNotes(const QString &first, const QString &second);

class MarksCheck final {
public:
    explicit MarksCheck(WritingTables &tables) : m_tables(tables) {}

    // `stored` is made of the database, `witness` of the index's file and the journal, both of the same generation.
    void compare(const FacetIndex &stored, const FacetIndex &witness);
    // With the newest copy in that folder, where it was made of this generation.
    void compareCopy(const QString &folder);

    // What differs, for people; empty where nothing does.
    const QStringList &found() const { return m_found; }
    // Puts back what the database lost. A bookmark, a tag or a note that only the database has stays: of two notes both are kept. In a transaction
    // of the caller's, who has the facet index built anew then. True where a correction came back, which has to be applied.
    bool bringBack();

private:
    void compareFlags(const FacetIndex &stored, const FacetIndex &witness);
    void compareValue(quint32 value, const FacetIndex &stored, const FacetIndex &witness);
    void compareTag(quint32 tag, const FacetIndex &stored, const FacetIndex &witness);
    void compareSetting(const QString &name, const QString &value);
    void compareSource(const Source &copied);
    void compareFilter(const SavedFilter &copied);
    void compareCorrection(const Correction &copied);
    void compareArticle(const CopiedArticle &copied);
    void compareRead(quint32 source, int flags, const QList<qint64> &identities);
    void wantFlags(quint32 id, quint8 stored, quint8 witnessed);
    std::vector<quint32> articlesWith(quint32 source, qint64 identity);
    void differs(const QString &what);

    WritingTables &m_tables;
    QStringList m_found;
    QHash<quint32, quint8> m_flags; // as they are to be, by article
    std::vector<IndexedTag> m_tags;
    std::vector<IndexedValue> m_values;
    QHash<quint32, QStringList> m_tagNames; // by article
    QHash<quint32, QString> m_notes;
    QHash<QString, QString> m_settings;
    QList<Source> m_sources;
    QList<SavedFilter> m_filters;
    QList<Correction> m_corrections;
};

} // namespace dateline
