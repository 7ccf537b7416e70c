// FacetModel: the values of one facet with their counts in the present answer, and whether the query includes or excludes
// them. Values the query names come first and stay, even where they count nothing. Updated in place. Main thread only.
#pragma once

#include "base/answer.h"

#include <QAbstractListModel>

#include <optional>

namespace dateline {

class FacetModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        ValueRole = Qt::UserRole, // what a term takes
        LabelRole,                // also Qt::DisplayRole
        CountRole,                // quint32
        PresenceRole,             // int of Query::Presence
        ShareRole,                // double 0..1, of the most frequent value
        TermRole,                 // QueryTerm
    };

    explicit FacetModel(Facet facet, QObject *parent = nullptr);

    Facet facet() const { return m_facet; }
    void setAnswer(const Answer &answer);
    void setQuery(const Query &query);
    void setQueryAndAnswer(const Query &query, const Answer &answer); // both in one change
    // How many values are shown beside those the query names.
    int limit() const { return m_limit; }
    void setLimit(int limit);
    // Only values whose label has the words of `pattern` at word beginnings; those the query names stay. Then the limit is off.
    QString pattern() const { return m_pattern; }
    void setPattern(const QString &pattern);
    int hiddenCount() const { return m_hidden; } // values that the limit leaves out
    int pickedCount() const;                     // values that the query names

    QueryTerm termAt(int row) const;
    Query::Presence presenceAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

signals:
    void shownChanged(); // how many are shown or hidden, or which are named

private:
    struct Row {
        FacetCount count;
        Query::Presence presence = Query::Presence::Absent;
        bool operator==(const Row &) const = default;
    };
    void rebuild();
    QList<Row> wantedRows();
    QList<Row> pickedRows() const;

    Facet m_facet;
    Query m_query;
    QList<FacetCount> m_values;
    QString m_pattern;
    int m_limit = 8;
    int m_hidden = 0;
    quint32 m_most = 0;
    QList<Row> m_rows;
};

// The query's field whose values this facet counts; nothing for Day.
std::optional<Field> facetField(Facet facet);
// "Countries", "People" …: the section's heading.
QString facetTitle(Facet facet);

} // namespace dateline

Q_DECLARE_METATYPE(dateline::QueryTerm)
