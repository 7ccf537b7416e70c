// ChipModel: the present filter as removable parts in words: "Country: Serbia", "not “football”", "1–30 September 2025".
// One chip a top-level part, but the beginning and end of a span of days share one. Main thread only.
#pragma once

#include "base/query.h"

#include <QAbstractListModel>

namespace dateline {

class ChipModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role {
        NegatedRole = Qt::UserRole, // bool: this part excludes
        CanTurnRole,                // bool: turned() makes sense
        TextRole,                   // the query text of the part
    };

    explicit ChipModel(QObject *parent = nullptr);

    void setQuery(const Query &query);
    const Query &query() const { return m_query; }
    // The query without this chip.
    Query without(int row) const;
    // The query with this chip's term excluded where it was included, and the other way about.
    Query turned(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Chip {
        QString label;
        QString text;
        bool negated = false;
        bool canTurn = false;
        QList<qsizetype> parts; // ascending indexes into query().parts()
        bool operator==(const Chip &) const = default;
    };
    static QList<Chip> chipsOf(const Query &query);

    Query m_query;
    QList<Chip> m_chips;
};

} // namespace dateline
