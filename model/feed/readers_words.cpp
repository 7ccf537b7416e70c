#include "feed/readers_words.h"

#include "base/folding.h"

#include <QSet>
#include <QStringList>

#include <algorithm>
#include <utility>

namespace dateline {
namespace {

// One comment, as it is written with a number or in "leave a comment".
constexpr QStringView Comments[] = {
    u"comment", u"kommentar", u"leserkommentar", u"reactie", u"commentaire", u"comentario", u"comentário", u"commento", u"comentari", u"comentariu",
    u"komentarz", u"komentarza", u"komentář", u"komentár", u"komentar", u"komentara", u"коментар", u"коментара", u"комментарий",
    u"комментария", u"каментар", u"kommentti", u"kommenttia", u"kommentaar", u"kommentaari", u"hozzászólás", u"komment", u"yorum", u"şərh", u"koment",
    u"komentaras", u"komentārs", u"σχόλιο", u"تعليق", u"تعليقا", u"نظر", u"دیدگاه", u"תגובה", u"टिप्पणी",
};

// Such words with a number only: alone they may head a part of the article.
constexpr QStringView CountedSingles[] = {u"response", u"reply", u"reaction", u"réaction", u"reaktion", u"opinia", u"odpowiedź", u"svar", u"antwort"};

// "3 thoughts on “Harbour to close”"
constexpr QStringView QuotingWords[] = {u"thought", u"thoughts"};

// Several.
constexpr QStringView Plurals[] = {
    u"comments", u"kommentare", u"kommentaren", u"leserkommentare", u"commentaires", u"comentarios", u"comentários", u"commenti", u"comentaris",
    u"comentarii", u"komentarze", u"komentarzy", u"komentáře", u"komentářů", u"komentárov", u"komentari", u"komentarji", u"komentarjev", u"коментари",
    u"коментарі", u"коментарів", u"комментарии", u"комментариев", u"каментары", u"kommentarer", u"kommentarerna", u"kommentit", u"kommentaarid",
    u"hozzászólások", u"kommentek", u"yorumlar", u"şərhlər", u"komentet", u"komentarai", u"komentāri", u"σχόλια", u"تعليقات", u"التعليقات", u"نظرات",
    u"دیدگاه‌ها", u"تبصرے", u"תגובות", u"टिप्पणियाँ", u"टिप्पणियां", u"მოსაზრებები", u"კომენტარები",
};

constexpr QStringView CountedPlurals[] = {
    u"responses", u"replies", u"reactions", u"reacties", u"réactions", u"reaktionen", u"reaktioner", u"opinie", u"opinii", u"odpowiedzi", u"respuestas",
    u"reacciones", u"risposte", u"respostas", u"antworten",
};

// Of scripts that don't part words: with a number only.
constexpr QStringView Undivided[] = {u"コメント", u"댓글", u"评论", u"評論", u"留言", u"ความคิดเห็น"};
constexpr QStringView UndividedFillers = u"件条條則个個개の的共全部所有最新";

// What else may stand in such a heading.
constexpr QStringView Fillers[] = {
    u"all", u"alle", u"the", u"reader", u"readers", u"users", u"user", u"leser", u"les", u"los", u"as", u"os", u"i", u"tous", u"todos", u"tutti", u"svi", u"све",
    u"сви", u"sve", u"все", u"усі", u"всички", u"wszystkie", u"všechny", u"všetky", u"tüm", u"alla", u"kaikki", u"jami", u"view", u"show", u"most", u"recent", u"latest",
};

// "Leave a comment", before and behind one.
constexpr QStringView Invitations[] = {
    u"leave", u"write", u"post", u"add", u"submit", u"schreiben", u"verfassen", u"hinterlassen", u"abgeben", u"schreibe", u"hinterlasse", u"laisser", u"laissez", u"poster",
    u"ajouter", u"écrire", u"deja", u"dejar", u"escribe", u"escribir", u"deixe", u"deixar", u"escreva", u"lascia", u"scrivi", u"plaats", u"geef", u"laat", u"ostavi", u"ostavite",
    u"napiši", u"napišite", u"pošalji", u"pošaljite", u"dodaj", u"остави", u"оставите", u"напиши", u"напишите", u"пошаљи", u"оставить", u"добавить", u"написать", u"залишити",
    u"napisz", u"zostaw", u"přidat", u"napsat", u"skriv", u"lämna", u"legg", u"kirjoita", u"jätä", u"yap", u"yaz", u"bırak", u"اترك", u"أضف", u"اكتب",
};
constexpr QStringView InvitationFillers[] = {u"a", u"your", u"einen", u"un", u"uma", u"um", u"il", u"tuo", u"votre", u"tu", u"seu", u"een", u"je", u"svoj", u"свој", u"en", u"ett", u"et", u"ny"};

// What names of classes add.
constexpr QStringView Affixes[] = {
    u"list", u"liste", u"lista", u"section", u"area", u"container", u"wrapper", u"wrap", u"block", u"box", u"bereich", u"thread", u"form", u"body", u"content", u"items", u"sekcija",
};

using Set = QSet<QString>;

template <std::size_t... N>
Set foldedSet(const QStringView (&...lists)[N])
{
    Set set;
    const auto add = [&set](const auto &list) {
        for (const QStringView word : list)
            set.insert(folded(word));
    };
    (add(lists), ...);
    return set;
}

// Words and numbers, folded.
QStringList partsOf(QStringView heading)
{
    QStringList parts;
    QString part;
    const QString text = folded(heading) + u' ';
    for (const QChar c : text) {
        const bool isPart = c.isLetterOrNumber() || c.isMark() || c.unicode() == 0x200c; // Persian writes the latter within words
        if (isPart && (part.isEmpty() || part.back().isDigit() == c.isDigit())) {
            part += c;
            continue;
        }
        if (!part.isEmpty())
            parts += std::exchange(part, {});
        if (isPart)
            part += c;
    }
    return parts;
}

bool isNumber(const QString &part)
{
    return part.front().isDigit();
}

// "16. Thought" is a part of a list, not a count.
bool isNumbered(QStringView heading)
{
    const QStringView text = heading.trimmed();
    qsizetype end = 0;
    while (end < text.size() && text[end].isDigit())
        ++end;
    return end > 0 && end < text.size() && (text[end] == u'.' || text[end] == u')' || text[end] == u':' || text[end] == u'、');
}

// "コメント 3件", "3条评论"
bool isUndividedHeading(const QStringList &parts)
{
    QString letters;
    for (const QString &part : parts)
        letters += isNumber(part) ? QString() : part;
    for (const QStringView word : Undivided) {
        if (!letters.contains(word))
            continue;
        const QString rest = QString(letters).remove(word.toString());
        return std::all_of(rest.begin(), rest.end(), [](QChar c) { return UndividedFillers.contains(c); });
    }
    return false;
}

} // namespace

bool namesComments(QStringView name)
{
    constexpr qsizetype mostParts = 3;
    constexpr QStringView dutch[] = {u"reacties"}; // "reactions" may be anybody's
    static const Set plurals = foldedSet(Plurals, dutch), comments = foldedSet(Comments), affixes = foldedSet(Affixes);
    const QStringList parts = folded(name).replace(u'_', u'-').split(u'-', Qt::SkipEmptyParts);
    if (parts.isEmpty() || parts.size() > mostParts)
        return false;
    if (plurals.contains(parts.first()) || (parts.size() > 1 && comments.contains(parts.first())))
        return std::all_of(parts.begin() + 1, parts.end(), [](const QString &part) { return affixes.contains(part); });
    return false;
}

bool isCommentsHeading(QStringView heading)
{
    constexpr qsizetype longest = 200;
    if (heading.size() > longest)
        return false;
    static const Set plurals = foldedSet(Plurals), nouns = foldedSet(Comments, Plurals, CountedSingles, CountedPlurals), fillers = foldedSet(Fillers), quoting = foldedSet(QuotingWords), own = foldedSet(Comments, Plurals);
    static const Set invitations = foldedSet(Invitations), invitationFillers = foldedSet(InvitationFillers);
    const QStringList parts = partsOf(heading);
    if (isNumbered(heading))
        return false;
    const bool isCounted = std::any_of(parts.begin(), parts.end(), isNumber);
    if (isCounted && isUndividedHeading(parts))
        return true;
    // "3 Kommentare zu „Hafen gesperrt“"
    const bool isQuoting = std::any_of(heading.begin(), heading.end(), [](QChar c) { return QStringView(u"\"“”„«»‹›「『").contains(c); });
    if (isQuoting && parts.size() >= 2 && isNumber(parts[0]) && (nouns.contains(parts[1]) || quoting.contains(parts[1])))
        return true;
    bool hasNoun = false, hasPlural = false, isInvitation = false;
    for (const QString &part : parts) {
        const bool isPlural = plurals.contains(part), isNoun = isCounted ? nouns.contains(part) : own.contains(part);
        const bool invites = invitations.contains(part);
        hasNoun = hasNoun || isNoun;
        hasPlural = hasPlural || isPlural;
        isInvitation = isInvitation || invites;
        if (!isNoun && !invites && !isNumber(part) && !fillers.contains(part) && !invitationFillers.contains(part))
            return false;
    }
    return hasPlural || (hasNoun && (isCounted || isInvitation));
}

} // namespace dateline
