#include "analysis/speech_words.h"

#include "analysis/tokens.h"

#include <QSet>

#include <initializer_list>
#include <string_view>

namespace dateline {

namespace {

using Words = QSet<quint64>;

Words hashed(std::initializer_list<std::u16string_view> words)
{
    Words set;
    for (const std::u16string_view word : words)
        set.insert(foldedHash(QStringView(word.data(), qsizetype(word.size()))));
    return set;
}

}

SpeechVerb speechVerb(quint64 word)
{
    static const Words says = hashed({u"said", u"says", u"say", u"told", u"tells"});
    static const Words claims = hashed({u"added", u"adds", u"wrote", u"writes", u"tweeted", u"explained", u"explains", u"noted", u"notes", u"argued",
        u"argues", u"argue", u"insisted", u"insists", u"insist", u"warned", u"warns", u"warn", u"claimed", u"claims", u"claim", u"stated",
        u"states", u"declared", u"declares", u"replied", u"acknowledged", u"acknowledges", u"admitted", u"admits", u"conceded", u"concedes",
        u"stressed", u"stresses", u"asserted", u"asserts", u"contended", u"contends", u"contend", u"believes", u"believe", u"believed", u"thinks",
        u"think", u"thought", u"predicted", u"predicts", u"alleged", u"alleges", u"allege", u"emphasized",
        u"emphasised", u"emphasizes", u"reiterated", u"complained", u"complains", u"joked", u"concluded", u"concludes", u"estimated",
        u"estimates", u"estimate", u"speculated", u"hopes", u"hoped", u"hope", u"fears", u"feared", u"fear", u"worried", u"worries", u"boasted",
        u"quipped", u"testified", u"swore", u"recalled", u"recalls", u"remarked", u"responded", u"cautioned", u"cautions", u"commented",
        u"denied", u"denies", u"lamented", u"posted", u"understands", u"expects",
        u"expected", u"expect", u"pledged", u"vowed", u"promised", u"promises", u"agreed", u"agrees", u"agree",
        u"reported", u"reports", u"confirmed", u"confirms", u"suggested", u"suggests", u"suggest"});
    static const Words finds = hashed({u"maintained", u"maintains", u"announced", u"announces", u"felt", u"feels", u"feel", u"know", u"knows", u"knew", u"wonders", u"wondered", u"proposed",
        u"found", u"finds", u"find", u"showed", u"shows", u"show", u"shown", u"indicated", u"indicates", u"indicate", u"revealed",
        u"reveals", u"reveal", u"ruled", u"decided", u"learned", u"realized", u"discovered", u"demanded", u"recommended", u"recommends",
        u"signaled", u"signalled", u"implied", u"implies", u"hinted", u"charged", u"disclosed", u"observed", u"observes", u"concedes", 
        u"determined", u"assured", u"reminded", u"informed", u"convinced", u"doubts", u"doubted", u"assumes",
        u"assumed", u"argues", u"calculated", u"projected", u"projects", u"requested",});
    static const Words calls = hashed({u"called", u"calls", u"calling", u"described", u"describes", u"describing", u"dismissed", u"dismissing",
        u"denounced", u"denouncing", u"labeled", u"labelled", u"branded", u"praised", u"praising", u"criticized", u"criticised", u"condemned",
        u"hailed", u"characterized", u"blasted", u"accused", u"accusing", u"referring", u"referred", u"cited", u"citing", u"urged", u"urging"});
    if (says.contains(word))
        return SpeechVerb::Says;
    if (claims.contains(word))
        return SpeechVerb::Claims;
    if (finds.contains(word))
        return SpeechVerb::Finds;
    return calls.contains(word) ? SpeechVerb::Calls : SpeechVerb::None;
}

bool closesSpeech(quint64 word)
{
    static const Words verbs = hashed({u"said", u"says", u"say", u"added", u"adds", u"wrote", u"writes", u"explained", u"explains", u"noted",
        u"notes", u"told", u"argued", u"argues", u"stated", u"announced", u"reported", u"reports", u"warned", u"acknowledged", u"recalled",
        u"insisted", u"tweeted", u"conceded", u"believes", u"thinks", u"claimed", u"claims", u"concluded", u"shows", u"showed", u"suggests",
        u"admitted", u"predicted", u"estimates", u"estimated", u"testified"});
    return verbs.contains(word);
}

bool isCommitting(quint64 word)
{
    static const Words verbs = hashed({u"vowed", u"vows", u"pledged", u"pledges", u"promised", u"promises", u"threatened", u"threatens", u"agreed",
        u"offered", u"proposed", u"swore", u"demanded"});
    return verbs.contains(word);
}

bool isUrging(quint64 word)
{
    static const Words verbs = hashed({u"urged", u"urges", u"called", u"calls", u"asked", u"asks", u"told", u"advised", u"ordered", u"encouraged",
        u"implored", u"pressed", u"warned", u"begged", u"challenged", u"instructed"});
    return verbs.contains(word);
}

bool isSpeechParticiple(quint64 word)
{
    static const Words verbs = hashed({u"saying", u"adding", u"noting", u"arguing", u"insisting", u"warning", u"claiming", u"explaining",
        u"suggesting", u"stressing", u"acknowledging", u"declaring", u"telling", u"stating", u"writing", u"tweeting", u"believing", u"alleging",
        u"contending", u"asserting", u"emphasizing", u"emphasising", u"conceding", u"admitting", u"fearing", u"hoping", u"predicting",
        u"complaining", u"announcing", u"reporting", u"denying", u"recalling", u"joking", u"promising", u"vowing", u"indicating", u"concluding"});
    return verbs.contains(word);
}

bool isSaying(quint64 word)
{
    static const Words others = hashed({u"asked", u"asks", u"continued", u"continues", u"urged", u"urges", u"vowed", u"pledged", u"promised",
        u"shouted", u"chanted", u"yelled", u"exclaimed", u"read", u"reads", u"answered", u"countered", u"laughed", u"cried",
        u"mused", u"demanded", u"opined", u"offered", u"observed", u"observes", u"began", u"called", u"calls", u"described", u"referring",
        u"saying", u"adding", u"noting", u"telling", u"writing", u"declaring", u"explaining", u"tweeting", u"calling", u"describing",
        // German, French, Spanish, Italian, Portuguese, Dutch
        u"sagt", u"sagte", u"sagten", u"erklart", u"erklarte", u"betont", u"betonte", u"teilte", u"schrieb", u"meinte", u"meint", u"kritisierte",
        u"forderte", u"warnte", u"fugte", u"dit", u"declare", u"declarait", u"affirme", u"affirmait", u"explique", u"expliquait", u"ajoute", u"estime",
        u"lance", u"assure", u"souligne", u"dijo", u"dice", u"afirmo", u"afirma", u"explico", u"explica", u"declaro", u"aseguro", u"asegura", u"senalo",
        u"senala", u"anadio", u"indico", u"manifesto", u"detto", u"dichiarato", u"afferma", u"affermato", u"spiega", u"spiegato", u"aggiunto", u"disse",
        u"diz", u"afirmou", u"declarou", u"explicou", u"acrescentou", u"zei", u"zegt", u"aldus", u"verklaarde", u"stelt", u"stelde", u"schreef",
        // Polish, Russian, Ukrainian, Serbian
        u"powiedzial", u"powiedziala", u"mowi", u"mowil", u"dodal", u"dodala", u"podkreslil", u"podkreslila", u"oswiadczyl", u"napisal", u"stwierdzil",
        u"сказал", u"сказала", u"заявил", u"заявила", u"сообщил", u"сообщила", u"отметил", u"отметила", u"добавил", u"добавила", u"подчеркнул",
        u"написал", u"говорит", u"сказав", u"заявив", u"повідомив", u"повідомила", u"зазначив", u"зазначила", u"додав", u"додала", u"наголосив",
        u"рекао", u"рекла", u"изјавио", u"изјавила", u"навео", u"додао", u"истакао", u"каже", u"rekao", u"rekla", u"izjavio", u"izjavila", u"naveo",
        u"navela", u"dodao", u"dodala", u"istakao", u"istakla", u"kaze", u"porucio", u"porucila",
        // Turkish, Arabic, Hindi, Chinese, Japanese
        u"dedi", u"soyledi", u"belirtti", u"konustu", u"ifade", u"vurguladi", u"قال", u"وقال", u"قالت", u"وقالت", u"أضاف", u"وأضاف", u"صرح", u"أكد",
        u"कहा", u"बताया", u"说", u"說", u"称", u"稱", u"示", u"述", u"語", u"話"});
    const SpeechVerb verb = speechVerb(word);
    return verb == SpeechVerb::Says || verb == SpeechVerb::Claims || others.contains(word);
}

bool isAuxiliary(quint64 word)
{
    static const Words words = hashed({u"has", u"had", u"have", u"also", u"later", u"then", u"once", u"previously", u"earlier", u"recently",
        u"repeatedly", u"reportedly", u"now", u"still", u"often", u"again", u"publicly", u"privately", u"simply", u"first", u"himself", u"herself",
        u"himself", u"themselves", u"already", u"even", u"further", u"therefore", u"would", u"will", u"did", u"never", u"always", u"long", u"just",
        u"both", u"all", u"generally", u"initially", u"finally", u"immediately", u"quickly", u"correctly", u"rightly", u"famously", u"today",
        u"yesterday", u"monday", u"tuesday", u"wednesday", u"thursday", u"friday", u"saturday", u"sunday", u"specifically", u"explicitly",
        u"clearly", u"essentially", u"similarly", u"meanwhile", u"instead", u"actually", u"really", u"can", u"could", u"may", u"must", u"do"});
    return words.contains(word);
}

bool isFinite(quint64 word)
{
    static const Words words = hashed({u"is", u"was", u"are", u"were", u"be", u"been", u"will", u"would", u"has", u"had", u"have", u"can", u"could",
        u"should", u"may", u"might", u"must", u"did", u"does", u"do", u"isn't", u"wasn't", u"don't", u"won't", u"can't", u"didn't", u"doesn't",
        u"needs", u"need", u"wants", u"want", u"made", u"came", u"took", u"went", u"got", u"makes", u"takes", u"goes", u"gets", u"comes", u"cannot",
        u"knew", u"knows", u"think", u"wanted", u"needed", u"gave", u"saw", u"became", u"remains", u"remained", u"led", u"lost", u"won", u"found"});
    return words.contains(word);
}

bool isAsking(quint64 word)
{
    static const Words words = hashed({u"would", u"will", u"do", u"did", u"does", u"can", u"could", u"should", u"may", u"might", u"let"});
    return words.contains(word);
}

bool isPreposition(quint64 word)
{
    static const Words words = hashed({u"of", u"for", u"to", u"with", u"by", u"from", u"in", u"at", u"on", u"about", u"against", u"between",
        u"under", u"over", u"during", u"after", u"before", u"into", u"among", u"through", u"within", u"via", u"near", u"behind", u"without",
        u"towards", u"toward", u"upon", u"across", u"since", u"until", u"despite", u"as", u"than", u"like", u"amid", u"despite"});
    return words.contains(word);
}

bool isConjunction(quint64 word)
{
    static const Words words = hashed({u"that", u"but", u"because", u"when", u"while", u"if", u"although", u"though", u"as", u"so", u"or", u"which",
        u"whether", u"where", u"after", u"before", u"since", u"until", u"once", u"what", u"how", u"why", u"yet", u"than"});
    return words.contains(word);
}

bool isNoSpeaker(quint64 word)
{
    static const Words words = hashed({u"which", u"who", u"it", u"i", u"you", u"we", u"this", u"that", u"there", u"not", u"be", u"is", u"was",
        u"what", u"and", u"one", u"being", u"been", u"are", u"were", u"n't", u"other",
        u"same", u"many", u"such", u"more", u"few", u"own", u"new", u"no"});
    return words.contains(word);
}

bool endsSpeaker(quint64 word)
{
    static const Words words = hashed({u"in", u"on", u"at", u"during", u"after", u"when", u"who", u"while", u"as", u"before", u"by", u"with",
        u"via", u"to", u"about", u"last", u"this", u"and", u"but", u"from"});
    return words.contains(word);
}

bool isTime(quint64 word)
{
    static const Words words = hashed({u"monday", u"tuesday", u"wednesday", u"thursday", u"friday", u"saturday", u"sunday", u"yesterday", u"today",
        u"tonight", u"earlier", u"later", u"recently", u"again", u"afterward", u"afterwards", u"sunday's", u"previously", u"repeatedly", u"publicly"});
    return words.contains(word);
}

bool opensClause(quint64 word)
{
    static const Words words = hashed({u"the", u"it", u"he", u"she", u"they", u"there", u"we", u"his", u"her", u"their", u"its", u"this", u"these",
        u"some", u"many", u"more", u"such", u"no", u"any", u"all", u"a", u"an", u"i", u"you", u"our", u"my", u"both", u"most", u"nobody", u"nothing",
        u"everyone", u"people", u"those", u"that", u"if", u"only", u"one", u"two", u"three", u"several", u"each", u"every", u"neither", u"anyone"});
    return words.contains(word);
}

bool isSubjectPronoun(quint64 word)
{
    static const Words words = hashed({u"it", u"he", u"she", u"they", u"there", u"we", u"i", u"you", u"that"});
    return words.contains(word);
}

Gender genderOfPronoun(quint64 word)
{
    static const quint64 he = foldedHash(u"he"), she = foldedHash(u"she");
    return word == he ? Gender::Male : word == she ? Gender::Female : Gender::Unknown;
}

Gender genderOfTitle(quint64 word)
{
    static const Words male = hashed({u"mr", u"mr.", u"sir", u"lord", u"king", u"prince", u"duke", u"father", u"pope", u"imam", u"sheikh", u"congressman", u"chairman", u"spokesman", u"businessman"});
    static const Words female = hashed({u"mrs", u"mrs.", u"ms", u"ms.", u"miss", u"lady", u"queen", u"princess", u"duchess", u"dame", u"sister", u"congresswoman", u"chairwoman", u"spokeswoman", u"baroness"});
    return male.contains(word) ? Gender::Male : female.contains(word) ? Gender::Female : Gender::Unknown;
}

Gender genderOfName(quint64 word)
{
    static const Words male = hashed({u"john", u"james", u"robert", u"michael", u"william", u"david", u"richard", u"joseph", u"thomas", u"charles",
        u"christopher", u"daniel", u"matthew", u"anthony", u"mark", u"donald", u"steven", u"stephen", u"paul", u"andrew", u"joshua", u"kenneth",
        u"kevin", u"brian", u"george", u"edward", u"ronald", u"timothy", u"jason", u"jeffrey", u"ryan", u"jacob", u"gary", u"nicholas", u"eric",
        u"jonathan", u"larry", u"justin", u"scott", u"benjamin", u"brandon", u"benjamin", u"samuel", u"gregory", u"frank", u"raymond",
        u"patrick", u"jack", u"dennis", u"jerry", u"peter", u"henry", u"adam", u"jose", u"juan", u"carlos", u"luis", u"mohammed", u"muhammad",
        u"mohamed", u"ahmed", u"ali", u"hassan", u"ibrahim", u"vladimir", u"sergei", u"sergey", u"dmitry", u"ivan", u"alexander", u"viktor",
        u"mike", u"joe", u"bill", u"tom", u"jim", u"bob", u"steve", u"dan", u"ted", u"ben", u"tim", u"chris", u"nick", u"ken", u"greg", u"jeff",
        u"matt", u"rick", u"bernie", u"barack", u"mitt", u"marco", u"jeb", u"newt", u"rand", u"boris", u"keir", u"tony", u"gordon", u"emmanuel",
        u"olaf", u"friedrich", u"recep", u"narendra", u"benjamin", u"volodymyr", u"pedro", u"antonio", u"giuseppe", u"francois", u"jean", u"pierre",
        u"hans", u"klaus", u"aleksandar", u"milos", u"nikola", u"abdul", u"omar", u"khalid", u"simon", u"martin", u"ian", u"neil", u"graham"});
    static const Words female = hashed({u"mary", u"patricia", u"jennifer", u"linda", u"elizabeth", u"barbara", u"susan", u"jessica", u"sarah",
        u"karen", u"lisa", u"nancy", u"betty", u"sandra", u"margaret", u"ashley", u"kimberly", u"emily", u"donna", u"michelle", u"carol",
        u"amanda", u"melissa", u"deborah", u"stephanie", u"rebecca", u"laura", u"sharon", u"cynthia", u"kathleen", u"amy", u"angela", u"shirley",
        u"anna", u"ann", u"anne", u"ruth", u"brenda", u"pamela", u"nicole", u"katherine", u"catherine", u"virginia", u"samantha", u"debra",
        u"janet", u"rachel", u"carolyn", u"emma", u"maria", u"heather", u"diane", u"julie", u"joyce", u"victoria", u"kelly", u"christina",
        u"joan", u"evelyn", u"hillary", u"sally", u"jane", u"theresa", u"ursula", u"giorgia", u"marine", u"nicola", u"liz", u"kate", u"kamala",
        u"nikki", u"elena", u"olga", u"natalia", u"fatima", u"aisha", u"leila", u"jacinda", u"sanna", u"claudia", u"julia", u"sofia", u"carly",
        u"melania", u"ivanka", u"debbie", u"wendy", u"monica", u"christine", u"alice", u"helen", u"caroline", u"charlotte", u"megan", u"meghan"});
    return male.contains(word) ? Gender::Male : female.contains(word) ? Gender::Female : Gender::Unknown;
}

} // namespace dateline
