// What the files of a profile need of the system beyond QFile: names that are changed, and bytes that are kept, for certain.
#pragma once

#include <QString>

namespace dateline {

// Each is false where the system refuses; then lastSystemError() says why.
bool syncFile(const QString &path);
bool syncFolder(const QString &path); // so that names in it outlive a loss of power
bool renameFile(const QString &from, const QString &to); // replaces `to` in one step
// To a name that isn't taken; never replaces anything. Needs no hard links, which sticks (FAT, exFAT) don't know.
bool renameToNew(const QString &from, const QString &to);

QString lastSystemError();

} // namespace dateline
