#include "cli/source_argument.h"

#include "base/identity.h"

#include <QCoreApplication>

#include <algorithm>

namespace dateline {

Result<Source> sourceNamed(const QList<Source> &sources, const QString &name)
{
    const auto isIt = [&name](const Source &source) { return source.title == name || isSameAddress(source.url, name); };
    const auto found = std::find_if(sources.begin(), sources.end(), isIt);
    if (found == sources.end())
        return failure(ErrorKind::Usage, QCoreApplication::translate("Command", "%1: There is no source with this address or title.").arg(name));
    if (std::count_if(sources.begin(), sources.end(), isIt) > 1)
        return failure(ErrorKind::Usage, QCoreApplication::translate("Command", "%1: Several sources are called so. Give the address.").arg(name));
    return *found;
}

} // namespace dateline
