// Row steps: the removals, moves and insertions that make one short list of unique keys into another, in the terms of
// QAbstractItemModel. For models of some hundreds of rows; quadratic at worst.
#pragma once

#include <QList>
#include <QString>

namespace dateline {

struct RowStep {
    enum class Kind : quint8 { Remove, Insert, Move };
    Kind kind = Kind::Remove;
    int first = 0; // the first row removed, inserted (in the list as it then is), or the row moved
    int last = 0;  // the last row of a removal or insertion
    int to = 0;    // where a moved row stands afterwards (always above `first`)

    bool operator==(const RowStep &) const = default;
};

// To be done one after another. Inserted rows are those at the same places of `wanted`.
QList<RowStep> rowSteps(const QStringList &present, const QStringList &wanted);

} // namespace dateline
