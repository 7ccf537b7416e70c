// Gender: what a title or a pronoun tells of a person, so that "she" finds her name.
#pragma once

#include <QtGlobal>

namespace dateline {

enum class Gender : quint8 { Unknown, Male, Female };

} // namespace dateline
