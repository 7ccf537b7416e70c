// Which images an article shows.
#pragma once

#include "base/article.h"

namespace dateline {

// The http and https addresses of the images in an article's sanitised html, in their order, each once; where it has none, that of its lead
// image. At most 200.
QStringList imageAddresses(const ArticleContent &content);

} // namespace dateline
