#include "feed/json_values.h"

#include <QLocale>

namespace dateline {

QString textOf(const QJsonValue &value)
{
    if (!value.isDouble())
        return value.toString();
    // toInteger() gives its default where there is a fraction.
    const qint64 whole = value.toInteger(-1);
    if (whole != -1 || value.toDouble() == -1)
        return QString::number(whole);
    return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
}

} // namespace dateline
