// How many rows and columns a table has, read ahead before it is laid out. A value.
#pragma once

#include <QStringView>

namespace dateline {

struct TableShape {
    int rows = 0;
    int columns = 0;

    // False for an empty table and for one so large that laying it out as a grid would block the window.
    bool isDrawable() const { return rows > 0 && columns > 0 && columns <= 40 && rows <= 500 && rows * columns <= 4000; }
};

// Of the table whose opening tag ends where `markup` starts. Reads at most 1 MiB ahead; tables inside cells don't count.
TableShape tableShape(QStringView markup);

} // namespace dateline
