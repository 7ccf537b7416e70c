// change   = version values articles removed states tags sources addedSources sum   each list: number of entries, then the entries
// version  = 2; 1 in what was written before sums: it has none
// sum      = as in summed_blob.h, of all before it
// value    = id facet key name                     facet: a code of value_table.cpp
// article  = id-step time-step precision row       steps are signed, from the entry before; row: number of bytes, then a facet row
// removed  = id-step
// state    = id-step flags
// tag      = id-step tag isOn
// sources  = 0 | 1 list                            all of them
// source   = id value title url country
//
// Days aren't in it: they are of the time zone in which the index is used.
#include "store/change_codec.h"

#include "store/summed_blob.h"
#include "store/value_table.h"

#include <algorithm>

namespace dateline {
namespace {

constexpr quint64 Version = 2, VersionWithoutSum = 1;

// Numbers that are mostly near the one before.
class Steps final {
public:
    void write(ByteWriter &out, qint64 value)
    {
        out.signedNumber(value - m_before);
        m_before = value;
    }
    qint64 read(ByteReader &in)
    {
        const auto sum = static_cast<quint64>(m_before) + static_cast<quint64>(in.signedNumber()); // damage may overflow
        m_before = static_cast<qint64>(sum);
        return m_before;
    }

private:
    qint64 m_before = 0;
};

template <class T, class Write>
void writeList(ByteWriter &out, const std::vector<T> &list, Write write)
{
    out.number(list.size());
    for (const T &entry : list)
        write(entry);
}

template <class T, class Read>
std::vector<T> readList(ByteReader &in, Read read)
{
    std::vector<T> list;
    const qsizetype count = in.count();
    list.reserve(static_cast<size_t>(count));
    for (qsizetype i = 0; i < count && in.isGood(); ++i)
        list.push_back(read());
    return list;
}

void writeSources(ByteWriter &out, const std::vector<IndexedSource> &sources)
{
    writeList(out, sources, [&](const IndexedSource &source) { writeSource(out, source); });
}

std::vector<IndexedSource> readSources(ByteReader &in)
{
    return readList<IndexedSource>(in, [&] { return readSource(in); });
}

void writeArticles(ByteWriter &out, const std::vector<IndexedArticle> &articles)
{
    Steps ids, times;
    writeList(out, articles, [&](const IndexedArticle &article) {
        ids.write(out, article.id);
        times.write(out, article.time);
        out.number(static_cast<quint64>(article.precision));
        out.blob(article.facets);
    });
}

IndexedArticle readArticle(ByteReader &in, Steps &ids, Steps &times)
{
    IndexedArticle article;
    article.id = static_cast<quint32>(ids.read(in));
    article.time = times.read(in);
    article.precision = static_cast<Moment::Precision>(std::min<quint64>(in.number(), static_cast<quint64>(Moment::Precision::Second)));
    article.facets = in.blob();
    return article;
}

IndexedValue readValue(ByteReader &in, bool &isKnown)
{
    IndexedValue value;
    value.id = static_cast<quint32>(in.number());
    const std::optional<Facet> facet = facetOfCode(static_cast<qint64>(in.number()));
    isKnown = isKnown && facet;
    value.facet = facet.value_or(Facet::Topic);
    value.key = in.text();
    value.name = in.text();
    return value;
}

} // namespace

void writeSource(ByteWriter &out, const IndexedSource &source)
{
    out.number(source.id.value);
    out.number(source.value);
    out.text(source.title);
    out.text(source.url);
    out.text(source.country);
}

IndexedSource readSource(ByteReader &in)
{
    IndexedSource source;
    source.id = {static_cast<quint32>(in.number())};
    source.value = static_cast<quint32>(in.number());
    source.title = in.text();
    source.url = in.text();
    source.country = in.text();
    return source;
}

QByteArray packChange(const IndexChange &change)
{
    ByteWriter out;
    out.number(Version);
    writeList(out, change.values, [&](const IndexedValue &value) {
        out.number(value.id);
        out.number(static_cast<quint64>(facetCode(value.facet)));
        out.text(value.key);
        out.text(value.name);
    });
    writeArticles(out, change.articles);
    Steps removed, states, tags;
    writeList(out, change.removed, [&](quint32 id) { removed.write(out, id); });
    writeList(out, change.states, [&](const IndexedState &state) {
        states.write(out, state.article);
        out.number(state.flags);
    });
    writeList(out, change.tags, [&](const IndexedTag &tag) {
        tags.write(out, tag.article);
        out.number(tag.tag);
        out.number(tag.isOn);
    });
    out.number(change.sources.has_value());
    if (change.sources)
        writeSources(out, *change.sources);
    writeSources(out, change.addedSources);
    return summed(out.bytes());
}

std::optional<IndexChange> unpackChange(QByteArrayView bytes)
{
    const bool hasSum = ByteReader(bytes).number() == Version;
    const std::optional<QByteArrayView> plain = hasSum ? unsummed(bytes) : std::optional(bytes);
    if (!plain)
        return std::nullopt;
    ByteReader in(*plain);
    if (const quint64 version = in.number(); version != Version && version != VersionWithoutSum)
        return std::nullopt;
    IndexChange change;
    bool isKnown = true;
    change.values = readList<IndexedValue>(in, [&] { return readValue(in, isKnown); });
    Steps articles, times, removed, states, tags;
    change.articles = readList<IndexedArticle>(in, [&] { return readArticle(in, articles, times); });
    change.removed = readList<quint32>(in, [&] { return static_cast<quint32>(removed.read(in)); });
    change.states = readList<IndexedState>(in, [&] {
        const auto article = static_cast<quint32>(states.read(in));
        return IndexedState{article, static_cast<quint8>(in.number())};
    });
    change.tags = readList<IndexedTag>(in, [&] {
        const auto article = static_cast<quint32>(tags.read(in));
        const auto tag = static_cast<quint32>(in.number());
        return IndexedTag{article, tag, in.number() != 0};
    });
    if (in.number() != 0)
        change.sources = readSources(in);
    change.addedSources = readSources(in);
    return in.isGood() && in.atEnd() && isKnown ? std::optional(std::move(change)) : std::nullopt;
}

} // namespace dateline
