#include "base/fetch_state.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace dateline {

namespace {

constexpr qsizetype longestText = 65'536; // more than the longest that is written
constexpr qsizetype mostChanges = 12;
constexpr qsizetype mostFaults = 20, longestFault = 300;

QJsonValue json(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(time.toSecsSinceEpoch()) : QJsonValue();
}

QDateTime timeOf(const QJsonValue &value)
{
    return value.isDouble() ? QDateTime::fromSecsSinceEpoch(value.toInteger(), Qt::UTC) : QDateTime();
}

void put(QJsonObject &object, const char *name, const QJsonValue &value)
{
    if (!value.isNull())
        object.insert(QLatin1String(name), value);
}

QJsonValue number(qint64 value)
{
    return value == 0 ? QJsonValue() : QJsonValue(value);
}

} // namespace

QStringList boundedFaults(const QStringList &faults)
{
    QStringList bounded;
    for (const QString &fault : faults) {
        QString sentence = fault.left(longestFault).simplified();
        sentence.removeIf([](QChar c) { return !c.isPrint() && !c.isSurrogate(); });
        if (!sentence.isEmpty() && bounded.size() < mostFaults)
            bounded.append(sentence);
    }
    return bounded;
}

QString FetchState::toText() const
{
    QJsonObject object;
    put(object, "scheduled", json(scheduledAt));
    put(object, "due", json(nextDue));
    put(object, "notBefore", json(notBefore));
    put(object, "failures", number(failures));
    put(object, "status", number(lastStatus));
    put(object, "gone", isGone ? QJsonValue(true) : QJsonValue());
    QJsonArray times;
    for (const qint64 change : changes.last(qMin(changes.size(), mostChanges)))
        times.append(change);
    put(object, "changes", times.isEmpty() ? QJsonValue() : QJsonValue(times));
    put(object, "interval", number(wishes.interval.count()));
    put(object, "skipHours", number(wishes.skipHours));
    put(object, "skipDays", number(wishes.skipDays));
    put(object, "whole", json(lastWhole));
    put(object, "movedTo", movedTo.isEmpty() ? QJsonValue() : QJsonValue(movedTo));
    put(object, "movedSince", json(movedSince));
    put(object, "movedSeen", number(movedSeen));
    put(object, "validatedBy", validatedBy.isEmpty() ? QJsonValue() : QJsonValue(validatedBy));
    put(object, "ownNetwork", isOwnNetwork ? QJsonValue(true) : QJsonValue());
    put(object, "faults", faults.isEmpty() ? QJsonValue() : QJsonValue(QJsonArray::fromStringList(boundedFaults(faults))));
    return object.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

FetchState FetchState::fromText(const QString &text)
{
    FetchState state;
    if (text.isEmpty() || text.size() > longestText)
        return state;
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    const auto value = [&object](const char *name) { return object.value(QLatin1String(name)); };
    state.scheduledAt = timeOf(value("scheduled"));
    state.nextDue = timeOf(value("due"));
    state.notBefore = timeOf(value("notBefore"));
    state.failures = qMax(0, value("failures").toInt());
    state.lastStatus = value("status").toInt();
    state.isGone = value("gone").toBool();
    for (const QJsonValue &change : value("changes").toArray()) {
        if (state.changes.size() < mostChanges)
            state.changes.append(change.toInteger());
    }
    state.wishes.interval = std::chrono::seconds(qMax(0LL, value("interval").toInteger()));
    state.wishes.skipHours = static_cast<quint32>(value("skipHours").toInteger());
    state.wishes.skipDays = static_cast<quint8>(value("skipDays").toInteger());
    state.lastWhole = timeOf(value("whole"));
    state.movedTo = value("movedTo").toString();
    state.movedSince = timeOf(value("movedSince"));
    state.movedSeen = qMax(0, value("movedSeen").toInt());
    state.validatedBy = value("validatedBy").toString();
    state.isOwnNetwork = value("ownNetwork").toBool();
    QStringList faults;
    for (const QJsonValue &fault : value("faults").toArray())
        faults.append(fault.toString());
    state.faults = boundedFaults(faults);
    return state;
}

} // namespace dateline
