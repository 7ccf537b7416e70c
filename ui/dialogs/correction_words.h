// How corrections are put in words for people.
#pragma once

#include "base/correction.h"

namespace dateline {

// "Person", "Organisation", "Place", translated.
QString kindLabel(EntityKind kind);
// "“Mr Speaker” is not a person", "“Lavrov” is “Sergey Lavrov”", "Not about Serbia".
QString correctionSentence(const Correction &correction);

} // namespace dateline
