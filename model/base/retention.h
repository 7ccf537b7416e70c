// Retention: how long articles are kept before the program removes them by itself. The reader's choice, one in general and perhaps
// another for a source.
#pragma once

#include <QMetaType>
#include <QString>

#include <optional>

namespace dateline {

struct Retention {
    enum class Kind : quint8 {
        Inherit, // a source: as the general rule says
        All,     // for ever
        Days,    // so many days since it came
        Count,   // so many of each source, the newest
    };
    Kind kind = Kind::Inherit;
    int number = 0; // of days or articles, at least 1

    // "", "all", "30d", "500": what is stored and typed. Anything else is nothing.
    static std::optional<Retention> fromText(QStringView text);
    QString toText() const;

    bool operator==(const Retention &) const = default;
};

// The setting that holds the general rule. It is about feeds: what the reader brought in by hand goes only by its source's own.
inline constexpr QLatin1String RetentionSetting("retention");

// The setting that holds when rules were last looked at by a clock that was believed, in seconds since 1970 UTC.
inline constexpr QLatin1String ClockBelievedSetting("retention.looked");

// When something comes, by a clock that says `clock`; all in seconds since 1970 UTC. Not before a clock was last believed, nor before there was
// this program: what arrives while a clock is far behind would be old as soon as that is put right, and a rule would remove it.
qint64 timeOfArrival(qint64 clock, qint64 believed);

} // namespace dateline

Q_DECLARE_METATYPE(dateline::Retention)
