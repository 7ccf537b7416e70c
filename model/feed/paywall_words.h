// The words by which sites say that there is more to read for those who pay or log in.
#pragma once

#include <QStringView>

namespace dateline {

// Whether a line of a page's text says so. Long lines never do: that an article writes of such walls makes it none. Pure.
bool isPaywallLine(QStringView line);

} // namespace dateline
