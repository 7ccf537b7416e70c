// The closing "Source" line of a saved article, and lines that are nothing but a link.
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace dateline {

struct SourceLine {
    QString name;    // "Reuters"; may be empty
    QString address; // http(s); may be empty

    bool isBare() const { return name.isEmpty() && address.isEmpty(); }
};

// A line that only says where the text is from: "Source", "Source: Reuters https://…", "Via Reuters", "Read more at …",
// "[Source](https://…)"; the label also in other languages. Nothing for a sentence that begins with such a word.
std::optional<SourceLine> sourceLine(const QString &line);

// The address of a line that is nothing but one, perhaps in <…> or as [text](address); else empty.
QString addressLine(const QString &line);

} // namespace dateline
