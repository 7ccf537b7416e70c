#include "text/image_address.h"

#include "text/inline_style.h"
#include "text/urls.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype maximumData = 64 << 10;
constexpr qsizetype placeholderData = 512; // smaller ones are the grey boxes that stand where a script will put the image

// A data: image that may be shown, its head in small letters as everyone else compares it; empty where it is none.
QString dataImage(QStringView address)
{
    static constexpr QStringView kinds[] = {u"data:image/png;base64,", u"data:image/jpeg;base64,", u"data:image/jpg;base64,",
                                            u"data:image/gif;base64,", u"data:image/webp;base64,"};
    const auto *kind = std::find_if(std::begin(kinds), std::end(kinds),
                                    [address](QStringView one) { return address.startsWith(one, Qt::CaseInsensitive); });
    if (kind == std::end(kinds))
        return {};
    const QStringView data = address.sliced(kind->size());
    const auto isBase64 = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'+' || c == u'/' || c == u'=';
    };
    const bool isShown = data.size() > placeholderData && data.size() <= maximumData / 3 * 4 + 4 && std::all_of(data.begin(), data.end(), isBase64);
    return isShown ? kind->toString() + data : QString();
}

// The widest candidate of a srcset that isn't absurdly wide (HTML Standard §4.8.4.2.1).
QStringView widestOf(QStringView set)
{
    QStringView best;
    double bestWidth = -1;
    qsizetype i = 0;
    while (i < set.size()) {
        while (i < set.size() && (set[i].isSpace() || set[i] == u','))
            ++i;
        const qsizetype start = i;
        while (i < set.size() && !set[i].isSpace())
            ++i;
        QStringView address = set.sliced(start, i - start);
        double width = 1;
        if (address.endsWith(u',')) {
            address.chop(1);
        } else {
            const qsizetype comma = set.indexOf(u',', i);
            const qsizetype stop = comma < 0 ? set.size() : comma;
            const QStringView descriptor = set.sliced(i, stop - i).trimmed();
            if (descriptor.size() > 1)
                width = descriptor.chopped(1).toDouble();
            i = stop;
        }
        if (width > bestWidth && width <= 2000 && !address.isEmpty()) {
            bestWidth = width;
            best = address;
        }
    }
    return best;
}

// A width or height attribute of a pixel or two, as browsers read it (HTML Standard §2.3.4.4): "1px" and "1.5" are numbers, a part of the page isn't.
bool isSpeck(QStringView dimension)
{
    const QStringView text = dimension.trimmed();
    qsizetype end = 0;
    while (end < text.size() && (text[end].isDigit() || text[end] == u'.'))
        ++end;
    bool isNumber = false;
    const double value = text.first(end).toDouble(&isNumber);
    return isNumber && value <= 2 && (value == 0 || end == text.size() || text[end] != u'%');
}

} // namespace

QString imageAddress(const ImageSource &image, const QUrl &base)
{
    const QString candidates[] = {image.lazySource, image.source, widestOf(image.set).toString()};
    for (const QString &candidate : candidates) {
        if (candidate.isEmpty())
            continue;
        const QString trimmed = candidate.trimmed();
        if (const QString data = dataImage(trimmed); !data.isEmpty())
            return data;
        if (auto address = webAddress(trimmed, base))
            return *address;
    }
    return {};
}

bool isTrackingPixel(const QString &address, const QString &width, const QString &height, const QString &style)
{
    if (isSpeck(width) || isSpeck(height) || (!style.isEmpty() && hidesImage(style.toUtf8())))
        return true;
    static constexpr QStringView counters[] = {
        u"//pixel.wp.com/", u"//stats.wordpress.com/", u"//feeds.feedburner.com/~r/", u"//pixel.quantserve.com/", u"//ad.doubleclick.net/",
        u"//sb.scorecardresearch.com/", u"//www.google-analytics.com/", u"//b.scorecardresearch.com/", u"//www.facebook.com/tr?",
        u"//pixel.", u"/piwik.php?", u"/matomo.php?", u"//feeds.wordpress.com/1.0/"};
    return std::any_of(std::begin(counters), std::end(counters), [&](QStringView one) { return address.contains(one); });
}

} // namespace dateline
