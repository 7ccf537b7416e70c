// SourceHealthModel: how each feed is doing, as a table; and SourceHealthFilter, what of it is shown, what needs care first.
// Updated in place, so that a view keeps what is chosen. Thousands of rows. Main thread only.
#pragma once

#include "base/source_health.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QSortFilterProxyModel>

namespace dateline {

class SourceHealthModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, State, LastSuccess, ArticlesAWeek, NextFetch, ColumnCount };
    enum Role {
        StateRole = Qt::UserRole, // HealthState, of every column: delegates pick colours by it
        SortRole,                 // by what a column is sorted
        IdRole,                   // SourceId
    };

    using QAbstractTableModel::QAbstractTableModel;

    // All feeds as they are at `now`. Those known already keep their rows' identity.
    void setHealth(const QList<SourceHealth> &health, const QDateTime &now);
    const SourceHealth &at(int row) const { return m_rows.at(row).health; }
    int rowOf(SourceId id) const { return m_rowOf.value(id, -1); } // -1: none
    bool isEmpty() const { return m_rows.isEmpty(); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row {
        SourceHealth health;
        QString searched; // folded: title, address, folder, last error
        QString lastSuccess, nextFetch; // as shown
        bool operator==(const Row &) const = default;
    };
    friend class SourceHealthFilter;

    Row rowFor(const SourceHealth &health) const;
    QVariant textAt(const Row &row, int column) const;
    QVariant sortKeyAt(const Row &row, int column) const;
    void removeAllBut(const QHash<SourceId, qsizetype> &kept);
    void renumber();

    QList<Row> m_rows;
    QHash<SourceId, int> m_rowOf;
    QDateTime m_now;
};

class SourceHealthFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum class Shown : quint8 { All, NeedCare, Stale };

    // `model` outlives it.
    explicit SourceHealthFilter(SourceHealthModel &model, QObject *parent = nullptr);

    void show(Shown what);
    Shown shown() const { return m_shown; }
    // Feeds whose title, address, folder or error holds each of these words.
    void setWords(const QString &words);
    // How many there are of a kind, whatever the words.
    int count(Shown what) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    SourceHealthModel &m_model;
    Shown m_shown = Shown::All;
    QStringList m_words; // folded
};

} // namespace dateline
