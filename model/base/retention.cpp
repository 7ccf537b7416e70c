#include "base/retention.h"

#include <algorithm>

namespace dateline {

std::optional<Retention> Retention::fromText(QStringView text)
{
    if (text.isEmpty())
        return Retention();
    if (text == QLatin1String("all"))
        return Retention{Kind::All, 0};
    const bool isDays = text.endsWith(u'd');
    const QStringView digits = isDays ? text.chopped(1) : text;
    const auto isDigit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    bool isNumber = false;
    const int number = digits.toInt(&isNumber);
    if (!isNumber || number < 1 || !std::all_of(digits.begin(), digits.end(), isDigit))
        return std::nullopt;
    return Retention{isDays ? Kind::Days : Kind::Count, number};
}

QString Retention::toText() const
{
    switch (kind) {
    case Kind::Inherit: return {};
    case Kind::All: return QStringLiteral("all");
    case Kind::Days: return QString::number(number) + u'd';
    case Kind::Count: return QString::number(number);
    }
    return {};
}

qint64 timeOfArrival(qint64 clock, qint64 believed)
{
    constexpr qint64 beforeDateline = 1'735'689'600; // 2025-01-01
    return std::max({clock, believed, beforeDateline});
}

} // namespace dateline
