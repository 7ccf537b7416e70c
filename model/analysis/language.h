// Which language an article is written in (CLD2).
#pragma once

#include <QString>

namespace dateline {

// ISO 639-1 code in lower case (639-3 where there is none); empty where nothing speaks for one. `declared` (BCP 47, may be
// empty) is a hint, and decides where the text is too short to tell.
QString languageOf(QStringView title, QStringView text, const QString &declared);

} // namespace dateline
