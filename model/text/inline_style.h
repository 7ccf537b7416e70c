// What an element's style attribute says of whether it is seen. It knows no style sheets: what only a class hides counts as seen. Styles
// are UTF-8, with their references decoded.
#pragma once

#include <QByteArrayView>

namespace dateline {

// True where an element of this style isn't seen, with all within: not displayed, invisible, moved off the page, clipped to nothing, or made
// as small as the preview lines of newsletters.
bool hidesElement(QByteArrayView style);

// True where an image of this style isn't seen, or only as a pixel or two.
bool hidesImage(QByteArrayView style);

} // namespace dateline
