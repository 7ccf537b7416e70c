#include "base/query_values.h"

#include "base/countries.h"
#include "base/topics.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace dateline {
namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("Query", text);
}

tl::unexpected<Error> refused(const QString &message)
{
    return failure(ErrorKind::Usage, message);
}

bool hasLetterOrDigit(const QString &text)
{
    const QList<uint> characters = text.toUcs4();
    return std::any_of(characters.begin(), characters.end(), [](uint c) { return QChar::isLetterOrNumber(c); });
}

Result<QString> readCountry(const QString &text)
{
    if (const auto code = countryFromName(text))
        return *code;
    return refused(tr("“%1” is no country that Dateline knows. Give its name or its two-letter code (RS, GB …).").arg(text));
}

Result<QString> readTopic(const QString &text)
{
    if (const auto id = topicFromName(text))
        return topicShortName(*id);
    QStringList known;
    for (const TopicName &topic : topicNames())
        known += QString::fromLatin1(topic.shortName);
    return refused(tr("“%1” is no topic. The topics are: %2.").arg(text, known.join(QStringLiteral(", "))));
}

Result<QString> readDate(Field field, const QString &text)
{
    const QString value = text.toLower();
    if (dayRange({field, value}, QDate(2000, 1, 31)))
        return value;
    return refused(tr("“%1” is no date. Write 2025-09-11, 2025-09, 2025, today, yesterday, or 7d, 2w, 3m, 1y.").arg(text));
}

Result<QString> readState(const QString &text)
{
    static const QStringList states = {QStringLiteral("unread"), QStringLiteral("read"), QStringLiteral("bookmarked"),
                                       QStringLiteral("updated")};
    if (const QString state = text.toLower(); states.contains(state))
        return state;
    return refused(tr("“is:” takes one of: %1.").arg(states.join(QStringLiteral(", "))));
}

Result<QString> readLanguage(const QString &text)
{
    const QString code = text.toLower();
    if (code.size() >= 2 && code.size() <= 3 && QLocale::codeToLanguage(code) != QLocale::AnyLanguage)
        return code;
    return refused(tr("“%1” is no language code. Write two letters: en, sr, ar …").arg(text));
}

Result<QString> readStory(const QString &text)
{
    bool isNumber = false;
    if (const uint number = text.toUInt(&isNumber); isNumber && number > 0)
        return QString::number(number);
    return refused(tr("“story:” takes a story's number."));
}

Result<QString> readWords(const QString &text)
{
    const QString value = text.simplified();
    if (hasLetterOrDigit(value))
        return value;
    return refused(tr("There is no letter or digit to search for here."));
}

} // namespace

Result<QString> readValue(Field field, const QString &text)
{
    switch (field) {
    case Field::Country: case Field::Mentions: case Field::From: return readCountry(text);
    case Field::Topic: return readTopic(text);
    case Field::Date: case Field::After: case Field::Before: return readDate(field, text);
    case Field::Is: return readState(text);
    case Field::Language: return readLanguage(text);
    case Field::Story: return readStory(text);
    case Field::Word: case Field::Phrase: case Field::Person: case Field::Organisation: case Field::Place:
    case Field::Source: case Field::Tag: return readWords(text);
    }
    Q_UNREACHABLE();
}

} // namespace dateline
