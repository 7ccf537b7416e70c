// Heads are asked for by page in the turn of the event loop after they were missed, the page missed last first: it is the one the
// reader is looking at. While two requests are under way, pages missed earlier are forgotten; a view that still shows them asks
// again when it is painted.
#include "items/article_model.h"

#include "base/countries.h"
#include "base/topics.h"
#include "items/query_labels.h"
#include "library/library.h"
#include "library/when_answered.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <vector>

namespace dateline {
namespace {

constexpr int requestsAtOnce = 2;
constexpr int pagesRemembered = 4;
constexpr qsizetype runsAtMost = 24; // more runs than this are a reset: each moves all rows behind it

class IdSet { // a bitmap: ids are row numbers
public:
    explicit IdSet(std::span<const ArticleId> ids)
    {
        quint32 greatest = 0;
        for (const ArticleId id : ids)
            greatest = std::max(greatest, id.value);
        m_bits.resize(size_t(greatest) + 1);
        for (const ArticleId id : ids)
            m_bits[id.value] = true;
    }
    bool contains(ArticleId id) const { return id.value < m_bits.size() && m_bits[id.value]; }

private:
    std::vector<bool> m_bits;
};

using RowRun = std::pair<int, int>;

// The runs of `ids` that aren't in `others`, shifted by `offset`; nothing where there are too many.
std::optional<QList<RowRun>> runsOutside(std::span<const ArticleId> ids, const IdSet &others, int offset)
{
    QList<RowRun> runs;
    for (int row = 0; row < int(ids.size()); ++row) {
        if (others.contains(ids[size_t(row)]))
            continue;
        if (!runs.isEmpty() && runs.last().second == row + offset - 1)
            runs.last().second = row + offset;
        else if (runs.size() == runsAtMost)
            return std::nullopt;
        else
            runs += RowRun(row + offset, row + offset);
    }
    return runs;
}

// Those of `ids` that are in `others` too, in order.
QList<ArticleId> common(std::span<const ArticleId> ids, const IdSet &others)
{
    QList<ArticleId> found;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(found), [&](ArticleId id) { return others.contains(id); });
    return found;
}

std::span<const ArticleId> middle(const QList<ArticleId> &rows, qsizetype front, qsizetype back)
{
    return {rows.constData() + front, size_t(rows.size() - front - back)};
}

} // namespace

ArticleModel::ArticleModel(HeadSource source, QObject *parent)
    : QAbstractListModel(parent)
    , m_source(std::move(source))
    , m_heads(cachedHeads)
{
    m_askSoon.setSingleShot(true);
    m_askSoon.setInterval(std::chrono::milliseconds(0));
    connect(&m_askSoon, &QTimer::timeout, this, &ArticleModel::askForPages);
}

void ArticleModel::setAnswer(const Answer &answer)
{
    const bool isReplaced = !(answer.query == m_query);
    m_query = answer.query;
    setRows(answer.rows);
    if (isReplaced)
        emit queryReplaced();
}

void ArticleModel::setRows(const QList<ArticleId> &rows)
{
    m_gone.clear();
    if (rows == m_rows)
        return;
    ++m_rowsNumber;
    if (m_rows.isEmpty() || rows.isEmpty() || !changeByRuns(rows)) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    }
}

// What two answers share at their front and back is left alone; of the middle, runs that left are removed and runs that came are inserted,
// where the rest kept its order. False where that isn't so, or too much work; then nothing was done.
bool ArticleModel::changeByRuns(const QList<ArticleId> &rows)
{
    const auto [presentEnd, wantedEnd] = std::mismatch(m_rows.cbegin(), m_rows.cend(), rows.cbegin(), rows.cend());
    const qsizetype front = presentEnd - m_rows.cbegin();
    const auto presentBack = std::mismatch(m_rows.crbegin(), m_rows.crend() - front, rows.crbegin(), rows.crend() - front).first;
    const qsizetype back = presentBack - m_rows.crbegin();
    const auto present = middle(m_rows, front, back);
    const auto wanted = middle(rows, front, back);
    const IdSet presentIds(present);
    const IdSet wantedIds(wanted);
    const auto removals = runsOutside(present, wantedIds, int(front));
    const auto insertions = runsOutside(wanted, presentIds, int(front));
    if (!removals || !insertions || common(present, wantedIds) != common(wanted, presentIds))
        return false;
    for (auto run = removals->crbegin(); run != removals->crend(); ++run) {
        beginRemoveRows({}, run->first, run->second);
        m_rows.remove(run->first, run->second - run->first + 1);
        endRemoveRows();
    }
    for (const auto &[first, last] : *insertions) {
        beginInsertRows({}, first, last);
        m_rows.insert(first, last - first + 1, ArticleId());
        std::copy(rows.cbegin() + first, rows.cbegin() + last + 1, m_rows.begin() + first);
        endInsertRows();
    }
    return true;
}

ArticleId ArticleModel::idAt(int row) const
{
    return row >= 0 && row < m_rows.size() ? m_rows.at(row) : ArticleId();
}

int ArticleModel::rowOf(ArticleId id) const
{
    if (!id.isValid())
        return -1;
    if (idAt(m_lastRow) != id) // mostly the current article is asked for, again and again
        m_lastRow = int(m_rows.indexOf(id));
    return m_lastRow;
}

const ArticleHead *ArticleModel::loadedHead(int row) const
{
    const ArticleId id = idAt(row);
    return id.isValid() ? m_heads.object(id.value) : nullptr;
}

const ArticleHead *ArticleModel::headAt(int row) const
{
    const ArticleHead *head = loadedHead(row);
    const ArticleId id = idAt(row);
    if ((!head || m_stale.contains(id)) && !m_asked.contains(id) && !m_gone.contains(id))
        wantPage(row / pageSize);
    return head;
}

void ArticleModel::wantPage(int page) const
{
    if (!m_wantedPages.isEmpty() && m_wantedPages.last() == page)
        return;
    m_wantedPages.removeOne(page);
    m_wantedPages += page;
    if (m_wantedPages.size() > pagesRemembered)
        m_wantedPages.removeFirst();
    if (!m_askSoon.isActive())
        m_askSoon.start();
}

void ArticleModel::askForPages()
{
    while (!m_wantedPages.isEmpty() && m_requests < requestsAtOnce) {
        const int first = m_wantedPages.takeLast() * pageSize;
        QList<ArticleId> ids;
        for (int row = first; row < std::min<qsizetype>(first + pageSize, m_rows.size()); ++row) {
            const ArticleId id = m_rows.at(row);
            if ((!m_heads.contains(id.value) || m_stale.contains(id)) && !m_asked.contains(id) && !m_gone.contains(id))
                ids += id;
        }
        if (ids.isEmpty())
            continue;
        for (const ArticleId id : ids) {
            m_asked.insert(id);
            m_stale.remove(id);
        }
        ++m_requests;
        const quint64 number = m_rowsNumber;
        whenAnswered(
            m_source(ids), this, [this, ids, first, number](const Result<QList<ArticleHead>> &result) { takeHeads(ids, first, number, result); },
            [this, ids, first, number] { takeHeads(ids, first, number, QList<ArticleHead>()); });
    }
}

void ArticleModel::takeHeads(const QList<ArticleId> &asked, int firstRow, quint64 rowsNumber,
                             const Result<QList<ArticleHead>> &result)
{
    --m_requests;
    for (const ArticleId id : asked)
        m_asked.remove(id);
    if (!m_wantedPages.isEmpty())
        m_askSoon.start();
    QSet<ArticleId> missing(asked.begin(), asked.end());
    if (result) {
        for (const ArticleHead &head : *result) {
            missing.remove(head.id);
            m_heads.insert(head.id.value, new ArticleHead(head));
        }
    }
    m_gone.unite(missing); // not asked for again before the rows change
    announce(asked, firstRow, rowsNumber == m_rowsNumber);
    if (!result)
        emit failed(result.error());
}

// Rows may have moved since the heads were asked for; then views look at all of theirs again, which costs them no more than a
// repaint.
void ArticleModel::announce(const QList<ArticleId> &ids, int firstRow, bool isInPlace)
{
    if (m_rows.isEmpty() || ids.isEmpty())
        return;
    const int last = int(m_rows.size()) - 1;
    if (isInPlace)
        emit dataChanged(index(std::min(firstRow, last)), index(std::min(firstRow + pageSize - 1, last)));
    else
        emit dataChanged(index(0), index(last));
}

void ArticleModel::takeChanges(const LibraryChanges &changes)
{
    bool isShown = false;
    for (const QList<ArticleId> *ids : {&changes.updated, &changes.stateChanged}) {
        for (const ArticleId id : *ids) {
            // What is being loaded just now may be the old content.
            if (m_heads.contains(id.value) || m_asked.contains(id)) {
                m_stale.insert(id);
                isShown = true;
            }
        }
    }
    for (const ArticleId id : changes.removed) {
        m_heads.remove(id.value);
        m_stale.remove(id);
    }
    if (isShown && !m_rows.isEmpty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
}

int ArticleModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

namespace {

QVariant valueOf(const ArticleHead &head, int role)
{
    switch (role) {
    case Qt::DisplayRole:
    case ArticleModel::TitleRole: return head.title;
    case ArticleModel::HeadRole: return QVariant::fromValue(head);
    case ArticleModel::SnippetRole: return head.snippet;
    case ArticleModel::SourceRole: return head.sourceTitle;
    case ArticleModel::PublishedRole: return QVariant::fromValue(head.published);
    case ArticleModel::ReceivedRole: return head.received;
    case ArticleModel::CountriesRole: return head.countries;
    case ArticleModel::TopicRole: return head.topic;
    case ArticleModel::ReadRole: return head.read;
    case ArticleModel::BookmarkedRole: return head.bookmarked;
    case ArticleModel::UpdatedRole: return head.updated;
    case ArticleModel::StoryRole: return QVariant::fromValue(head.story);
    case Qt::AccessibleTextRole: return accessibleText(head, QDateTime::currentDateTimeUtc());
    default: return {};
    }
}

} // namespace

QVariant ArticleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role == IdRole)
        return QVariant::fromValue(idAt(index.row()));
    const bool isOurs = role == Qt::DisplayRole || role == Qt::AccessibleTextRole || (role >= HeadRole && role <= StoryRole);
    if (!isOurs)
        return {};
    const ArticleHead *head = headAt(index.row());
    if (role == LoadedRole)
        return head != nullptr;
    return head ? valueOf(*head, role) : QVariant();
}

QHash<int, QByteArray> ArticleModel::roleNames() const
{
    return {{HeadRole, "head"}, {IdRole, "id"}, {LoadedRole, "loaded"}, {TitleRole, "title"}, {SnippetRole, "snippet"},
            {SourceRole, "source"}, {PublishedRole, "published"}, {ReceivedRole, "received"}, {CountriesRole, "countries"},
            {TopicRole, "topic"}, {ReadRole, "read"}, {BookmarkedRole, "bookmarked"}, {UpdatedRole, "updated"}, {StoryRole, "story"}};
}

QString accessibleText(const ArticleHead &head, const QDateTime &now)
{
    QStringList sentences;
    if (!head.read)
        sentences += ArticleModel::tr("Unread");
    QString title = head.title.isEmpty() ? head.snippet : head.title;
    while (title.endsWith(u'.'))
        title.chop(1);
    sentences += title;
    const QString age = longAge(head.published, now);
    sentences += age.isEmpty() ? head.sourceTitle : head.sourceTitle + QStringLiteral(", ") + age;
    QStringList countries;
    for (const QString &code : head.countries)
        countries += countryName(code);
    sentences += countries.join(QStringLiteral(", "));
    sentences += head.topic.isEmpty() ? QString() : topicLabel(head.topic);
    if (head.bookmarked)
        sentences += ArticleModel::tr("Bookmarked");
    sentences.removeAll(QString());
    return sentences.join(QStringLiteral(". "));
}

} // namespace dateline
