// The facet index to and from its file (index_file.cpp has the format). A checksum tells damage from what was written, but not what was
// written by us from what somebody made up; so whatever decides where memory is read or written is looked at: a made-up file gives wrong
// answers, but no more.
#include "store/change_codec.h"
#include "store/facet_index.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace dateline {
namespace {

constexpr size_t StateLists = 5;

// Numbers from a section, one after another; 0 after its end.
class NumberReader final {
public:
    explicit NumberReader(const QByteArray &bytes) : m_bytes(bytes) {}
    quint32 next()
    {
        quint32 value = 0;
        if (m_at + static_cast<qsizetype>(sizeof(value)) > m_bytes.size()) {
            m_isGood = false;
            return 0;
        }
        std::memcpy(&value, m_bytes.constData() + m_at, sizeof(value));
        m_at += static_cast<qsizetype>(sizeof(value));
        return value;
    }
    bool isAtEnd() const { return m_isGood && m_at == m_bytes.size(); }
    bool isGood() const { return m_isGood; }

private:
    const QByteArray &m_bytes;
    qsizetype m_at = 0;
    bool m_isGood = true;
};

} // namespace

Result<quint64> FacetIndex::writeTo(const QString &path, IndexOrigin origin) const
{
    origin.zone = m_zone == timeZoneMark() ? m_zone : 0; // else days of new articles may be of another zone already
    IndexFileWriter file;
    PostingLists lists;
    std::array<PostingPlace, StateLists> places;
    const std::array<const IdBitmap *, StateLists> states = {&m_live, &m_read, &m_bookmarked, &m_updated, &m_dated};
    for (size_t i = 0; i < StateLists; ++i) {
        for (quint32 id : *states[i])
            lists.add(places[i], id);
    }
    addStates(file, lists, places);
    file.add(IndexSection::Days, m_days.span());
    m_order.write(file);
    m_forward.write(file);
    m_names.write(file);
    addValues(file);
    const QByteArray steps = packedSteps(), sources = packedSources();
    file.add(IndexSection::Steps, std::span(steps.constData(), static_cast<size_t>(steps.size())));
    file.add(IndexSection::Sources, std::span(sources.constData(), static_cast<size_t>(sources.size())));
    return file.writeTo(path, origin);
}

void FacetIndex::addStates(IndexFileWriter &file, const PostingLists &lists, std::span<const PostingPlace> places) const
{
    std::vector<quint64> words;
    std::vector<PostingPlace> packed;
    for (const PostingPlace &place : places) {
        const auto start = static_cast<quint32>(words.size());
        packed.push_back(lists.packedPlace(place, start));
        lists.pack(place, start, words);
    }
    file.add(IndexSection::StatePlaces, packed.size() * sizeof(PostingPlace),
             [packed](IndexFileWriter::Out &out) { out.write(packed.data(), packed.size() * sizeof(PostingPlace)); });
    file.add(IndexSection::States, words.size() * sizeof(quint64),
             [words](IndexFileWriter::Out &out) { out.write(words.data(), words.size() * sizeof(quint64)); });
}

// One list after another, without gaps; nothing of it is held in memory twice.
void FacetIndex::addValues(IndexFileWriter &file) const
{
    quint64 all = 0;
    for (const Value &value : m_values)
        all += m_postings.packedWords(value.postings);
    file.add(IndexSection::Values, m_values.size() * sizeof(Value), [this](IndexFileWriter::Out &out) {
        quint32 start = 0;
        for (Value value : m_values) {
            const auto words = static_cast<quint32>(m_postings.packedWords(value.postings));
            value.postings = m_postings.packedPlace(value.postings, start);
            start += words;
            out.put(value);
        }
    });
    file.add(IndexSection::Postings, all * sizeof(quint64), [this](IndexFileWriter::Out &out) {
        quint32 start = 0;
        std::vector<quint64> words;
        for (const Value &value : m_values) {
            words.clear();
            m_postings.pack(value.postings, start, words);
            start += static_cast<quint32>(words.size());
            out.write(words.data(), words.size() * sizeof(quint64));
        }
    });
}

QByteArray FacetIndex::packedSteps() const
{
    QByteArray bytes;
    for (const auto &steps : m_byWidth) {
        for (const Step &step : steps) {
            const auto count = static_cast<quint32>(step.size());
            bytes.append(reinterpret_cast<const char *>(&count), sizeof(count));
            bytes.append(reinterpret_cast<const char *>(step.data()), static_cast<qsizetype>(step.size() * sizeof(quint32)));
        }
    }
    return bytes;
}

QByteArray FacetIndex::packedSources() const
{
    ByteWriter out;
    out.number(m_sources.size());
    for (const IndexedSource &source : m_sources)
        writeSource(out, source);
    return out.bytes();
}

std::unique_ptr<FacetIndex> FacetIndex::fromFile(const IndexFile &file)
{
    static_assert(sizeof(PostingPlace) == 12 && sizeof(Value) == 20, "another layout is another format");
    auto index = std::make_unique<FacetIndex>();
    return index->read(file) ? std::move(index) : nullptr;
}

bool FacetIndex::read(const IndexFile &file)
{
    const bool isRead = readStates(file) && file.map(IndexSection::Days, m_days) && (m_live.isEmpty() || m_live.maximum() < m_days.size()) && m_order.map(file) && m_forward.map(file) && m_names.map(file)
        && file.map(IndexSection::Values, m_values) && m_postings.map(file, IndexSection::Postings) && areValuesSound() && readSteps(file.bytes(IndexSection::Steps))
        && readSources(file.bytes(IndexSection::Sources));
    if (isRead && file.origin().zone != m_zone)
        renewDays();
    return isRead;
}

bool FacetIndex::readStates(const IndexFile &file)
{
    GrowingArray<PostingPlace> places;
    PostingLists lists;
    if (!file.map(IndexSection::StatePlaces, places) || places.size() != StateLists || !lists.map(file, IndexSection::States))
        return false;
    quint64 next = 0;
    const std::array<IdBitmap *, StateLists> states = {&m_live, &m_read, &m_bookmarked, &m_updated, &m_dated};
    for (size_t i = 0; i < StateLists; ++i) {
        if (!lists.isSound(places[i], next))
            return false;
        *states[i] = PostingList(lists, places[i]).toBitmap();
    }
    return next == lists.words();
}

bool FacetIndex::areValuesSound() const
{
    quint64 next = 0;
    for (const Value &value : m_values) {
        const bool isRight = value.isKnown ? static_cast<size_t>(value.facet) < FacetCountOfKinds && value.width == std::bit_width(value.postings.count)
                                           : value.postings.count == 0;
        if (!isRight || !m_postings.isSound(value.postings, next))
            return false;
    }
    return next == m_postings.words() && m_names.end() == m_values.size();
}

// Each known value stands once in its step, in its place.
bool FacetIndex::readSteps(const QByteArray &bytes)
{
    NumberReader numbers(bytes);
    quint64 standing = 0;
    for (size_t facet = 0; facet < FacetCountOfKinds; ++facet) {
        for (int width = 0; width <= WidestCount; ++width) {
            Step &step = m_byWidth[facet][static_cast<size_t>(width)];
            const quint32 count = numbers.next();
            step.reserve(std::min<size_t>(count, m_values.size()));
            for (quint32 place = 0; place < count; ++place) {
                const quint32 value = numbers.next();
                if (!numbers.isGood() || !hasValue(value) || m_values[value].place != place || m_values[value].width != width
                    || static_cast<size_t>(m_values[value].facet) != facet)
                    return false;
                step.push_back(value);
            }
            standing += count;
        }
    }
    const auto known = std::count_if(m_values.begin(), m_values.end(), [](const Value &value) { return value.isKnown != 0; });
    return numbers.isAtEnd() && standing == static_cast<quint64>(known);
}

bool FacetIndex::readSources(const QByteArray &bytes)
{
    ByteReader in(bytes);
    for (qsizetype left = in.count(); left > 0 && in.isGood(); --left) {
        m_sources.push_back(readSource(in));
        if (!hasValue(m_sources.back().value))
            return false;
    }
    return in.isGood() && in.atEnd();
}

// The reader is in another time zone now. 20 ns an article.
void FacetIndex::renewDays()
{
    for (quint32 id : m_live) {
        if (day(id) != 0 && !m_dated.contains(id))
            m_days[id] = m_localDays.day(m_order.time(id), Moment::Precision::Second);
    }
}

} // namespace dateline
