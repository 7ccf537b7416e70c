#include "naive_store.h"

#include "base/countries.h"
#include "base/folding.h"
#include "base/topics.h"

#include <QLocale>
#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace dateline {
namespace {

QStringList wordsOf(const QString &text)
{
    static const QRegularExpression gaps(QStringLiteral("[^\\p{L}\\p{N}\\p{M}]+"), QRegularExpression::UseUnicodePropertiesOption);
    return folded(text).split(gaps, Qt::SkipEmptyParts);
}

bool standsIn(const QStringList &wanted, const QStringList &words, bool isPrefix)
{
    for (qsizetype at = 0; at + wanted.size() <= words.size(); ++at) {
        bool same = true;
        for (qsizetype i = 0; i < wanted.size() && same; ++i) {
            const bool isLast = i + 1 == wanted.size();
            same = isLast && isPrefix ? words[at + i].startsWith(wanted[i]) : words[at + i] == wanted[i];
        }
        if (same)
            return true;
    }
    return false;
}

bool holdsText(const QueryTerm &term, const ArticleContent &content)
{
    const bool isPrefix = term.field == Field::Word && term.value.endsWith(u'*');
    const QStringList wanted = wordsOf(isPrefix ? term.value.chopped(1) : term.value);
    return wanted.isEmpty() || standsIn(wanted, wordsOf(content.title), isPrefix) || standsIn(wanted, wordsOf(content.text), isPrefix);
}

QString languageOf(const AnalysedArticle &article)
{
    return article.annotations.language.isEmpty() ? article.content.language.section(u'-', 0, 0).toLower() : article.annotations.language;
}

// Counts of one article's values, by value and label.
using Values = QSet<std::pair<QString, QString>>;

Values valuesOf(Facet facet, const NaiveArticle &each)
{
    const Annotations &found = each.article.annotations;
    Values values;
    const auto addEntities = [&](EntityKind kind) {
        for (const Entity &entity : found.entities) {
            if (entity.kind == kind)
                values += {entity.name, entity.name};
        }
    };
    switch (facet) {
    case Facet::Topic:
        for (const Topic &topic : found.topics)
            values += {topicShortName(topic.id), topicLabel(topic.id)};
        break;
    case Facet::Country:
    case Facet::Mentions:
        for (const CountryMention &country : found.countries) {
            if (country.about || facet == Facet::Mentions)
                values += {country.code, countryName(country.code)};
        }
        break;
    case Facet::From:
        if (!each.source.country.isEmpty())
            values += {each.source.country, countryName(each.source.country)};
        break;
    case Facet::Person: addEntities(EntityKind::Person); break;
    case Facet::Organisation: addEntities(EntityKind::Organisation); break;
    case Facet::Place: addEntities(EntityKind::Place); break;
    case Facet::Source: values += {each.source.title, each.source.title}; break;
    case Facet::Language: {
        const QString code = languageOf(each.article);
        values += {code, QLocale::languageToString(QLocale::codeToLanguage(code))};
        break;
    }
    case Facet::State:
        values += each.state.read ? std::pair(QStringLiteral("read"), QStringLiteral("Read")) : std::pair(QStringLiteral("unread"), QStringLiteral("Unread"));
        if (each.state.bookmarked)
            values += {QStringLiteral("bookmarked"), QStringLiteral("Bookmarked")};
        if (each.updated)
            values += {QStringLiteral("updated"), QStringLiteral("Updated")};
        break;
    case Facet::Tag:
        for (const QString &tag : each.state.tags)
            values += {tag, tag};
        break;
    case Facet::Day:
    case Facet::Story: break;
    }
    return values;
}

QList<FacetCount> counted(Facet facet, const std::vector<const NaiveArticle *> &rows, int top)
{
    QMap<std::pair<QString, QString>, quint32> numbers;
    for (const NaiveArticle *row : rows) {
        for (const auto &value : valuesOf(facet, *row))
            ++numbers[value];
    }
    QList<FacetCount> counts;
    for (auto [value, number] : numbers.asKeyValueRange())
        counts += FacetCount{value.first, value.second, number};
    std::sort(counts.begin(), counts.end(), [](const FacetCount &a, const FacetCount &b) { return a.count != b.count ? a.count > b.count : a.label < b.label; });
    return counts.mid(0, top);
}

} // namespace

Answer NaiveStore::run(const Query &query, const AnswerOptions &options) const
{
    std::vector<const NaiveArticle *> rows;
    std::vector<std::tuple<qint64, quint32>> order;
    QMap<QDate, quint32> days;
    Answer answer;
    answer.query = query;
    for (const auto &[id, each] : articles) {
        if (!holds(query.root(), each, options.today))
            continue;
        rows.push_back(&each);
        const Moment &published = each.article.content.published;
        order.emplace_back(published.isKnown() ? published.epoch() : std::numeric_limits<qint64>::max(), id); // undated: received just now
        published.isKnown() ? ++days[published.day()] : ++answer.undated;
    }
    std::sort(order.rbegin(), order.rend());
    for (const auto &[time, id] : order)
        answer.rows += ArticleId{id};
    for (auto [day, number] : days.asKeyValueRange())
        answer.days += DayCount{day, number};
    for (int facet = static_cast<int>(Facet::Topic); facet <= static_cast<int>(Facet::Story); ++facet)
        answer.facets[static_cast<Facet>(facet)] = counted(static_cast<Facet>(facet), rows, options.top);
    return answer;
}

bool NaiveStore::holds(const QueryNode &node, const NaiveArticle &article, QDate today) const
{
    const auto held = [&](const QueryNode &child) { return holds(child, article, today); };
    switch (node.kind) {
    case QueryNode::Kind::Term: return holdsTerm(node.term, article, today);
    case QueryNode::Kind::All: return std::all_of(node.children.begin(), node.children.end(), held);
    case QueryNode::Kind::Any: return std::any_of(node.children.begin(), node.children.end(), held);
    case QueryNode::Kind::Not: return !held(node.children.first());
    }
    return false;
}

bool NaiveStore::holdsTerm(const QueryTerm &term, const NaiveArticle &each, QDate today) const
{
    const auto hasValue = [&](Facet facet) {
        const Values values = valuesOf(facet, each);
        return std::any_of(values.begin(), values.end(), [&](const auto &value) { return value.first == term.value; });
    };
    switch (term.field) {
    case Field::Word:
    case Field::Phrase: return holdsText(term, each.article.content);
    case Field::Country: return hasValue(Facet::Country);
    case Field::Mentions: return hasValue(Facet::Mentions);
    case Field::From: return hasValue(Facet::From);
    case Field::Topic: return hasValue(Facet::Topic);
    case Field::Person: return holdsEntity(EntityKind::Person, term.value, each);
    case Field::Organisation: return holdsEntity(EntityKind::Organisation, term.value, each);
    case Field::Place: return holdsEntity(EntityKind::Place, term.value, each);
    case Field::Date:
    case Field::After:
    case Field::Before: {
        const DayRange range = dayRange(term, today).value();
        const QDate day = each.article.content.published.day();
        return day.isValid() && (!range.first.isValid() || day >= range.first) && (!range.last.isValid() || day <= range.last);
    }
    case Field::Source: return holdsSource(term.value, each);
    case Field::Language: return hasValue(Facet::Language);
    case Field::Tag:
        return std::any_of(each.state.tags.begin(), each.state.tags.end(), [&](const QString &tag) { return folded(tag) == folded(term.value); });
    case Field::Is: return hasValue(Facet::State);
    case Field::Story: return false;
    }
    return false;
}

void NaiveStore::show()
{
    for (auto &[id, each] : articles) {
        QList<Correction> own;
        for (const Correction &correction : corrections) {
            if (!correction.isAboutEntity() && correction.article.value == id)
                own += correction;
        }
        each.article.annotations = corrected(each.found, CorrectionSet(corrections), own);
    }
    for (const Correction &correction : corrections) {
        for (const EntityName &entity : {correction.entity, correction.instead}) {
            if (correction.isAboutEntity() && !entity.name.isEmpty())
                spellings[{entity.kind, folded(entity.name)}] += folded(entity.name);
        }
    }
}

void NaiveStore::rememberSpellings(const Annotations &annotations, const ArticleContent &content)
{
    for (const Entity &entity : annotations.entities) {
        QSet<QString> &known = spellings[{entity.kind, folded(entity.name)}];
        known += folded(entity.name);
        for (const Span &span : entity.mentions)
            known += folded((span.part == Part::Title ? content.title : content.text).mid(span.start, span.length));
    }
}

// Any spelling finds all articles of the entity that it is shown as; where no spelling is the whole value, the names that hold all its words do.
bool NaiveStore::holdsEntity(EntityKind kind, const QString &value, const NaiveArticle &wanted) const
{
    QSet<QString> meant, exact, partly;
    const CorrectionSet set(corrections);
    for (const auto &[entity, known] : spellings) {
        const auto &[entityKind, key] = entity;
        const std::optional<EntityName> shown = entityKind == kind && known.contains(folded(value)) ? set.shown({kind, key}) : std::nullopt;
        if (shown && shown->kind == kind)
            meant += folded(shown->name);
    }
    for (const auto &[id, each] : articles) {
        for (const Entity &entity : each.article.annotations.entities) {
            if (entity.kind != kind)
                continue;
            if (meant.contains(folded(entity.name)))
                exact += folded(entity.name);
            const QStringList words = wordsOf(entity.name), parts = wordsOf(value);
            if (std::all_of(parts.begin(), parts.end(), [&](const QString &part) { return words.contains(part); }))
                partly += folded(entity.name);
        }
    }
    const QSet<QString> &names = exact.isEmpty() ? partly : exact;
    const QList<Entity> &entities = wanted.article.annotations.entities;
    return std::any_of(entities.begin(), entities.end(), [&](const Entity &entity) { return entity.kind == kind && names.contains(folded(entity.name)); });
}

bool NaiveStore::holdsSource(const QString &value, const NaiveArticle &wanted) const
{
    const QString part = folded(value);
    const bool isExact = std::any_of(sources.begin(), sources.end(), [&](const Source &source) {
        return folded(source.title) == part || folded(source.url) == part;
    });
    const QString title = folded(wanted.source.title), url = folded(wanted.source.url);
    return isExact ? title == part || url == part : title.contains(part) || url.contains(part);
}

} // namespace dateline
