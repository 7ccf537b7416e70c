#include "items/facet_model.h"

#include "base/folding.h"
#include "items/query_labels.h"
#include "items/row_steps.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace dateline {
namespace {

// Every word of the pattern begins a word of the label. Both are folded.
bool matches(const QString &label, const QStringList &pattern)
{
    return std::all_of(pattern.begin(), pattern.end(), [&label](const QString &word) {
        qsizetype at = label.indexOf(word);
        while (at > 0 && label.at(at - 1).isLetterOrNumber())
            at = label.indexOf(word, at + 1);
        return at >= 0;
    });
}

} // namespace

FacetModel::FacetModel(Facet facet, QObject *parent)
    : QAbstractListModel(parent)
    , m_facet(facet)
{
}

void FacetModel::setAnswer(const Answer &answer)
{
    m_values = answer.facets.value(m_facet);
    rebuild();
}

void FacetModel::setQuery(const Query &query)
{
    m_query = query;
    rebuild();
}

void FacetModel::setQueryAndAnswer(const Query &query, const Answer &answer)
{
    m_query = query;
    setAnswer(answer);
}

void FacetModel::setLimit(int limit)
{
    m_limit = limit;
    rebuild();
}

void FacetModel::setPattern(const QString &pattern)
{
    m_pattern = pattern;
    rebuild();
}

int FacetModel::pickedCount() const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(), [](const Row &row) { return row.presence != Query::Presence::Absent; }));
}

// What the query names, included before excluded, in the query's order.
QList<FacetModel::Row> FacetModel::pickedRows() const
{
    QList<Row> included;
    QList<Row> excluded;
    const auto field = facetField(m_facet);
    for (const QueryNode &part : m_query.parts()) {
        const bool isNot = part.kind == QueryNode::Kind::Not;
        const QueryNode &node = isNot ? part.children.first() : part;
        if (!field || node.kind != QueryNode::Kind::Term || node.term.field != *field)
            continue;
        const auto known = std::find_if(m_values.begin(), m_values.end(), [&](const FacetCount &c) { return c.value == node.term.value; });
        const FacetCount count = known != m_values.end() ? *known : FacetCount{node.term.value, valueLabel(node.term), 0};
        (isNot ? excluded : included) += Row{count, isNot ? Query::Presence::Excluded : Query::Presence::Included};
    }
    return included + excluded;
}

QList<FacetModel::Row> FacetModel::wantedRows()
{
    QList<Row> rows;
    QSet<QString> seen;
    for (const Row &row : pickedRows()) {
        if (!seen.contains(row.count.value))
            rows += row;
        seen.insert(row.count.value);
    }
    const QStringList words = folded(m_pattern).split(u' ', Qt::SkipEmptyParts);
    const qsizetype most = words.isEmpty() ? rows.size() + m_limit : std::numeric_limits<qsizetype>::max();
    m_hidden = 0;
    for (const FacetCount &count : std::as_const(m_values)) {
        if (seen.contains(count.value) || (!words.isEmpty() && !matches(folded(count.label), words)))
            continue;
        seen.insert(count.value);
        if (rows.size() < most)
            rows += Row{count, Query::Presence::Absent};
        else
            ++m_hidden;
    }
    return rows;
}

void FacetModel::rebuild()
{
    const QList<Row> wanted = wantedRows();
    const auto keys = [](const QList<Row> &rows) {
        QStringList all;
        for (const Row &row : rows)
            all += row.count.value;
        return all;
    };
    for (const RowStep &step : rowSteps(keys(m_rows), keys(wanted))) {
        if (step.kind == RowStep::Kind::Remove) {
            beginRemoveRows({}, step.first, step.last);
            m_rows.remove(step.first, step.last - step.first + 1);
            endRemoveRows();
        } else if (step.kind == RowStep::Kind::Insert) {
            beginInsertRows({}, step.first, step.last);
            for (int row = step.first; row <= step.last; ++row)
                m_rows.insert(row, wanted.at(row));
            endInsertRows();
        } else {
            beginMoveRows({}, step.first, step.first, {}, step.to);
            m_rows.move(step.first, step.to);
            endMoveRows();
        }
    }
    m_most = 0;
    for (const FacetCount &count : std::as_const(m_values))
        m_most = std::max(m_most, count.count);
    m_rows = wanted;
    if (!m_rows.isEmpty())
        emit dataChanged(index(0), index(int(m_rows.size()) - 1));
    emit shownChanged();
}

QueryTerm FacetModel::termAt(int row) const
{
    return {facetField(m_facet).value_or(Field::Word), m_rows.value(row).count.value};
}

Query::Presence FacetModel::presenceAt(int row) const
{
    return m_rows.value(row).presence;
}

int FacetModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

namespace {

QString accessibleText(const QString &label, quint32 count, Query::Presence presence)
{
    const QString articles = QString(label + QStringLiteral(", ") + articleCountLabel(count));
    switch (presence) {
    case Query::Presence::Included: return FacetModel::tr("%1, included").arg(articles);
    case Query::Presence::Excluded: return FacetModel::tr("%1, excluded").arg(label);
    case Query::Presence::Absent: break;
    }
    return articles;
}

} // namespace

QVariant FacetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case LabelRole: return row.count.label;
    case Qt::AccessibleTextRole: return accessibleText(row.count.label, row.count.count, row.presence);
    case ValueRole: return row.count.value;
    case CountRole: return row.count.count;
    case PresenceRole: return int(row.presence);
    case ShareRole: return m_most ? double(row.count.count) / m_most : 0.0;
    case TermRole: return QVariant::fromValue(termAt(index.row()));
    default: return {};
    }
}

std::optional<Field> facetField(Facet facet)
{
    switch (facet) {
    case Facet::Day: return std::nullopt;
    case Facet::Topic: return Field::Topic;
    case Facet::Country: return Field::Country;
    case Facet::Mentions: return Field::Mentions;
    case Facet::From: return Field::From;
    case Facet::Person: return Field::Person;
    case Facet::Organisation: return Field::Organisation;
    case Facet::Place: return Field::Place;
    case Facet::Source: return Field::Source;
    case Facet::Language: return Field::Language;
    case Facet::State: return Field::Is;
    case Facet::Tag: return Field::Tag;
    case Facet::Story: return Field::Story;
    }
    return std::nullopt;
}

QString facetTitle(Facet facet)
{
    switch (facet) {
    case Facet::Day: return FacetModel::tr("Days");
    case Facet::Topic: return FacetModel::tr("Topics");
    case Facet::Country: return FacetModel::tr("Countries");
    case Facet::Mentions: return FacetModel::tr("Countries named");
    case Facet::From: return FacetModel::tr("Published in");
    case Facet::Person: return FacetModel::tr("People");
    case Facet::Organisation: return FacetModel::tr("Organisations");
    case Facet::Place: return FacetModel::tr("Places");
    case Facet::Source: return FacetModel::tr("Sources");
    case Facet::Language: return FacetModel::tr("Languages");
    case Facet::State: return FacetModel::tr("State");
    case Facet::Tag: return FacetModel::tr("Tags");
    case Facet::Story: return FacetModel::tr("Stories");
    }
    return {};
}

} // namespace dateline
