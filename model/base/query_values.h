// What each field of a query takes, and how a value is brought into its one form. Used by the parser only.
#pragma once

#include "base/query.h"

namespace dateline {

// The value as a QueryTerm keeps it ("Serbia" → "RS", "Politics" → "politics"). Fails with Usage and a message for people
// where the field can't take it.
Result<QString> readValue(Field field, const QString &text);

} // namespace dateline
