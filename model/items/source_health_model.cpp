#include "items/source_health_model.h"

#include "base/folding.h"
#include "items/query_labels.h"

#include <QLocale>

#include <algorithm>
#include <limits>
#include <utility>

namespace dateline {

namespace {

QString numberLabel(double articlesAWeek)
{
    const bool isWhole = articlesAWeek == 0 || articlesAWeek >= 10;
    return QLocale().toString(articlesAWeek, 'f', isWhole ? 0 : 1);
}

QString exactly(const QDateTime &time)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::LongFormat) : QString();
}

QString inSentences(const SourceHealth &health)
{
    QStringList lines{health.summary};
    if (!health.source.lastError.isEmpty())
        lines += health.source.lastError;
    if (!health.advice.isEmpty())
        lines += health.advice;
    return lines.join(u'\n');
}

} // namespace

SourceHealthModel::Row SourceHealthModel::rowFor(const SourceHealth &health) const
{
    const Source &source = health.source;
    const QString all = source.title + u' ' + source.url + u' ' + source.folder.join(u' ') + u' ' + source.lastError;
    const QString last = source.lastSuccess.isValid() ? longAge(Moment::at(source.lastSuccess), m_now) : tr("never");
    const QString next = health.nextFetch.isValid() ? untilLabel(health.nextFetch, m_now) : health.state == HealthState::Gone ? tr("not any more") : tr("when you ask");
    return {health, folded(all), last, next};
}

void SourceHealthModel::setHealth(const QList<SourceHealth> &health, const QDateTime &now)
{
    m_now = now;
    QHash<SourceId, qsizetype> wanted;
    for (qsizetype i = 0; i < health.size(); ++i)
        wanted.insert(health.at(i).source.id, i);
    removeAllBut(wanted);
    int first = -1; // of a run of rows that are other than they were
    for (int row = 0; row <= m_rows.size(); ++row) {
        bool isChanged = false;
        if (row < m_rows.size()) {
            const Row renewed = rowFor(health.at(wanted.take(m_rows.at(row).health.source.id)));
            isChanged = !(m_rows.at(row) == renewed);
            m_rows[row] = renewed;
        }
        if (isChanged && first < 0)
            first = row;
        if (!isChanged && first >= 0)
            emit dataChanged(index(std::exchange(first, -1), 0), index(row - 1, ColumnCount - 1));
    }
    if (wanted.isEmpty())
        return;
    QList<qsizetype> added = wanted.values();
    std::sort(added.begin(), added.end());
    beginInsertRows({}, static_cast<int>(m_rows.size()), static_cast<int>(m_rows.size() + added.size()) - 1);
    for (const qsizetype i : std::as_const(added))
        m_rows.append(rowFor(health.at(i)));
    renumber();
    endInsertRows();
}

void SourceHealthModel::removeAllBut(const QHash<SourceId, qsizetype> &kept)
{
    const auto isKept = [&](int row) { return kept.contains(m_rows.at(row).health.source.id); };
    for (int last = static_cast<int>(m_rows.size()) - 1; last >= 0; --last) {
        if (isKept(last))
            continue;
        int first = last;
        while (first > 0 && !isKept(first - 1))
            --first;
        beginRemoveRows({}, first, last);
        m_rows.remove(first, last - first + 1);
        renumber();
        endRemoveRows();
        last = first;
    }
}

void SourceHealthModel::renumber()
{
    m_rowOf.clear();
    for (int row = 0; row < m_rows.size(); ++row)
        m_rowOf.insert(m_rows.at(row).health.source.id, row);
}

int SourceHealthModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int SourceHealthModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SourceHealthModel::textAt(const Row &row, int column) const
{
    switch (column) {
    case Name: return row.health.source.title.isEmpty() ? row.health.source.url : row.health.source.title;
    case State: return stateName(row.health.state);
    case LastSuccess: return row.lastSuccess;
    case ArticlesAWeek: return numberLabel(row.health.articlesAWeek);
    case NextFetch: return row.nextFetch;
    }
    return {};
}

QVariant SourceHealthModel::sortKeyAt(const Row &row, int column) const
{
    switch (column) {
    case Name: return textAt(row, column);
    case State: return urgency(row.health.state);
    case LastSuccess: return row.health.source.lastSuccess.isValid() ? row.health.source.lastSuccess.toSecsSinceEpoch() : 0;
    case ArticlesAWeek: return row.health.articlesAWeek;
    case NextFetch: return row.health.nextFetch.isValid() ? row.health.nextFetch.toSecsSinceEpoch() : std::numeric_limits<qint64>::max();
    }
    return {};
}

QVariant SourceHealthModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return textAt(row, index.column());
    case Qt::ToolTipRole:
        return index.column() == LastSuccess ? exactly(row.health.source.lastSuccess)
            : index.column() == NextFetch    ? exactly(row.health.nextFetch)
            : index.column() == Name         ? row.health.source.url
                                             : inSentences(row.health);
    case Qt::AccessibleTextRole:
        return index.column() == Name ? tr("%1: %2").arg(textAt(row, Name).toString(), stateName(row.health.state)) : textAt(row, index.column());
    case Qt::AccessibleDescriptionRole: return inSentences(row.health);
    case Qt::TextAlignmentRole: return QVariant::fromValue(Qt::AlignVCenter | (index.column() == ArticlesAWeek ? Qt::AlignRight : Qt::AlignLeft));
    case StateRole: return QVariant::fromValue(row.health.state);
    case SortRole: return sortKeyAt(row, index.column());
    case IdRole: return QVariant::fromValue(row.health.source.id);
    default: return {};
    }
}

QVariant SourceHealthModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::TextAlignmentRole))
        return QAbstractTableModel::headerData(section, orientation, role);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter | (section == ArticlesAWeek ? Qt::AlignRight : Qt::AlignLeft));
    switch (section) {
    case Name: return tr("Feed");
    case State: return tr("State");
    case LastSuccess: return tr("Last came");
    case ArticlesAWeek: return tr("Articles a week");
    case NextFetch: return tr("Next fetch");
    }
    return {};
}

SourceHealthFilter::SourceHealthFilter(SourceHealthModel &model, QObject *parent) : QSortFilterProxyModel(parent), m_model(model)
{
    setSourceModel(&model);
    sort(SourceHealthModel::State);
}

void SourceHealthFilter::show(Shown what)
{
    if (m_shown == what)
        return;
    m_shown = what;
    invalidateFilter();
}

void SourceHealthFilter::setWords(const QString &words)
{
    const QStringList wanted = folded(words.left(1'000)).split(u' ', Qt::SkipEmptyParts);
    if (m_words == wanted)
        return;
    m_words = wanted;
    invalidateFilter();
}

namespace {

bool isOf(SourceHealthFilter::Shown what, const SourceHealth &health)
{
    switch (what) {
    case SourceHealthFilter::Shown::All: return true;
    case SourceHealthFilter::Shown::NeedCare: return health.needsCare();
    case SourceHealthFilter::Shown::Stale: return health.isStale();
    }
    return true;
}

} // namespace

int SourceHealthFilter::count(Shown what) const
{
    return static_cast<int>(std::count_if(m_model.m_rows.begin(), m_model.m_rows.end(), [what](const auto &row) { return isOf(what, row.health); }));
}

bool SourceHealthFilter::filterAcceptsRow(int row, const QModelIndex &) const
{
    const SourceHealthModel::Row &one = m_model.m_rows.at(row);
    return isOf(m_shown, one.health) && std::all_of(m_words.begin(), m_words.end(), [&one](const QString &word) { return one.searched.contains(word); });
}

// What is equal by its column goes by its name, and always upwards.
bool SourceHealthFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant a = left.data(SourceHealthModel::SortRole), b = right.data(SourceHealthModel::SortRole);
    if (left.column() != SourceHealthModel::Name) {
        if (const QPartialOrdering order = QVariant::compare(a, b); order != QPartialOrdering::Equivalent)
            return order == QPartialOrdering::Less;
    }
    const SourceHealth &one = m_model.at(left.row()), &other = m_model.at(right.row());
    const int names = one.source.title.localeAwareCompare(other.source.title);
    if (left.column() == SourceHealthModel::Name)
        return names < 0;
    return sortOrder() == Qt::AscendingOrder ? names < 0 : names > 0;
}

} // namespace dateline
