// A small profile with something of everything, made once: what the fuzzers of the store ask and damage.
#pragma once

#include "store/store.h"

#include <QMap>

namespace dateline::fuzz {

// Fills the new profile of `store`: two sources, a dozen articles with annotations, marks, tags, a note, corrections, a saved filter.
void fillProfile(Store &store);

// The profile's files by their names, as they lie there after it was closed.
const QMap<QString, QByteArray> &profileFiles();
// The files of such a profile as a kill leaves it: its last changes, each acknowledged, are in the write-ahead log, and the copy of the reader's work
// knows them. By their paths; with shared memory, but without the index.
const QMap<QString, QByteArray> &killedProfileFiles();
// What is wrong with such a profile where not all that was acknowledged is in it; empty where all is.
QString missingIn(Store &store);

// A folder of its own, in memory where the system has such a place.
QString temporaryFolderTemplate();

} // namespace dateline::fuzz
