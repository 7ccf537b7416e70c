#include "store/raw_tables.h"

#include <algorithm>

namespace dateline {
namespace {

bool isTable(TreePage kind)
{
    return kind == TreePage::TableInside || kind == TreePage::TableLeaf;
}

bool isInside(TreePage kind)
{
    return kind == TreePage::TableInside || kind == TreePage::IndexInside;
}

bool fitsColumn(const RawValue &value, char kind)
{
    switch (kind) {
    case 'r': return value.kind == RawValue::Kind::Null;
    case 'i': return value.kind == RawValue::Kind::Integer;
    case 'o': return value.kind == RawValue::Kind::Integer || value.kind == RawValue::Kind::Null;
    case 't': return value.kind == RawValue::Kind::Text;
    case 'b': return value.kind == RawValue::Kind::Blob;
    default: return false;
    }
}

// The table of all tables: type, name, table, root, SQL.
const RawTableShape &schemaShape()
{
    static const RawTableShape shape{QStringLiteral("sqlite_schema"), {}, "tttit", true, 0};
    return shape;
}

int cellsToldBy(quint32 number, const QByteArray &page)
{
    const qsizetype at = (number == 1 ? 100 : 0) + 3;
    return at + 2 > page.size() ? 0 : (static_cast<unsigned char>(page[at]) << 8) | static_cast<unsigned char>(page[at + 1]);
}

} // namespace

bool fits(const RawRow &row, const RawTableShape &shape, bool isExact)
{
    const qsizetype expected = shape.kinds.size();
    const qsizetype least = isExact && !row.isCut ? expected - shape.added : std::min<qsizetype>(expected, 2);
    if (row.values.size() < least || row.values.size() > expected + (isExact ? 0 : 8))
        return false;
    for (qsizetype i = 0; i < std::min(row.values.size(), expected); ++i) {
        if (!fitsColumn(row.values[i], shape.kinds[i]))
            return false;
    }
    return true;
}

RawTables::RawTables(PageFile &file) : m_file(file), m_claimed(file.count() + 1, false)
{
    readSchema();
}

void RawTables::readSchema()
{
    m_roots.insert(schemaShape().name, 1);
    forEachRow(schemaShape(), [&](const RawRow &row) {
        const qint64 root = row.values.value(3).number;
        if (row.values.size() > 3 && root > 1 && root <= m_file.count()) // virtual tables have none
            m_roots.insert(QString::fromUtf8(row.values[1].bytes), static_cast<quint32>(root));
    });
}

// Every page of the tree once, from left to right. `onPage` reads it and tells whether its pages below are to be visited.
template <class OnPage>
void RawTables::walk(quint32 root, Walk &walk, OnPage &&onPage)
{
    walk.seen.assign(m_file.count() + 1, false);
    QList<quint32> waiting;
    if (root >= 1 && root <= m_file.count())
        waiting += root;
    else
        ++walk.faults;
    while (!waiting.isEmpty()) {
        const quint32 number = waiting.takeLast();
        if (walk.seen[number]) {
            ++walk.faults; // two ways to one page
            continue;
        }
        walk.seen[number] = true;
        const QByteArray page = m_file.page(number);
        if (!onPage(number, page))
            continue;
        const QList<quint32> below = pagesBelow(number, page, m_file.count());
        for (auto child = below.rbegin(); child != below.rend(); ++child)
            waiting += *child;
    }
}

// False where hardly a row fits.
bool RawTables::takeRows(quint32 number, const QByteArray &page, TreePage as, const RawTableShape &shape, const Visit &visit, Walk &walk)
{
    const QList<RawRow> rows = rowsOn(m_file, number, page, as);
    const int told = cellsToldBy(number, page);
    const auto fitting = std::count_if(rows.begin(), rows.end(), [&](const RawRow &row) { return fits(row, shape, false); });
    if (told > 0 && fitting == 0)
        return false;
    for (const RawRow &row : rows) {
        if (!fits(row, shape, false))
            continue;
        visit(row);
        walk.faults += row.isCut;
    }
    walk.faults += std::max<int>(0, told - static_cast<int>(fitting));
    m_claimed[number] = true;
    return true;
}

int RawTables::forEachRow(const RawTableShape &shape, const Visit &visit)
{
    const quint32 root = m_roots.value(shape.name, m_guesses.value(shape.name));
    Walk state;
    const TreePage leaf = shape.hasRowid ? TreePage::TableLeaf : TreePage::IndexLeaf;
    walk(root, state, [&](quint32 number, const QByteArray &page) {
        const TreePage kind = kindOf(number, page);
        const bool isOfThisKind = kind != TreePage::None && isTable(kind) == shape.hasRowid;
        if (isOfThisKind && isInside(kind)) {
            const bool isWhole = pagesBelow(number, page, m_file.count()).size() == cellsToldBy(number, page) + 1;
            if (isWhole && !shape.hasRowid)
                takeRows(number, page, kind, shape, visit, state);
            if (isWhole)
                return true;
        }
        // A page of another kind here is either another one, or this one with its first byte damaged.
        if (kind != leaf)
            ++state.faults;
        if (!takeRows(number, page, leaf, shape, visit, state)) {
            state.faults += kind == leaf;
            if (isOfThisKind && kind == TreePage::IndexInside)
                takeRows(number, page, kind, shape, visit, state);
            return isOfThisKind && isInside(kind);
        }
        return false;
    });
    return state.faults;
}

// Pages inside a tree that no other one leads to, and which nobody walked over yet; those of larger trees first, since a table is
// larger than what is left of it elsewhere.
QList<quint32> RawTables::treeTops()
{
    const quint32 count = m_file.count();
    std::vector<bool> isInner(count + 1, false), isBelow(count + 1, false);
    for (quint32 number = 1; number <= count; ++number) {
        const QByteArray page = m_file.page(number);
        if (!isInside(kindOf(number, page)) || m_file.freePages().contains(number) || m_file.isPointerMap(number))
            continue;
        isInner[number] = true;
        for (quint32 child : pagesBelow(number, page, count))
            isBelow[child] = true;
    }
    QList<std::pair<int, quint32>> tops;
    for (quint32 number = 1; number <= count; ++number) {
        if (!isInner[number] || isBelow[number])
            continue;
        Walk state;
        walk(number, state, [&](quint32 page, const QByteArray &bytes) {
            state.leaves += m_claimed[page] ? 0 : 1;
            return isInside(kindOf(page, bytes));
        });
        tops += {-state.leaves, number};
    }
    std::sort(tops.begin(), tops.end());
    QList<quint32> numbers;
    for (const auto &[leaves, number] : tops)
        numbers += number;
    return numbers;
}

void RawTables::forEachStray(const QList<RawTableShape> &shapes, const std::function<void(const QList<qsizetype> &, const RawRow &)> &visit)
{
    const auto take = [&](quint32 number, const QByteArray &page) {
        const TreePage kind = kindOf(number, page);
        if (m_claimed[number] || kind == TreePage::None || kind == TreePage::TableInside)
            return;
        m_claimed[number] = true;
        for (const RawRow &row : rowsOn(m_file, number, page, kind)) {
            QList<qsizetype> places;
            for (qsizetype i = 0; i < shapes.size(); ++i) {
                if (shapes[i].hasRowid == isTable(kind) && fits(row, shapes[i], true))
                    places += i;
            }
            if (!places.isEmpty())
                visit(places, row);
        }
    };
    for (quint32 top : treeTops()) {
        Walk state;
        walk(top, state, [&](quint32 number, const QByteArray &page) {
            take(number, page);
            return isInside(kindOf(number, page));
        });
    }
    for (quint32 number = 1; number <= m_file.count(); ++number) {
        if (!m_claimed[number] && !m_file.freePages().contains(number) && !m_file.isPointerMap(number))
            take(number, m_file.page(number));
    }
}

} // namespace dateline
