#include "items/query_labels.h"

#include "base/countries.h"
#include "base/topics.h"

#include <QCoreApplication>

namespace dateline {
namespace {

struct Labels {
    Q_DECLARE_TR_FUNCTIONS(QueryLabels)
};

QString stateLabel(const QString &value)
{
    if (value == u"unread")
        return Labels::tr("Unread");
    if (value == u"read")
        return Labels::tr("Read");
    if (value == u"bookmarked")
        return Labels::tr("Bookmarked");
    return value == u"updated" ? Labels::tr("Updated") : value;
}

QString languageLabel(const QString &code)
{
    const QLocale locale(code);
    const bool isKnown = locale.language() != QLocale::C && locale.language() != QLocale::AnyLanguage;
    return isKnown ? QLocale::languageToString(locale.language()) : code;
}

// "7d" and its like; empty where it is something else.
QString lastUnitsLabel(const QString &value)
{
    bool isNumber = false;
    const int count = value.chopped(value.isEmpty() ? 0 : 1).toInt(&isNumber);
    if (!isNumber || count < 1)
        return {};
    switch (value.back().unicode()) {
    case u'd': return count == 1 ? Labels::tr("last day") : Labels::tr("last %n days", nullptr, count);
    case u'w': return count == 1 ? Labels::tr("last week") : Labels::tr("last %n weeks", nullptr, count);
    case u'm': return count == 1 ? Labels::tr("last month") : Labels::tr("last %n months", nullptr, count);
    case u'y': return count == 1 ? Labels::tr("last year") : Labels::tr("last %n years", nullptr, count);
    default: return {};
    }
}

QString dateLabel(const QueryTerm &term)
{
    if (term.field == Field::Date) {
        if (term.value == u"today")
            return Labels::tr("today");
        if (term.value == u"yesterday")
            return Labels::tr("yesterday");
        if (const QString relative = lastUnitsLabel(term.value); !relative.isEmpty())
            return relative;
    }
    const auto range = dayRange(term, QDate::currentDate());
    return range ? daysLabel(*range) : term.value;
}

bool isDateField(Field field)
{
    return field == Field::Date || field == Field::After || field == Field::Before;
}

QString withField(Field field, const QString &value)
{
    const QString label = isDateField(field) ? QString() : fieldLabel(field);
    return label.isEmpty() || field == Field::Is ? value : Labels::tr("%1: %2", "field and value").arg(label, value);
}

// All of one field: the field is named once.
std::optional<Field> commonField(const QList<QueryNode> &nodes)
{
    for (const QueryNode &node : nodes) {
        if (node.kind != QueryNode::Kind::Term || node.term.field != nodes.first().term.field)
            return std::nullopt;
    }
    return nodes.isEmpty() ? std::nullopt : std::optional(nodes.first().term.field);
}

QString groupLabel(const QueryNode &group)
{
    const QString joint = group.kind == QueryNode::Kind::Any ? Labels::tr(" or ", "between alternatives")
                                                             : Labels::tr(" and ", "between parts");
    const auto field = commonField(group.children);
    QStringList labels;
    for (const QueryNode &child : group.children) {
        const bool isGroup = child.kind == QueryNode::Kind::Any || child.kind == QueryNode::Kind::All;
        const QString label = field ? valueLabel(child.term) : partLabel(child);
        labels += isGroup ? QString(u'(' + label + u')') : label;
    }
    return field ? withField(*field, labels.join(joint)) : labels.join(joint);
}

QString negatedLabel(const QueryNode &node)
{
    if (node.kind != QueryNode::Kind::Term)
        return Labels::tr("not (%1)").arg(partLabel(node));
    return withField(node.term.field, Labels::tr("not %1").arg(valueLabel(node.term)));
}

} // namespace

QString fieldLabel(Field field)
{
    switch (field) {
    case Field::Word:
    case Field::Phrase: return {};
    case Field::Country: return Labels::tr("Country");
    case Field::Mentions: return Labels::tr("Mentions");
    case Field::From: return Labels::tr("Published in");
    case Field::Topic: return Labels::tr("Topic");
    case Field::Person: return Labels::tr("Person");
    case Field::Organisation: return Labels::tr("Organisation");
    case Field::Place: return Labels::tr("Place");
    case Field::Date: return Labels::tr("Date");
    case Field::After: return Labels::tr("Since");
    case Field::Before: return Labels::tr("Before");
    case Field::Source: return Labels::tr("Source");
    case Field::Language: return Labels::tr("Language");
    case Field::Tag: return Labels::tr("Tag");
    case Field::Is: return Labels::tr("State");
    case Field::Story: return Labels::tr("Story");
    }
    return {};
}

QString valueLabel(const QueryTerm &term)
{
    switch (term.field) {
    case Field::Word:
        if (term.value.endsWith(u'*'))
            return Labels::tr("“%1…”").arg(term.value.chopped(1));
        [[fallthrough]];
    case Field::Phrase: return Labels::tr("“%1”").arg(term.value);
    case Field::Country:
    case Field::Mentions:
    case Field::From: return countryName(term.value);
    case Field::Topic: return topicLabel(topicFromName(term.value).value_or(term.value));
    case Field::Date:
    case Field::After:
    case Field::Before: return dateLabel(term);
    case Field::Language: return languageLabel(term.value);
    case Field::Is: return stateLabel(term.value);
    default: return term.value;
    }
}

QString partLabel(const QueryNode &part)
{
    switch (part.kind) {
    case QueryNode::Kind::Term: return withField(part.term.field, valueLabel(part.term));
    case QueryNode::Kind::Not: return part.children.isEmpty() ? QString() : negatedLabel(part.children.first());
    case QueryNode::Kind::All:
    case QueryNode::Kind::Any: return groupLabel(part);
    }
    return {};
}

QString daysLabel(const DayRange &days, const QLocale &locale)
{
    const auto whole = [&locale](QDate day) { return locale.toString(day, Labels::tr("d MMMM yyyy", "date format")); };
    const auto [first, last] = days;
    if (!first.isValid() && !last.isValid())
        return {};
    if (!last.isValid())
        return Labels::tr("since %1").arg(whole(first));
    if (!first.isValid())
        return Labels::tr("until %1").arg(whole(last));
    if (first == last)
        return whole(first);
    const bool isSameYear = first.year() == last.year();
    const bool isSameMonth = isSameYear && first.month() == last.month();
    if (first.day() == 1 && last.day() == last.daysInMonth() && isSameYear && (isSameMonth || last.dayOfYear() == last.daysInYear())) {
        if (isSameMonth)
            return locale.toString(first, Labels::tr("MMMM yyyy", "date format of a month"));
        if (first.month() == 1)
            return QString::number(first.year());
    }
    const QString format = isSameMonth ? Labels::tr("d", "date format of the first day of a span within a month")
        : isSameYear                   ? Labels::tr("d MMMM", "date format of the first day of a span within a year")
                                       : Labels::tr("d MMMM yyyy", "date format");
    return Labels::tr("%1–%2", "first and last day").arg(locale.toString(first, format), whole(last));
}

namespace {

// One apart from many, so that English needs no translation of its own; other languages put their plurals into the second.
QString minutesAgo(int minutes)
{
    return minutes == 1 ? Labels::tr("a minute ago") : Labels::tr("%n minutes ago", nullptr, minutes);
}

QString hoursAgo(int hours)
{
    return hours == 1 ? Labels::tr("an hour ago") : Labels::tr("%n hours ago", nullptr, hours);
}

QString dayAge(QDate day, QDate today, const QLocale &locale)
{
    const qint64 days = day.daysTo(today);
    if (days == 0)
        return Labels::tr("today");
    if (days == 1)
        return Labels::tr("yesterday");
    if (days > 1 && days < 7)
        return locale.toString(day, QStringLiteral("ddd"));
    return locale.toString(day, day.year() == today.year() ? Labels::tr("d MMM", "short date format within this year")
                                                           : Labels::tr("d MMM yyyy", "short date format"));
}

} // namespace

QString articleCountLabel(quint32 count)
{
    return count == 1 ? Labels::tr("1 article")
                      : Labels::tr("%n articles", nullptr, int(count)).replace(QString::number(count), QLocale().toString(count));
}

QString shortAge(const Moment &moment, const QDateTime &now, const QLocale &locale)
{
    if (!moment.isKnown())
        return {};
    const qint64 seconds = moment.time().secsTo(now);
    if (moment.hasTime() && seconds >= -60 && seconds < 12 * 3600) {
        if (seconds < 60)
            return Labels::tr("now");
        return seconds < 3600 ? Labels::tr("%1 min").arg(seconds / 60) : Labels::tr("%1 h").arg(seconds / 3600);
    }
    const QDate today = now.toLocalTime().date();
    // Today, but more than half a day ago, or later today: the hour says more.
    if (moment.hasTime() && moment.day() == today)
        return locale.toString(moment.time().toLocalTime().time(), QLocale::ShortFormat);
    return dayAge(moment.day(), today, locale);
}

QString longAge(const Moment &moment, const QDateTime &now, const QLocale &locale)
{
    if (!moment.isKnown())
        return {};
    const qint64 seconds = moment.time().secsTo(now);
    if (moment.hasTime() && seconds >= -60 && seconds < 12 * 3600) {
        if (seconds < 60)
            return Labels::tr("just now");
        return seconds < 3600 ? minutesAgo(int(seconds / 60)) : hoursAgo(int(seconds / 3600));
    }
    return daysLabel({moment.day(), moment.day()}, locale);
}

QString untilLabel(const QDateTime &time, const QDateTime &now, const QLocale &locale)
{
    if (!time.isValid())
        return {};
    const qint64 seconds = now.secsTo(time);
    if (seconds < 30)
        return Labels::tr("now");
    const int minutes = static_cast<int>((seconds + 30) / 60);
    if (seconds < 3600 - 30)
        return minutes == 1 ? Labels::tr("in a minute") : Labels::tr("in %n minutes", nullptr, minutes);
    const int hours = static_cast<int>((seconds + 1800) / 3600);
    const QDate day = time.toLocalTime().date(), today = now.toLocalTime().date();
    if (day == today || seconds < 12 * 3600)
        return hours == 1 ? Labels::tr("in an hour") : Labels::tr("in %n hours", nullptr, hours);
    return day == today.addDays(1) ? Labels::tr("tomorrow") : daysLabel({day, day}, locale);
}

} // namespace dateline
