// blob     = format countries topics entities sentences quotes language version sum
// format   = 2; 1 in what was written before sums: it has none
// sum      = as in summed_blob.h, of all before it
// countries= n { code(text) weight*2+about spans }       most salient first
// topics   = n { topic weight spans }                    topic = number of "medtop:<number>" + 1, or 0 and the id as text
// entities = n { value(id, or 0 and the name as text) kind weight spans }
// sentences= spans
// quotes   = n { speaker(index of an entity + 1, or 0 and text) direct content(span) source(span) }
// spans    = n { span }
// span     = start(signed, from the end of the span before) length*2+inTitle
// weight   = salience or confidence in 1/10,000
// Numbers and texts as in byte_stream.h. Countries and topics stand first because a list reads only those.
#include "store/annotation_codec.h"

#include "store/byte_stream.h"
#include "store/summed_blob.h"

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

constexpr quint64 Format = 2, FormatWithoutSum = 1;
constexpr double WeightUnit = 10'000;
constexpr qsizetype HeadCountries = 4;
const QLatin1String TopicScheme("medtop:");

quint64 weightOf(double share)
{
    return std::isfinite(share) && share > 0 ? static_cast<quint64>(std::llround(std::min(share, 1.0) * WeightUnit)) : 0;
}

double shareOf(quint64 weight)
{
    return static_cast<double>(weight) / WeightUnit;
}

class AnnotationWriter final {
public:
    void span(const Span &span)
    {
        bytes.signedNumber(qint64(span.start) - m_end);
        bytes.number((static_cast<quint64>(std::max(span.length, 0)) << 1) | (span.part == Part::Title ? 1 : 0));
        m_end = qint64(span.start) + span.length;
    }

    void spans(const QList<Span> &spans)
    {
        bytes.number(static_cast<quint64>(spans.size()));
        m_end = 0;
        for (const Span &each : spans)
            span(each);
    }

    // The next span is counted from 0.
    void fromStart() { m_end = 0; }

    void topic(const QString &id)
    {
        bool isNumber = false;
        const quint64 number = id.startsWith(TopicScheme) ? id.mid(TopicScheme.size()).toULongLong(&isNumber) : 0;
        if (isNumber && QString(TopicScheme + QString::number(number)) != id)
            isNumber = false; // leading zeros come back only as text
        bytes.number(isNumber ? number + 1 : 0);
        if (!isNumber)
            bytes.text(id);
    }

    ByteWriter bytes;

private:
    qint64 m_end = 0;
};

class AnnotationReader final {
public:
    explicit AnnotationReader(QByteArrayView blob) : bytes(blob) {}

    Span span()
    {
        Span span;
        const qint64 start = m_end + std::clamp<qint64>(bytes.signedNumber(), -2 * qint64(INT32_MAX), INT32_MAX);
        const quint64 length = bytes.number();
        span.start = static_cast<qint32>(std::clamp<qint64>(start, 0, INT32_MAX));
        span.length = static_cast<qint32>(std::min<quint64>(length >> 1, INT32_MAX));
        span.part = (length & 1) ? Part::Title : Part::Text;
        m_end = qint64(span.start) + span.length;
        return span;
    }

    QList<Span> spans()
    {
        QList<Span> spans;
        m_end = 0;
        for (qsizetype left = bytes.count(); left > 0; --left)
            spans += span();
        return spans;
    }

    QList<CountryMention> countries()
    {
        QList<CountryMention> countries;
        for (qsizetype left = bytes.count(); left > 0; --left) {
            CountryMention country;
            country.code = bytes.text();
            const quint64 weight = bytes.number();
            country.about = weight & 1;
            country.salience = shareOf(weight >> 1);
            country.mentions = spans();
            countries += country;
        }
        return countries;
    }

    QList<Topic> topics()
    {
        QList<Topic> topics;
        for (qsizetype left = bytes.count(); left > 0; --left) {
            Topic topic;
            const quint64 number = bytes.number();
            topic.id = number > 0 ? QString(TopicScheme + QString::number(number - 1)) : bytes.text();
            topic.confidence = shareOf(bytes.number());
            topic.evidence = spans();
            topics += topic;
        }
        return topics;
    }

    QList<Entity> entities(const std::function<QString(quint32)> &nameOf)
    {
        QList<Entity> entities;
        for (qsizetype left = bytes.count(); left > 0; --left) {
            Entity entity;
            const quint64 value = bytes.number();
            entity.name = value > 0 ? nameOf(static_cast<quint32>(value)) : bytes.text();
            entity.kind = static_cast<EntityKind>(std::min<quint64>(bytes.number(), 2));
            entity.salience = shareOf(bytes.number());
            entity.mentions = spans();
            entities += entity;
        }
        return entities;
    }

    QList<Quote> quotes(const QList<Entity> &entities)
    {
        QList<Quote> quotes;
        m_end = 0;
        for (qsizetype left = bytes.count(); left > 0; --left) {
            Quote quote;
            const quint64 speaker = bytes.number();
            if (speaker == 0)
                quote.speaker = bytes.text();
            else if (speaker <= static_cast<quint64>(entities.size()))
                quote.speaker = entities[static_cast<qsizetype>(speaker - 1)].name;
            quote.direct = bytes.number() != 0;
            quote.content = span();
            quote.source = span();
            quotes += quote;
        }
        return quotes;
    }

    ByteReader bytes;

private:
    qint64 m_end = 0;
};

void writeEntities(AnnotationWriter &writer, const QList<Entity> &entities, const std::vector<quint32> &values)
{
    writer.bytes.number(static_cast<quint64>(entities.size()));
    for (qsizetype i = 0; i < entities.size(); ++i) {
        const quint32 value = values[static_cast<size_t>(i)];
        writer.bytes.number(value);
        if (value == 0)
            writer.bytes.text(entities[i].name);
        writer.bytes.number(static_cast<quint64>(entities[i].kind));
        writer.bytes.number(weightOf(entities[i].salience));
        writer.spans(entities[i].mentions);
    }
}

void writeQuotes(AnnotationWriter &writer, const QList<Quote> &quotes, const QList<Entity> &entities)
{
    writer.fromStart();
    writer.bytes.number(static_cast<quint64>(quotes.size()));
    for (const Quote &quote : quotes) {
        const auto same = std::find_if(entities.begin(), entities.end(), [&](const Entity &entity) { return entity.name == quote.speaker; });
        writer.bytes.number(same == entities.end() ? 0 : static_cast<quint64>(same - entities.begin()) + 1);
        if (same == entities.end())
            writer.bytes.text(quote.speaker);
        writer.bytes.number(quote.direct);
        writer.span(quote.content);
        writer.span(quote.source);
    }
}

} // namespace

QByteArray packAnnotations(const Annotations &annotations, const std::vector<quint32> &values)
{
    AnnotationWriter writer;
    writer.bytes.number(Format);
    writer.bytes.number(static_cast<quint64>(annotations.countries.size()));
    for (const CountryMention &country : annotations.countries) {
        writer.bytes.text(country.code);
        writer.bytes.number((weightOf(country.salience) << 1) | (country.about ? 1 : 0));
        writer.spans(country.mentions);
    }
    writer.bytes.number(static_cast<quint64>(annotations.topics.size()));
    for (const Topic &topic : annotations.topics) {
        writer.topic(topic.id);
        writer.bytes.number(weightOf(topic.confidence));
        writer.spans(topic.evidence);
    }
    writeEntities(writer, annotations.entities, values);
    writer.spans(annotations.keySentences);
    writeQuotes(writer, annotations.quotes, annotations.entities);
    writer.bytes.text(annotations.language);
    writer.bytes.signedNumber(annotations.version);
    return summed(writer.bytes.bytes());
}

std::optional<Annotations> unpackAnnotations(QByteArrayView blob, const std::function<QString(quint32)> &nameOf)
{
    const std::optional<QByteArrayView> plain = haveSum(blob) ? unsummed(blob) : std::optional(blob);
    if (!plain)
        return std::nullopt;
    AnnotationReader reader(*plain);
    if (const quint64 format = reader.bytes.number(); format != Format && format != FormatWithoutSum)
        return std::nullopt;
    Annotations annotations;
    annotations.countries = reader.countries();
    annotations.topics = reader.topics();
    annotations.entities = reader.entities(nameOf);
    annotations.keySentences = reader.spans();
    annotations.quotes = reader.quotes(annotations.entities);
    annotations.language = reader.bytes.text();
    annotations.version = static_cast<int>(reader.bytes.signedNumber());
    if (!reader.bytes.isGood() || !reader.bytes.atEnd())
        return std::nullopt;
    return annotations;
}

bool haveSum(QByteArrayView blob)
{
    return ByteReader(blob).number() == Format;
}

HeadAnnotations headOf(const Annotations &annotations)
{
    HeadAnnotations head;
    for (const CountryMention &country : annotations.countries) {
        if (country.about && head.countries.size() < HeadCountries)
            head.countries += country.code;
    }
    if (!annotations.topics.isEmpty())
        head.topic = annotations.topics.first().id;
    return head;
}

HeadAnnotations unpackHead(QByteArrayView blob)
{
    AnnotationReader reader(blob);
    if (const quint64 format = reader.bytes.number(); format != Format && format != FormatWithoutSum)
        return {};
    Annotations read;
    read.countries = reader.countries();
    read.topics = reader.topics();
    return headOf(read);
}

} // namespace dateline
