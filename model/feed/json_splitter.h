// Finds the members and elements of JSON text without building a tree of the whole, so that a long feed is read item by
// item and a truncated one up to where it ends. Checks only brackets and quotes; what is found is for QJsonDocument.
#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>

namespace dateline {

struct JsonMember {
    QByteArrayView name;  // as written, without its quotes
    QByteArrayView value;
};

// Calls for each member of the object that `text` starts with (after white space), until it returns false.
// Returns false where the text ended before the object did. Linear.
bool forEachMember(QByteArrayView text, const std::function<bool(const JsonMember &)> &visit);
// The same for each element of an array.
bool forEachElement(QByteArrayView text, const std::function<bool(QByteArrayView)> &visit);

// A value without commas too many, and with the control characters within its strings escaped: both are what people and templates write.
// Anything else stays as it is.
QByteArray repairedJson(QByteArrayView value);

} // namespace dateline
