#include "items/request_log_model.h"

#include <QLocale>

#include <algorithm>

namespace dateline {

namespace {

// How many of `present`'s first records aren't in `wanted` any more, when that is `present` without some at its beginning and with others at
// its end; all, when it isn't.
qsizetype dropped(const QList<RequestRecord> &present, const QList<RequestRecord> &wanted)
{
    for (qsizetype first = 0; first < present.size(); ++first) {
        const qsizetype kept = present.size() - first;
        if (kept <= wanted.size() && std::equal(present.begin() + first, present.end(), wanted.begin()))
            return first;
    }
    return present.size();
}

QString outcomeOf(const RequestRecord &record)
{
    if (!record.error.isEmpty())
        return record.error.simplified();
    return record.status == 304 ? RequestLogModel::tr("Unchanged") : RequestLogModel::tr("Answered");
}

QString shownTime(const QDateTime &at)
{
    const QDateTime local = at.toLocalTime();
    const QString time = local.time().toString(QStringLiteral("HH:mm:ss.zzz"));
    return local.date() == QDate::currentDate() ? time : QLocale().toString(local.date(), QLocale::ShortFormat) + u' ' + time;
}

QString textAt(const RequestRecord &record, int column)
{
    switch (column) {
    case RequestLogModel::Time: return shownTime(record.at);
    case RequestLogModel::Cause: return causeName(record.cause);
    case RequestLogModel::Address: return QStringLiteral("GET ") + record.address; // nothing else is ever asked
    case RequestLogModel::Status: return record.status > 0 ? QString::number(record.status) : QStringLiteral("–");
    case RequestLogModel::Bytes: return QLocale().toString(record.bytes);
    case RequestLogModel::Milliseconds: return QLocale().toString(record.milliseconds);
    case RequestLogModel::Outcome: return outcomeOf(record);
    }
    return {};
}

bool isNumber(int column)
{
    return column == RequestLogModel::Status || column == RequestLogModel::Bytes || column == RequestLogModel::Milliseconds;
}

} // namespace

void RequestLogModel::setRecords(const QList<RequestRecord> &records)
{
    const qsizetype gone = dropped(m_records, records), rows = m_records.size();
    if (gone > 0) { // the oldest stand last
        beginRemoveRows({}, static_cast<int>(rows - gone), static_cast<int>(rows) - 1);
        m_records.remove(0, gone);
        endRemoveRows();
    }
    const qsizetype added = records.size() - m_records.size();
    if (added <= 0)
        return;
    beginInsertRows({}, 0, static_cast<int>(added) - 1);
    m_records = records;
    endInsertRows();
}

QString RequestLogModel::text(QList<int> rows) const
{
    std::sort(rows.begin(), rows.end(), std::greater<>());
    QStringList lines;
    for (const int row : std::as_const(rows)) {
        if (row >= 0 && row < m_records.size())
            lines.append(toText(recordAt(row)));
    }
    return lines.join(u'\n') + (lines.isEmpty() ? QString() : QStringLiteral("\n"));
}

int RequestLogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_records.size());
}

int RequestLogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RequestLogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const RequestRecord &record = recordAt(index.row());
    switch (role) {
    case Qt::DisplayRole: return textAt(record, index.column());
    case Qt::ToolTipRole:
        return index.column() == Time      ? QLocale().toString(record.at.toLocalTime(), QLocale::LongFormat)
            : index.column() == Address    ? record.address
            : index.column() == Outcome    ? outcomeOf(record)
                                           : QString();
    case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::AlignVCenter | (isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft));
    case SearchRole: return toText(record);
    case StartRole: return record.at;
    case IsFailureRole: return !record.error.isEmpty();
    default: return {};
    }
}

QVariant RequestLogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::TextAlignmentRole))
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (isNumber(section) ? Qt::AlignRight : Qt::AlignLeft));
    switch (section) {
    case Time: return tr("Time");
    case Cause: return tr("Why");
    case Address: return tr("Request");
    case Status: return tr("Status");
    case Bytes: return tr("Bytes");
    case Milliseconds: return tr("ms");
    case Outcome: return tr("Outcome");
    }
    return {};
}

} // namespace dateline
