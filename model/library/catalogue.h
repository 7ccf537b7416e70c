// The starter catalogue (resources/catalogue).
#pragma once

#include "base/discovery.h"
#include "base/result.h"

#include <QList>

namespace dateline {

// Its feeds, by country and title. Reads a small file at every call, on any thread. Fails with Unreadable where it is missing.
Result<QList<CatalogueFeed>> readCatalogue();

// A line of it; nothing for comments and for what is no feed.
std::optional<CatalogueFeed> catalogueFeed(const QString &line);

} // namespace dateline
