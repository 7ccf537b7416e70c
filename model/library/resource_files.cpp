#include "library/resource_files.h"

#include <QCoreApplication>

namespace dateline {

QString resourceFile(const QString &name)
{
    const QString chosen = qEnvironmentVariable("DATELINE_RESOURCES");
    const QString folder = chosen.isEmpty() ? QCoreApplication::applicationDirPath() + QStringLiteral("/../share/dateline")
                                            : chosen;
    return folder + u'/' + name;
}

} // namespace dateline
