#include "ui/reading/article_marks.h"

#include "base/countries.h"
#include "base/folding.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>

namespace dateline {
namespace {

constexpr qsizetype mostLookedAt = 64; // mentions, for the words that they use: a name stands in a long report thousands of times

MarkTarget targetOf(const Entity &entity)
{
    switch (entity.kind) {
    case EntityKind::Person: return {MarkKind::Person, entity.name, {Field::Person, entity.name}};
    case EntityKind::Organisation: return {MarkKind::Organisation, entity.name, {Field::Organisation, entity.name}};
    case EntityKind::Place: return {MarkKind::Place, entity.name, {Field::Place, entity.name}};
    }
    Q_UNREACHABLE();
}

// Hostile or stale offsets are left out here, so that nobody behind has to look.
void add(const QList<Span> &spans, int target, const ArticleContent &content, ArticleMarks &marks)
{
    for (const Span &span : spans) {
        const bool isTitle = span.part == Part::Title;
        const qint64 size = isTitle ? content.title.size() : content.text.size();
        if (span.start < 0 || span.length <= 0 || qint64(span.start) + span.length > size)
            continue;
        (isTitle ? marks.title : marks.text).append({span.start, span.end(), target});
    }
}

void addEntities(const StoredArticle &article, bool (*isWanted)(EntityKind), ArticleMarks &marks)
{
    for (const Entity &entity : article.annotations.entities) {
        if (!isWanted(entity.kind))
            continue;
        MarkTarget target = targetOf(entity);
        target.mentions = entity.mentions;
        marks.targets.append(target);
        add(entity.mentions, static_cast<int>(marks.targets.size() - 1), article.content, marks);
    }
}

void makeFlat(QList<Mark> &marks)
{
    std::stable_sort(marks.begin(), marks.end(), [](const Mark &a, const Mark &b) {
        return a.start != b.start ? a.start < b.start : a.end > b.end;
    });
    qint32 end = 0;
    marks.removeIf([&end](const Mark &mark) {
        if (mark.start < end)
            return true;
        end = mark.end;
        return false;
    });
}

} // namespace

ArticleMarks articleMarks(const StoredArticle &article)
{
    ArticleMarks marks;
    addEntities(article, [](EntityKind kind) { return kind != EntityKind::Place; }, marks);
    for (const CountryMention &country : article.annotations.countries) {
        const Field field = country.about ? Field::Country : Field::Mentions;
        marks.targets.append({MarkKind::Country, countryName(country.code), {field, country.code}, country.mentions});
        add(country.mentions, static_cast<int>(marks.targets.size() - 1), article.content, marks);
    }
    addEntities(article, [](EntityKind kind) { return kind == EntityKind::Place; }, marks);
    makeFlat(marks.text);
    makeFlat(marks.title);
    return marks;
}

QString markKindName(MarkKind kind)
{
    switch (kind) {
    case MarkKind::Person: return QCoreApplication::translate("Reading", "Person");
    case MarkKind::Organisation: return QCoreApplication::translate("Reading", "Organisation");
    case MarkKind::Place: return QCoreApplication::translate("Reading", "Place");
    case MarkKind::Country: return QCoreApplication::translate("Reading", "Country");
    }
    Q_UNREACHABLE();
}

QString evidenceWords(const QList<Span> &evidence, const ArticleContent &content, int limit)
{
    QStringList words;
    QSet<QString> seen;
    for (const Span &span : evidence.first(std::min(evidence.size(), mostLookedAt))) {
        const QString &from = span.part == Part::Title ? content.title : content.text;
        if (span.start < 0 || span.length <= 0 || span.length > 200 || span.start >= from.size())
            continue;
        const QString word = from.mid(span.start, span.length).simplified();
        const QString key = folded(word);
        if (seen.contains(key))
            continue;
        seen.insert(key);
        words.append(QCoreApplication::translate("Reading", "“%1”").arg(word));
        if (words.size() == limit)
            break;
    }
    return words.join(QStringLiteral(", "));
}

} // namespace dateline
