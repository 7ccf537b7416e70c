#include "ui/reading/table_shape.h"

#include "ui/reading/markup_reader.h"

#include <algorithm>

namespace dateline {

TableShape tableShape(QStringView markup)
{
    constexpr qsizetype furthest = 1024 * 1024;
    MarkupReader reader(markup.first(std::min(markup.size(), furthest)));
    TableShape shape;
    int depth = 1;
    int cells = 0;
    while (depth > 0) {
        const MarkupToken token = reader.next();
        if (token.kind == MarkupToken::Kind::End)
            break;
        if (token.kind == MarkupToken::Kind::Text)
            continue;
        const bool opens = token.kind == MarkupToken::Kind::Open;
        if (token.name == QLatin1String("table")) {
            depth += opens ? 1 : -1;
        } else if (depth == 1 && opens && token.name == QLatin1String("tr")) {
            ++shape.rows;
            cells = 0;
        } else if (depth == 1 && opens && (token.name == QLatin1String("td") || token.name == QLatin1String("th"))) {
            shape.columns = std::max(shape.columns, ++cells);
        }
    }
    // A cell without a row still needs one.
    if (shape.columns > 0)
        shape.rows = std::max(shape.rows, 1);
    return shape;
}

} // namespace dateline
