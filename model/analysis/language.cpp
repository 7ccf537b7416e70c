#include "analysis/language.h"

#include <QHash>

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <algorithm>

namespace dateline {

namespace {

constexpr qsizetype SampleUnits = 6000;
constexpr int EnoughBytes = 40;
constexpr int LongBytes = 200;

// Old and regional codes by the one that is used today.
QString normalised(const QString &code)
{
    static const QHash<QString, QString> modern{{"iw", "he"}, {"in", "id"}, {"ji", "yi"}, {"jw", "jv"}, {"mo", "ro"}, {"nb", "no"},
        {"tl", "fil"}, {"sh", "sr"}};
    const QString base = code.section(u'-', 0, 0).section(u'_', 0, 0).toLower();
    const bool plausible = (base.size() == 2 || base.size() == 3)
        && std::all_of(base.begin(), base.end(), [](QChar c) { return c >= u'a' && c <= u'z'; });
    return !plausible || base == u"un" || base == u"und" || base == u"mul" ? QString() : modern.value(base, base);
}

// What CLD2 refuses a whole text for: control characters, and code points that stand for none (of those beyond the first plane, the second half).
bool isRefused(QChar c)
{
    const char16_t u = c.unicode();
    return (u < u' ' && u != u'\n') || (u >= 0x7f && u < 0xa0) || (u >= 0xfdd0 && u <= 0xfdef) || (u & 0xfffe) == 0xfffe || (u & 0xfffe) == 0xdffe;
}

struct Guess {
    QString language;
    bool reliable = false;
    int percent = 0;
    int bytes = 0;
    bool declaredIsAmong = false;
};

Guess guess(const QByteArray &sample, const QString &declared)
{
    const QByteArray hint = declared.toLatin1();
    const CLD2::CLDHints hints{hint.isEmpty() ? nullptr : hint.constData(), nullptr, CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
    CLD2::Language languages[3] = {CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE, CLD2::UNKNOWN_LANGUAGE}; // left alone where it refuses the text
    int percents[3] = {};
    double scores[3] = {};
    Guess result;
    int validPrefix = 0;
    CLD2::ExtDetectLanguageSummaryCheckUTF8(sample.constData(), int(sample.size()), true, &hints, 0, languages, percents, scores,
                                            nullptr, &result.bytes, &result.reliable, &validPrefix);
    result.language = normalised(QString::fromLatin1(CLD2::LanguageCode(languages[0])));
    result.percent = percents[0];
    for (const CLD2::Language language : languages)
        result.declaredIsAmong |= !declared.isEmpty() && normalised(QString::fromLatin1(CLD2::LanguageCode(language))) == declared;
    return result;
}

} // namespace

QString languageOf(QStringView title, QStringView text, const QString &declared)
{
    const QString hint = normalised(declared);
    QString sample = title.first(std::min(title.size(), SampleUnits)).toString() + u'\n' + text.first(std::min(text.size(), SampleUnits)).toString();
    std::replace_if(sample.begin(), sample.end(), isRefused, QChar(u' '));
    if (std::none_of(sample.begin(), sample.end(), [](QChar c) { return c.isLetter(); }))
        return hint;
    // Headlines in capitals look like no language at all.
    if (std::none_of(sample.begin(), sample.end(), [](QChar c) { return c.isLower(); }))
        sample = sample.toLower();
    const Guess found = guess(sample.toUtf8(), hint);
    if (!hint.isEmpty() && (found.language.isEmpty() || found.bytes < EnoughBytes || (!found.reliable && found.declaredIsAmong)))
        return hint;
    if (found.reliable || (found.percent >= 60 && found.bytes >= EnoughBytes))
        return found.language;
    return !hint.isEmpty() && found.bytes < LongBytes ? hint : found.language;
}

} // namespace dateline
