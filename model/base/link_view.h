// LinkView: a link as it is shown before somebody follows it. A value.
#pragma once

#include <QUrl>

namespace dateline {

struct LinkView {
    QUrl url;         // where it leads, without what only counts readers
    QString shown;    // the same for people: who the host is can't be mistaken
    QString warning;  // a sentence where the link's words say another site than it leads to, else empty
};

// What is cut from links besides where they lead. The reader's choice.
struct LinkCleaning {
    bool isOn = true;
    QString own = {}; // the reader's own names, one a line, as in resources/words/tracking.tsv

    bool operator==(const LinkCleaning &) const = default;
};

// The settings that hold it.
inline constexpr QLatin1String LinkCleaningSetting("links.cleaned"); // "off"; anything else is on
inline constexpr QLatin1String LinkNamesSetting("links.names");

} // namespace dateline
