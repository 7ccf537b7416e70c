// FacetWriter: the facet rows of articles: what is shown, which is what was found with the reader's corrections applied.
// Runs on the store's thread, within a transaction of the caller's; throws SQLite::Exception.
#pragma once

#include "store/writing.h"

namespace dateline {

class FacetWriter final {
public:
    explicit FacetWriter(WritingTables &tables) : m_tables(tables) {}

    // The row of an article with these annotations, as found, and the corrections that are its own.
    QByteArray row(SourceId source, const QString &language, const Annotations &found, const QList<Correction> &own);
    // Makes the row of a stored article anew from what was found in it.
    void renew(quint32 article, IndexChange &change);
    // Remembers in which of its entities a correction was followed, so that it can be taken back.
    void rememberFound(quint32 article, const Annotations &found);
    // Tells the facet index of a row.
    void index(IndexChange &change, const ArticleRow &row);

private:
    void addShown(std::vector<quint32> &row, const Annotations &shown);
    Annotations shownOf(const Annotations &found, const QList<Correction> &own);

    WritingTables &m_tables;
};

} // namespace dateline
