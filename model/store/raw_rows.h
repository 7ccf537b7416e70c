// RawRows: the rows in pages of a database that may be damaged, cell by cell: a broken one costs no other. Pure but for the pages that
// it asks PageFile for.
#pragma once

#include "store/page_file.h"

#include <QList>

#include <functional>
#include <optional>

namespace dateline {

struct RawValue {
    enum class Kind : quint8 { Null, Integer, Real, Text, Blob };
    Kind kind = Kind::Null;
    qint64 number = 0;
    QByteArray bytes; // of texts and blobs
};

struct RawRow {
    qint64 id = 0;           // the rowid; 0 in trees without
    QList<RawValue> values;
    bool isCut = false;      // pages are lost on which its end lay: the last values are shorter, empty or left out
};

enum class TreePage : quint8 { None, IndexInside, TableInside, IndexLeaf, TableLeaf };
TreePage kindOf(quint32 number, const QByteArray &page);

// The pages below an inner page, from left to right; numbers that can't be are left out.
QList<quint32> pagesBelow(quint32 number, const QByteArray &page, quint32 lastPage);

// The rows that lie on a page of a tree itself. Of a table those whose ids break the order are left out, since ids ascend.
// `as` reads a page whose kind is damaged as one of that kind.
QList<RawRow> rowsOn(PageFile &file, quint32 number, const QByteArray &page, TreePage as);

} // namespace dateline
