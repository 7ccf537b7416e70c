#include "base/moment.h"

#include <QTimeZone>

namespace dateline {

Moment Moment::onDay(QDate day)
{
    Moment moment;
    if (day.isValid()) {
        moment.m_seconds = day.startOfDay(Qt::UTC).toSecsSinceEpoch();
        moment.m_precision = Precision::Day;
    }
    return moment;
}

Moment Moment::at(const QDateTime &time)
{
    return time.isValid() ? atEpoch(time.toSecsSinceEpoch()) : Moment();
}

Moment Moment::atEpoch(qint64 seconds)
{
    Moment moment;
    moment.m_seconds = seconds;
    moment.m_precision = Precision::Second;
    return moment;
}

QDate Moment::day() const
{
    switch (m_precision) {
    case Precision::Unknown: return {};
    case Precision::Day: return time().date();
    case Precision::Second: return QDateTime::fromSecsSinceEpoch(m_seconds, Qt::LocalTime).date();
    }
    Q_UNREACHABLE();
}

QDateTime Moment::time() const
{
    return isKnown() ? QDateTime::fromSecsSinceEpoch(m_seconds, Qt::UTC) : QDateTime();
}

QString Moment::toText() const
{
    switch (m_precision) {
    case Precision::Unknown: return {};
    case Precision::Day: return time().date().toString(Qt::ISODate);
    case Precision::Second: return time().toString(Qt::ISODate);
    }
    Q_UNREACHABLE();
}

Moment Moment::fromText(QStringView text)
{
    if (text.size() == 10)
        return onDay(QDate::fromString(text, Qt::ISODate));
    QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (text.size() < 19 || !time.isValid())
        return {};
    if (time.timeSpec() == Qt::LocalTime)
        time.setTimeSpec(Qt::UTC); // RFC 3339 asks for a zone; without one we take UTC, never the machine's
    return at(time);
}

} // namespace dateline
