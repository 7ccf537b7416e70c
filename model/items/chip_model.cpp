#include "items/chip_model.h"

#include "items/query_labels.h"
#include "items/row_steps.h"

namespace dateline {
namespace {

bool isTermOf(const QueryNode &part, Field field)
{
    return part.kind == QueryNode::Kind::Term && part.term.field == field;
}

// The one part of a field; nothing where there is none or more.
std::optional<qsizetype> onlyPart(const QList<QueryNode> &parts, Field field)
{
    std::optional<qsizetype> found;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (!isTermOf(parts.at(i), field))
            continue;
        if (found)
            return std::nullopt;
        found = i;
    }
    return found;
}

const QueryTerm *termOf(const QueryNode &part)
{
    const QueryNode *node = &part;
    if (node->kind == QueryNode::Kind::Not && !node->children.isEmpty())
        node = &node->children.first();
    return node->kind == QueryNode::Kind::Term ? &node->term : nullptr;
}

} // namespace

ChipModel::ChipModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

QList<ChipModel::Chip> ChipModel::chipsOf(const Query &query)
{
    const QList<QueryNode> parts = query.parts();
    const auto after = onlyPart(parts, Field::After);
    const auto before = onlyPart(parts, Field::Before);
    QList<Chip> chips;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QueryNode &part = parts.at(i);
        const bool isSpan = after && before && (i == *after || i == *before);
        if (isSpan && i == std::max(*after, *before))
            continue; // its chip stands at the other end's place
        Chip chip{partLabel(part), toText(part), part.kind == QueryNode::Kind::Not, false, {i}};
        const QueryTerm *term = termOf(part);
        chip.canTurn = term && term->field != Field::After && term->field != Field::Before;
        if (isSpan) {
            const DayRange days{dayRange(parts.at(*after).term, QDate::currentDate()).value_or(DayRange()).first,
                                dayRange(parts.at(*before).term, QDate::currentDate()).value_or(DayRange()).last};
            chip.label = daysLabel(days);
            chip.text = toText(parts.at(*after)) + u' ' + toText(parts.at(*before));
            chip.parts = {std::min(*after, *before), std::max(*after, *before)};
        }
        chips += chip;
    }
    return chips;
}

void ChipModel::setQuery(const Query &query)
{
    m_query = query;
    const QList<Chip> wanted = chipsOf(query);
    const auto keys = [](const QList<Chip> &chips) { // a part may be written twice
        QStringList all;
        QHash<QString, int> seen;
        for (const Chip &chip : chips)
            all += chip.text + u'\n' + QString::number(seen[chip.text]++);
        return all;
    };
    for (const RowStep &step : rowSteps(keys(m_chips), keys(wanted))) {
        if (step.kind == RowStep::Kind::Remove) {
            beginRemoveRows({}, step.first, step.last);
            m_chips.remove(step.first, step.last - step.first + 1);
            endRemoveRows();
        } else if (step.kind == RowStep::Kind::Insert) {
            beginInsertRows({}, step.first, step.last);
            for (int row = step.first; row <= step.last; ++row)
                m_chips.insert(row, wanted.at(row));
            endInsertRows();
        } else {
            beginMoveRows({}, step.first, step.first, {}, step.to);
            m_chips.move(step.first, step.to);
            endMoveRows();
        }
    }
    m_chips = wanted; // places within the query may have changed
    if (!m_chips.isEmpty())
        emit dataChanged(index(0), index(int(m_chips.size()) - 1));
}

Query ChipModel::without(int row) const
{
    if (row < 0 || row >= m_chips.size())
        return m_query;
    Query edited = m_query;
    const QList<qsizetype> &parts = m_chips.at(row).parts;
    for (auto part = parts.crbegin(); part != parts.crend(); ++part)
        edited = edited.withoutPart(*part);
    return edited;
}

Query ChipModel::turned(int row) const
{
    if (row < 0 || row >= m_chips.size() || !m_chips.at(row).canTurn)
        return m_query;
    const QueryTerm *term = termOf(m_query.root().children.at(m_chips.at(row).parts.first()));
    return m_chips.at(row).negated ? m_query.including(*term) : m_query.excluding(*term);
}

int ChipModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_chips.size());
}

QVariant ChipModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Chip &chip = m_chips.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return chip.label;
    case Qt::ToolTipRole:
    case TextRole: return chip.text;
    case NegatedRole: return chip.negated;
    case CanTurnRole: return chip.canTurn;
    default: return {};
    }
}

} // namespace dateline
