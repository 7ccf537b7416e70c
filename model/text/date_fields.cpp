#include "text/date_fields.h"

#include <QDate>

#include <algorithm>
#include <iterator>

namespace dateline {

namespace {

struct Zone {
    QStringView name;
    int minutes;
};

// The zones that news is written in. Where one name means several (IST, CST, BST) it is the one with the most writers.
constexpr Zone zones[] = {
    {u"acdt", 630}, {u"acst", 570}, {u"adt", -180}, {u"aedt", 660}, {u"aest", 600}, {u"akdt", -480}, {u"akst", -540}, {u"art", -180},
    {u"ast", -240}, {u"awst", 480}, {u"bdt", 360}, {u"brst", -120}, {u"brt", -180}, {u"bst", 60}, {u"cat", 120}, {u"cdt", -300},
    {u"cest", 120}, {u"cet", 60}, {u"clst", -180}, {u"clt", -240}, {u"cst", -360}, {u"eat", 180}, {u"edt", -240}, {u"eest", 180},
    {u"eet", 120}, {u"est", -300}, {u"et", -300}, {u"gmt", 0}, {u"gst", 240}, {u"hkt", 480}, {u"hst", -600}, {u"ict", 420}, {u"idt", 180},
    {u"irst", 210}, {u"ist", 330}, {u"jst", 540}, {u"kst", 540}, {u"mdt", -360}, {u"mesz", 120}, {u"mez", 60}, {u"mmt", 390}, {u"msd", 240},
    {u"msk", 180}, {u"mst", -420}, {u"myt", 480}, {u"ndt", -150}, {u"npt", 345}, {u"nst", -210}, {u"nzdt", 780}, {u"nzst", 720},
    {u"pdt", -420}, {u"pht", 480}, {u"pkt", 300}, {u"pst", -480}, {u"pt", -480}, {u"sast", 120}, {u"sgt", 480}, {u"trt", 180}, {u"ut", 0},
    {u"utc", 0}, {u"uzt", 300}, {u"vet", -240}, {u"wast", 120}, {u"wat", 60}, {u"west", 60}, {u"wet", 0}, {u"wib", 420}, {u"wit", 540},
    {u"wita", 480}, {u"z", 0}};

// "+2", "+0530", "-05:30", "+05.30"
std::optional<int> numericOffset(QStringView zone)
{
    const int sign = zone[0] == u'-' || zone[0].unicode() == 0x2212 ? -1 : 1;
    int digits[6] = {};
    int count = 0;
    for (qsizetype i = 1; i < zone.size(); ++i) {
        const char16_t c = zone[i].unicode();
        if ((c == u':' || c == u'.') && count > 0)
            continue;
        if (c < u'0' || c > u'9' || count == 6)
            return {};
        digits[count++] = c - u'0';
    }
    if (count == 0 || count > 4)
        return count == 6 ? std::optional(sign * ((digits[0] * 10 + digits[1]) * 3600 + (digits[2] * 10 + digits[3]) * 60)) : std::nullopt;
    int hours = 0;
    int minutes = 0;
    if (count <= 2) {
        hours = count == 1 ? digits[0] : digits[0] * 10 + digits[1];
    } else {
        const int split = count - 2;
        hours = split == 1 ? digits[0] : digits[0] * 10 + digits[1];
        minutes = digits[split] * 10 + digits[split + 1];
    }
    // "9999" and the like are placeholders; beyond a day there is no zone.
    return hours < 24 && minutes < 60 ? std::optional(sign * (hours * 3600 + minutes * 60)) : std::nullopt;
}

bool isSign(QChar c)
{
    return c == u'+' || c == u'-' || c.unicode() == 0x2212;
}

// Howard Hinnant's days_from_civil: exact for every year, without tables.
qint64 daysSinceEpoch(int year, int month, int day)
{
    year -= month <= 2 ? 1 : 0;
    const int era = year / 400;
    const int yearOfEra = year - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return qint64(era) * 146097 + dayOfEra - 719468;
}

} // namespace

bool isValidDay(int year, int month, int day)
{
    return year >= 1900 && year <= 2200 && QDate::isValid(year, month, day);
}

int fullYear(int year, int digits)
{
    if (digits > 2)
        return year;
    return year < 70 ? 2000 + year : 1900 + year;
}

int weekdayOf(int year, int month, int day)
{
    if (!isValidDay(year, month, day))
        return 0;
    return int((daysSinceEpoch(year, month, day) + 3) % 7 + 7) % 7 + 1;
}

Moment momentAt(qint64 seconds)
{
    static const qint64 first = daysSinceEpoch(1900, 1, 1) * 86400, end = daysSinceEpoch(2201, 1, 1) * 86400;
    return seconds >= first && seconds < end ? Moment::atEpoch(seconds) : Moment();
}

Moment momentOf(const DateFields &fields)
{
    if (!isValidDay(fields.year, fields.month, fields.day))
        return {};
    if (!fields.hasTime())
        return Moment::onDay(QDate(fields.year, fields.month, fields.day));
    const bool isNextMidnight = fields.hour == 24 && fields.minute == 0 && fields.second == 0;
    if ((fields.hour > 23 && !isNextMidnight) || fields.minute > 59 || fields.second > 60)
        return {};
    const qint64 seconds = fields.hour * 3600 + fields.minute * 60 + std::min(fields.second, 59);
    return momentAt(daysSinceEpoch(fields.year, fields.month, fields.day) * 86400 + seconds - fields.offset);
}

std::optional<int> zoneOffset(QStringView zone)
{
    zone = zone.trimmed();
    if (zone.size() > 1 && zone.front() == u'(' && zone.back() == u')')
        zone = zone.sliced(1, zone.size() - 2);
    if (zone.isEmpty() || zone.size() > 12)
        return {};
    if (isSign(zone[0]))
        return numericOffset(zone);
    if (zone.size() == 1 && zone[0].toLower() >= u'a' && zone[0].toLower() <= u'z')
        return 0; // the military letters, which RFC 822 got the wrong way round (RFC 2822 §4.3)
    qsizetype letters = 0;
    char16_t lower[6] = {};
    while (letters < zone.size() && letters < 6 && !isSign(zone[letters])) {
        lower[letters] = zone[letters].toLower().unicode();
        ++letters;
    }
    const QStringView name(lower, letters);
    const auto *found = std::lower_bound(std::begin(zones), std::end(zones), name,
                                         [](const Zone &one, QStringView wanted) { return one.name.compare(wanted) < 0; });
    if (found == std::end(zones) || found->name != name)
        return {};
    if (letters == zone.size())
        return found->minutes * 60;
    if (found->minutes != 0 || !isSign(zone[letters]))
        return {};
    return numericOffset(zone.sliced(letters)); // "GMT+2"
}

} // namespace dateline
