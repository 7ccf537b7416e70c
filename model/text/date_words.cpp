// Months and weekdays come from ICU (CLDR) for all its languages, once, when the first word appears that isn't English.
// By hand only what CLDR lacks: labels, fillers, Serbian genitives, forms that news sites use.
#include "text/date_words.h"

#include "text/date_formats.h"

#include "base/folding.h"

#include <unicode/dtfmtsym.h>
#include <unicode/locid.h>

#include <QHash>
#include <QStringList>

#include <algorithm>
#include <cstring>
#include <map>

namespace dateline {

namespace {

struct Words {
    const char *text; // apart by spaces
    DateWord meaning;
};

constexpr DateWord filler{.isFiller = true};
constexpr DateWord beforeTime{.announcesTime = true};
constexpr DateWord morning{.isMorning = true};
constexpr DateWord afternoon{.isAfternoon = true};

constexpr DateWord unit(DateUnit one)
{
    return {.unit = one};
}

constexpr DateWord month(quint8 number)
{
    return {.months = {number, 0}};
}

constexpr DateWord weekdays(quint8 bits)
{
    return {.weekdays = bits};
}

const Words byHand[] = {
    // Labels
    {"published publish posted post updated update last modified date dated created issued released on the of this time local first "
     "publie publiee mis mise jour modifie modifiee le la les du de des d date a "
     "veroffentlicht publiziert erstellt aktualisiert stand datum vom der den am zuletzt geandert "
     "publicado publicada actualizado actualizada fecha el del de dia en atualizado atualizada em data as "
     "pubblicato pubblicata aggiornato aggiornata il lo di del alle ore "
     "gepubliceerd geplaatst bijgewerkt op van het om "
     "opublikowano dodano aktualizacja data r roku dnia publikacji "
     "publikovano vydano aktualizovano dne publikovane aktualizovane "
     "objavljeno azurirano datum u od god godine godina "
     "објављено ажурирано датум у од год године година "
     "опубликовано обновлено дата г года год году в от "
     "опубліковано оновлено року рік р о "
     "публикувано обновено на "
     "publicerad publicerat uppdaterad den publiceret opdateret d publisert oppdatert kl julkaistu paivitetty "
     "publicat actualizat la data din ora postat közzétéve frissitve megjelent "
     "yayinlanma yayin tarihi tarih guncelleme guncellenme saat tarihinde "
     "δημοσιευση δημοσιευθηκε ενημερωση ημερομηνια στις του την "
     "تاريخ نشر في النشر تحديث الموافق م "
     "সাল खिस्ती सन् ई წლის წ წელი gada year rok an tahun ar vuonna "
     "diterbitkan pada tanggal tarikh diterbit ngay luc dang vao "
     "发布 发布时间 发表 发表于 发布于 时间 日期 更新 更新时间 来源时间 發布 發布時間 發表 時間 公開 公開日 更新日 掲載 投稿 投稿日 日時 付 入力 입력 수정 등록 발행 게시", filler},
    {"at um klo kl om a pukul jam ob o u alle ore saat στις ώρα ore as lúc godz hod", beforeTime},
    {"a am vorm ap sa 上午 午前 오전 ص 凌晨 早上 fm dop rano matin manana utra पूर्वाह्न", morning},
    {"p pm nachm ip ch 下午 午後 오후 م 晚上 em odp popoludniu soir tarde abends дня вечера अपराह्न", afternoon},
    // Units that stand behind (or in Vietnamese before) their number
    {"年 년 nam", unit(DateUnit::Year)},
    {"月 월 thang thg", unit(DateUnit::Month)},
    {"日 號 号 일", unit(DateUnit::Day)},
    {"h hrs hours heures uhr u uur ч час год 時 时 點 点 시 gio óra klo", unit(DateUnit::Hour)},
    {"min мин 分 분 phut", unit(DateUnit::Minute)},
    {"s сек 秒 초", unit(DateUnit::Second)},
    {"noon midday mittag mittags midi mediodia mezzogiorno podne poludne południe полдень 正午", unit(DateUnit::Noon)},
    {"midnight mitternacht minuit medianoche mezzanotte ponoc polnoc północ полночь", unit(DateUnit::Midnight)},
    // Weekdays as English sites shorten them
    {"mon", weekdays(1)}, {"tue tues", weekdays(2)}, {"wed weds", weekdays(4)}, {"thu thur thurs", weekdays(8)}, {"fri", weekdays(16)},
    {"sat", weekdays(32)}, {"sun", weekdays(64)}, {"monday", weekdays(1)}, {"tuesday", weekdays(2)}, {"wednesday", weekdays(4)},
    {"thursday", weekdays(8)}, {"friday", weekdays(16)}, {"saturday", weekdays(32)}, {"sunday", weekdays(64)},
};

// What CLDR lacks: cases and spellings seen in news.
const Words moreMonths[] = {
    {"januara јануара janvarya jänner janner ιαν ιανουαριου", month(1)},
    {"februara фебруара feber peb feb febr φεβ", month(2)},
    {"marta марта brezna μαρ marz mrz", month(3)},
    {"aprila априла απρ", month(4)},
    {"maja маја μαι mai", month(5)},
    {"juna јуна iunie iun ιουν", month(6)},
    {"jula јула iul ιουλ", month(7)},
    {"avgusta августа kolovoza αυγ agustus", month(8)},
    {"septembra септембра setiembre sept σεπ", month(9)},
    {"oktobra октобра okt οκτ", month(10)},
    {"novembra новембра nov νοε studenog studenoga studenom", month(11)},
    {"decembra децембра dec δεκ दिसम्बर", month(12)},
};

const Words moreWeekdays[] = {
    {"пнд", weekdays(1)}, {"втр", weekdays(2)}, {"срд", weekdays(4)}, {"чтв čtv", weekdays(8)}, {"птн", weekdays(16)}, {"сбт", weekdays(32)},
    {"вск нд", weekdays(64)},
};

// Read first, so that their meaning goes first where languages disagree.
constexpr const char *commonLanguages[] = {"en", "es", "fr", "de", "ru", "pt", "it", "ar", "zh", "ja", "nl", "pl", "tr", "uk", "sr", "sr_Latn", "hr",
                                           "cs", "sk", "sl", "hu", "ro", "bg", "el", "sv", "da", "nb", "fi", "id", "vi", "ko", "fa", "he", "hi"};

enum class Reach : quint8 { English, Common, Every };

class Table final {
public:
    explicit Table(Reach reach)
    {
        for (const Words &words : byHand)
            add(words);
        if (reach == Reach::English)
            return;
        for (const char *language : commonLanguages)
            addLanguage(icu::Locale(language));
        for (const Words &words : moreMonths)
            add(words);
        for (const Words &words : moreWeekdays)
            add(words);
        if (reach == Reach::Common)
            return;
        int32_t count = 0;
        const icu::Locale *locales = icu::Locale::getAvailableLocales(count);
        for (int32_t i = 0; i < count; ++i)
            if (*locales[i].getCountry() == '\0' && !isCommon(locales[i].getName()))
                addLanguage(locales[i]);
    }

    DateWord find(const QString &word) const { return m_words.value(word); }

    // The month whose names alone begin with `start`.
    DateWord findStart(const QString &start) const
    {
        DateWord found;
        for (auto it = m_months.lower_bound(start); it != m_months.end() && it->first.startsWith(start); ++it) {
            if (found.months[0] != 0 && found.months[0] != it->second)
                return {};
            found.months[0] = it->second;
        }
        return found;
    }

private:
    void add(const Words &words)
    {
        for (const QString &word : QString::fromUtf8(words.text).split(u' ', Qt::SkipEmptyParts))
            merge(folded(word), words.meaning);
    }

    // What is set by hand isn't given a second meaning: "de" is December in one language and "of" in five.
    void mergeName(const QString &word, const DateWord &meaning)
    {
        const DateWord known = m_words.value(word);
        if (!known.isFiller && !known.announcesTime && !known.isMorning && !known.isAfternoon && known.unit == DateUnit::None)
            merge(word, meaning);
    }

    void merge(const QString &word, const DateWord &meaning)
    {
        DateWord &known = m_words[word];
        for (quint8 one : meaning.months) {
            if (one == 0 || known.months[0] == one || known.months[1] == one)
                continue;
            if (known.months[0] == 0)
                known.months[0] = one;
            else if (known.months[1] == 0)
                known.months[1] = one;
        }
        known.weekdays |= meaning.weekdays;
        known.isFiller |= meaning.isFiller;
        known.announcesTime |= meaning.announcesTime;
        known.isMorning |= meaning.isMorning;
        known.isAfternoon |= meaning.isAfternoon;
        if (known.unit == DateUnit::None)
            known.unit = meaning.unit;
        if (meaning.months[0] != 0 && word.size() > 2)
            m_months.emplace(word, meaning.months[0]);
    }

    static bool isCommon(const char *name)
    {
        return std::any_of(std::begin(commonLanguages), std::end(commonLanguages), [name](const char *one) { return std::strcmp(one, name) == 0; });
    }

    void addLanguage(const icu::Locale &locale)
    {
        UErrorCode status = U_ZERO_ERROR;
        const icu::DateFormatSymbols symbols(locale, "gregorian", status);
        if (U_FAILURE(status))
            return;
        using Symbols = icu::DateFormatSymbols;
        for (const auto context : {Symbols::FORMAT, Symbols::STANDALONE}) {
            for (const auto width : {Symbols::WIDE, Symbols::ABBREVIATED}) {
                int32_t count = 0;
                const icu::UnicodeString *names = symbols.getMonths(count, context, width);
                for (int32_t i = 0; i < count && i < 12; ++i)
                    addName(names[i], month(quint8(i + 1)));
                names = symbols.getWeekdays(count, context, width);
                for (int32_t i = 1; i < count && i < 8; ++i) // 1 is Sunday
                    addName(names[i], weekdays(quint8(1 << ((i + 5) % 7))));
            }
        }
    }

    // "de setembre", "d’abril" and "segunda-feira" are read word by word, as dates are.
    void addName(const icu::UnicodeString &name, const DateWord &meaning)
    {
        QString text(reinterpret_cast<const QChar *>(name.getBuffer()), name.length());
        text = folded(text.remove(u'.'));
        for (QChar &c : text)
            if (!c.isLetter() && !c.isMark() && !c.isDigit())
                c = u' ';
        const QStringList parts = text.split(u' ', Qt::SkipEmptyParts);
        const bool hasDigit = std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
        if (parts.isEmpty() || hasDigit)
            return;
        const bool isMonth = meaning.months[0] != 0;
        if (parts.size() == 1 || (isMonth && parts.size() == 2 && parts[0].size() <= 2))
            mergeName(parts.back(), meaning);
        else if (!isMonth)
            for (const QString &part : parts)
                mergeName(part, parts.size() == 2 && &part == &parts.back() && part.size() > 3 ? meaning : filler);
    }

    QHash<QString, DateWord> m_words;
    std::map<QString, quint8> m_months;
};

} // namespace

DateWord dateWord(const QString &word, bool isShortened)
{
    static const Table english(Reach::English);
    DateWord found = english.find(word);
    if (const int number = englishMonth(word))
        found.months[0] = quint8(number);
    if (found.isKnown())
        return found;
    static const Table common(Reach::Common);
    found = common.find(word);
    // Outside Latin, where months' names are long and no others begin like them, news shortens them as it likes.
    const bool isStart = isShortened ? word.size() >= 3 : word.size() >= 4 && word.front().unicode() > 0x24f;
    if (!found.isKnown() && isStart)
        found = common.findStart(word);
    if (found.isKnown())
        return found;
    static const Table every(Reach::Every);
    return every.find(word);
}

} // namespace dateline
