// A small profile with something of everything, made once: what the fuzzers of the store ask and damage.
#pragma once

#include "store/store.h"

#include <QMap>

namespace dateline::fuzz {

// Fills the new profile of `store`: two sources, a dozen articles with annotations, marks, tags, a note, corrections, a saved filter.
void fillProfile(Store &store);

// The profile's files by their names, as they lie there after it was closed.
const QMap<QString, QByteArray> &profileFiles();

// A folder of its own, in memory where the system has such a place.
QString temporaryFolderTemplate();

} // namespace dateline::fuzz
