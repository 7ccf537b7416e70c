// RawTables: the rows of each table of a database that may be damaged. First those of the table's own tree, from its root down; then
// strays: pages that no tree leads to any more, which are known by the shape of their rows.
//
// Belongs to one thread; throws nothing but what `visit` throws.
#pragma once

#include "store/raw_rows.h"

#include <QSet>

#include <vector>

namespace dateline {

// What rows of a table look like. A letter a column, in the order in which they are stored: r the rowid by its other name, i integer,
// o integer or NULL, t text, b blob.
struct RawTableShape {
    QString name;
    QStringList columns;
    QByteArray kinds;
    bool hasRowid = true;
    int added = 0; // the last columns, which rows of older programs lack
};

// Whether it can be a row of that table. Rows of an older program may lack the last columns, but for `isExact`.
bool fits(const RawRow &row, const RawTableShape &shape, bool isExact);

class RawTables final {
public:
    using Visit = std::function<void(const RawRow &)>;

    explicit RawTables(PageFile &file);

    // Whether the list of tables could be read as far as that table or index is in it.
    bool knows(const QString &name) const { return m_roots.contains(name); }
    // Where that table or index would begin in a database that nobody changed, for one that isn't known; rows that don't fit are none.
    void guess(const QString &name, quint32 root) { m_guesses.insert(name, root); }
    // Rows of the tree of this table, or of this index as of a table without rowid. Gives the number of faults: pages that can't be read
    // or don't belong there, and cells that can't be read.
    int forEachRow(const RawTableShape &shape, const Visit &visit);
    // Rows on pages that forEachRow() didn't come upon and that SQLite hasn't set aside; later duplicates are likelier to be outdated.
    // `visit` is given the places in `shapes` that a row may belong to.
    void forEachStray(const QList<RawTableShape> &shapes, const std::function<void(const QList<qsizetype> &, const RawRow &)> &visit);

private:
    struct Walk {
        std::vector<bool> seen;
        int faults = 0;
        int leaves = 0;
    };

    template <class OnPage>
    void walk(quint32 root, Walk &walk, OnPage &&onPage);
    bool takeRows(quint32 number, const QByteArray &page, TreePage as, const RawTableShape &shape, const Visit &visit, Walk &walk);
    QList<quint32> treeTops();
    void readSchema();

    PageFile &m_file;
    QHash<QString, quint32> m_roots, m_guesses;
    std::vector<bool> m_claimed; // pages whose rows were handed over
};

} // namespace dateline
