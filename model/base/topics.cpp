#include "base/topics.h"

#include "base/folding.h"

#include <QCoreApplication>

#include <array>

namespace dateline {
namespace {

constexpr std::array<TopicName, 17> names = {{
    {"medtop:01000000", "arts", QT_TRANSLATE_NOOP("Topic", "Arts, culture, entertainment and media")},
    {"medtop:02000000", "crime", QT_TRANSLATE_NOOP("Topic", "Crime, law and justice")},
    {"medtop:03000000", "disaster", QT_TRANSLATE_NOOP("Topic", "Disaster, accident and emergency")},
    {"medtop:04000000", "economy", QT_TRANSLATE_NOOP("Topic", "Economy, business and finance")},
    {"medtop:05000000", "education", QT_TRANSLATE_NOOP("Topic", "Education")},
    {"medtop:06000000", "environment", QT_TRANSLATE_NOOP("Topic", "Environment")},
    {"medtop:07000000", "health", QT_TRANSLATE_NOOP("Topic", "Health")},
    {"medtop:08000000", "human", QT_TRANSLATE_NOOP("Topic", "Human interest")},
    {"medtop:09000000", "labour", QT_TRANSLATE_NOOP("Topic", "Labour")},
    {"medtop:10000000", "lifestyle", QT_TRANSLATE_NOOP("Topic", "Lifestyle and leisure")},
    {"medtop:11000000", "politics", QT_TRANSLATE_NOOP("Topic", "Politics and government")},
    {"medtop:12000000", "religion", QT_TRANSLATE_NOOP("Topic", "Religion")},
    {"medtop:13000000", "science", QT_TRANSLATE_NOOP("Topic", "Science and technology")},
    {"medtop:14000000", "society", QT_TRANSLATE_NOOP("Topic", "Society")},
    {"medtop:15000000", "sport", QT_TRANSLATE_NOOP("Topic", "Sport")},
    {"medtop:16000000", "war", QT_TRANSLATE_NOOP("Topic", "Conflict, war and peace")},
    {"medtop:17000000", "weather", QT_TRANSLATE_NOOP("Topic", "Weather")},
}};

const TopicName *find(QStringView id)
{
    for (const TopicName &topic : names) {
        if (id == QLatin1StringView(topic.id))
            return &topic;
    }
    return nullptr;
}

} // namespace

std::span<const TopicName> topicNames()
{
    return names;
}

QString topicLabel(QStringView id)
{
    const TopicName *topic = find(id);
    return topic ? QCoreApplication::translate("Topic", topic->label) : id.toString();
}

QString topicShortName(QStringView id)
{
    const TopicName *topic = find(id);
    return topic ? QString::fromLatin1(topic->shortName) : QString();
}

std::optional<QString> topicFromName(QStringView name)
{
    const QString wanted = folded(name);
    for (const TopicName &topic : names) {
        const QString id = QString::fromLatin1(topic.id);
        if (wanted == id || wanted == QLatin1StringView(topic.shortName) || wanted == folded(QString::fromLatin1(topic.label)))
            return id;
    }
    return std::nullopt;
}

} // namespace dateline
