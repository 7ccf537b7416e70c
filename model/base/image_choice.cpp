#include "base/image_choice.h"

#include <QStringList>

#include <algorithm>

namespace dateline {

void ImageChoice::choose(SourceId source, std::optional<bool> on)
{
    if (on)
        instead.insert(source, *on);
    else
        instead.remove(source);
}

ImageChoice ImageChoice::fromText(QStringView text)
{
    ImageChoice choice;
    const auto words = text.split(u' ', Qt::SkipEmptyParts);
    if (words.isEmpty())
        return choice;
    choice.isOn = words.first() == u"on";
    for (const QStringView word : words.sliced(1)) {
        const qsizetype equals = word.indexOf(u'=');
        bool isNumber = false;
        const quint32 id = equals > 0 ? word.first(equals).toUInt(&isNumber) : 0;
        if (isNumber && id > 0)
            choice.instead.insert({id}, word.sliced(equals + 1) == u"on");
    }
    return choice;
}

QString ImageChoice::toText() const
{
    QList<SourceId> sources = instead.keys();
    std::sort(sources.begin(), sources.end());
    const auto word = [](bool on) { return on ? QStringLiteral("on") : QStringLiteral("off"); };
    QStringList words{word(isOn)};
    for (const SourceId source : std::as_const(sources))
        words.append(QString::number(source.value) + u'=' + word(instead.value(source)));
    return words.join(u' ');
}

} // namespace dateline
