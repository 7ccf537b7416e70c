// The text becomes tokens; the time (and its zone) is taken out first, then words are given their meaning, then the
// numbers that are left must be a day, a month and a year, with nothing over. So a sentence that holds a date is no date.
#include "text/date_reader.h"

#include "text/date_tokens.h"

#include <QVarLengthArray>

#include <algorithm>

namespace dateline {

namespace {

using Kind = DateToken::Kind;

class Reader final {
public:
    Reader(QList<DateToken> tokens, DayMonthOrder order, DateStrictness strictness)
        : m_tokens(std::move(tokens))
        , m_order(order)
        , m_lenient(strictness == DateStrictness::Lenient)
    {
    }

    std::optional<DateFields> read()
    {
        takeClock();
        if (!m_fields.hasTime())
            takeHourWord();
        if (!m_fields.hasTime())
            takeNamedHour();
        takeHalfOfDay();
        if (m_fields.hasTime())
            takeZone();
        if (!takeWords() || !takeNumbers())
            return {};
        settleMonth();
        return m_fields;
    }

private:
    bool is(qsizetype i, Kind kind) const { return i >= 0 && i < m_tokens.size() && m_tokens[i].kind == kind; }
    bool isMark(qsizetype i, char16_t c) const { return is(i, Kind::Mark) && m_tokens[i].mark == c; }
    bool isNumber(qsizetype i, int limit) const { return is(i, Kind::Number) && m_tokens[i].digits <= 2 && m_tokens[i].value <= limit; }

    void use(qsizetype from, qsizetype count)
    {
        for (qsizetype i = from; i < from + count; ++i)
            m_tokens[i].kind = Kind::Used;
        m_afterTime = from + count;
    }

    void setTime(int hour, int minute, int second = 0)
    {
        m_fields.hour = hour;
        m_fields.minute = minute;
        m_fields.second = second;
    }

    // 14:03, 14:03:20, 14:03:20.5
    void takeClock()
    {
        for (qsizetype i = 0; i + 2 < m_tokens.size(); ++i) {
            if (!isNumber(i, 24) || !isMark(i + 1, u':') || !isNumber(i + 2, 59) || m_tokens[i + 2].digits != 2)
                continue;
            qsizetype count = 3;
            int second = 0;
            if (isMark(i + 3, u':') && isNumber(i + 4, 60)) {
                second = int(m_tokens[i + 4].value);
                count = 5;
                if (isMark(i + 5, u'.') && is(i + 6, Kind::Number) && !m_tokens[i + 6].spaceBefore)
                    count = 7;
            }
            setTime(int(m_tokens[i].value), int(m_tokens[i + 2].value), second);
            use(i, count);
            return;
        }
    }

    // 14h40, 14 Uhr 30, 14時03分, klo 16.45, 5.45 pm, 7 pm
    void takeHourWord()
    {
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            if (!isNumber(i, 24))
                continue;
            if (is(i + 1, Kind::Word) && m_tokens[i + 1].word.unit == DateUnit::Hour)
                return takeUnits(i);
            const bool hasMinutes = (isMark(i + 1, u'.') || isMark(i + 1, u',')) && isNumber(i + 2, 59) && m_tokens[i + 2].digits == 2
                && !m_tokens[i + 2].spaceBefore && !(isMark(i - 1, u'.') && is(i - 2, Kind::Number));
            const qsizetype after = hasMinutes ? i + 3 : i + 1;
            const qsizetype before = isMark(i - 1, u'.') ? i - 2 : i - 1; // "kl. 14.03"
            const bool announced = (is(before, Kind::Word) && m_tokens[before].word.announcesTime)
                || (is(after, Kind::Word) && m_tokens[after].word.unit == DateUnit::Hour);
            const bool halved = is(after, Kind::Word) && (m_tokens[after].word.isMorning || m_tokens[after].word.isAfternoon)
                && !m_tokens[after].word.months[0] && (!m_tokens[after].word.isFiller || m_tokens[after].text == u"am");
            if ((hasMinutes && announced && !isMark(i + 3, u'.')) || (halved && m_tokens[i].value <= 12)) {
                setTime(int(m_tokens[i].value), hasMinutes ? int(m_tokens[i + 2].value) : 0);
                const bool named = is(after, Kind::Word) && m_tokens[after].word.unit == DateUnit::Hour;
                return use(i, after - i + (named ? 1 : 0));
            }
        }
    }

    void takeNamedHour()
    {
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            const DateUnit unit = is(i, Kind::Word) ? m_tokens[i].word.unit : DateUnit::None;
            if (unit == DateUnit::Noon || unit == DateUnit::Midnight) {
                setTime(unit == DateUnit::Noon ? 12 : 0, 0);
                return use(i, 1);
            }
        }
    }

    void takeUnits(qsizetype i)
    {
        int minute = 0;
        qsizetype count = 2;
        if (isMark(i + count, u'.'))
            ++count; // "14 u. 30"
        if (isNumber(i + count, 59) && (m_tokens[i + count].digits == 2 || is(i + count + 1, Kind::Word))) {
            minute = int(m_tokens[i + count].value);
            ++count;
            if (is(i + count, Kind::Word) && m_tokens[i + count].word.unit == DateUnit::Minute)
                ++count;
        }
        setTime(int(m_tokens[i].value), minute);
        use(i, count);
    }

    void takeHalfOfDay()
    {
        if (!m_fields.hasTime() || m_fields.hour > 12)
            return;
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            if (!is(i, Kind::Word) || m_tokens[i].word.months[0])
                continue;
            const DateWord &word = m_tokens[i].word;
            // Most such words mean something else too ("am" in German), so that they must stand beside the time.
            const bool beside = is(i - 1, Kind::Used) || is(i + 1, Kind::Used);
            if (!beside || !(word.isMorning || word.isAfternoon) || (is(i + 1, Kind::Used) && word.announcesTime))
                continue;
            if (word.isAfternoon && !word.isMorning && m_fields.hour < 12)
                m_fields.hour += 12;
            else if (word.isMorning && m_fields.hour == 12)
                m_fields.hour = 0;
            use(i, 1);
            return;
        }
    }

    // Right behind the time: "CET", "(CET)", "GMT+2", "+0200", "Z"
    void takeZone()
    {
        qsizetype i = m_afterTime;
        while (is(i, Kind::Used) || isMark(i, u'(') || isMark(i, u','))
            ++i;
        if (is(i, Kind::Word)) {
            const auto named = zoneOffset(m_tokens[i].text);
            if (!named || (m_tokens[i].text.size() < 2 && m_tokens[i].text != u"z"))
                return;
            m_fields.offset = *named;
            use(i, 1);
            ++i;
        }
        if ((isMark(i, u'+') || isMark(i, u'-')) && is(i + 1, Kind::Number) && !m_tokens[i + 1].spaceBefore)
            takeOffset(i);
        while (is(i, Kind::Used))
            ++i;
        if (isMark(i, u'(') && is(i + 1, Kind::Word) && zoneOffset(m_tokens[i + 1].text)) // "+0800 (CST)" says it twice
            use(i + 1, 1);
    }

    void takeOffset(qsizetype i)
    {
        QString zone = QChar(m_tokens[i].mark) + QStringLiteral("%1").arg(m_tokens[i + 1].value, m_tokens[i + 1].digits, 10, QChar(u'0'));
        qsizetype count = 2;
        if (isMark(i + 2, u':') && isNumber(i + 3, 59)) {
            zone += QStringLiteral("%1").arg(m_tokens[i + 3].value, 2, 10, QChar(u'0'));
            count = 4;
        }
        if (m_tokens[i + 1].digits > 4)
            return;
        if (const auto offset = zoneOffset(zone)) {
            m_fields.offset = *offset;
            use(i, count);
        }
    }

    bool takeWords()
    {
        for (qsizetype i = 0; i < m_tokens.size(); ++i) {
            if (!is(i, Kind::Word))
                continue;
            const DateWord &word = m_tokens[i].word;
            if (m_tokens[i].text.size() <= 2 && isOrdinal(i) && word.unit == DateUnit::None)
                continue; // "1er", whatever "er" is elsewhere
            if (word.unit == DateUnit::Year || word.unit == DateUnit::Month || word.unit == DateUnit::Day) {
                if (takeUnit(i))
                    continue;
            }
            if (word.months[0] && !(m_month.months[0] && (word.weekdays || word.isFiller))) {
                if (m_month.months[0] && m_month.months[0] != word.months[0])
                    return word.weekdays != 0;
                m_month = word;
                m_monthAt = i;
            } else if (word.weekdays) {
                m_weekdays |= word.weekdays;
            } else if (!word.isFiller && !word.announcesTime && !isOrdinal(i) && word.unit == DateUnit::None) {
                if (!m_lenient || i > 1)
                    return false;
            }
        }
        return true;
    }

    // "11th", "1er", "3-е": letters that hang on a number.
    bool isOrdinal(qsizetype i) const
    {
        if (is(i - 1, Kind::Number))
            return !m_tokens[i].spaceBefore && m_tokens[i].text.size() <= 3;
        return isMark(i - 1, u'-') && is(i - 2, Kind::Number) && !m_tokens[i].spaceBefore && !m_tokens[i - 1].spaceBefore
            && m_tokens[i].text.size() <= 2;
    }

    bool takeUnit(qsizetype i)
    {
        const DateUnit unit = m_tokens[i].word.unit;
        const bool isLatin = m_tokens[i].text[0].unicode() < 0x250;
        const qsizetype number = isLatin ? i + 1 : i - 1; // Vietnamese puts the unit first
        if (!is(number, Kind::Number))
            return false;
        int &field = unit == DateUnit::Year ? m_fields.year : unit == DateUnit::Month ? m_fields.month : m_fields.day;
        if (field != 0)
            return false;
        field = int(m_tokens[number].value);
        m_tokens[number].kind = Kind::Used;
        m_tokens[i].kind = Kind::Used;
        return true;
    }

    bool takeNumbers()
    {
        QVarLengthArray<qsizetype, 8> at;
        for (qsizetype i = 0; i < m_tokens.size(); ++i)
            if (is(i, Kind::Number))
                at.append(i);
        if (at.size() == 5 && !m_fields.hasTime()) { // "29.02.2020 13.12"
            if (!isMark(at[3] + 1, u'.') || !isNumber(at[3], 23) || !isNumber(at[4], 59) || m_tokens[at[4]].digits != 2)
                return false;
            setTime(int(m_tokens[at[3]].value), int(m_tokens[at[4]].value));
            at.resize(3);
        }
        if (m_fields.year && m_fields.month && m_fields.day)
            return at.isEmpty();
        if (m_month.months[0] && !m_fields.month)
            return at.size() == 2 ? besideMonth(at[0], at[1]) : at.size() == 1 && (m_fields.day || m_fields.year) && lastField(at[0]);
        if (at.size() == 3)
            return threeNumbers(at[0], at[1], at[2]);
        return (at.size() == 1 && m_fields.month && lastField(at[0])) || (at.size() == 2 && m_fields.month && besideMonth(at[0], at[1]))
            || (at.size() == 1 && compact(m_tokens[at[0]]));
    }

    bool lastField(qsizetype i)
    {
        (m_fields.day ? m_fields.year : m_fields.day) = fullYearOf(i, m_fields.day != 0);
        return m_fields.day && m_fields.year;
    }

    int fullYearOf(qsizetype i, bool isYear) const
    {
        return isYear ? fullYear(int(m_tokens[i].value), m_tokens[i].digits) : int(m_tokens[i].value);
    }

    bool besideMonth(qsizetype first, qsizetype second)
    {
        if (m_tokens[first].digits == 4)
            std::swap(first, second);
        else if (m_tokens[second].digits != 4 && (m_tokens[second].digits != 2 || m_tokens[first].value > 31))
            return false;
        m_fields.day = int(m_tokens[first].value);
        m_fields.year = buddhist(fullYear(int(m_tokens[second].value), m_tokens[second].digits));
        m_hasDotAfterDay = isMark(first + 1, u'.');
        return m_tokens[first].digits <= 2;
    }

    // Thai years count from 543 BC.
    int buddhist(int year) const
    {
        const bool isThai = is(m_monthAt, Kind::Word) && m_tokens[m_monthAt].text[0].script() == QChar::Script_Thai;
        return isThai && year > 2400 && year < 2700 ? year - 543 : year;
    }

    bool compact(const DateToken &number)
    {
        if (number.digits != 8)
            return false;
        m_fields.year = int(number.value / 10000);
        m_fields.month = int(number.value / 100 % 100);
        m_fields.day = int(number.value % 100);
        return true;
    }

    // The mark between two numbers, a space where there is none; 0 where there is more.
    char16_t between(qsizetype first, qsizetype second) const
    {
        if (second == first + 1)
            return u' ';
        return second == first + 2 && is(first + 1, Kind::Mark) ? m_tokens[first + 1].mark : u'\0';
    }

    bool threeNumbers(qsizetype a, qsizetype b, qsizetype c)
    {
        const char16_t mark = between(a, b);
        if (mark == 0 || between(b, c) != mark || !QStringView(u"./- ").contains(QChar(mark)))
            return false;
        const DateToken &first = m_tokens[a], &second = m_tokens[b], &third = m_tokens[c];
        if (first.digits > 2 && first.digits != 4)
            return false;
        if (first.digits == 4) {
            setDay(int(first.value), int(second.value), int(third.value), false);
            return third.digits <= 2 && second.digits <= 2;
        }
        if (second.digits > 2 || (third.digits != 4 && (third.digits != 2 || mark == u' ')))
            return false;
        const int year = fullYear(int(third.value), third.digits);
        const bool monthFirst = mark != u'.' && m_order == DayMonthOrder::MonthFirst;
        setDay(year, int(monthFirst ? first.value : second.value), int(monthFirst ? second.value : first.value), true);
        if (!isValidDay(m_fields.year, m_fields.month, m_fields.day) && third.digits == 2 && mark != u'.') // "25-09-14"
            setDay(fullYear(int(first.value), 2), int(second.value), int(third.value), false);
        return true;
    }

    // Day and month change places where only that makes a date.
    void setDay(int year, int month, int day, bool mayDisagreeWithWeekday)
    {
        const bool swapped = !isValidDay(year, month, day) && isValidDay(year, day, month);
        const bool contradicted = mayDisagreeWithWeekday && m_weekdays && !agrees(year, month, day) && agrees(year, day, month);
        m_fields.year = year;
        m_fields.month = swapped || contradicted ? day : month;
        m_fields.day = swapped || contradicted ? month : day;
    }

    bool agrees(int year, int month, int day) const
    {
        const int weekday = weekdayOf(year, month, day);
        return weekday != 0 && (m_weekdays & (1 << (weekday - 1))) != 0;
    }

    // Where languages give a month's name two meanings, the weekday decides; then the dot, which Croatian puts behind the
    // day and Polish doesn't.
    void settleMonth()
    {
        if (m_fields.month != 0 || m_month.months[0] == 0)
            return;
        m_fields.month = m_month.months[0];
        const int other = m_month.months[1];
        if (other == 0)
            return;
        const bool weekdayDecides = m_weekdays && agrees(m_fields.year, other, m_fields.day) != agrees(m_fields.year, m_fields.month, m_fields.day);
        const bool isOther = weekdayDecides ? agrees(m_fields.year, other, m_fields.day) : m_hasDotAfterDay && other < m_fields.month;
        if (isOther)
            m_fields.month = other;
    }

    QList<DateToken> m_tokens;
    DateFields m_fields;
    DateWord m_month;
    qsizetype m_monthAt = -1;
    qsizetype m_afterTime = 0;
    quint8 m_weekdays = 0;
    DayMonthOrder m_order;
    bool m_lenient;
    bool m_hasDotAfterDay = false;
};

} // namespace

std::optional<DateFields> readFreeDate(QStringView text, DayMonthOrder order, DateStrictness strictness)
{
    const auto tokens = dateTokens(text);
    return tokens ? Reader(*tokens, order, strictness).read() : std::nullopt;
}

} // namespace dateline
