#include "text/abbreviations.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <algorithm>
#include <iterator>

namespace dateline {

namespace {

struct Row {
    const char *languages; // apart by spaces; "" for all
    Abbreviation kind;
    const char *words;
};

constexpr Row rows[] = {
    {"", Abbreviation::Title,
     "mr mrs ms mx dr prof gen sen sens rep reps gov govs lt col maj capt cpt cmdr adm brig sgt cpl pvt pfc rev hon pres supt det insp amb messrs mme "
     "mlle mgr msgr ing st ste mt ft vs approx dept est cf ca viz e.g i.e drs profs atty"},
    {"", Abbreviation::BeforeNumber,
     "no nos nr fig figs vol p pp art sec ch op par jan feb mar apr jun jul aug sep sept oct nov dec tel"},
    {"", Abbreviation::Either,
     "inc ltd co corp bros llc plc jr sr ave blvd rd etc al ph.d m.d b.a m.a a.m p.m u.s u.k u.n e.u u.s.a d.c u.a.e a.k.a min max hr hrs "
     "univ assn dist mon tue tues wed thu thur thurs fri sat sun calif fla ill mass mich minn miss pa tenn tex va wash wis ga ala ariz colo conn"},
    {"de", Abbreviation::Title,
     "z.b u.a d.h bzw vgl sog evtl ggf inkl zzgl abs str hrsg dipl mag frl hl geb gest jh chr bspw insb allg zb s.o s.u u.u z.t i.d.r o.ä u.ä v.a"},
    {"de", Abbreviation::Either, "usw usf uvm mio mrd std jh uhr"},
    {"fr", Abbreviation::Title, "m mm av env éd cie mgr me p.-d.g"},
    {"fr", Abbreviation::BeforeNumber, "janv févr avr juil sept oct nov déc"},
    {"es pt gl ca", Abbreviation::Title, "sr sra srta sres d dña ud uds vd gral lic arq dra exmo excmo pág prof av avda núm min eng"},
    {"it", Abbreviation::Title, "sig sigg dott avv on ing arch geom rag pag ecc dr.ssa"},
    {"nl", Abbreviation::Title, "dhr mevr mw mr ir drs bijv o.a d.w.z m.b.t i.v.m blz ca enz t.a.v"},
    {"pl", Abbreviation::Title, "np tzw ul al gen płk mjr kpt św ks im prof hab mgr inż m.in tj itp itd r w por"},
    {"cs sk", Abbreviation::Title, "tzv např napr mj ing mgr bc judr mudr phdr rndr ul nám tř č sv gen plk mil mld tis resp"},
    {"sr hr bs sh sl", Abbreviation::Title, "tzv npr dr mr prof gen inž ul br sv tj itd itsl odn god npor gđa gđica oz t.i"},
    {"ru uk bg sr mk be", Abbreviation::Title, "г ул им т.е т.к т.н проф акад ген др д-р гос стр рис см напр просп пл обл р-н"},
    {"ru uk bg", Abbreviation::Either, "гг в вв тыс млн млрд руб т.д т.п др"},
    {"sv da nb nn no fi", Abbreviation::Title, "t.ex bl.a f.d s.k d.v.s dvs fr kl ca bl.a f.eks m.fl pga mvh esim mm ns ks"},
    {"hu", Abbreviation::Title, "dr ifj id stb pl kb ún özv u.n"},
    {"ro", Abbreviation::Title, "dl dna dvs nr str bd prof ing sf"},
    {"tr", Abbreviation::Title, "dr prof doç av sn yrd cad sok mah vb vs"},
    {"el", Abbreviation::Title, "κ κκ κα δρ καθ π.χ δηλ βλ"},
};

// Sentences begin with these, names don't.
constexpr const char *starters =
    "the a an he she it they we i you this that these those his her its their our in on at but and or so if when while after before as for from "
    "with by to there here however meanwhile although though since because then now not no what who why how where which some many most all both "
    "each one two it's he's she's they're another last next according officials police authorities under over during despite until also yet "
    "der die das ein eine er sie es wir ich aber und auch im am in mit nach vor bei doch wenn als für von zu so dies diese dieser "
    "le la les un une il elle ils elles on ce cette ces mais et dans en pour par avec selon après avant depuis "
    "el los las una este esta pero y según tras desde con por para lo "
    "o os as um uma ele ela mas e em no na segundo "
    "gli lo uno ma nel nella dopo secondo het een de zij hij wij maar";

using Key = QHash<QString, Abbreviation>;

const QHash<QString, Key> &tables()
{
    static const QHash<QString, Key> all = [] {
        QHash<QString, Key> built;
        for (const Row &row : rows)
            for (const QString &language : QString::fromLatin1(row.languages).split(u' '))
                for (const QString &word : QString::fromUtf8(row.words).split(u' '))
                    built[language].insert(word, row.kind);
        return built;
    }();
    return all;
}

} // namespace

Abbreviation abbreviation(QStringView word, QStringView language)
{
    const QHash<QString, Key> &all = tables();
    const QString key = word.toString();
    if (!language.isEmpty()) {
        const auto table = all.constFind(language.toString());
        if (table != all.cend())
            if (const auto found = table->constFind(key); found != table->cend())
                return *found;
    }
    return all.constFind(QString())->value(key, Abbreviation::None);
}

bool beginsSentences(QStringView word)
{
    static const QSet<QString> words = [] {
        const QStringList list = QString::fromUtf8(starters).split(u' ');
        return QSet<QString>(list.begin(), list.end());
    }();
    return words.contains(word.toString());
}

bool writesOrdinalDots(QStringView language)
{
    static constexpr QStringView languages[] = {u"de", u"da", u"nb", u"nn", u"no", u"fi", u"cs", u"sk", u"sl", u"hr", u"sr", u"bs", u"sh", u"hu",
                                                u"et", u"lv", u"is", u"pl", u"tr", u"lb", u"mk", u"fo"};
    return std::find(std::begin(languages), std::end(languages), language) != std::end(languages);
}

} // namespace dateline
