// ImageChoice: whose images are loaded from their servers: the reader's choice in general, and perhaps another one for a source.
#pragma once

#include "base/ids.h"

#include <QHash>
#include <QMetaType>
#include <QString>

#include <optional>

namespace dateline {

struct ImageChoice {
    bool isOn = false;              // in general. Off until the reader says otherwise: who loads an image tells its server that he reads
    QHash<SourceId, bool> instead = {};

    bool isOnFor(SourceId source) const { return instead.value(source, isOn); }
    // Nothing: as in general.
    void choose(SourceId source, std::optional<bool> on);

    // "off", "on 3=off 17=on": what is stored. Anything that isn't understood counts as off.
    static ImageChoice fromText(QStringView text);
    QString toText() const;

    bool operator==(const ImageChoice &) const = default;
};

// The setting that holds it.
inline constexpr QLatin1String ImagesSetting("images");

} // namespace dateline

Q_DECLARE_METATYPE(dateline::ImageChoice)
