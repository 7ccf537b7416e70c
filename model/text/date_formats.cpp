#include "text/date_formats.h"

#include <QDate>

#include <iterator>

namespace dateline {

namespace {

class Cursor final {
public:
    explicit Cursor(QStringView text)
        : m_text(text)
    {
    }

    bool atEnd() const { return m_at >= m_text.size(); }
    char16_t peek(qsizetype ahead = 0) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead].unicode() : u'\0'; }
    QStringView rest() const { return m_text.sliced(m_at); }
    void skip() { ++m_at; }

    bool take(char16_t c)
    {
        if (peek() != c)
            return false;
        ++m_at;
        return true;
    }

    void skipBlanks()
    {
        while (!atEnd() && (peek() <= 0x20 || peek() == 0xa0))
            ++m_at;
    }

    // Decimal digits, at most `limit`; the number of them.
    int number(int &value, int limit)
    {
        int digits = 0;
        value = 0;
        while (digits < limit && peek() >= u'0' && peek() <= u'9') {
            value = value * 10 + (peek() - u'0');
            ++m_at;
            ++digits;
        }
        return digits;
    }

    bool isDigit(qsizetype ahead = 0) const { return peek(ahead) >= u'0' && peek(ahead) <= u'9'; }

    QStringView letters()
    {
        const qsizetype start = m_at;
        while ((peek() | 0x20) >= u'a' && (peek() | 0x20) <= u'z')
            ++m_at;
        return m_text.sliced(start, m_at - start);
    }

private:
    QStringView m_text;
    qsizetype m_at = 0;
};

// HH:MM[:SS[.fraction]]
bool readClock(Cursor &in, DateFields &fields)
{
    if (in.number(fields.hour, 2) == 0 || !in.take(u':') || in.number(fields.minute, 2) == 0)
        return false;
    if (in.take(u':') && in.number(fields.second, 2) == 0)
        return false;
    int ignored = 0;
    if (in.peek() == u'.' || in.peek() == u',') {
        in.skip();
        if (in.number(ignored, 9) == 0)
            return false;
        while (in.isDigit())
            in.skip();
    }
    return !in.isDigit();
}

bool readIsoClock(Cursor &in, DateFields &fields)
{
    if (in.peek(2) == u':' || in.peek(1) == u':')
        return readClock(in, fields);
    if (in.number(fields.hour, 2) != 2)
        return false;
    if (in.isDigit() && in.number(fields.minute, 2) != 2)
        return false;
    if (in.isDigit() && in.number(fields.second, 2) != 2)
        return false;
    return !in.isDigit();
}

// A zone that takes up the rest; none is UTC. `lenient`: an unknown name is UTC too (RFC 2822 §4.3).
bool readZone(Cursor &in, DateFields &fields, bool lenient)
{
    in.skipBlanks();
    QStringView zone = in.rest().trimmed();
    if (const qsizetype comment = zone.indexOf(u'('); comment > 0)
        zone = zone.first(comment).trimmed();
    if (zone.isEmpty())
        return true;
    if (zone.size() > 1 && zone.back() == u'Z' && (zone[0] == u'+' || zone[0] == u'-'))
        zone.chop(1); // "+00:00Z"
    if (const auto offset = zoneOffset(zone)) {
        fields.offset = *offset;
        return true;
    }
    if (!lenient || zone.size() > 5)
        return false;
    for (QChar c : zone)
        if (!c.isUpper() && !c.isDigit())
            return false;
    return true;
}

bool readWeek(Cursor &in, DateFields &fields, bool extended)
{
    int week = 0;
    int day = 1;
    in.skip(); // W
    if (in.number(week, 2) != 2 || week < 1 || week > 53)
        return false;
    if (in.peek() == u'-' || (!extended && in.isDigit())) {
        in.take(u'-');
        if (in.number(day, 1) != 1 || day < 1 || day > 7)
            return false;
    }
    // Week 1 holds 4 January (ISO 8601 §3.1.1.23).
    const QDate january(fields.year, 1, 4);
    const QDate date = january.addDays(1 - january.dayOfWeek() + (week - 1) * 7 + day - 1);
    fields.year = date.year();
    fields.month = date.month();
    fields.day = date.day();
    return true;
}

bool setOrdinal(DateFields &fields, int dayOfYear)
{
    const QDate first(fields.year, 1, 1);
    if (dayOfYear < 1 || dayOfYear > first.daysInYear())
        return false;
    const QDate date = first.addDays(dayOfYear - 1);
    fields.month = date.month();
    fields.day = date.day();
    return true;
}

bool readExtended(Cursor &in, DateFields &fields)
{
    if (in.peek() == u'W')
        return readWeek(in, fields, true);
    int value = 0;
    const int digits = in.number(value, 3);
    if (digits == 3)
        return setOrdinal(fields, value);
    if (digits == 0)
        return false;
    fields.month = value;
    if (!in.take(u'-'))
        return digits == 2;
    return in.number(fields.day, 2) > 0;
}

bool readBasic(Cursor &in, DateFields &fields)
{
    if (in.peek() == u'W')
        return readWeek(in, fields, false);
    int value = 0;
    switch (in.number(value, 4)) {
    case 0: return true;
    case 3: return setOrdinal(fields, value);
    case 4:
        fields.month = value / 100;
        fields.day = value % 100;
        return true;
    default: return false;
    }
}

} // namespace

int englishMonth(QStringView word)
{
    static constexpr QStringView names[] = {u"january", u"february", u"march", u"april", u"may", u"june", u"july", u"august", u"september",
                                            u"october", u"november", u"december"};
    if (word.size() < 3)
        return 0;
    for (int i = 0; i < 12; ++i)
        if ((word.size() == 3 || word.size() == names[i].size() || (i == 8 && word.size() == 4))
            && names[i].startsWith(word, Qt::CaseInsensitive))
            return i + 1;
    return 0;
}

std::optional<DateFields> readMailDate(QStringView text)
{
    Cursor in(text);
    DateFields fields;
    in.skipBlanks();
    if (!in.isDigit()) {
        const QStringView weekday = in.letters();
        in.take(u'.');
        in.skipBlanks();
        const bool comma = in.take(u',');
        if (weekday.size() < 2 && !comma)
            return {};
        in.skipBlanks();
    }
    if (in.number(fields.day, 2) == 0)
        return {};
    while (in.peek() == u' ' || in.peek() == u'-')
        in.skip();
    fields.month = englishMonth(in.letters());
    while (in.peek() == u' ' || in.peek() == u'-' || in.peek() == u'.' || in.peek() == u',')
        in.skip();
    const int digits = in.number(fields.year, 4);
    if (fields.month == 0 || (digits != 2 && digits != 4) || in.isDigit())
        return {};
    fields.year = fullYear(fields.year, digits);
    in.skipBlanks();
    if (in.atEnd())
        return fields;
    if (!readClock(in, fields) || !readZone(in, fields, true))
        return {};
    return fields;
}

std::optional<DateFields> readIsoDate(QStringView text)
{
    Cursor in(text.trimmed());
    DateFields fields;
    if (in.number(fields.year, 4) != 4 || fields.year < 1900 || fields.year > 2200)
        return {};
    fields.month = fields.day = 1;
    if (!(in.take(u'-') ? readExtended(in, fields) : readBasic(in, fields)))
        return {};
    if (in.atEnd())
        return fields;
    const bool apart = in.take(u'T') || in.take(u't') || in.take(u' ') || in.take(u'_');
    in.skipBlanks();
    if (!apart || !readIsoClock(in, fields) || !readZone(in, fields, false))
        return {};
    return fields;
}

} // namespace dateline
