// Moment: when something was published, as precisely as is known: not at all, the day, or the second.
// A value; safe on any thread.
#pragma once

#include <QDate>
#include <QDateTime>
#include <QString>

namespace dateline {

class Moment final {
public:
    enum class Precision : quint8 { Unknown, Day, Second };

    Moment() = default;
    // A day without a time. An invalid date gives an unknown moment.
    static Moment onDay(QDate day);
    // A point in time, kept in UTC. An invalid time gives an unknown moment.
    static Moment at(const QDateTime &time);
    static Moment atEpoch(qint64 seconds);

    Precision precision() const { return m_precision; }
    bool isKnown() const { return m_precision != Precision::Unknown; }
    bool hasTime() const { return m_precision == Precision::Second; }

    // The calendar day: as given where only a day is known, else the day in the reader's time zone.
    QDate day() const;
    // The point in time, in UTC; the day's first second in UTC where only the day is known; invalid where unknown.
    QDateTime time() const;
    // Seconds since 1970-01-01 UTC of time(), for ordering; 0 where unknown.
    qint64 epoch() const { return m_seconds; }

    // "2025-09-11T14:03:00Z", "2025-09-11", or an empty string (RFC 3339; the JSON form of design §4).
    QString toText() const;
    // The inverse of toText(); anything else gives an unknown moment.
    static Moment fromText(QStringView text);

    bool operator==(const Moment &) const = default;

private:
    qint64 m_seconds = 0;
    Precision m_precision = Precision::Unknown;
};

} // namespace dateline
