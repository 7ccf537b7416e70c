#include "store/query_evaluator.h"

#include "base/folding.h"
#include "base/topics.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace dateline {
namespace {

bool isWordByte(char byte)
{
    const auto code = static_cast<unsigned char>(byte);
    return code >= 0x80 || (code >= '0' && code <= '9') || (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
}

// Whether `word` stands in `key` as a whole word.
bool holdsWord(std::string_view key, std::string_view word)
{
    for (size_t at = key.find(word); at != std::string_view::npos; at = key.find(word, at + 1)) {
        const size_t end = at + word.size();
        if ((at == 0 || !isWordByte(key[at - 1])) && (end == key.size() || !isWordByte(key[end])))
            return true;
    }
    return false;
}

std::vector<std::string> wordsOf(const QString &text)
{
    std::vector<std::string> words;
    for (const QString &word : folded(text).split(u' ', Qt::SkipEmptyParts))
        words.push_back(word.toStdString());
    return words;
}

DenseSet both(DenseSet a, const DenseSet &b)
{
    a &= b;
    return a;
}

DenseSet without(DenseSet a, const DenseSet &b)
{
    a -= b;
    return a;
}

} // namespace

Result<DenseSet> QueryEvaluator::evaluate(const Query &query)
{
    DenseSet found = node(query.root());
    if (m_error)
        return tl::unexpected(*m_error);
    return found;
}

// The parser bounds the depth of a query to 50.
DenseSet QueryEvaluator::node(const QueryNode &node)
{
    switch (node.kind) {
    case QueryNode::Kind::Term:
        return term(node.term);
    case QueryNode::Kind::All:
        return all(node.children);
    case QueryNode::Kind::Not:
        return without(m_live, node.children.isEmpty() ? DenseSet() : this->node(node.children.first()));
    case QueryNode::Kind::Any:
        break;
    }
    DenseSet found;
    for (const QueryNode &child : node.children)
        found |= this->node(child);
    return found;
}

DenseSet QueryEvaluator::all(const QList<QueryNode> &children)
{
    DenseSet found = m_live;
    for (const QueryNode &child : children) {
        if (child.kind == QueryNode::Kind::Not && !child.children.isEmpty())
            found -= node(child.children.first());
        else
            found &= node(child);
    }
    return found;
}

DenseSet QueryEvaluator::term(const QueryTerm &term)
{
    switch (term.field) {
    case Field::Word:
    case Field::Phrase: return text(term);
    case Field::Country: return value(Facet::Country, term.value.toUpper());
    case Field::Mentions: return value(Facet::Mentions, term.value.toUpper());
    case Field::From: return from(term.value.toUpper());
    case Field::Topic: return value(Facet::Topic, topicFromName(term.value).value_or(term.value));
    case Field::Person: return entity(Facet::Person, term);
    case Field::Organisation: return entity(Facet::Organisation, term);
    case Field::Place: return entity(Facet::Place, term);
    case Field::Date:
    case Field::After:
    case Field::Before: return days(term);
    case Field::Source: return source(term.value);
    case Field::Language: return value(Facet::Language, term.value.toLower());
    case Field::Tag: return value(Facet::Tag, folded(term.value));
    case Field::Is: return state(term);
    case Field::Story: return value(Facet::Story, term.value);
    }
    return {};
}

// The text index may still hold articles of an earlier instant.
DenseSet QueryEvaluator::text(const QueryTerm &term) const
{
    const DenseSet *found = m_terms.articles(term);
    return found ? both(*found, m_live) : m_live;
}

DenseSet QueryEvaluator::value(Facet facet, const QString &key) const
{
    const quint32 value = m_index.valueOf(facet, key);
    DenseSet found;
    if (value != 0)
        m_index.postings(value).addTo(found);
    return found;
}

DenseSet QueryEvaluator::entity(Facet facet, const QueryTerm &term) const
{
    DenseSet found;
    for (quint32 value : m_terms.values(term)) {
        if (m_index.hasValue(value))
            m_index.postings(value).addTo(found);
    }
    const std::vector<std::string> words = wordsOf(term.value);
    if (!found.isEmpty() || words.empty())
        return found;
    for (int width = 1; width <= FacetIndex::WidestCount; ++width) {
        for (quint32 value : m_index.valuesOfWidth(facet, width)) {
            const std::string_view key = m_index.names().key(value);
            if (std::all_of(words.begin(), words.end(), [&](const std::string &word) { return holdsWord(key, word); }))
                m_index.postings(value).addTo(found);
        }
    }
    return found;
}

DenseSet QueryEvaluator::days(const QueryTerm &term)
{
    const std::optional<DayRange> range = dayRange(term, m_today);
    if (!range) {
        refuse(term);
        return {};
    }
    const qint64 first = range->first.isValid() ? range->first.toJulianDay() : 1;
    const qint64 last = range->last.isValid() ? range->last.toJulianDay() : std::numeric_limits<qint32>::max();
    // One comparison: what lies before `first` (0, too: not known, or the article is gone) wraps round to a large number.
    const auto start = static_cast<quint32>(std::max<qint64>(first, 1)), length = static_cast<quint32>(std::max<qint64>(last - std::max<qint64>(first, 1) + 1, 0));
    DenseSet found;
    const quint32 end = m_index.live().isEmpty() ? 0 : m_index.live().maximum() + 1;
    for (quint32 from = 0; from < end; from += 64) {
        quint64 bits = 0;
        for (quint32 i = 0; i < 64; ++i)
            bits |= quint64(static_cast<quint32>(m_index.day(from + i)) - start < length) << i;
        found.setWord(from / 64, bits);
    }
    return found;
}

DenseSet QueryEvaluator::source(const QString &value) const
{
    const QString wanted = folded(value);
    DenseSet exact, partly;
    bool isExact = false;
    for (const IndexedSource &source : m_index.sources()) {
        const QString title = folded(source.title), url = folded(source.url);
        const PostingList &articles = m_index.postings(source.value);
        if (title == wanted || url == wanted) {
            articles.addTo(exact);
            isExact = true;
        } else if (!isExact && (title.contains(wanted) || url.contains(wanted))) {
            articles.addTo(partly);
        }
    }
    return isExact ? exact : partly;
}

DenseSet QueryEvaluator::from(const QString &country) const
{
    DenseSet found;
    for (const IndexedSource &source : m_index.sources()) {
        if (source.country.toUpper() == country)
            m_index.postings(source.value).addTo(found);
    }
    return found;
}

DenseSet QueryEvaluator::state(const QueryTerm &term)
{
    const QString value = term.value.toLower();
    if (value == u"read")
        return DenseSet(m_index.withFlag(ReadFlag));
    if (value == u"unread")
        return without(m_live, DenseSet(m_index.withFlag(ReadFlag)));
    if (value == u"bookmarked")
        return DenseSet(m_index.withFlag(BookmarkedFlag));
    if (value == u"updated")
        return DenseSet(m_index.withFlag(UpdatedFlag));
    refuse(term);
    return {};
}

void QueryEvaluator::refuse(const QueryTerm &term)
{
    const QueryNode part{QueryNode::Kind::Term, term, {}};
    m_error = Error{ErrorKind::Usage, QCoreApplication::translate("Store", "“%1” can't be looked for: its value makes no sense.").arg(toText(part)), {}};
}

} // namespace dateline
