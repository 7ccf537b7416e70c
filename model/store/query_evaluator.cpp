#include "store/query_evaluator.h"

#include "base/folding.h"
#include "base/topics.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
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

} // namespace

Result<IdBitmap> QueryEvaluator::evaluate(const Query &query)
{
    IdBitmap found = node(query.root());
    if (m_error)
        return tl::unexpected(*m_error);
    return found;
}

// The parser bounds the depth of a query to 50.
IdBitmap QueryEvaluator::node(const QueryNode &node)
{
    switch (node.kind) {
    case QueryNode::Kind::Term:
        return term(node.term);
    case QueryNode::Kind::All:
        return all(node.children);
    case QueryNode::Kind::Not:
        return node.children.isEmpty() ? m_index.live() : m_index.live() - this->node(node.children.first());
    case QueryNode::Kind::Any:
        break;
    }
    IdBitmap found;
    for (const QueryNode &child : node.children)
        found |= this->node(child);
    return found;
}

IdBitmap QueryEvaluator::all(const QList<QueryNode> &children)
{
    IdBitmap found = m_index.live();
    for (const QueryNode &child : children) {
        if (child.kind == QueryNode::Kind::Not && !child.children.isEmpty())
            found -= node(child.children.first());
        else
            found &= node(child);
    }
    return found;
}

IdBitmap QueryEvaluator::term(const QueryTerm &term)
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
IdBitmap QueryEvaluator::text(const QueryTerm &term) const
{
    const IdBitmap *found = m_terms.articles(term);
    return found ? *found & m_index.live() : m_index.live();
}

IdBitmap QueryEvaluator::value(Facet facet, const QString &key) const
{
    const quint32 value = m_index.valueOf(facet, key);
    return value == 0 ? IdBitmap() : m_index.postings(value).toBitmap();
}

IdBitmap QueryEvaluator::entity(Facet facet, const QueryTerm &term) const
{
    IdBitmap found;
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

IdBitmap QueryEvaluator::days(const QueryTerm &term)
{
    const std::optional<DayRange> range = dayRange(term, m_today);
    if (!range) {
        refuse(term);
        return {};
    }
    const qint64 first = range->first.isValid() ? range->first.toJulianDay() : 1;
    const qint64 last = range->last.isValid() ? range->last.toJulianDay() : std::numeric_limits<qint32>::max();
    IdBitmap found;
    std::array<uint32_t, 1024> some;
    size_t count = 0;
    const quint32 end = m_index.live().isEmpty() ? 0 : m_index.live().maximum() + 1;
    for (quint32 id = 0; id < end; ++id) {
        const qint32 day = m_index.day(id); // 0 where it isn't known or the article is gone
        some[count] = id;
        count += day != 0 && day >= first && day <= last;
        if (count == some.size()) {
            found.addMany(count, some.data());
            count = 0;
        }
    }
    found.addMany(count, some.data());
    return found;
}

IdBitmap QueryEvaluator::source(const QString &value) const
{
    const QString wanted = folded(value);
    IdBitmap exact, partly;
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

IdBitmap QueryEvaluator::from(const QString &country) const
{
    IdBitmap found;
    for (const IndexedSource &source : m_index.sources()) {
        if (source.country.toUpper() == country)
            m_index.postings(source.value).addTo(found);
    }
    return found;
}

IdBitmap QueryEvaluator::state(const QueryTerm &term)
{
    const QString value = term.value.toLower();
    if (value == u"read")
        return m_index.withFlag(ReadFlag);
    if (value == u"unread")
        return m_index.live() - m_index.withFlag(ReadFlag);
    if (value == u"bookmarked")
        return m_index.withFlag(BookmarkedFlag);
    if (value == u"updated")
        return m_index.withFlag(UpdatedFlag);
    refuse(term);
    return {};
}

void QueryEvaluator::refuse(const QueryTerm &term)
{
    const QueryNode part{QueryNode::Kind::Term, term, {}};
    m_error = Error{ErrorKind::Usage, QCoreApplication::translate("Store", "“%1” can't be looked for: its value makes no sense.").arg(toText(part)), {}};
}

} // namespace dateline
