#include "ui/reading/image_decoding.h"

#include "base/image_kind.h"

#include <QBuffer>
#include <QColorSpace>
#include <QCoreApplication>
#include <QImageReader>

#include <algorithm>
#include <cmath>

namespace dateline {
namespace {

constexpr qint64 mostPixels = 30'000'000;     // of a file: what is held for a moment while it is read
constexpr qint64 mostShownPixels = 6'000'000; // of what is kept
constexpr int longestSide = 30'000;

tl::unexpected<Error> refused(const char *text)
{
    return failure(ErrorKind::Input, QCoreApplication::translate("Reading", text));
}

QSize shownSize(const QSize &size, int widest)
{
    const double narrower = std::min(1.0, static_cast<double>(std::max(1, widest)) / size.width());
    const double pixels = narrower * size.width() * narrower * size.height();
    const double scale = narrower * std::min(1.0, std::sqrt(static_cast<double>(mostShownPixels) / pixels));
    return QSize(std::max(1, static_cast<int>(std::lround(size.width() * scale))), std::max(1, static_cast<int>(std::lround(size.height() * scale))));
}

} // namespace

Result<DecodedImage> decodedImage(const QByteArray &bytes, int widest)
{
    const ImageKind kind = imageKind(bytes);
    if (kind == ImageKind::None)
        return refused(QT_TRANSLATE_NOOP("Reading", "What the server sent is no image that can be shown."));
    QBuffer buffer;
    buffer.setData(bytes);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, imageKindName(kind).data());
    reader.setAutoDetectImageFormat(false); // no other decoder than the one for its kind
    reader.setAutoTransform(true);
    if (!QImageReader::supportedImageFormats().contains(QByteArray(imageKindName(kind).data())))
        return failure(ErrorKind::Input, QCoreApplication::translate("Reading", "The image is in a format (%1) that this system has no decoder for.").arg(imageKindName(kind)));
    const QSize size = reader.size();
    if (size.isEmpty())
        return refused(QT_TRANSLATE_NOOP("Reading", "The image is damaged."));
    if (size.width() > longestSide || size.height() > longestSide || qint64(size.width()) * size.height() > mostPixels)
        return refused(QT_TRANSLATE_NOOP("Reading", "The image is too large to be shown."));
    DecodedImage decoded;
    const bool isTurned = reader.transformation() & QImageIOHandler::TransformationRotate90;
    decoded.size = isTurned ? size.transposed() : size;
    const QSize shown = shownSize(decoded.size, widest);
    if (shown != decoded.size)
        reader.setScaledSize(isTurned ? shown.transposed() : shown);
    decoded.image = reader.read();
    if (decoded.image.isNull())
        return refused(QT_TRANSLATE_NOOP("Reading", "The image is damaged."));
    if (decoded.image.size() != shown) // of a decoder that can't scale
        decoded.image = decoded.image.scaled(shown, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    if (decoded.image.colorSpace().isValid() && decoded.image.colorSpace() != QColorSpace(QColorSpace::SRgb))
        decoded.image.convertToColorSpace(QColorSpace::SRgb);
    decoded.image.convertTo(decoded.image.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32);
    return decoded;
}

} // namespace dateline
