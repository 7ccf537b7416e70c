// ImageKind: which image format bytes are in, by their first ones. What a server or an address says of them doesn't count.
#pragma once

#include <QByteArrayView>
#include <QLatin1StringView>

namespace dateline {

enum class ImageKind : quint8 { None, Png, Jpeg, Gif, WebP };

// None: anything else, SVG too, which is a document that may ask for others.
ImageKind imageKind(QByteArrayView bytes);
// "png", "jpeg", "gif", "webp": the ending of a file and Qt's name for the format; empty for None.
QLatin1StringView imageKindName(ImageKind kind);

} // namespace dateline
