// Article numbers among a command's arguments.
#pragma once

#include "base/ids.h"
#include "base/result.h"

#include <QList>
#include <QStringList>

namespace dateline {

// Fails with Usage where a word isn't a number.
Result<QList<ArticleId>> articleNumbers(const QStringList &words);

} // namespace dateline
