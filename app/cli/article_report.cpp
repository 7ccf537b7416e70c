#include "cli/article_report.h"

#include "base/countries.h"
#include "base/topics.h"
#include "cli/output.h"
#include "cli/terminal.h"

#include <QCoreApplication>
#include <QLocale>

namespace dateline {

namespace {

constexpr int labelWidth = 15;
constexpr int namesShown = 12; // of one kind of entity

QString translated(const char *text)
{
    return QCoreApplication::translate("Report", text);
}

QString dateText(const Moment &moment)
{
    if (!moment.isKnown())
        return translated("no date");
    if (!moment.hasTime())
        return moment.day().toString(Qt::ISODate);
    return moment.time().toLocalTime().toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

void labelled(Output &output, const QString &label, const QString &value)
{
    if (value.isEmpty())
        return;
    const QString text = wrapped(value, output.textWidth(), labelWidth);
    output.line(fitted(label, labelWidth) + text.mid(labelWidth));
}

QString spanText(const ArticleContent &content, const Span &span)
{
    return (span.part == Part::Title ? content.title : content.text).mid(span.start, span.length).simplified();
}

QString headLine(const ArticleContent &content, const QString &source, const QString &language)
{
    QStringList parts;
    if (!source.isEmpty())
        parts.append(source);
    parts.append(dateText(content.published));
    if (!content.authors.isEmpty())
        parts.append(content.authors.join(QStringLiteral(", ")));
    if (!language.isEmpty())
        parts.append(language);
    return parts.join(QStringLiteral(" · "));
}

QString countryNames(const QList<CountryMention> &countries, bool about)
{
    QStringList names;
    for (const CountryMention &country : countries) {
        if (country.about == about)
            names.append(countryName(country.code));
    }
    return names.join(QStringLiteral(", "));
}

QString entityNames(const QList<Entity> &entities, EntityKind kind)
{
    QStringList names;
    int more = 0;
    for (const Entity &entity : entities) {
        if (entity.kind != kind)
            continue;
        if (names.size() < namesShown)
            names.append(entity.mentions.size() > 1 ? QStringLiteral("%1 (%2)").arg(entity.name).arg(entity.mentions.size()) : entity.name);
        else
            ++more;
    }
    if (more > 0)
        names.append(translated("%1 more").arg(more));
    return names.join(QStringLiteral(", "));
}

QString topicNamesAndConfidence(const QList<Topic> &topics)
{
    QStringList names;
    for (const Topic &topic : topics)
        names.append(QStringLiteral("%1 %2 %").arg(topicLabel(topic.id)).arg(qRound(topic.confidence * 100)));
    return names.join(QStringLiteral(", "));
}

void bulleted(Output &output, const QString &heading, const QStringList &items)
{
    if (items.isEmpty())
        return;
    output.line(heading);
    for (const QString &item : items)
        output.line(QStringLiteral("  • ") + wrapped(item, output.textWidth(), 4).mid(4));
}

void reportFindings(Output &output, const ArticleContent &content, const Annotations &annotations)
{
    labelled(output, translated("About"), countryNames(annotations.countries, true));
    labelled(output, translated("Also named"), countryNames(annotations.countries, false));
    labelled(output, translated("People"), entityNames(annotations.entities, EntityKind::Person));
    labelled(output, translated("Organisations"), entityNames(annotations.entities, EntityKind::Organisation));
    labelled(output, translated("Places"), entityNames(annotations.entities, EntityKind::Place));
    labelled(output, translated("Topics"), topicNamesAndConfidence(annotations.topics));
    labelled(output, translated("Categories"), content.categories.join(QStringLiteral(", ")));
    QStringList sentences;
    for (const Span &span : annotations.keySentences)
        sentences.append(spanText(content, span));
    bulleted(output, translated("Key sentences"), sentences);
    QStringList quotes;
    for (const Quote &quote : annotations.quotes) {
        const QString speaker = quote.speaker.isEmpty() ? translated("(nobody named)") : quote.speaker;
        quotes.append(speaker + QStringLiteral(": ") + spanText(content, quote.content));
    }
    bulleted(output, translated("Who said what"), quotes);
    bulleted(output, translated("Problems"), content.problems);
}

void reportHead(Output &output, const ArticleContent &content, const QString &source, const QString &language)
{
    output.heading(wrapped(content.title.isEmpty() ? translated("(no title)") : content.title, output.textWidth()));
    output.line(headLine(content, source, language));
    if (!content.url.isEmpty())
        output.line(content.url);
}

QString stateText(const StoredArticle &article)
{
    QStringList parts;
    parts.append(article.state.read ? translated("read") : translated("unread"));
    if (article.state.bookmarked)
        parts.append(translated("bookmarked"));
    if (article.updated)
        parts.append(translated("changed since it was read"));
    for (const QString &tag : article.state.tags)
        parts.append(u'#' + tag);
    return parts.join(QStringLiteral(", "));
}

} // namespace

void reportArticle(Output &output, const ArticleContent &content, const Annotations &annotations)
{
    reportHead(output, content, content.sourceName, annotations.language.isEmpty() ? content.language : annotations.language);
    reportFindings(output, content, annotations);
    output.line({});
}

void reportStoredArticle(Output &output, const StoredArticle &article)
{
    const QString &language = article.annotations.language;
    reportHead(output, article.content, article.sourceTitle, language.isEmpty() ? article.content.language : language);
    labelled(output, translated("Number"), QString::number(article.id.value));
    labelled(output, translated("State"), stateText(article));
    labelled(output, translated("Note"), article.state.note);
    if (article.story.isValid())
        labelled(output, translated("Story"), QString::number(article.story.value));
    reportFindings(output, article.content, article.annotations);
    output.line({});
    output.line(wrapped(article.content.text, output.textWidth()));
}

} // namespace dateline
