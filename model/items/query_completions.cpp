#include "items/query_completions.h"

#include "base/countries.h"
#include "base/folding.h"
#include "base/topics.h"
#include "items/facet_model.h"
#include "items/query_labels.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace dateline {
namespace {

constexpr qsizetype completionsAtMost = 12;
constexpr std::array fields = {Field::Country, Field::Topic, Field::Person, Field::Organisation, Field::Place, Field::Source,
                               Field::Date, Field::After, Field::Before, Field::Mentions, Field::From, Field::Language,
                               Field::Tag, Field::Is, Field::Story};

struct Words {
    Q_DECLARE_TR_FUNCTIONS(QueryCompletions)
};

struct Token {
    qsizetype start = 0;
    qsizetype end = 0;
};

// The run between spaces and parentheses that holds `cursor`; quoted text holds spaces. A leading minus is left out.
Token tokenAt(const QString &text, qsizetype cursor)
{
    Token token;
    bool isQuoted = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c == u'"')
            isQuoted = !isQuoted;
        const bool isEdge = !isQuoted && (c.isSpace() || c == u'(' || c == u')');
        if (isEdge && i >= cursor)
            break;
        if (isEdge)
            token.start = i + 1;
        token.end = i + 1;
    }
    token.end = std::max(token.end, token.start);
    if (token.start < token.end && token.start < cursor && text.at(token.start) == u'-')
        ++token.start;
    return token;
}

// Some word of the label begins with the words typed so far.
bool beginsAWord(const QString &label, const QString &prefix)
{
    for (qsizetype at = label.indexOf(prefix); at >= 0; at = label.indexOf(prefix, at + 1)) {
        if (at == 0 || !label.at(at - 1).isLetterOrNumber())
            return true;
    }
    return false;
}

class Gathering {
public:
    Gathering(const QString &prefix, bool namesField)
        : m_prefix(folded(prefix))
        , m_namesField(namesField)
    {
    }

    bool isFull() const { return m_found.size() >= completionsAtMost; }
    const QList<QueryCompletion> &found() const { return m_found; }

    void addField(Field field)
    {
        const QString name = fieldName(field);
        if (!isFull() && (name.startsWith(m_prefix) || folded(fieldLabel(field)).startsWith(m_prefix)))
            m_found += QueryCompletion{name + u':', fieldLabel(field), {}};
    }

    // `hint` is for a term whose field was typed; else the field is named.
    void addTerm(const QueryTerm &term, const QString &label, const QString &hint)
    {
        if (isFull() || !(beginsAWord(folded(label), m_prefix) || folded(term.value).startsWith(m_prefix)))
            return;
        const QString text = toText(QueryNode{QueryNode::Kind::Term, term, {}});
        const auto isSame = [&text](const QueryCompletion &known) { return known.text == text; };
        if (std::none_of(m_found.begin(), m_found.end(), isSame))
            m_found += QueryCompletion{text, label, m_namesField ? hint : fieldLabel(term.field)};
    }

private:
    QString m_prefix;
    bool m_namesField;
    QList<QueryCompletion> m_found;
};

void addAnswered(Gathering &all, Field field, Facet facet, const Answer &answer)
{
    for (const FacetCount &count : answer.facets.value(facet))
        all.addTerm({field, count.value}, count.label, QLocale().toString(count.count));
}

void addFixed(Gathering &all, Field field, std::initializer_list<const char *> values)
{
    for (const char *value : values) {
        const QueryTerm term{field, QString::fromLatin1(value)};
        all.addTerm(term, valueLabel(term), term.value);
    }
}

void addCountries(Gathering &all, Field field)
{
    QList<std::pair<QString, QString>> names; // in the reader's alphabet
    for (const QString &code : countryCodes())
        names.emplaceBack(countryName(code), code);
    std::sort(names.begin(), names.end(), [](const auto &a, const auto &b) { return a.first.localeAwareCompare(b.first) < 0; });
    for (const auto &[name, code] : std::as_const(names))
        all.addTerm({field, code}, name, code);
}

void addTopics(Gathering &all)
{
    for (const TopicName &topic : topicNames())
        all.addTerm({Field::Topic, QString::fromLatin1(topic.shortName)}, topicLabel(QString::fromLatin1(topic.id)),
                    QString::fromLatin1(topic.shortName));
}

std::optional<Facet> countedFacet(Field field)
{
    for (const Facet facet : {Facet::Topic, Facet::Country, Facet::Mentions, Facet::From, Facet::Person, Facet::Organisation,
                              Facet::Place, Facet::Source, Facet::Language, Facet::Tag}) {
        if (facetField(facet) == field)
            return facet;
    }
    return std::nullopt;
}

// What the present answer holds comes first, the most frequent before; then what there is besides.
void addValues(Gathering &all, Field field, const Answer &answer)
{
    if (const auto facet = countedFacet(field))
        addAnswered(all, field, *facet, answer);
    switch (field) {
    case Field::Country:
    case Field::Mentions:
    case Field::From: addCountries(all, field); break;
    case Field::Topic: addTopics(all); break;
    case Field::Date: addFixed(all, field, {"today", "yesterday", "7d", "2w", "1m", "1y"}); break;
    case Field::Is: addFixed(all, field, {"unread", "read", "bookmarked", "updated"}); break;
    default: break;
    }
}

} // namespace

QueryCompletions completeQuery(const QString &text, qsizetype cursor, const Answer &answer)
{
    const Token token = tokenAt(text, cursor);
    const QString typed = text.sliced(token.start, std::max<qsizetype>(0, std::min(cursor, token.end) - token.start));
    const qsizetype colon = typed.indexOf(u':');
    const auto field = colon < 0 ? std::nullopt : fieldFromName(QStringView(typed).first(colon));
    QString prefix = field ? typed.sliced(colon + 1) : typed;
    Gathering all(prefix.remove(u'"'), field.has_value());
    if (field) {
        addValues(all, *field, answer);
    } else if (!typed.startsWith(u'"')) {
        for (const Field each : fields)
            all.addField(each);
        if (typed.size() >= 2) {
            for (const Field each : {Field::Topic, Field::Person, Field::Organisation, Field::Place, Field::Source, Field::Country})
                addValues(all, each, answer);
        }
    }
    return {token.start, token.end - token.start, all.found()};
}

} // namespace dateline
