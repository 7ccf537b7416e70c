// RetentionReader: lists what the reader's rules would remove, from the database alone, on a connection of its own, for it looks at
// all articles of a source. Nothing thrown leaves it.
#pragma once

#include "store/connection.h"
#include "store/retention_table.h"
#include "store/store.h"

namespace dateline {

// By source, then by id.
Result<QList<ArticleId>> expiredArticles(const QString &file, Connection::Use use, const RetentionRules &rules, const QDateTime &now);

} // namespace dateline
