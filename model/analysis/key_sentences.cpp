// Each sentence is scored by its place, by the words it shares with the title and with the whole text, and by who it names. The
// best are taken one by one, each marked down by what it shares with those taken before (maximal marginal relevance,
// Carbonell & Goldstein 1998).
#include "analysis/key_sentences.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace dateline {

namespace {

constexpr size_t MostSentences = 300; // the news is told by then
constexpr int MostLength = 90;        // words
constexpr int LeastLength = 6;
constexpr double MostShared = 0.55;
constexpr int EnoughFinished = 3;     // sentences with a stop, for lines without one to be captions and headings
constexpr quint8 CommonWord = 3;      // rarity up to which a word says nothing of the matter

struct Candidate {
    size_t sentence = 0;
    double score = 0;
    bool finished = false;
    std::vector<quint64> words; // sorted, each once
};

template <size_t Count>
bool anyOf(const std::array<std::u16string_view, Count> &phrases, auto holds)
{
    return std::any_of(phrases.begin(), phrases.end(), [&](std::u16string_view phrase) { return holds(QStringView(phrase.data(), qsizetype(phrase.size()))); });
}

// Lines that every page of a publisher has, by how they begin, and by words that only they hold.
bool isBoilerplate(QStringView sentence)
{
    static constexpr auto beginnings = std::to_array<std::u16string_view>({u"read more", u"read also", u"read next", u"read the full", u"also read",
        u"reporting by", u"additional reporting", u"editing by", u"edited by", u"writing by", u"with reporting by", u"with files from", u"with inputs from",
        u"compiled by", u"subscribe", u"sign up", u"sign in", u"log in", u"follow us", u"follow @", u"follow bbc", u"click here", u"tap here", u"image source",
        u"image caption", u"media caption", u"image:", u"image credit", u"photo:", u"photos:", u"photo by", u"(photo", u"photo credit", u"photograph:", u"picture:",
        u"pictured:", u"file photo", u"credit:", u"caption:", u"advertisement", u"article continues", u"story continues", u"copyright", u"©", u"(c)",
        u"all rights reserved", u"for more", u"more on this", u"watch:", u"watch now", u"watch live", u"watch the", u"listen:", u"listen to", u"related:",
        u"related articles", u"recommended", u"share this", u"see also", u"source:", u"updated:", u"last updated", u"published:", u"this article was",
        u"this article has been", u"this article originally", u"this article first", u"this story has been", u"this story was", u"this report was", u"a version of this",
        u"an earlier version", u"editor's note", u"editor’s note", u"get the latest", u"get our", u"download our", u"download the", u"join our", u"join the conversation",
        u"like us on", u"our standards", u"skip to", u"loading", u"correction:", u"getty images", u"have you been affected", u"do you have a story",
        u"contact us", u"email us", u"e-mail us", u"send us", u"support our", u"donate", u"we use cookies", u"by clicking", u"already a subscriber", u"comments",
        u"view comments", u"leave a comment", u"what do you think", u"let us know", u"don't miss", u"don’t miss", u"tags:", u"topics:", u"print this",
        u"lire aussi", u"à lire aussi", u"lesen sie auch", u"mehr zum thema", u"leia também", u"lea también", u"lee también", u"leggi anche", u"lees ook", u"czytaj też",
        u"читайте также", u"читайте також", u"pročitajte još", u"прочитајте још"});
    static constexpr auto contents = std::to_array<std::u16string_view>({u"all rights reserved", u"newsletter", u"http://", u"https://", u"www.", u"appeared first on",
        u"contributed to this report", u"contributed reporting", u"contributed to this article", u"originally published", u"was first published", u"terms of use", u"privacy policy",
        u"terms and conditions", u"getty images", u"reporting by", u"editing by", u"follow us on", u"on twitter @", u"story has been updated", u"article has been updated", u"has been corrected",
        u"may not be published, broadcast", u"sign up for", u"click here", u"unlimited access", u"subscribers only", u"download the app", u"push notifications",
        u"alle rechte vorbehalten", u"tous droits réservés", u"todos los derechos", u"todos os direitos", u"все права защищены"});
    constexpr qsizetype Long = 260; // what is longer says something beside
    const QString lower = sentence.first(std::min(sentence.size(), Long)).toString().toLower();
    return anyOf(beginnings, [&lower](QStringView phrase) { return lower.startsWith(phrase); })
        || (sentence.size() < Long && anyOf(contents, [&lower](QStringView phrase) { return lower.contains(phrase); }));
}

bool isSpacedDash(const TokenisedText &text, qint32 at)
{
    const QStringView word = text.word(size_t(at));
    return !text.tokens[size_t(at)].glued && (word == u"-" || word == u"--" || word == u"\u2013" || word == u"\u2014");
}

// The sentence without "BELGRADE, Sept 11 (Reuters) - " at its head. A second dash makes the first one a parenthesis: "NATO - the alliance - said".
Span withoutDateline(const TokenisedText &text, const Sentence &sentence)
{
    constexpr qint32 LongestDateline = 14; // words
    const Token &head = text.tokens[size_t(sentence.first)];
    const bool goesOn = sentence.first + 1 < sentence.last && text.tokens[size_t(sentence.first + 1)].letterCase == TokenCase::Upper; // SAN SALVADOR
    if (!head.startsParagraph || head.letterCase != TokenCase::Upper || (head.length < 4 && !goesOn))
        return sentence.span;
    qint32 dash = sentence.first + 1;
    while (dash < sentence.last && !isSpacedDash(text, dash))
        ++dash;
    if (dash + LeastLength > sentence.last || dash - sentence.first > LongestDateline)
        return sentence.span;
    const bool isClosed = text.word(size_t(dash - 1)) == u")" || text.tokens[size_t(dash - 1)].kind == TokenKind::Number;
    for (qint32 at = dash + 1; !isClosed && at < sentence.last; ++at) {
        if (isSpacedDash(text, at))
            return sentence.span;
    }
    Span rest = sentence.span;
    rest.start = text.tokens[size_t(dash + 1)].start;
    rest.length = sentence.span.end() - rest.start;
    return rest;
}

// Captions, headings and lists end without a stop.
bool isFinished(QStringView sentence)
{
    while (!sentence.isEmpty() && QStringView(u"\"”’»)'“」』").contains(sentence.back()))
        sentence.chop(1);
    return !sentence.isEmpty() && QStringView(u".!?…。！？।؟۔").contains(sentence.back());
}

// "He", "This", "But": it leans on the sentence before.
bool leans(quint64 word)
{
    static const QSet<quint64> words = [] {
        QSet<quint64> set;
        for (const char16_t *each : {u"he", u"she", u"it", u"they", u"this", u"these", u"those", u"but", u"and", u"however", u"so", u"his", u"her", u"their", u"also", u"such", u"that"})
            set.insert(foldedHash(QStringView(each)));
        return set;
    }();
    return words.contains(word);
}

bool isContent(const Token &token, const Lexicon &lexicon)
{
    if (token.kind == TokenKind::Ideograph || token.kind == TokenKind::Number)
        return true;
    const quint8 rarity = token.isWord() ? lexicon.find(token.folded).rarity : CommonWord;
    return token.isWord() && token.length > 2 && (rarity == 0 || rarity > CommonWord);
}

std::vector<quint64> contentWords(const TokenisedText &text, size_t first, size_t last, const Lexicon &lexicon)
{
    std::vector<quint64> words;
    for (size_t at = first; at < last; ++at) {
        if (isContent(text.tokens[at], lexicon))
            words.push_back(text.tokens[at].folded);
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

double shared(const std::vector<quint64> &a, const std::vector<quint64> &b)
{
    if (a.empty() || b.empty())
        return 0;
    size_t both = 0;
    for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
        if (*x == *y)
            ++both;
        const bool left = *x <= *y, right = *y <= *x;
        x += left;
        y += right;
    }
    return double(both) / double(std::min(a.size(), b.size()));
}

class Chooser final {
public:
    Chooser(const TokenisedArticle &article, const Lexicon &lexicon, const QList<Entity> &entities)
        : m_text(article.text), m_lexicon(lexicon), m_title(contentWords(article.title, 0, article.title.tokens.size(), lexicon))
    {
        for (const Entity &entity : entities) {
            for (const Span &span : entity.mentions) {
                if (span.part == Part::Text)
                    m_salience.emplace_back(span.start, entity.salience);
            }
        }
        std::sort(m_salience.begin(), m_salience.end());
        for (size_t at = 0; at < std::min<size_t>(m_text.tokens.size(), 20'000); ++at) {
            if (isContent(m_text.tokens[at], lexicon))
                ++m_counts[m_text.tokens[at].folded];
        }
    }

    QList<Span> run()
    {
        const size_t count = std::min(m_text.sentences.size(), MostSentences);
        for (size_t sentence = 0; sentence < count; ++sentence)
            consider(sentence);
        const auto finished = std::count_if(m_candidates.begin(), m_candidates.end(), [](const Candidate &candidate) { return candidate.finished; });
        if (finished >= EnoughFinished)
            std::erase_if(m_candidates, [](const Candidate &candidate) { return !candidate.finished; });
        const size_t usable = m_candidates.size();
        const size_t wanted = usable < 2 ? 0 : usable < 4 ? 1 : std::clamp<size_t>((usable + 2) / 4, 2, 4);
        QList<Span> spans;
        for (const size_t sentence : choose(wanted))
            spans.append(withoutDateline(m_text, m_text.sentences[sentence]));
        std::sort(spans.begin(), spans.end(), [](const Span &a, const Span &b) { return a.start < b.start; });
        return spans;
    }

private:
    void consider(size_t number)
    {
        const Sentence &sentence = m_text.sentences[number];
        const QStringView words = m_text.text.sliced(sentence.span.start, sentence.span.length);
        const int length = sentence.last - sentence.first;
        const bool ideographs = m_text.tokens[size_t(sentence.first)].kind == TokenKind::Ideograph;
        if (length < LeastLength || length > MostLength * (ideographs ? 3 : 1) || sentence.shouts || words.endsWith(u'?') || isBoilerplate(words))
            return;
        Candidate candidate;
        candidate.sentence = number;
        candidate.words = contentWords(m_text, size_t(sentence.first), size_t(sentence.last), m_lexicon);
        if (candidate.words.empty() || isTitle(candidate.words))
            return;
        double central = 0;
        for (const quint64 word : candidate.words)
            central += std::log2(double(m_counts.value(word)));
        central /= std::pow(double(candidate.words.size()), 0.7);
        const bool quoted = QStringView(u"\"“„«").contains(words.front());
        candidate.score = 1.6 / (1 + 0.35 * double(number)) + 0.9 * shared(m_title, candidate.words) + 0.35 * central
            + 0.5 * std::min(1.5, namedIn(sentence.span))
            - (quoted ? 0.5 : 0) - (length < 10 ? 0.3 : 0) - (number > 0 && leans(m_text.tokens[size_t(sentence.first)].folded) ? 0.25 : 0);
        candidate.finished = isFinished(words);
        m_candidates.push_back(std::move(candidate));
    }

    // The headline once more at the head of the text.
    bool isTitle(const std::vector<quint64> &words) const
    {
        return !m_title.empty() && shared(m_title, words) > 0.9 && words.size() <= m_title.size() + 1 && m_text.sentences.size() > 2;
    }

    double namedIn(const Span &span) const
    {
        double sum = 0;
        for (auto at = std::lower_bound(m_salience.begin(), m_salience.end(), std::pair(span.start, 0.0));
             at != m_salience.end() && at->first < span.end(); ++at)
            sum += at->second;
        return sum;
    }

    std::vector<size_t> choose(size_t wanted)
    {
        std::vector<size_t> chosen;
        std::vector<const Candidate *> taken;
        while (taken.size() < wanted) {
            const Candidate *best = nullptr;
            double highest = -1e9;
            for (const Candidate &candidate : m_candidates) {
                double repeated = 0;
                for (const Candidate *other : taken)
                    repeated = std::max(repeated, other == &candidate ? 1.0 : shared(candidate.words, other->words));
                if (repeated > MostShared)
                    continue;
                if (const double score = candidate.score - 1.2 * repeated; score > highest) {
                    highest = score;
                    best = &candidate;
                }
            }
            if (!best)
                break;
            taken.push_back(best);
            chosen.push_back(best->sentence);
        }
        return chosen;
    }

    const TokenisedText &m_text;
    const Lexicon &m_lexicon;
    std::vector<quint64> m_title;
    std::vector<std::pair<qint32, double>> m_salience;
    QHash<quint64, int> m_counts;
    std::vector<Candidate> m_candidates;
};

} // namespace

QList<Span> keySentences(const TokenisedArticle &article, const Lexicon &lexicon, const QList<Entity> &entities)
{
    return Chooser(article, lexicon, entities).run();
}

} // namespace dateline
