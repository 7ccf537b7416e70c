// An image's bytes to pixels, at the size they are shown at. Pure and for any thread; what comes in is hostile.
#pragma once

#include "base/result.h"

#include <QImage>

namespace dateline {

struct DecodedImage {
    QSize size;   // as it lies in the file, turned upright
    QImage image; // no wider than was asked for, in sRGB
};

// PNG, JPEG, GIF (the first picture of it) or WebP, by its bytes alone. Fails with Input where it is none of these, is damaged from the
// start or has more than 30 million pixels; what can be read of one that is cut short is shown. `widest` is in pixels of the screen. A very tall
// one becomes smaller than asked for.
Result<DecodedImage> decodedImage(const QByteArray &bytes, int widest);

} // namespace dateline
