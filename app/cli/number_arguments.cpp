#include "cli/number_arguments.h"

#include <QCoreApplication>

namespace dateline {

Result<QList<ArticleId>> articleNumbers(const QStringList &words)
{
    QList<ArticleId> ids;
    for (const QString &word : words) {
        bool isNumber = false;
        const ArticleId id{word.toUInt(&isNumber)};
        if (!isNumber || !id.isValid()) {
            return failure(ErrorKind::Usage, QCoreApplication::translate("Arguments", "\"%1\" is not an article's number; \"dateline list\" shows them.").arg(word));
        }
        ids.append(id);
    }
    return ids;
}

} // namespace dateline
