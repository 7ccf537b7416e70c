// The text form of a query, read by recursive descent over its characters; every failure names the character at fault.
#include "base/query.h"

#include "base/countries.h"
#include "base/query_values.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {
namespace {

constexpr qsizetype maximumLength = 10'000;
constexpr int maximumTerms = 500;
constexpr int maximumNesting = 50;

// How deep the parentheses of the canonical text are nested: it has some that the reader may leave out.
int nesting(const QueryNode &node)
{
    int deepest = 0;
    for (const QueryNode &child : node.children)
        deepest = std::max(deepest, nesting(child) + (child.kind == QueryNode::Kind::All || child.kind == QueryNode::Kind::Any ? 1 : 0));
    return deepest;
}

class Parser {
    Q_DECLARE_TR_FUNCTIONS(Query)
public:
    explicit Parser(const QString &text) : m_text(text) {}

    Result<QueryNode> parse()
    {
        Result<QueryNode> all = parseAll(0);
        if (all && m_at < m_text.size())
            return fail(m_at, tr("This closing parenthesis has no opening one."));
        // What was read must be read again from its canonical text: a saved filter, an address, an export.
        if (all && nesting(*all) > maximumNesting)
            return fail(m_deepestAt, tr("The parentheses are nested too deep."));
        if (all && Query(*all).toText().size() > maximumLength)
            return fail(m_text.size(), tr("The query is longer than %1 characters.").arg(maximumLength));
        return all;
    }

private:
    static tl::unexpected<Error> fail(qsizetype at, const QString &message)
    {
        return failure(ErrorKind::Usage, message, {}, at);
    }

    void skipSpace()
    {
        while (m_at < m_text.size() && m_text[m_at].isSpace())
            ++m_at;
    }

    bool atEnd()
    {
        skipSpace();
        return m_at >= m_text.size() || m_text[m_at] == u')';
    }

    // Takes an operator word where one stands here, whole.
    bool takeOperator(QLatin1StringView name)
    {
        skipSpace();
        if (!QStringView(m_text).sliced(m_at).startsWith(name))
            return false;
        const qsizetype end = m_at + name.size();
        if (end < m_text.size() && !m_text[end].isSpace() && !QStringView(u"()\"").contains(m_text[end]))
            return false;
        m_at = end;
        return true;
    }

    Result<QueryNode> parseAll(int depth)
    {
        QueryNode all;
        while (!atEnd()) {
            if (takeOperator(QLatin1StringView("AND"))) {
                if (all.children.isEmpty() || atEnd())
                    return fail(m_at - 3, tr("AND needs a term on both sides."));
                continue;
            }
            Result<QueryNode> group = parseGroup(depth);
            if (!group)
                return group;
            if (group->kind == QueryNode::Kind::All)
                all.children += group->children; // (a b) c is a b c
            else
                all.children += *group;
        }
        return all;
    }

    Result<QueryNode> parseGroup(int depth)
    {
        skipSpace();
        if (const qsizetype at = m_at; takeOperator(QLatin1StringView("OR")))
            return fail(at, tr("OR needs a term before it."));
        Result<QueryNode> first = parseUnary(depth);
        if (!first)
            return first;
        QueryNode any = first->kind == QueryNode::Kind::Any ? *first : QueryNode{QueryNode::Kind::Any, {}, {*first}}; // (a OR b) OR c is a OR b OR c
        while (true) {
            skipSpace();
            const qsizetype at = m_at;
            if (!takeOperator(QLatin1StringView("OR")))
                break;
            if (atEnd())
                return fail(at, tr("OR needs a term after it."));
            Result<QueryNode> next = parseUnary(depth);
            if (!next)
                return next;
            if (next->kind == QueryNode::Kind::Any)
                any.children += next->children; // a OR (b OR c) is a OR b OR c
            else
                any.children += *next;
        }
        return any.children.size() == 1 ? any.children.first() : any;
    }

    Result<QueryNode> parseUnary(int depth)
    {
        skipSpace();
        const qsizetype at = m_at;
        const bool negated = m_text[m_at] == u'-' || takeOperator(QLatin1StringView("NOT"));
        if (negated && m_text[at] == u'-')
            ++m_at;
        if (negated && (m_at >= m_text.size() || atEnd() || (m_text[at] == u'-' && m_text[at + 1].isSpace())))
            return fail(at, tr("There is nothing to exclude here. Put a term right after the minus, or quote it."));
        Result<QueryNode> operand = m_text[m_at] == u'(' ? parseParentheses(depth) : parseTerm();
        if (!operand || !negated)
            return operand;
        if (operand->kind == QueryNode::Kind::Not)
            return operand->children.first();
        return QueryNode{QueryNode::Kind::Not, {}, {*operand}};
    }

    Result<QueryNode> parseParentheses(int depth)
    {
        const qsizetype at = m_at++;
        if (depth >= maximumNesting)
            return fail(at, tr("The parentheses are nested too deep."));
        if (depth >= m_deepest) {
            m_deepest = depth;
            m_deepestAt = at;
        }
        Result<QueryNode> inner = parseAll(depth + 1);
        if (!inner)
            return inner;
        if (m_at >= m_text.size())
            return fail(at, tr("This parenthesis isn't closed."));
        ++m_at;
        if (inner->children.isEmpty())
            return fail(at, tr("There is nothing between these parentheses."));
        return inner->children.size() == 1 ? inner->children.first() : *inner;
    }

    Result<QueryNode> parseTerm()
    {
        const qsizetype at = m_at;
        if (++m_terms > maximumTerms)
            return fail(at, tr("The query has more than %1 terms.").arg(maximumTerms));
        if (m_text[m_at] == u'"') {
            const Result<QString> phrase = takeQuoted();
            return phrase ? makeTerm(Field::Phrase, *phrase, at, at) : tl::unexpected(phrase.error());
        }
        const qsizetype colon = fieldEnd();
        if (colon < 0) {
            const QString word = takeBare();
            if (word == u"AND" || word == u"OR" || word == u"NOT") // behind a minus: elsewhere they were taken as what they are
                return fail(at, tr("“%1” joins terms. To search for the word, put it in quotation marks.").arg(word));
            return makeTerm(Field::Word, word, at, at);
        }
        const QStringView name = QStringView(m_text).sliced(at, colon - at);
        const std::optional<Field> field = fieldFromName(name);
        if (!field) {
            return fail(at, tr("There is no field “%1”. To search for these characters, put them in quotation marks.").arg(name));
        }
        m_at = colon + 1;
        return parseValue(*field, at);
    }

    Result<QueryNode> parseValue(Field field, qsizetype at)
    {
        const qsizetype valueAt = m_at;
        if (m_at >= m_text.size() || m_text[m_at].isSpace() || m_text[m_at] == u')' || m_text[m_at] == u'(')
            return fail(valueAt, tr("“%1:” needs a value right after the colon.").arg(fieldName(field)));
        if (m_text[m_at] != u'"')
            return makeTerm(field, takeBare(), at, valueAt);
        const Result<QString> quoted = takeQuoted();
        return quoted ? makeTerm(field, *quoted, at, valueAt) : tl::unexpected(quoted.error());
    }

    Result<QueryNode> makeTerm(Field field, const QString &text, qsizetype at, qsizetype valueAt)
    {
        const Result<QString> value = readValue(field, text);
        if (!value)
            return fail(field == Field::Word || field == Field::Phrase ? at : valueAt, value.error().message);
        return QueryNode{QueryNode::Kind::Term, {field, *value}, {}};
    }

    // The place of the colon after letters that start here, or -1: "country:RS" but not "12:30".
    qsizetype fieldEnd() const
    {
        qsizetype end = m_at;
        while (end < m_text.size() && m_text[end].isLetter())
            ++end;
        return end > m_at && end < m_text.size() && m_text[end] == u':' ? end : -1;
    }

    QString takeBare()
    {
        const qsizetype from = m_at;
        while (m_at < m_text.size() && !m_text[m_at].isSpace() && m_text[m_at] != u'(' && m_text[m_at] != u')' && m_text[m_at] != u'"')
            ++m_at;
        return m_text.sliced(from, m_at - from);
    }

    Result<QString> takeQuoted()
    {
        const qsizetype from = m_at++;
        QString value;
        for (; m_at < m_text.size() && m_text[m_at] != u'"'; ++m_at) {
            const bool escapes = m_text[m_at] == u'\\' && m_at + 1 < m_text.size() && (m_text[m_at + 1] == u'"' || m_text[m_at + 1] == u'\\');
            m_at += escapes ? 1 : 0;
            value += m_text[m_at];
        }
        if (m_at >= m_text.size())
            return fail(from, tr("This quotation mark isn't closed."));
        ++m_at;
        return value;
    }

    const QString m_text;
    qsizetype m_at = 0;
    int m_terms = 0;
    int m_deepest = 0; // of the parentheses
    qsizetype m_deepestAt = 0;
};

} // namespace

Result<Query> Query::parse(const QString &text)
{
    if (text.size() > maximumLength) {
        return failure(ErrorKind::Usage,
                       QCoreApplication::translate("Query", "The query is longer than %1 characters.").arg(maximumLength),
                       {}, maximumLength);
    }
    return Parser(text).parse().map([](const QueryNode &root) { return Query(root); });
}

} // namespace dateline
