// Lenient readings of JSON values.
#pragma once

#include <QJsonValue>
#include <QString>

namespace dateline {

// The text of a value that should be a string: of a number its digits ("12", never "12.0"); of anything else nothing.
QString textOf(const QJsonValue &value);

} // namespace dateline
