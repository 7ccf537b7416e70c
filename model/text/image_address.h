// Which image an <img> means, among the many attributes that pages hide it in; and which ones only count readers.
#pragma once

#include <QString>
#include <QUrl>

namespace dateline {

struct ImageSource {
    QString source;     // src
    QString lazySource; // data-src and its kin, which scripts put into src
    QString set;        // srcset of the image or of the <source> before it
};

// An absolute http(s) address or a small data: image; empty where there is none that may be shown.
QString imageAddress(const ImageSource &image, const QUrl &base);

// Images of a pixel or two, invisible ones, and those of the well-known counters.
bool isTrackingPixel(const QString &address, const QString &width, const QString &height, const QString &style);

} // namespace dateline
