#include "base/query.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace dateline {
namespace {

using Kind = QueryNode::Kind;

struct FieldName {
    Field field;
    const char *name;
};
constexpr std::array fieldNames = {
    FieldName{Field::Country, "country"}, FieldName{Field::Mentions, "mentions"}, FieldName{Field::From, "from"},
    FieldName{Field::Topic, "topic"}, FieldName{Field::Person, "person"}, FieldName{Field::Organisation, "org"},
    FieldName{Field::Place, "place"}, FieldName{Field::Date, "date"}, FieldName{Field::After, "after"},
    FieldName{Field::Before, "before"}, FieldName{Field::Source, "source"}, FieldName{Field::Language, "lang"},
    FieldName{Field::Tag, "tag"}, FieldName{Field::Is, "is"}, FieldName{Field::Story, "story"},
    // Longer words for the same, read but never written.
    FieldName{Field::Organisation, "organisation"}, FieldName{Field::Organisation, "organization"},
    FieldName{Field::Language, "language"},
};

bool needsQuotes(const QString &value)
{
    return value.isEmpty() || std::any_of(value.begin(), value.end(), [](QChar c) {
        return c.isSpace() || c == u'"' || c == u'(' || c == u')';
    });
}

QString quoted(QString value)
{
    return u'"' + value.replace(u'\\', QStringLiteral("\\\\")).replace(u'"', QStringLiteral("\\\"")) + u'"';
}

QString termText(const QueryTerm &term)
{
    if (term.field == Field::Word)
        return term.value;
    if (term.field == Field::Phrase)
        return quoted(term.value);
    return fieldName(term.field) + u':' + (needsQuotes(term.value) ? quoted(term.value) : term.value);
}

QString joined(const QList<QueryNode> &children, const QString &separator)
{
    QStringList texts;
    for (const QueryNode &child : children) {
        const bool isGroup = child.kind == Kind::All || child.kind == Kind::Any;
        texts += isGroup ? QString(u'(' + toText(child) + u')') : toText(child);
    }
    return texts.join(separator);
}

bool isDateTerm(const QueryNode &node)
{
    return node.kind == Kind::Term
        && (node.term.field == Field::Date || node.term.field == Field::After || node.term.field == Field::Before);
}

QueryNode termNode(const QueryTerm &term)
{
    return {Kind::Term, term, {}};
}

QueryNode notNode(const QueryTerm &term)
{
    return {Kind::Not, {}, {termNode(term)}};
}

} // namespace

Query::Query(const QueryNode &root)
    : m_root(root.kind == Kind::All ? root : QueryNode{Kind::All, {}, {root}})
{
}

QString Query::toText() const
{
    // A lone alternative needs no parentheses.
    return m_root.children.size() == 1 ? dateline::toText(m_root.children.first()) : joined(m_root.children, QStringLiteral(" "));
}

bool Query::isEmpty() const
{
    return m_root.children.isEmpty();
}

QList<QueryNode> Query::parts() const
{
    return m_root.children;
}

Query::Presence Query::presence(const QueryTerm &term) const
{
    if (m_root.children.contains(termNode(term)))
        return Presence::Included;
    return m_root.children.contains(notNode(term)) ? Presence::Excluded : Presence::Absent;
}

Query Query::including(const QueryTerm &term) const
{
    Query edited = *this;
    edited.m_root.children.removeAll(notNode(term));
    if (!edited.m_root.children.contains(termNode(term)))
        edited.m_root.children += termNode(term);
    return edited;
}

Query Query::excluding(const QueryTerm &term) const
{
    Query edited = *this;
    edited.m_root.children.removeAll(termNode(term));
    if (!edited.m_root.children.contains(notNode(term)))
        edited.m_root.children += notNode(term);
    return edited;
}

Query Query::without(const QueryTerm &term) const
{
    Query edited = *this;
    edited.m_root.children.removeAll(termNode(term));
    edited.m_root.children.removeAll(notNode(term));
    return edited;
}

Query Query::withoutPart(qsizetype index) const
{
    Query edited = *this;
    if (index >= 0 && index < edited.m_root.children.size())
        edited.m_root.children.removeAt(index);
    return edited;
}

Query Query::withDays(const DayRange &days) const
{
    Query edited = *this;
    edited.m_root.children.removeIf(isDateTerm);
    const auto add = [&](Field field, QDate day) {
        edited.m_root.children += termNode({field, day.toString(Qt::ISODate)});
    };
    if (days.first.isValid() && days.first == days.last) {
        add(Field::Date, days.first);
        return edited;
    }
    if (days.first.isValid())
        add(Field::After, days.first);
    if (days.last.isValid())
        add(Field::Before, days.last.addDays(1));
    return edited;
}

DayRange Query::days(QDate today) const
{
    DayRange all;
    for (const QueryNode &part : m_root.children) {
        const auto range = isDateTerm(part) ? dayRange(part.term, today) : std::nullopt;
        if (!range)
            continue;
        if (range->first.isValid() && (!all.first.isValid() || range->first > all.first))
            all.first = range->first;
        if (range->last.isValid() && (!all.last.isValid() || range->last < all.last))
            all.last = range->last;
    }
    return all;
}

QString fieldName(Field field)
{
    const auto found = std::find_if(fieldNames.begin(), fieldNames.end(), [&](const FieldName &n) { return n.field == field; });
    return found == fieldNames.end() ? QString() : QString::fromLatin1(found->name);
}

std::optional<Field> fieldFromName(QStringView name)
{
    const auto found = std::find_if(fieldNames.begin(), fieldNames.end(), [&](const FieldName &n) {
        return name.compare(QLatin1StringView(n.name), Qt::CaseInsensitive) == 0;
    });
    return found == fieldNames.end() ? std::nullopt : std::optional(found->field);
}

QString toText(const QueryNode &part)
{
    switch (part.kind) {
    case Kind::Term: return termText(part.term);
    case Kind::Not: return u'-' + joined(part.children, {});
    case Kind::All: return joined(part.children, QStringLiteral(" "));
    case Kind::Any: return joined(part.children, QStringLiteral(" OR "));
    }
    Q_UNREACHABLE();
}

} // namespace dateline
