#include "items/source_model.h"

#include "items/row_steps.h"
#include "items/source_tree.h"
#include "library/when_answered.h"

#include <algorithm>
#include <chrono>

namespace dateline {

SourceModel::SourceModel(AnswerSource source, QObject *parent)
    : QAbstractItemModel(parent)
    , m_source(std::move(source))
    , m_root(sourceTree({}, {}, {}, {}))
{
    m_countLater.setSingleShot(true);
    m_countLater.setInterval(std::chrono::milliseconds(300));
    connect(&m_countLater, &QTimer::timeout, this, &SourceModel::startCounting);
}

SourceModel::~SourceModel() = default;

void SourceModel::setSources(const QList<Source> &sources)
{
    // New counts come with each article; names hardly ever change.
    const auto hasNamesOf = [](const Source &a, const Source &b) { return a.title == b.title && a.url == b.url; };
    const bool isRenamed = !std::equal(sources.begin(), sources.end(), m_sources.begin(), m_sources.end(), hasNamesOf);
    m_sources = sources;
    if (isRenamed)
        m_terms = sourceTerms(sources);
    rebuild();
    recount();
}

void SourceModel::setSavedFilters(const QList<SavedFilter> &filters)
{
    m_filters = filters;
    rebuild();
    recount();
}

void SourceModel::rebuild()
{
    const std::unique_ptr<SourceNode> wanted = sourceTree(m_sources, m_terms, m_filters, m_counts);
    reconcile(m_root.get(), *wanted);
}

namespace {

QStringList keysOf(const SourceNode &node)
{
    QStringList keys;
    for (const auto &child : node.children)
        keys += child->key;
    return keys;
}

} // namespace

// Makes the children of `node` those of `wanted`, and so on downwards; nodes that stay keep their place in memory, which is what
// indexes point at.
void SourceModel::reconcile(SourceNode *node, SourceNode &wanted)
{
    const QModelIndex parent = indexOf(node);
    auto &children = node->children;
    for (const RowStep &step : rowSteps(keysOf(*node), keysOf(wanted))) {
        if (step.kind == RowStep::Kind::Remove) {
            beginRemoveRows(parent, step.first, step.last);
            children.erase(children.begin() + step.first, children.begin() + step.last + 1);
            endRemoveRows();
        } else if (step.kind == RowStep::Kind::Move) {
            beginMoveRows(parent, step.first, step.first, parent, step.to);
            std::rotate(children.begin() + step.to, children.begin() + step.first, children.begin() + step.first + 1);
            endMoveRows();
        } else {
            beginInsertRows(parent, step.first, step.last);
            for (int row = step.first; row <= step.last; ++row) {
                auto &made = wanted.children[size_t(row)];
                made->parent = node;
                children.insert(children.begin() + row, std::move(made));
            }
            endInsertRows();
        }
    }
    for (size_t row = 0; row < children.size(); ++row) {
        if (!wanted.children[row])
            continue; // just inserted, with all below
        adopt(children[row].get(), *wanted.children[row]);
        reconcile(children[row].get(), *wanted.children[row]);
    }
}

void SourceModel::adopt(SourceNode *node, const SourceNode &wanted)
{
    if (node->face == wanted.face)
        return;
    node->face = wanted.face;
    const QModelIndex changed = indexOf(node);
    emit dataChanged(changed, changed);
}

void SourceModel::recount()
{
    if (!m_countLater.isActive())
        m_countLater.start();
}

// Smart views and saved filters, one run after another, so that the reader's own query never waits for more than one.
void SourceModel::startCounting()
{
    m_toCount = countedQueries(m_filters);
    if (!m_isCounting)
        countNext();
}

void SourceModel::countNext()
{
    m_isCounting = !m_toCount.isEmpty();
    if (!m_isCounting) {
        rebuild();
        return;
    }
    const auto [key, query] = m_toCount.takeFirst();
    AnswerOptions options;
    options.withFacets = false;
    options.top = 0;
    whenAnswered(
        m_source(query, options), this,
        [this, key = key](const Result<Answer> &result) {
            if (result)
                m_counts.insert(key, int(result->rows.size()));
            countNext();
        },
        [this] { countNext(); });
}

SourceNode *SourceModel::nodeAt(const QModelIndex &index) const
{
    return index.isValid() ? static_cast<SourceNode *>(index.internalPointer()) : m_root.get();
}

QModelIndex SourceModel::indexOf(const SourceNode *node) const
{
    if (!node || !node->parent)
        return {};
    const auto &siblings = node->parent->children;
    const auto found = std::find_if(siblings.begin(), siblings.end(), [node](const auto &sibling) { return sibling.get() == node; });
    return createIndex(int(found - siblings.begin()), 0, node);
}

QModelIndex SourceModel::indexOf(const Query &query) const
{
    const auto find = [&query](const auto &self, const SourceNode &node) -> const SourceNode * {
        if (node.face.query && *node.face.query == query)
            return &node;
        for (const auto &child : node.children) {
            if (const SourceNode *found = self(self, *child))
                return found;
        }
        return nullptr;
    };
    return indexOf(find(find, *m_root));
}

Query SourceModel::queryAt(const QModelIndex &index) const
{
    return index.isValid() ? nodeAt(index)->face.query.value_or(Query()) : Query();
}

QModelIndex SourceModel::sourcesSection() const
{
    for (const auto &child : m_root->children) {
        if (child->key == sourcesKey)
            return indexOf(child.get());
    }
    return {};
}

QModelIndex SourceModel::index(int row, int column, const QModelIndex &parent) const
{
    const SourceNode *node = nodeAt(parent);
    if (column != 0 || row < 0 || size_t(row) >= node->children.size())
        return {};
    return createIndex(row, column, node->children[size_t(row)].get());
}

QModelIndex SourceModel::parent(const QModelIndex &index) const
{
    return index.isValid() ? indexOf(nodeAt(index)->parent) : QModelIndex();
}

int SourceModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > 0 ? 0 : int(nodeAt(parent)->children.size());
}

int SourceModel::columnCount(const QModelIndex &) const
{
    return 1;
}

Qt::ItemFlags SourceModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    return nodeAt(index)->face.query ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemIsEnabled;
}

QVariant SourceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SourceFace &face = nodeAt(index)->face;
    switch (role) {
    case Qt::DisplayRole: return face.label;
    case Qt::AccessibleTextRole: return accessibleText(face);
    case Qt::ToolTipRole: return toolTip(face);
    case KindRole: return QVariant::fromValue(face.kind);
    case QueryRole: return face.query ? QVariant::fromValue(*face.query) : QVariant();
    case CountRole: return face.count;
    case IconNameRole: return face.iconName;
    case ErrorRole: return face.error;
    case SourceIdsRole: return QVariant::fromValue(face.sourceIds);
    case SavedFilterRole: return face.kind == Kind::SavedFilter ? QVariant::fromValue(face.filter) : QVariant();
    case SourceRole: return face.kind == Kind::Source ? QVariant::fromValue(face.source) : QVariant();
    default: return {};
    }
}

} // namespace dateline
