// The query language: text → query → text → the same query, and what filter controls do to it (base/query.h).
#include "fuzz_target.h"

#include "base/query.h"

using namespace dateline;
using namespace dateline::fuzz;

namespace {

const QDate today(2025, 9, 11);
constexpr qsizetype roomForEdits = 9'000; // characters, and parts below: an edit may take a query over its limits

void holdForText(const Query &query)
{
    const QString text = query.toText();
    const Result<Query> again = Query::parse(text);
    hold(again.has_value(), "the text of a query can be read", text);
    hold(*again == query, "the text of a query is that query", text);
    hold(again->toText() == text, "the text of a query has one form", text);
}

// A query is equal to what its text says also after an edit.
void holdForEdits(const Query &query, const QueryTerm &term)
{
    const Query with = query.including(term), against = query.excluding(term), without = query.without(term);
    hold(with.presence(term) == Query::Presence::Included, "an included term is there", query.toText());
    hold(against.presence(term) == Query::Presence::Excluded, "an excluded term is there", query.toText());
    hold(without.presence(term) == Query::Presence::Absent, "a term taken out is gone", query.toText());
    hold(with.including(term) == with && against.excluding(term) == against, "the same edit twice changes nothing", query.toText());
    hold(against.including(term).without(term) == without, "including turns an excluded term round", query.toText());
    if (query.toText().size() > roomForEdits || query.parts().size() > 100)
        return;
    for (const Query &edited : {with, against, without})
        holdForText(edited);
}

void holdForDays(const Query &query)
{
    const DayRange days = query.days(today);
    const Query week = query.withDays({QDate(2025, 9, 1), QDate(2025, 9, 7)});
    hold(week.days(today) == DayRange{QDate(2025, 9, 1), QDate(2025, 9, 7)}, "the days set are the days read", query.toText());
    const Query any = query.withDays({});
    hold(!any.days(today).first.isValid() && !any.days(today).last.isValid(), "two open ends are no bound", query.toText());
    const bool isInOrder = days.first.isValid() && days.last.isValid() && days.first <= days.last;
    hold(!isInOrder || query.withDays(days).days(today) == days, "the days read can be set", query.toText());
    if (query.toText().size() <= roomForEdits && query.parts().size() <= 100)
        holdForText(week);
    holdForText(any);
}

void holdForTerms(const QList<QueryNode> &nodes, int depth)
{
    hold(depth <= 110, "nesting is bounded");
    for (const QueryNode &node : nodes) {
        hold(node.kind == QueryNode::Kind::Term ? node.children.isEmpty() : !node.children.isEmpty(), "only terms are leaves");
        hold(node.kind != QueryNode::Kind::Not || node.children.size() == 1, "an exclusion is of one");
        const bool isDate = node.term.field == Field::Date || node.term.field == Field::After || node.term.field == Field::Before;
        if (node.kind == QueryNode::Kind::Term && isDate)
            hold(dayRange(node.term, today).has_value(), "a date that was read holds days", node.term.value);
        holdForTerms(node.children, depth + 1);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(bytesOf(data, size));
    const Result<Query> query = Query::parse(text);
    if (!query) {
        hold(query.error().position >= 0 && query.error().position <= text.size(), "a failure points into the query", text);
        hold(!query.error().message.isEmpty(), "a failure says what it is", text);
        return 0;
    }
    holdForText(*query);
    holdForTerms(query->parts(), 0);
    holdForDays(*query);
    const QList<QueryNode> parts = query->parts();
    for (qsizetype i = 0; i < std::min<qsizetype>(parts.size(), 4); ++i) {
        holdForText(query->withoutPart(i));
        if (parts[i].kind == QueryNode::Kind::Term)
            holdForEdits(*query, parts[i].term);
    }
    return 0;
}
