#include "feed/paywall_words.h"

#include "base/folding.h"

#include <QStringList>

#include <algorithm>

namespace dateline {
namespace {

constexpr qsizetype LongestLine = 300;

// What sites write where they break an article off, and hardly anywhere else: a part of a sentence, in the languages of the catalogue of
// newspapers. "Subscribe to our newsletter" is no such sentence.
constexpr QStringView Phrases[] = {
    // English
    u"subscribe to continue", u"subscribe to keep reading", u"subscribe to read", u"to continue reading this", u"to continue reading, ",
    u"to keep reading, ", u"to read the full story, ", u"to read the full article, ", u"to read the rest of this",
    u"this article is for subscribers", u"this content is for subscribers", u"this post is for paid subscribers",
    u"this post is for paying subscribers", u"for subscribers only", u"only available to subscribers", u"available only to subscribers",
    u"exclusive to subscribers", u"in to continue reading", u"log in to read", u"sign in to read", u"already a subscriber?",
    u"already a member? sign in", u"your limit of free articles", u"register to continue", u"register to read", u"create a free account to",
    u"unlock this article", u"become a member to read",
    // German
    u"weiterlesen mit", u"jetzt weiterlesen", u"diesen artikel weiterlesen", u"um weiterzulesen", u"um den artikel zu lesen",
    u"nur für abonnenten", u"exklusiv für abonnenten", u"bereits abonnent", u"schon abonnent", u"bereits abonniert?",
    u"artikel freischalten", u"abonnieren und weiterlesen", u"registrieren und weiterlesen",
    // French
    u"de cet article à lire", u"la suite est réservée", u"réservé aux abonnés", u"réservée aux abonnés", u"réservé à nos abonnés",
    u"abonnez-vous pour lire", u"pour lire la suite", u"pour continuer la lecture", u"déjà abonné ?", u"déjà abonné?",
    u"connectez-vous pour lire",
    // Spanish
    u"suscríbete para", u"para seguir leyendo", u"solo para suscriptores", u"sólo para suscriptores", u"exclusivo para suscriptores",
    u"ya eres suscriptor", u"¿ya eres suscriptor?", u"regístrate para seguir",
    // Italian
    u"abbonati per", u"per continuare a leggere", u"riservato agli abbonati", u"solo per gli abbonati", u"sei già abbonato",
    // Portuguese
    u"assine para continuar", u"assine para ler", u"para continuar a ler", u"para continuar lendo", u"exclusivo para assinantes",
    u"já é assinante",
    // Dutch
    u"om verder te lezen", u"verder lezen met", u"lees verder met", u"alleen voor abonnees", u"exclusief voor abonnees", u"al abonnee?",
    u"dit artikel is voor abonnees",
    // Swedish, Norwegian, Danish
    u"för att läsa vidare", u"läs vidare med", u"endast för prenumeranter", u"för att fortsätta läsa", u"for å lese videre",
    u"for å lese hele", u"for å lese saken", u"kun for abonnenter", u"for at læse videre", u"for at læse hele", u"er du allerede abonnent",
    u"allerede abonnent?",
    // Finnish
    u"vain tilaajille", u"jatka lukemista tilaamalla", u"oletko jo tilaaja", u"kirjaudu ja jatka",
    // Polish
    u"aby czytać dalej", u"tylko dla prenumeratorów", u"tylko dla subskrybentów", u"masz już subskrypcję", u"masz już prenumeratę",
    // Czech and Slovak
    u"pouze pro předplatitele", u"jen pro předplatitele", u"pro pokračování ve čtení", u"článek je pouze pro", u"len pre predplatiteľov",
    u"máte už předplatné",
    // Hungarian
    u"csak előfizetőknek", u"folytatásához előfizetés", u"már előfizető",
    // Romanian
    u"doar pentru abonați", u"pentru a citi în continuare",
    // Serbian, Croatian, Bosnian, Slovene
    u"samo za pretplatnike", u"samo pretplatnicima", u"za nastavak čitanja", u"da biste nastavili čitanje", u"само за претплатнике",
    u"да бисте наставили читање", u"samo za naročnike", u"za nadaljevanje branja",
    // Russian, Ukrainian, Bulgarian
    u"чтобы читать дальше", u"чтобы продолжить чтение", u"чтобы дочитать", u"только для подписчиков", u"только подписчикам",
    u"щоб читати далі", u"щоб продовжити читання", u"лише для передплатників", u"тільки для передплатників", u"само за абонати",
    // Greek
    u"μόνο για συνδρομητές", u"για να συνεχίσετε την ανάγνωση",
    // Turkish
    u"okumaya devam etmek için", u"yalnızca aboneler", u"sadece aboneler",
    // Arabic and Hebrew
    u"للمشتركين فقط", u"لمتابعة القراءة", u"למנויים בלבד", u"להמשך קריאה",
    // Chinese, Japanese, Korean
    u"订阅后继续阅读", u"登录后继续阅读", u"訂閱後繼續閱讀", u"付费后阅读", u"続きを読むには", u"会員限定記事", u"有料会員限定", u"구독자 전용", u"구독하고 계속",
};

// As they are compared.
QStringList foldedPhrases()
{
    QStringList phrases;
    for (const QStringView phrase : Phrases)
        phrases += folded(phrase);
    return phrases;
}

} // namespace

bool isPaywallLine(QStringView line)
{
    if (line.size() > LongestLine || line.trimmed().isEmpty())
        return false;
    static const QStringList phrases = foldedPhrases();
    const QString said = folded(line);
    return std::any_of(phrases.begin(), phrases.end(), [&said](const QString &phrase) { return said.contains(phrase); });
}

} // namespace dateline
