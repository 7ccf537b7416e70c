// The 17 top-level IPTC Media Topics (https://iptc.org/standards/media-topics/, CC BY 4.0): ids and names.
#pragma once

#include <QString>

#include <optional>
#include <span>

namespace dateline {

struct TopicName {
    const char *id;        // "medtop:11000000"
    const char *shortName; // "politics": the word of the query language and of JSON
    const char *label;     // "Politics": source text for translation in context "Topic"
};

// In the order of their ids.
std::span<const TopicName> topicNames();
// Translated label; the id itself where it is unknown.
QString topicLabel(QStringView id);
// "politics" for "medtop:11000000"; empty where unknown.
QString topicShortName(QStringView id);
// Id from an id, a short name or an English label, in any case; nothing where unknown.
std::optional<QString> topicFromName(QStringView name);

} // namespace dateline
