#include "store/profile_name.h"

#include "store/migrations.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace dateline {

Result<void> checkProfileName(const QString &folder)
{
    constexpr qsizetype longest = 500; // SQLite takes 512 bytes, with "-journal" behind the name
    if (folder.contains(QChar::ReplacementCharacter))
        return failure(ErrorKind::Usage, QCoreApplication::translate("Store", "The name of the folder “%1” isn't valid UTF-8. Rename it, or choose another one.").arg(folder));
    if (QFile::encodeName(QDir(folder).absoluteFilePath(QLatin1String(DatabaseName))).size() > longest)
        return failure(ErrorKind::Usage, QCoreApplication::translate("Store", "The path of the folder “%1” is too long for a profile. Choose a shorter one.").arg(folder));
    return {};
}

} // namespace dateline
