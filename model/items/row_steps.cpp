// Removals from the end, so that row numbers ahead of them hold; then each wanted place is filled from the front: by the row
// that stands there, by one moved up from below, or by a run of new ones.
#include "items/row_steps.h"

#include <QSet>

namespace dateline {
namespace {

void removeAbsent(QStringList &rows, const QSet<QString> &wanted, QList<RowStep> &steps)
{
    for (int last = int(rows.size()) - 1; last >= 0; --last) {
        if (wanted.contains(rows.at(last)))
            continue;
        int first = last;
        while (first > 0 && !wanted.contains(rows.at(first - 1)))
            --first;
        rows.remove(first, last - first + 1);
        steps += RowStep{RowStep::Kind::Remove, first, last, 0};
        last = first;
    }
}

} // namespace

QList<RowStep> rowSteps(const QStringList &present, const QStringList &wanted)
{
    QList<RowStep> steps;
    QStringList rows = present;
    removeAbsent(rows, QSet<QString>(wanted.begin(), wanted.end()), steps);
    const QSet<QString> kept(rows.begin(), rows.end());
    for (int place = 0; place < wanted.size(); ++place) {
        if (place < rows.size() && rows.at(place) == wanted.at(place))
            continue;
        if (kept.contains(wanted.at(place))) {
            const int from = int(rows.indexOf(wanted.at(place), place));
            rows.move(from, place);
            steps += RowStep{RowStep::Kind::Move, from, from, place};
            continue;
        }
        int last = place;
        while (last + 1 < wanted.size() && !kept.contains(wanted.at(last + 1)))
            ++last;
        for (int row = place; row <= last; ++row)
            rows.insert(row, wanted.at(row));
        steps += RowStep{RowStep::Kind::Insert, place, last, 0};
        place = last;
    }
    return steps;
}

} // namespace dateline
