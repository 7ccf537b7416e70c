#include "feed/feed_wishes.h"

#include "feed/xml_field.h"
#include "feed/xml_items.h"

#include <algorithm>
#include <array>

namespace dateline {

namespace {

std::chrono::minutes periodNamed(const QString &name)
{
    constexpr int hour = 60, day = 24 * hour;
    struct Period {
        QLatin1String name;
        int minutes;
    };
    constexpr std::array periods = {Period{QLatin1String("hourly"), hour}, Period{QLatin1String("daily"), day}, Period{QLatin1String("weekly"), 7 * day},
                                    Period{QLatin1String("monthly"), 30 * day}, Period{QLatin1String("yearly"), 365 * day}};
    const auto found = std::find_if(periods.begin(), periods.end(), [&](const Period &period) { return name.compare(period.name, Qt::CaseInsensitive) == 0; });
    return std::chrono::minutes(found == periods.end() ? 0 : found->minutes);
}

void readSkippedHours(XmlReader &reader, FeedHead &head)
{
    readElements(reader, [&] {
        if (reader.name() != u"hour")
            return false;
        bool isNumber = false;
        const int hour = readLine(reader).toInt(&isNumber);
        if (isNumber && hour >= 0 && hour <= 24) // RSS 0.91 counted from 1 to 24
            head.skipHours |= 1u << (hour % 24);
        return true;
    });
}

void readSkippedDays(XmlReader &reader, FeedHead &head)
{
    constexpr std::array names = {QLatin1String("monday"), QLatin1String("tuesday"),  QLatin1String("wednesday"), QLatin1String("thursday"),
                                  QLatin1String("friday"), QLatin1String("saturday"), QLatin1String("sunday")};
    readElements(reader, [&] {
        if (reader.name() != u"day")
            return false;
        const QString day = readLine(reader).toLower();
        const auto found = std::find(names.begin(), names.end(), day);
        if (found != names.end())
            head.skipDays = static_cast<quint8>(head.skipDays | 1 << (found - names.begin()));
        return true;
    });
}

} // namespace

bool readWish(XmlReader &reader, FeedHead &head)
{
    const QString name = reader.name();
    if (name == u"skiphours")
        readSkippedHours(reader, head);
    else if (name == u"skipdays")
        readSkippedDays(reader, head);
    else if (name == u"updateperiod")
        head.updatePeriod = periodNamed(readLine(reader));
    else if (name == u"updatefrequency")
        head.updateFrequency = qBound(1, readLine(reader).toInt(), 10'000);
    else
        return false;
    return true;
}

} // namespace dateline
