#include "base/image_kind.h"

namespace dateline {

ImageKind imageKind(QByteArrayView bytes)
{
    if (bytes.startsWith(QByteArrayView("\x89PNG\r\n\x1a\n", 8)))
        return ImageKind::Png;
    if (bytes.startsWith(QByteArrayView("\xff\xd8\xff", 3)))
        return ImageKind::Jpeg;
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return ImageKind::Gif;
    if (bytes.size() >= 12 && bytes.startsWith("RIFF") && bytes.sliced(8, 4) == QByteArrayView("WEBP"))
        return ImageKind::WebP;
    return ImageKind::None;
}

QLatin1StringView imageKindName(ImageKind kind)
{
    switch (kind) {
    case ImageKind::None: break;
    case ImageKind::Png: return QLatin1StringView("png");
    case ImageKind::Jpeg: return QLatin1StringView("jpeg");
    case ImageKind::Gif: return QLatin1StringView("gif");
    case ImageKind::WebP: return QLatin1StringView("webp");
    }
    return {};
}

} // namespace dateline
