// File format: https://www.sqlite.org/fileformat2.html, sections 1.6 (trees, cells, overflow) and 2.1 (records).
#include "store/raw_rows.h"

#include <QtEndian>

#include <algorithm>

namespace dateline {
namespace {

constexpr int HeadBytes = 100; // before the tree on page 1
constexpr qsizetype LargestRow = 128 * 1024 * 1024;
constexpr qsizetype MostColumns = 200;

int treeStart(quint32 number)
{
    return number == 1 ? HeadBytes : 0;
}

quint16 shortAt(const QByteArray &bytes, qsizetype at)
{
    return at >= 0 && at + 2 <= bytes.size() ? qFromBigEndian<quint16>(bytes.constData() + at) : 0;
}

quint32 numberAt(const QByteArray &bytes, qsizetype at)
{
    return at >= 0 && at + 4 <= bytes.size() ? qFromBigEndian<quint32>(bytes.constData() + at) : 0;
}

// SQLite's variable-length number: seven bits a byte, the ninth whole.
std::optional<quint64> variable(QByteArrayView bytes, qsizetype &at)
{
    quint64 value = 0;
    for (int i = 0; i < 9; ++i) {
        if (at >= bytes.size())
            return std::nullopt;
        const auto byte = static_cast<unsigned char>(bytes[at++]);
        if (i == 8)
            return (value << 8) | byte;
        value = (value << 7) | (byte & 0x7f);
        if (byte < 0x80)
            return value;
    }
    return value;
}

bool isInside(TreePage kind)
{
    return kind == TreePage::IndexInside || kind == TreePage::TableInside;
}

bool isOfIndex(TreePage kind)
{
    return kind == TreePage::IndexInside || kind == TreePage::IndexLeaf;
}

// Offsets of the cells, in the order of their keys.
QList<int> cellsOf(quint32 number, const QByteArray &page, TreePage kind)
{
    const int start = treeStart(number);
    const int pointers = start + (isInside(kind) ? 12 : 8);
    const int count = std::min<int>(shortAt(page, start + 3), static_cast<int>(page.size() - pointers) / 2);
    QList<int> cells;
    for (int i = 0; i < count; ++i) {
        const int cell = shortAt(page, pointers + 2 * i);
        if (cell >= pointers + 2 && cell < page.size())
            cells += cell;
    }
    return cells;
}

// How much of a payload lies on the page itself.
qsizetype localPart(qsizetype payload, qsizetype page, bool isIndex)
{
    const qsizetype most = isIndex ? (page - 12) * 64 / 255 - 23 : page - 35;
    if (payload <= most)
        return payload;
    const qsizetype least = (page - 12) * 32 / 255 - 23;
    const qsizetype fitting = least + (payload - least) % (page - 4);
    return fitting <= most ? fitting : least;
}

// The payload that begins at `at`; shorter than it should be where overflow pages are lost.
std::optional<QByteArray> payloadAt(PageFile &file, const QByteArray &page, qsizetype at, qsizetype size, bool isIndex)
{
    const qsizetype local = localPart(size, page.size(), isIndex);
    const bool overflows = local < size;
    if (at + local + (overflows ? 4 : 0) > page.size())
        return std::nullopt;
    QByteArray payload = page.mid(at, local);
    quint32 next = overflows ? numberAt(page, at + local) : 0;
    while (payload.size() < size) { // ends: each round adds bytes, or finds no page
        const QByteArray overflow = file.page(next);
        if (overflow.isEmpty() || kindOf(next, overflow) != TreePage::None)
            break;
        payload += overflow.mid(4, size - payload.size());
        next = numberAt(overflow, 0);
    }
    return payload;
}

qsizetype sizeOf(quint64 type)
{
    static constexpr qsizetype sizes[] = {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1};
    return type < 12 ? sizes[type] : static_cast<qsizetype>((type - 12) / 2);
}

RawValue valueOf(quint64 type, QByteArrayView bytes)
{
    RawValue value;
    if (type >= 12) {
        value.kind = type % 2 == 0 ? RawValue::Kind::Blob : RawValue::Kind::Text;
        value.bytes = bytes.toByteArray();
    } else if (type == 7) {
        value.kind = RawValue::Kind::Real;
    } else if (type == 8 || type == 9) {
        value.kind = RawValue::Kind::Integer;
        value.number = type == 9;
    } else if (type != 0) {
        value.kind = RawValue::Kind::Integer;
        quint64 number = static_cast<signed char>(bytes[0]) < 0 ? ~quint64(0) : 0;
        for (const char byte : bytes)
            number = (number << 8) | static_cast<unsigned char>(byte);
        value.number = static_cast<qint64>(number);
    }
    return value;
}

// `size`: what the payload should have.
std::optional<RawRow> record(const QByteArray &payload, qsizetype size)
{
    qsizetype at = 0;
    const auto head = variable(payload, at);
    if (!head || *head < 2 || *head > static_cast<quint64>(payload.size()))
        return std::nullopt;
    RawRow row;
    row.isCut = payload.size() < size;
    auto next = static_cast<qsizetype>(*head);
    const QByteArrayView types = QByteArrayView(payload).first(next);
    qsizetype whole = next;
    while (at < types.size()) {
        const auto type = variable(types, at);
        if (!type || *type > static_cast<quint64>(LargestRow) * 2 + 13 || sizeOf(*type) < 0 || row.values.size() == MostColumns)
            return std::nullopt;
        const qsizetype length = sizeOf(*type);
        whole += length;
        const qsizetype there = std::clamp<qsizetype>(payload.size() - next, 0, length);
        if (there < length && *type < 12)
            break; // half a number is none
        row.values += valueOf(*type, QByteArrayView(payload).sliced(std::min(next, payload.size()), there));
        next += there;
    }
    return whole == size ? std::optional(row) : std::nullopt; // a payload has no more than its values
}

std::optional<RawRow> rowAt(PageFile &file, const QByteArray &page, int cell, TreePage kind)
{
    qsizetype at = cell + (kind == TreePage::IndexInside ? 4 : 0);
    const auto size = variable(page, at);
    if (!size || *size < 2 || *size > static_cast<quint64>(LargestRow) || static_cast<qint64>(*size) > static_cast<qint64>(file.count()) * file.pageSize())
        return std::nullopt;
    std::optional<quint64> id = 0;
    if (kind == TreePage::TableLeaf)
        id = variable(page, at);
    const auto payload = id ? payloadAt(file, page, at, static_cast<qsizetype>(*size), isOfIndex(kind)) : std::nullopt;
    std::optional<RawRow> row = payload ? record(*payload, static_cast<qsizetype>(*size)) : std::nullopt;
    if (row)
        row->id = static_cast<qint64>(*id);
    return row;
}

// The longest run of ascending ids: what stands out of it is damaged.
void keepAscending(QList<RawRow> &rows)
{
    QList<qsizetype> ends;                      // of the best run of each length, its last row
    QList<qsizetype> before(rows.size(), -1);   // of each row, the one before it in its run
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const auto place = std::lower_bound(ends.begin(), ends.end(), rows[i].id, [&](qsizetype end, qint64 id) { return rows[end].id < id; });
        before[i] = place == ends.begin() ? -1 : *(place - 1);
        if (place == ends.end())
            ends += i;
        else
            *place = i;
    }
    if (ends.size() == rows.size())
        return;
    QList<RawRow> kept;
    for (qsizetype i = ends.isEmpty() ? -1 : ends.last(); i >= 0; i = before[i])
        kept.prepend(rows[i]);
    rows = kept;
}

} // namespace

TreePage kindOf(quint32 number, const QByteArray &page)
{
    switch (page.size() > treeStart(number) ? page[treeStart(number)] : 0) {
    case 2: return TreePage::IndexInside;
    case 5: return TreePage::TableInside;
    case 10: return TreePage::IndexLeaf;
    case 13: return TreePage::TableLeaf;
    default: return TreePage::None;
    }
}

QList<quint32> pagesBelow(quint32 number, const QByteArray &page, quint32 lastPage)
{
    const TreePage kind = kindOf(number, page);
    QList<quint32> below;
    if (!isInside(kind))
        return below;
    for (int cell : cellsOf(number, page, kind))
        below += numberAt(page, cell);
    below += numberAt(page, treeStart(number) + 8); // the rightmost
    below.removeIf([&](quint32 child) { return child < 2 || child > lastPage || child == number; });
    return below;
}

QList<RawRow> rowsOn(PageFile &file, quint32 number, const QByteArray &page, TreePage as)
{
    QList<RawRow> rows;
    if (as == TreePage::None || as == TreePage::TableInside)
        return rows;
    for (int cell : cellsOf(number, page, as)) {
        if (std::optional<RawRow> row = rowAt(file, page, cell, as))
            rows += std::move(*row);
    }
    if (as == TreePage::TableLeaf)
        keepAscending(rows);
    return rows;
}

} // namespace dateline
