#include "cli/article_json.h"

#include "base/topics.h"
#include "cli/json_line.h"

namespace dateline {

namespace {

// Of the form of "state". A reader that knows less passes over what it doesn't know.
constexpr int StateVersion = 1;

void writeMoment(JsonLine &json, const char *key, const Moment &moment)
{
    json.key(key);
    if (moment.isKnown())
        json.text(moment.toText());
    else
        json.null();
}

void writeText(JsonLine &json, const char *key, QStringView value)
{
    json.key(key);
    json.text(value);
}

void writeSpanFields(JsonLine &json, const Span &span)
{
    json.key("start");
    json.number(span.start);
    json.key("length");
    json.number(span.length);
    if (span.part == Part::Title)
        writeText(json, "in", u"title");
}

void writeSpans(JsonLine &json, const char *key, const QList<Span> &spans)
{
    json.key(key);
    json.beginArray();
    for (const Span &span : spans) {
        json.beginObject();
        writeSpanFields(json, span);
        json.endObject();
    }
    json.endArray();
}

void writeContent(JsonLine &json, const ArticleContent &content, const QString &source, const QString &language)
{
    writeText(json, "ref", content.ref);
    writeText(json, "title", content.title);
    writeText(json, "url", content.url);
    writeText(json, "guid", content.guid);
    writeText(json, "source", source);
    json.key("authors");
    json.texts(content.authors);
    writeMoment(json, "published", content.published);
    writeMoment(json, "updated", content.updated);
    writeText(json, "language", language.isEmpty() ? content.language : language);
    writeText(json, "text", content.text);
    writeText(json, "html", content.html);
    writeText(json, "image", content.image);
    json.key("categories");
    json.texts(content.categories);
}

void writeEntities(JsonLine &json, const QList<Entity> &entities)
{
    json.key("entities");
    json.beginArray();
    for (const Entity &entity : entities) {
        json.beginObject();
        writeText(json, "name", entity.name);
        writeText(json, "kind", entityKindName(entity.kind));
        json.key("salience");
        json.fraction(entity.salience);
        writeSpans(json, "mentions", entity.mentions);
        json.endObject();
    }
    json.endArray();
}

void writeCountries(JsonLine &json, const QList<CountryMention> &countries)
{
    json.key("countries");
    json.beginArray();
    for (const CountryMention &country : countries) {
        json.beginObject();
        writeText(json, "code", country.code);
        json.key("about");
        json.truth(country.about);
        json.key("salience");
        json.fraction(country.salience);
        writeSpans(json, "mentions", country.mentions);
        json.endObject();
    }
    json.endArray();
}

void writeTopics(JsonLine &json, const QList<Topic> &topics)
{
    json.key("topics");
    json.beginArray();
    for (const Topic &topic : topics) {
        json.beginObject();
        writeText(json, "id", topic.id);
        writeText(json, "name", topicShortName(topic.id));
        json.key("confidence");
        json.fraction(topic.confidence);
        json.endObject();
    }
    json.endArray();
}

void writeQuotes(JsonLine &json, const QList<Quote> &quotes)
{
    json.key("quotes");
    json.beginArray();
    for (const Quote &quote : quotes) {
        json.beginObject();
        writeText(json, "speaker", quote.speaker);
        writeSpanFields(json, quote.content);
        json.key("direct");
        json.truth(quote.direct);
        json.endObject();
    }
    json.endArray();
}

void writeArticle(JsonLine &json, const ArticleContent &content, const Annotations &annotations, const QString &source)
{
    writeContent(json, content, source, annotations.language);
    writeEntities(json, annotations.entities);
    writeCountries(json, annotations.countries);
    writeTopics(json, annotations.topics);
    writeSpans(json, "keySentences", annotations.keySentences);
    writeQuotes(json, annotations.quotes);
    json.key("problems");
    json.texts(content.problems);
}

void writeEntity(JsonLine &json, const char *key, const EntityName &entity)
{
    json.key(key);
    json.beginObject();
    writeText(json, "kind", entityKindName(entity.kind));
    writeText(json, "name", entity.name);
    json.endObject();
}

void writeCorrection(JsonLine &json, const Correction &correction)
{
    json.beginObject();
    writeText(json, "kind", correctionKindName(correction.kind));
    if (correction.isAboutEntity())
        writeEntity(json, "entity", correction.entity);
    if (correction.kind == Correction::Kind::SameEntity)
        writeEntity(json, "instead", correction.instead);
    if (!correction.isAboutEntity()) {
        writeText(json, correction.kind == Correction::Kind::ArticleCountry ? "code" : "id", correction.value);
        writeText(json, "bearing", bearingName(correction.bearing));
    }
    writeText(json, "made", correction.made.toString(Qt::ISODate));
    json.endObject();
}

void writeState(JsonLine &json, const ArticleState &state, const QList<Correction> &corrections)
{
    json.key("state");
    json.beginObject();
    json.key("version");
    json.number(StateVersion);
    json.key("read");
    json.truth(state.read);
    json.key("bookmarked");
    json.truth(state.bookmarked);
    json.key("tags");
    json.texts(state.tags);
    writeText(json, "note", state.note);
    json.key("corrections");
    json.beginArray();
    for (const Correction &correction : corrections)
        writeCorrection(json, correction);
    json.endArray();
    json.endObject();
}

} // namespace

QByteArray articleJson(const AnalysedArticle &article)
{
    JsonLine json;
    json.beginObject();
    writeArticle(json, article.content, article.annotations, article.content.sourceName);
    json.endObject();
    return json.take();
}

QByteArray articleJson(const StoredArticle &article)
{
    JsonLine json;
    json.beginObject();
    json.key("id");
    json.number(article.id.value);
    writeArticle(json, article.content, article.annotations, article.sourceTitle);
    if (article.feedVersion) { // the page's text is shown; this is what the feed carries
        writeText(json, "feedText", article.feedVersion->text);
        writeText(json, "feedHtml", article.feedVersion->html);
    }
    writeState(json, article.state, article.corrections);
    json.key("story");
    if (article.story.isValid())
        json.number(article.story.value);
    else
        json.null();
    json.endObject();
    return json.take();
}

QByteArray correctionJson(const Correction &correction)
{
    JsonLine json;
    json.beginObject();
    json.key("id");
    json.number(correction.id.value);
    json.key("article");
    if (correction.article.isValid())
        json.number(correction.article.value);
    else
        json.null();
    json.key("correction");
    writeCorrection(json, correction);
    json.endObject();
    return json.take();
}

} // namespace dateline
