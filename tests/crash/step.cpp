#include "step.h"

#include <QJsonArray>

#include <array>

namespace dateline {
namespace {

using namespace Qt::StringLiterals;

constexpr std::array Names{"make-sources", "update-source", "remove-source", "save", "save-analyses", "remove", "expire", "mark", "undo", "correct", "take-back",
                           "save-filter", "remove-filter", "set-setting", "backup", "restore", "check", "subscribe", "import", "refresh", "analyse-again", "compact",
                           "fetch-full-text"};

QJsonArray numbers(const QList<int> &list)
{
    QJsonArray array;
    for (int number : list)
        array += number;
    return array;
}

QStringList strings(const QJsonValue &value)
{
    QStringList list;
    for (const QJsonValueConstRef each : value.toArray())
        list += each.toString();
    return list;
}

std::optional<bool> flag(const QJsonValue &value)
{
    return value.isBool() ? std::optional(value.toBool()) : std::nullopt;
}

} // namespace

QString stepName(Step::Kind kind)
{
    return QString::fromLatin1(Names.at(static_cast<size_t>(kind)));
}

QJsonObject toJson(const Correction &correction)
{
    return {{u"kind"_s, static_cast<int>(correction.kind)},
            {u"entityKind"_s, static_cast<int>(correction.entity.kind)},
            {u"entity"_s, correction.entity.name},
            {u"insteadKind"_s, static_cast<int>(correction.instead.kind)},
            {u"instead"_s, correction.instead.name},
            {u"value"_s, correction.value},
            {u"bearing"_s, static_cast<int>(correction.bearing)}};
}

Correction correctionFromJson(const QJsonObject &object)
{
    Correction correction;
    correction.kind = static_cast<Correction::Kind>(object[u"kind"].toInt());
    correction.entity = {static_cast<EntityKind>(object[u"entityKind"].toInt()), object[u"entity"].toString()};
    correction.instead = {static_cast<EntityKind>(object[u"insteadKind"].toInt()), object[u"instead"].toString()};
    correction.value = object[u"value"].toString();
    correction.bearing = static_cast<Correction::Bearing>(object[u"bearing"].toInt());
    return correction;
}

QJsonObject Step::toJson() const
{
    QJsonObject object{{u"step"_s, stepName(kind)}};
    const auto put = [&](const QString &key, const QJsonValue &set, bool isSet) {
        if (isSet)
            object.insert(key, set);
    };
    put(u"names"_s, QJsonArray::fromStringList(names), !names.isEmpty());
    put(u"contents"_s, numbers(contents), !contents.isEmpty());
    put(u"source"_s, source, !source.isEmpty());
    put(u"number"_s, number, number != 0);
    put(u"articles"_s, articles, articles != 0);
    put(u"place"_s, static_cast<int>(place), place >= 0);
    put(u"name"_s, name, !name.isEmpty());
    put(u"value"_s, value, !value.isNull());
    put(u"read"_s, read.value_or(false), read.has_value());
    put(u"bookmarked"_s, bookmarked.value_or(false), bookmarked.has_value());
    put(u"addTags"_s, QJsonArray::fromStringList(addTags), !addTags.isEmpty());
    put(u"removeTags"_s, QJsonArray::fromStringList(removeTags), !removeTags.isEmpty());
    put(u"note"_s, note.value_or(QString()), note.has_value());
    put(u"correction"_s, dateline::toJson(correction), kind == Kind::Correct);
    return object;
}

Step Step::fromJson(const QJsonObject &object)
{
    Step step;
    const QByteArray name = object[u"step"].toString().toLatin1();
    const auto known = std::find_if(Names.begin(), Names.end(), [&](const char *each) { return name == each; });
    if (known == Names.end())
        qFatal("no step is called %s", name.constData());
    step.kind = static_cast<Kind>(known - Names.begin());
    step.names = strings(object[u"names"]);
    for (const QJsonValueConstRef each : object[u"contents"].toArray())
        step.contents += each.toInt();
    step.source = object[u"source"].toString();
    step.number = object[u"number"].toInt();
    step.articles = object[u"articles"].toInt();
    step.place = object[u"place"].toInt(-1);
    step.name = object[u"name"].toString();
    step.value = object[u"value"].toString();
    step.read = flag(object[u"read"]);
    step.bookmarked = flag(object[u"bookmarked"]);
    step.addTags = strings(object[u"addTags"]);
    step.removeTags = strings(object[u"removeTags"]);
    if (object.contains(u"note"))
        step.note = object[u"note"].toString();
    step.correction = correctionFromJson(object[u"correction"].toObject());
    return step;
}

} // namespace dateline
