// Where word lists, models and the sample edition are found: ../share/dateline beside the program's folder (the build tree has
// a link there, an installation the files), or $DATELINE_RESOURCES.
#pragma once

#include <QString>

namespace dateline {

// The path of a resource file, whether it exists or not: resourceFile("words/places.tsv").
QString resourceFile(const QString &name);

} // namespace dateline
