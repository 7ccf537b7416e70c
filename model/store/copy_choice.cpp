// Generations count within one history only: a backup that was restored goes on from a lower one, and what is made of it is later all the
// same. A copy that a wrong clock made "in the future" comes after all others.
#include "store/copy_choice.h"

#include "store/gzip_file.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <tuple>

namespace dateline {
namespace {

constexpr int KeptDays = 7, KeptWeeks = 4;
constexpr qsizetype MostRead = 8;

QStringList copiesIn(const QString &folder)
{
    return QDir(folder).entryList({CopyPrefix + u'*' + CopySuffix}, QDir::Files, QDir::Name | QDir::Reversed);
}

QDate dayOf(const QString &name)
{
    return QDate::fromString(name.mid(CopyPrefix.size(), 10), Qt::ISODate);
}

std::optional<FoundCopy> headIn(GzipFile &file, const QString &path)
{
    const QJsonObject head = QJsonDocument::fromJson(file.line().value_or(QByteArray())).object().value(u"datelineState").toObject();
    if (head.value(u"form").toInt() < 1)
        return std::nullopt;
    FoundCopy copy;
    copy.file = path;
    copy.history = head.value(u"history").toString();
    copy.generation = static_cast<qint64>(head.value(u"generation").toDouble());
    copy.made = QDateTime::fromString(head.value(u"made").toString(), Qt::ISODate);
    return copy;
}

std::optional<FoundCopy> headOf(const QString &path)
{
    GzipFile file(path, GzipFile::Use::Reading);
    return headIn(file, path);
}

std::tuple<bool, qint64, qint64> rank(const FoundCopy &copy)
{
    const bool isBelievable = copy.made.isValid() && copy.made < QDateTime::currentDateTimeUtc().addDays(1);
    return {copy.work > 0, isBelievable ? copy.made.toMSecsSinceEpoch() : 0, copy.generation};
}

bool isBetter(const FoundCopy &one, const FoundCopy &other)
{
    return other.file.isEmpty() || rank(one) > rank(other);
}

} // namespace

bool isWork(const QByteArray &line)
{
    static const QByteArrayView others[] = {"{\"datelineState\"", "{\"setting\"", "{\"end\""};
    return std::none_of(std::begin(others), std::end(others), [&](QByteArrayView begin) { return line.startsWith(begin); });
}

std::optional<FoundCopy> lookedAt(const QString &path)
{
    GzipFile file(path, GzipFile::Use::Reading);
    std::optional<FoundCopy> copy = headIn(file, path);
    if (!copy)
        return std::nullopt;
    qint64 lines = 1;
    QByteArray last;
    while (std::optional<QByteArray> next = file.line()) {
        last = std::move(*next);
        ++lines;
        copy->work += isWork(last);
    }
    const QJsonObject end = QJsonDocument::fromJson(last).object().value(u"end").toObject();
    copy->isWhole = !end.isEmpty() && static_cast<qint64>(end.value(u"lines").toDouble()) + 1 == lines;
    return copy;
}

// Keeps those of the latest days, the latest one of each week before, and the last of each history.
void removeOldCopies(const QString &folder)
{
    QSet<QDate> days;
    QSet<qint64> weeks;
    QSet<QString> histories; // of those that were passed, where it was asked for
    QStringList passed;
    for (const QString &name : copiesIn(folder)) {
        const QDate day = dayOf(name);
        if (!day.isValid())
            continue;
        const QString path = folder + u'/' + name;
        if (days.contains(day) || days.size() < KeptDays) {
            days += day;
            passed += path;
            continue;
        }
        const qint64 week = day.toJulianDay() / 7; // Monday to Sunday
        if (weeks.contains(week) || weeks.size() >= KeptWeeks) {
            for (const QString &other : std::exchange(passed, {}))
                histories += headOf(other).value_or(FoundCopy()).history;
            const QString history = headOf(path).value_or(FoundCopy()).history;
            if (histories.contains(history))
                QFile::remove(path);
            histories += history;
        } else {
            passed += path;
        }
        weeks += week;
    }
}

FoundCopy newestStateCopy(const QString &folder)
{
    FoundCopy best;
    for (const QString &name : copiesIn(folder)) {
        if (const std::optional<FoundCopy> found = lookedAt(folder + u'/' + name); found && found->isWhole && isBetter(*found, best))
            best = *found;
    }
    return best;
}

QList<FoundCopy> copiesToRead(const QString &folder, const QString &history)
{
    QList<FoundCopy> whole, damaged;
    for (const QString &name : copiesIn(folder)) {
        const std::optional<FoundCopy> found = lookedAt(folder + u'/' + name);
        if (!found)
            continue;
        QList<FoundCopy> &of = found->isWhole ? whole : damaged;
        const auto same = std::find_if(of.begin(), of.end(), [&](const FoundCopy &each) { return each.history == found->history; });
        if (same == of.end())
            of += *found;
        else if (isBetter(*found, *same))
            *same = *found;
    }
    damaged.removeIf([&](const FoundCopy &copy) {
        return copy.work == 0 || std::any_of(whole.begin(), whole.end(), [&](const FoundCopy &each) { return each.history == copy.history && each.generation >= copy.generation && each.work > 0; });
    });
    QList<FoundCopy> all = whole;
    std::sort(all.begin(), all.end(), [](const FoundCopy &one, const FoundCopy &other) { return rank(one) > rank(other); });
    all += damaged;
    if (!history.isEmpty() && std::any_of(all.begin(), all.end(), [&](const FoundCopy &copy) { return copy.history == history; }))
        all.removeIf([&](const FoundCopy &copy) { return copy.history != history; });
    return all.first(std::min(all.size(), MostRead));
}

FoundCopy latestCopyAfter(const QString &folder, const QString &history, qint64 generation)
{
    FoundCopy best;
    for (const QString &name : copiesIn(folder)) {
        const QString path = folder + u'/' + name;
        const std::optional<FoundCopy> head = headOf(path);
        if (!head || head->history != history || head->generation <= generation)
            continue;
        const FoundCopy found = lookedAt(path).value_or(FoundCopy());
        if (!found.file.isEmpty() && (best.file.isEmpty() || std::tuple(found.isWhole, found.generation) > std::tuple(best.isWhole, best.generation)))
            best = found;
    }
    return best;
}

} // namespace dateline
