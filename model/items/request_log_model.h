// RequestLogModel: the log of requests as a table, the latest first; a text filter over it is a QSortFilterProxyModel's. Main thread only.
#pragma once

#include "base/request_record.h"

#include <QAbstractTableModel>
#include <QList>

namespace dateline {

class RequestLogModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Time, Cause, Address, Status, Bytes, Milliseconds, Outcome, ColumnCount };
    enum Role {
        SearchRole = Qt::UserRole, // all of a row, to be searched
        IsFailureRole,             // bool, of every column
        StartRole,                 // QDateTime: when it was asked; rows are in the order in which requests ended
    };

    using QAbstractTableModel::QAbstractTableModel;

    // The log as it is now, oldest first, as Library::requestLog() gives it. What was there already keeps its row's identity; what fell
    // out of the log goes.
    void setRecords(const QList<RequestRecord> &records);
    // The rows as text, oldest first, a line each.
    QString text(QList<int> rows) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const RequestRecord &recordAt(int row) const { return m_records.at(m_records.size() - 1 - row); }

    QList<RequestRecord> m_records; // oldest first
};

} // namespace dateline
