// One pass over the tagged names of each part, with the sentences and the gazetteer's matches walking along.
#include "analysis/entity_mentions.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cmath>

namespace dateline {

namespace {

constexpr size_t LongestCredit = 40; // tokens before the name
constexpr size_t MostMentions = 20'000; // of a hostile text; a long article has some hundreds
constexpr size_t LongestDateline = 14;  // tokens
constexpr float CreditWeight = 0.05f;   // who wrote it, which agency sent it
constexpr float DatelineWeight = 0.4f;

template <size_t N>
bool isOneOf(QStringView word, const std::array<QStringView, N> &list)
{
    if (word.endsWith(u'.'))
        word.chop(1);
    return std::any_of(list.begin(), list.end(), [word](QStringView entry) { return word.compare(entry, Qt::CaseInsensitive) == 0; });
}

constexpr std::array<QStringView, 40> Titles{u"Mr", u"Mrs", u"Ms", u"Miss", u"Dr", u"Prof", u"Professor", u"President",
    u"Minister", u"Senator", u"Sen", u"Rep", u"Gov", u"Governor", u"Gen", u"General", u"Col", u"Colonel", u"Capt", u"Captain", u"Lt",
    u"Sgt", u"Maj", u"Major", u"Rev", u"Judge", u"Justice", u"King", u"Queen", u"Prince", u"Princess", u"Sir", u"Lady", u"Lord",
    u"Sheikh", u"Chancellor", u"Ambassador", u"Secretary", u"Mayor", u"Messrs"};
constexpr std::array<QStringView, 9> WomensTitles{u"Mrs", u"Ms", u"Miss", u"Queen", u"Princess", u"Lady", u"Madam", u"Madame", u"Dame"};
constexpr std::array<QStringView, 7> MensTitles{u"Mr", u"King", u"Prince", u"Sir", u"Lord", u"Monsieur", u"Herr"};
constexpr std::array<QStringView, 6> Suffixes{u"Jr", u"Sr", u"Junior", u"II", u"III", u"IV"};
// What a company's name can lose without becoming another's.
constexpr std::array<QStringView, 16> LegalForms{u"Inc", u"Corp", u"Ltd", u"Limited", u"Co", u"PLC", u"AG", u"SA", u"S.A", u"GmbH",
    u"NV", u"N.V", u"LLC", u"LP", u"SpA", u"SE"};
constexpr std::array<QStringView, 7> CreditVerbs{u"Reporting", u"Editing", u"Writing", u"Compiled", u"Photo", u"Additional", u"Story"};
constexpr std::array<QStringView, 6> PlacePrepositions{u"in", u"at", u"from", u"near", u"of", u"to"};

bool isDash(QStringView word)
{
    return word == u"-" || word == u"--" || word == u"\u2013" || word == u"\u2014";
}

class MentionFinder final {
public:
    MentionFinder(const TokenisedArticle &article, const FoundNames &names, const AliasTable &aliases, quint16 language)
        : m_article(article), m_names(names), m_aliases(aliases), m_language(language)
    {
    }

    std::vector<EntityMention> run()
    {
        gather(m_article.title);
        gather(m_article.text);
        return std::move(m_mentions);
    }

private:
    void gather(const TokenisedText &text)
    {
        const std::vector<Gazetteer::Match> &places = m_names.placesOf(text.part);
        const size_t dateline = text.part == Part::Text ? endOfDateline(text) : 0;
        size_t sentence = 0, place = 0;
        for (const TaggedName &name : m_names.of(text.part)) {
            if (name.kind == NameKind::Other || m_mentions.size() >= MostMentions)
                continue;
            while (sentence + 1 < text.sentences.size() && size_t(text.sentences[sentence].last) <= name.first)
                ++sentence;
            while (place < places.size() && places[place].first < name.first)
                ++place;
            add(text, name, sentence, place < places.size() ? &places[place] : nullptr, dateline);
        }
    }

    // Of "BELGRADE, Sept 11 (Reuters) - ", "NAIROBI — " or "KARACHI: " at the head of a text the token after it; else 0.
    static size_t endOfDateline(const TokenisedText &text)
    {
        for (size_t at = 0; at < std::min(LongestDateline, text.tokens.size()); ++at) {
            if (at > 0 && isDash(text.word(at)) && !text.tokens[at].glued)
                return at + 1;
            if (at > 0 && text.word(at) == u":" && text.tokens[at - 1].letterCase == TokenCase::Upper)
                return at + 1;
            if (at > 0 && text.tokens[at].startsParagraph)
                return 0;
        }
        return 0;
    }

    void add(const TokenisedText &text, const TaggedName &name, size_t sentence, const Gazetteer::Match *match, size_t dateline)
    {
        size_t first = name.first, last = name.last;
        while (last > first + 1 && text.tokens[last - 1].kind == TokenKind::Possessive)
            --last;
        while (name.kind == NameKind::Person && last > first + 1 && isOneOf(text.word(first), Titles))
            ++first;
        EntityMention mention;
        mention.span = text.span(first, last);
        mention.kind = name.kind == NameKind::Person ? EntityKind::Person
            : name.kind == NameKind::Organisation    ? EntityKind::Organisation
                                                     : EntityKind::Place;
        readWords(text, first, last, mention);
        if (mention.words.empty())
            return;
        mention.sentence = text.part == Part::Title ? -1 : qint32(sentence);
        mention.shouted = (!text.sentences.empty() && text.sentences[sentence].shouts)
            || (mention.form.size() >= (mention.kind == EntityKind::Place ? 4 : 5) && mention.form == mention.form.toUpper());
        mention.weight = weightOf(text, first, sentence, mention.kind, dateline);
        if (mention.kind == EntityKind::Person && first > 0)
            mention.gender = genderOf(text.word(first - 1));
        mention.acronymOfLast = !m_mentions.empty() && first > 1 && text.word(first - 1) == u"(" && last < text.tokens.size()
            && text.word(last) == u")" && m_mentions.back().span.part == text.part && m_mentions.back().span.end() == text.tokens[first - 2].end();
        if (match && match->first == first && match->last == last)
            recogniseCountry(*match, mention);
        recogniseAlias(mention);
        m_mentions.push_back(std::move(mention));
    }

    // The words that tell the name from others, and the form that shows them.
    static void readWords(const TokenisedText &text, size_t first, size_t last, EntityMention &mention)
    {
        static const quint64 article = foldedHash(u"the");
        NameKey key;
        size_t from = first, to = last;
        if (to > from + 1 && text.tokens[from].folded == article)
            ++from;
        if (mention.kind == EntityKind::Organisation) {
            while (to > from + 1 && isOneOf(text.word(to - 1), LegalForms) && text.word(to - 2) != u"&")
                --to;
            mention.company = to < last;
            while (to > from + 1 && text.word(to - 1) == u",")
                --to;
        }
        for (size_t at = from; at < to; ++at) {
            const Token &token = text.tokens[at];
            if (token.kind == TokenKind::Punctuation)
                continue;
            key.add(token.folded);
            if (mention.kind == EntityKind::Person && at + 1 == to && at > from + 1 && isOneOf(text.word(at), Suffixes))
                mention.suffix = token.folded;
            else
                mention.words.push_back(token.folded);
        }
        mention.key = key.value();
        const Span shown = text.span(mention.kind == EntityKind::Organisation ? from : first, to);
        mention.form = text.text.sliced(shown.start, shown.length).toString().simplified();
    }

    static Gender genderOf(QStringView title)
    {
        return isOneOf(title, WomensTitles) ? Gender::Female : isOneOf(title, MensTitles) ? Gender::Male : Gender::Unknown;
    }

    // Early sentences and the title tell most; a byline, an agency and where the reporter sat next to nothing.
    static float weightOf(const TokenisedText &text, size_t first, size_t sentence, EntityKind kind, size_t dateline)
    {
        if (text.part == Part::Title)
            return 3.0f;
        if (isCredit(text, first, sentence))
            return CreditWeight;
        if (first < dateline)
            return kind == EntityKind::Place ? DatelineWeight : CreditWeight;
        const double sentences = std::max<double>(1, double(text.sentences.size()));
        const double early = 1.4 * std::exp(-3.0 * double(sentence) / sentences) * (sentence == 0 ? 1.5 : 1);
        const bool aside = kind == EntityKind::Place && first > 0 && isOneOf(text.word(first - 1), PlacePrepositions);
        const bool leads = size_t(text.sentences[sentence].first) == first;
        return float((0.6 + early) * (aside ? 0.7 : leads ? 1.25 : 1.0));
    }

    // "By Ann Smith" at the head; "(Reporting by Ann Smith; Editing by Bob Brown)" at the foot.
    static bool isCredit(const TokenisedText &text, size_t first, size_t sentence)
    {
        const size_t begin = size_t(text.sentences[sentence].first);
        if (first == begin + 1 && text.word(begin) == u"By" && (sentence < 2 || sentence + 2 >= text.sentences.size()))
            return true;
        if (sentence + 3 < text.sentences.size())
            return false;
        // A credit line is short; of a sentence without end only what is near is looked at.
        for (size_t at = first - std::min(first - begin, LongestCredit); at + 1 < first; ++at) {
            if (text.word(at + 1).compare(u"by", Qt::CaseInsensitive) == 0 && (isOneOf(text.word(at), CreditVerbs)))
                return true;
        }
        return false;
    }

    void recogniseCountry(const Gazetteer::Match &match, EntityMention &mention) const
    {
        quint16 country = 0;
        bool whole = false;
        for (const PlaceSense &sense : match.senses) {
            if (sense.language != 0 && sense.language != (m_language != 0 ? m_language : packed(u"en")))
                continue;
            if (country != 0 && sense.country != country)
                return;
            country = sense.country;
            whole |= sense.kind == PlaceKind::Country;
        }
        if (!whole)
            return;
        mention.known = m_aliases.ofCountry(country);
        if (mention.kind == EntityKind::Organisation) // a team, a government
            mention.kind = EntityKind::Place;
    }

    void recogniseAlias(EntityMention &mention)
    {
        const Alias *best = nullptr;
        int most = -1;
        bool tied = false;
        for (const Alias &alias : m_aliases.find(mention.key)) {
            if (alias.kind != EntityKind::Organisation && alias.kind != mention.kind)
                continue;
            const int named = alias.country == 0 ? 0 : timesNamed(alias.country);
            if (alias.country != 0 && named == 0)
                continue;
            tied = named == most;
            if (named > most) {
                most = named;
                best = &alias;
            }
        }
        if (!best || tied)
            return;
        if (best->is(Alias::Surname))
            mention.surname = best->entity;
        else
            mention.known = best->entity;
        mention.kind = best->kind;
    }

    int timesNamed(quint16 country)
    {
        if (!m_counted) {
            m_counted = true;
            for (const auto *places : {&m_names.titlePlaces, &m_names.textPlaces}) {
                for (const Gazetteer::Match &match : *places)
                    ++m_named[firstSaid(match.senses, m_language).country];
            }
        }
        return m_named.value(country);
    }

    const TokenisedArticle &m_article;
    const FoundNames &m_names;
    const AliasTable &m_aliases;
    quint16 m_language;
    std::vector<EntityMention> m_mentions;
    QHash<quint16, int> m_named;
    bool m_counted = false;
};

} // namespace

std::vector<EntityMention> entityMentions(const TokenisedArticle &article, const FoundNames &names, const AliasTable &aliases, quint16 language)
{
    return MentionFinder(article, names, aliases, language).run();
}

} // namespace dateline
