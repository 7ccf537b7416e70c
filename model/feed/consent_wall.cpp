#include "feed/consent_wall.h"

#include "base/folding.h"

#include <QStringList>

#include <algorithm>

namespace dateline {
namespace {

constexpr qsizetype LongestWall = 8'000;
constexpr qsizetype ShortestSentence = 80; // shorter lines are buttons and lists of purposes, which say nothing either way
constexpr double MostOfIt = 0.6;           // share of the longer lines

// What walls are about. Parts of words, as endings differ.
constexpr QStringView Matters[] = {
    u"cookie", u"personal data", u"legitimate interest", u"privacy polic", u"privacy notice", u"your privacy", u"unique identifier", u"consent", u"personenbezogen", u"einwillig",
    u"berechtigtes interesse", u"datenschutz", u"données personnelles", u"consentement", u"traceurs", u"datos personales", u"consentimiento", u"dati personali", u"consenso",
    u"dados pessoais", u"consentimento", u"persoonsgegevens", u"toestemming", u"kolačić", u"lične podatke", u"osobne podatke", u"колачић", u"личне податке", u"piškot", u"бисквитк",
    u"лични данни", u"файлы cookie", u"куки", u"персональн", u"dane osobowe", u"danych osobowych", u"osobní údaje", u"osobných údajov", u"souhlas", u"süti", u"személyes adat",
    u"çerez", u"kişisel veri", u"personuppgifter", u"samtyck", u"personoplysninger", u"personopplysninger", u"samtykke", u"eväste", u"henkilötie", u"prelucrarea datelor",
    u"date cu caracter personal", u"προσωπικά δεδομένα", u"συγκατάθεσ", u"ملفات تعريف الارتباط", u"الكوكيز", u"کوکی", u"עוגיות", u"クッキー", u"쿠키",
};

// That it is the site who speaks.
constexpr QStringView Speakers[] = {
    u"we use", u"we and our", u"we value", u"our partners", u"uses cookies", u"we, and", u"our site", u"wir verwenden", u"wir nutzen", u"wir und unsere", u"unsere partner",
    u"wir benötigen", u"nous utilisons", u"nos partenaires", u"nous et nos", u"utilizamos", u"nuestros socios", u"nosotros", u"utilizziamo", u"i nostri partner", u"noi e", u"usamos",
    u"nossos parceiros", u"os nossos", u"wij gebruiken", u"we gebruiken", u"onze partners", u"gebruikt cookies", u"koristimo", u"naši partneri", u"користимо", u"наши партнери",
    u"uporabljamo", u"използваме", u"мы используем", u"наши партнеры", u"ми використовуємо", u"używamy", u"nasi partnerzy", u"stosujemy", u"používáme", u"používame", u"naši partneři",
    u"használunk", u"partnereink", u"kullanıyoruz", u"vi använder", u"våra partner", u"vi bruger", u"vi bruker", u"vores partnere", u"våre partnere", u"käytämme", u"kumppanimme",
    u"folosim", u"partenerii noștri", u"χρησιμοποιούμε", u"οι συνεργάτες μας", u"نستخدم", u"شركاؤنا", u"אנו משתמשים", u"使用します", u"当社", u"使用しています", u"我们使用", u"我們使用",
    u"우리는", u"당사",
};

// What the reader is to do.
constexpr QStringView Choices[] = {
    u"accept", u"agree", u"reject", u"manage", u"settings", u"choices", u"options", u"preferences", u"withdraw", u"zustimm", u"akzeptier", u"ablehn", u"einstellungen", u"refuser",
    u"accepter", u"paramétr", u"aceptar", u"rechazar", u"configur", u"accett", u"rifiut", u"aceitar", u"rejeitar", u"akkoord", u"weiger", u"instellingen", u"prihvat", u"slažem",
    u"odbij", u"прихват", u"слажем", u"sprejm", u"strinjam", u"прием", u"приня", u"соглас", u"прийня", u"погодж", u"zgadzam", u"zgoda", u"zgod", u"akceptuj", u"ustawienia", u"přijm",
    u"odmítn", u"nastaven", u"prijať", u"elfogad", u"beállítás", u"kabul", u"reddet", u"ayarlar", u"godkänn", u"inställningar", u"tillad", u"godta", u"innstillinger", u"indstillinger",
    u"hyväksy", u"asetukset", u"acept", u"setări", u"αποδοχή", u"αποδέχ", u"ρυθμίσεις", u"قبول", u"موافق", u"أوافق", u"מסכים", u"הגדרות", u"同意", u"設定", u"设置", u"동의", u"설정",
};

template <std::size_t N>
QStringList foldedList(const QStringView (&list)[N])
{
    QStringList words;
    for (const QStringView word : list)
        words += folded(word);
    return words;
}

bool holdsAny(const QString &text, const QStringList &words)
{
    return std::any_of(words.begin(), words.end(), [&text](const QString &word) { return text.contains(word); });
}

} // namespace

bool isConsentWall(const QString &text)
{
    static const QStringList matters = foldedList(Matters), speakers = foldedList(Speakers), choices = foldedList(Choices);
    if (text.size() > LongestWall)
        return false;
    const QString all = folded(text);
    if (!holdsAny(all, speakers) || !holdsAny(all, choices) || !holdsAny(all, matters))
        return false;
    qsizetype said = 0, ofConsent = 0;
    for (const QStringView line : QStringView(text).split(u'\n', Qt::SkipEmptyParts)) {
        if (line.size() < ShortestSentence)
            continue;
        said += line.size();
        ofConsent += holdsAny(folded(line), matters) ? line.size() : 0;
    }
    return said > 0 && static_cast<double>(ofConsent) >= MostOfIt * static_cast<double>(said);
}

} // namespace dateline
