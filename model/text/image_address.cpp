#include "text/image_address.h"

#include "text/urls.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype maximumData = 64 << 10;
constexpr qsizetype placeholderData = 512; // smaller ones are the grey boxes that stand where a script will put the image

bool isDataImage(QStringView address)
{
    static constexpr QStringView kinds[] = {u"data:image/png;base64,", u"data:image/jpeg;base64,", u"data:image/jpg;base64,",
                                            u"data:image/gif;base64,", u"data:image/webp;base64,"};
    const auto *kind = std::find_if(std::begin(kinds), std::end(kinds),
                                    [address](QStringView one) { return address.startsWith(one, Qt::CaseInsensitive); });
    if (kind == std::end(kinds))
        return false;
    const QStringView data = address.sliced(kind->size());
    const auto isBase64 = [](QChar c) {
        return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z') || (c >= u'0' && c <= u'9') || c == u'+' || c == u'/' || c == u'=';
    };
    return data.size() > placeholderData && data.size() <= maximumData / 3 * 4 + 4 && std::all_of(data.begin(), data.end(), isBase64);
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

int pixels(QStringView style, QStringView property)
{
    const qsizetype at = style.indexOf(property, 0, Qt::CaseInsensitive);
    if (at < 0 || (at > 0 && style[at - 1].isLetter()) || (at > 0 && style[at - 1] == u'-'))
        return -1;
    QStringView rest = style.sliced(at + property.size()).trimmed();
    if (!rest.startsWith(u':'))
        return -1;
    rest = rest.sliced(1).trimmed();
    qsizetype digits = 0;
    while (digits < rest.size() && rest[digits].isDigit())
        ++digits;
    if (digits == 0 || digits > 5 || !(rest.sliced(digits).startsWith(u"px") || rest.first(digits) == u"0"))
        return -1;
    return rest.first(digits).toInt();
}

} // namespace

QString imageAddress(const ImageSource &image, const QUrl &base)
{
    const QString candidates[] = {image.lazySource, image.source, widestOf(image.set).toString()};
    for (const QString &candidate : candidates) {
        if (candidate.isEmpty())
            continue;
        const QString trimmed = candidate.trimmed();
        if (isDataImage(trimmed))
            return trimmed;
        if (auto address = webAddress(trimmed, base))
            return *address;
    }
    return {};
}

bool isTrackingPixel(const QString &address, const QString &width, const QString &height, const QString &style)
{
    const auto isTiny = [](const QString &text) {
        bool ok = false;
        const int value = (text.endsWith(u"px") ? QStringView(text).chopped(2) : QStringView(text)).trimmed().toInt(&ok);
        return ok && value >= 0 && value <= 2;
    };
    if (isTiny(width) || isTiny(height))
        return true;
    const int styledWidth = pixels(style, u"width");
    const int styledHeight = pixels(style, u"height");
    if ((styledWidth >= 0 && styledWidth <= 2) || (styledHeight >= 0 && styledHeight <= 2))
        return true;
    static constexpr QStringView counters[] = {
        u"//pixel.wp.com/", u"//stats.wordpress.com/", u"//feeds.feedburner.com/~r/", u"//pixel.quantserve.com/", u"//ad.doubleclick.net/",
        u"//sb.scorecardresearch.com/", u"//www.google-analytics.com/", u"//b.scorecardresearch.com/", u"//www.facebook.com/tr?",
        u"//pixel.", u"/piwik.php?", u"/matomo.php?", u"//feeds.wordpress.com/1.0/"};
    return std::any_of(std::begin(counters), std::end(counters), [&](QStringView one) { return address.contains(one); });
}

} // namespace dateline
