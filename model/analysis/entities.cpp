// Mentions are visited from the longest to the shortest: a full name founds an entity, a shorter form looks for the one that
// it can stand for and founds its own where there is none, or more than one.
#include "analysis/entities.h"

#include "analysis/hashing.h"
#include "base/countries.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

namespace dateline {

namespace {

constexpr size_t MostNamesakes = 8;
constexpr qsizetype MostSharing = 50;
constexpr size_t MostMentions = 20'000; // of a hostile text; a long article has some hundreds

struct Mention {
    Span span;
    EntityKind kind = EntityKind::Person;
    std::vector<quint64> words; // folded, without full stops' tokens
    QString form;               // as written
    qint32 sentence = 0;
    QString country;            // of a place that is one
    bool shouted = false;
};

struct Group {
    std::vector<size_t> mentions;
    std::vector<quint64> words; // of its fullest form
    EntityKind kind = EntityKind::Person;
};

template <size_t N>
bool isOneOf(QStringView word, const std::array<std::u16string_view, N> &list)
{
    if (word.endsWith(u'.'))
        word.chop(1);
    return std::any_of(list.begin(), list.end(), [word](std::u16string_view entry) {
        return word.compare(QStringView(entry.data(), qsizetype(entry.size())), Qt::CaseInsensitive) == 0;
    });
}

constexpr std::array<std::u16string_view, 40> Titles{u"Mr", u"Mrs", u"Ms", u"Miss", u"Dr", u"Prof", u"Professor", u"President",
    u"Minister", u"Senator", u"Sen", u"Rep", u"Gov", u"Governor", u"Gen", u"General", u"Col", u"Colonel", u"Capt", u"Captain", u"Lt",
    u"Sgt", u"Maj", u"Major", u"Rev", u"Judge", u"Justice", u"King", u"Queen", u"Prince", u"Princess", u"Sir", u"Lady", u"Lord",
    u"Sheikh", u"Chancellor", u"Ambassador", u"Secretary", u"Mayor", u"Messrs"};

constexpr std::array<std::u16string_view, 16> CompanyWords{u"Inc", u"Corp", u"Corporation", u"Ltd", u"Limited", u"Co", u"Company",
    u"PLC", u"Group", u"Holdings", u"AG", u"SA", u"GmbH", u"NV", u"LLC", u"LP"};

class Resolver final {
public:
    Resolver(const TokenisedArticle &article, const FoundNames &names) : m_article(article), m_names(names) {}

    QList<Entity> run()
    {
        gather(m_article.title);
        gather(m_article.text);
        settleKinds();
        group();
        joinAcronyms();
        return entities();
    }

private:
    void gather(const TokenisedText &text)
    {
        qint32 sentence = 0;
        size_t place = 0;
        const std::vector<Gazetteer::Match> &places = m_names.placesOf(text.part);
        for (const TaggedName &name : m_names.of(text.part)) {
            if (name.kind == NameKind::Other || m_mentions.size() >= MostMentions)
                continue;
            while (size_t(sentence) + 1 < text.sentences.size() && size_t(text.sentences[size_t(sentence)].last) <= name.first)
                ++sentence;
            while (place < places.size() && places[place].first < name.first)
                ++place;
            add(text, name, sentence, place < places.size() ? &places[place] : nullptr);
        }
    }

    void add(const TokenisedText &text, const TaggedName &name, qint32 sentence, const Gazetteer::Match *match)
    {
        size_t first = name.first, last = name.last;
        while (last > first + 1 && text.tokens[last - 1].kind == TokenKind::Possessive)
            --last;
        while (name.kind == NameKind::Person && last > first + 1 && isOneOf(text.word(first), Titles))
            ++first;
        Mention mention;
        mention.span = text.span(first, last);
        mention.kind = name.kind == NameKind::Person ? EntityKind::Person
            : name.kind == NameKind::Organisation    ? EntityKind::Organisation
                                                     : EntityKind::Place;
        for (size_t at = first; at < last; ++at) {
            if (text.tokens[at].kind != TokenKind::Punctuation)
                mention.words.push_back(text.tokens[at].folded);
        }
        if (mention.words.empty())
            return;
        mention.form = text.text.sliced(mention.span.start, mention.span.length).toString().simplified();
        mention.sentence = text.part == Part::Title ? -1 : sentence;
        mention.shouted = (!text.sentences.empty() && text.sentences[size_t(sentence)].shouts)
            || (mention.form.size() >= 5 && mention.form == mention.form.toUpper());
        if (match && match->first == first && match->last == last && match->senses.size() == 1 && match->senses[0].kind == PlaceKind::Country)
            mention.country = unpacked(match->senses[0].country);
        m_mentions.push_back(std::move(mention));
    }

    // One name is one kind of thing throughout an article: the kind that it has most often.
    void settleKinds()
    {
        QHash<QString, std::array<int, 3>> votes;
        for (const Mention &mention : m_mentions)
            ++votes[key(mention)][size_t(mention.kind)];
        for (Mention &mention : m_mentions) {
            const auto &counts = votes[key(mention)];
            const auto most = std::max_element(counts.begin(), counts.end());
            if (counts[size_t(mention.kind)] < *most)
                mention.kind = EntityKind(most - counts.begin());
        }
    }

    static QString key(const Mention &mention)
    {
        quint64 hash = hashing::Seed;
        for (const quint64 word : mention.words)
            hash = hashing::joined(hash, word);
        return QString::number(hash, 36);
    }

    void group()
    {
        std::vector<size_t> order(m_mentions.size());
        for (size_t at = 0; at < order.size(); ++at)
            order[at] = at;
        std::stable_sort(order.begin(), order.end(), [this](size_t a, size_t b) {
            return m_mentions[a].words.size() > m_mentions[b].words.size();
        });
        for (const size_t number : order)
            place(number);
    }

    void place(size_t number)
    {
        const Mention &mention = m_mentions[number];
        const QString exact = (mention.country.isEmpty() || mention.kind != EntityKind::Place ? key(mention) : u'@' + mention.country)
            + QString::number(int(mention.kind));
        if (const auto known = m_byKey.constFind(exact); known != m_byKey.constEnd()) {
            m_groups[*known].mentions.push_back(number);
            return;
        }
        const std::optional<size_t> found = mention.kind == EntityKind::Person ? personFor(mention)
            : mention.kind == EntityKind::Organisation                         ? organisationFor(mention)
                                                                               : std::nullopt;
        const size_t group = found ? *found : m_groups.size();
        if (!found) {
            m_groups.push_back({{}, mention.words, mention.kind});
            for (const quint64 word : mention.words)
                m_byWord[word].push_back(group);
        }
        m_groups[group].mentions.push_back(number);
        m_byKey.insert(exact, group);
    }

    // The one person whose full name ends with these words, or who is called so with a middle name left out; where several
    // are, the one named last before.
    std::optional<size_t> personFor(const Mention &mention) const
    {
        std::vector<size_t> bySurname, byFirstName;
        const QList<size_t> sharing = m_byWord.value(mention.words.back());
        for (const size_t number : sharing.first(std::min<qsizetype>(sharing.size(), MostSharing))) {
            const Group &group = m_groups[number];
            if (group.kind != EntityKind::Person || group.words.size() < 2)
                continue;
            const bool ends = mention.words.size() < group.words.size()
                && std::equal(mention.words.rbegin(), mention.words.rend(), group.words.rbegin());
            const bool middle = mention.words.size() >= 2 && group.words.front() == mention.words.front() && group.words.back() == mention.words.back();
            if (ends || middle)
                bySurname.push_back(number);
            else if (mention.words.size() == 1 && group.words.front() == mention.words.front())
                byFirstName.push_back(number);
        }
        const std::vector<size_t> &candidates = bySurname.empty() ? byFirstName : bySurname;
        if (candidates.empty() || candidates.size() > MostNamesakes)
            return std::nullopt;
        return candidates.size() == 1 ? candidates.front() : lastNamedBefore(mention, candidates);
    }

    std::optional<size_t> lastNamedBefore(const Mention &mention, const std::vector<size_t> &candidates) const
    {
        std::optional<size_t> best;
        qint32 nearest = -1;
        for (const size_t number : candidates) {
            for (const size_t other : m_groups[number].mentions) {
                const Span &span = m_mentions[other].span;
                if (span.part == mention.span.part && span.start < mention.span.start && span.start > nearest) {
                    nearest = span.start;
                    best = number;
                }
            }
        }
        return best;
    }

    // "Microsoft" for "Microsoft Corp.": what is left out may be only the kind of company.
    std::optional<size_t> organisationFor(const Mention &mention) const
    {
        const QList<size_t> sharing = m_byWord.value(mention.words.front());
        for (const size_t number : sharing.first(std::min<qsizetype>(sharing.size(), MostSharing))) {
            const Group &group = m_groups[number];
            const bool begins = group.kind == EntityKind::Organisation && mention.words.size() < group.words.size()
                && std::equal(mention.words.begin(), mention.words.end(), group.words.begin());
            if (begins && isCompanyWord(group.words[mention.words.size()]))
                return number;
        }
        return std::nullopt;
    }

    static bool isCompanyWord(quint64 word)
    {
        return std::any_of(CompanyWords.begin(), CompanyWords.end(), [word](std::u16string_view entry) {
            const QString plain = QString::fromUtf16(entry.data(), qsizetype(entry.size()));
            return word == foldedHash(plain) || word == foldedHash(QString(plain + u'.'));
        });
    }

    // "European Union (EU)", or an acronym that spells the initials of one long form.
    void joinAcronyms()
    {
        QHash<std::pair<QString, int>, QList<size_t>> byInitials;
        for (size_t number = 0; number < m_groups.size(); ++number) {
            const Group &group = m_groups[number];
            if (group.words.size() >= 2)
                byInitials[{initials(m_mentions[group.mentions.front()].form), int(group.kind)}].append(number);
        }
        for (size_t number = 0; number < m_groups.size(); ++number) {
            if (m_groups[number].mentions.empty() || m_groups[number].words.size() != 1)
                continue;
            const QString acronym = plainAcronym(m_mentions[m_groups[number].mentions.front()].form);
            if (acronym.isEmpty())
                continue;
            const QList<size_t> longForms = byInitials.value({acronym, int(m_groups[number].kind)});
            if (longForms.size() == 1) {
                Group &target = m_groups[longForms.front()];
                target.mentions.insert(target.mentions.end(), m_groups[number].mentions.begin(), m_groups[number].mentions.end());
                m_groups[number].mentions.clear();
            }
        }
    }

    static QString plainAcronym(QString form)
    {
        form.remove(u'.');
        const bool upper = std::all_of(form.begin(), form.end(), [](QChar c) { return c.isUpper(); });
        return upper && form.size() >= 2 && form.size() <= 6 ? form : QString();
    }

    static QString initials(const QString &form)
    {
        QString result;
        bool starts = true;
        for (const QChar c : form) {
            if (starts && c.isUpper())
                result += c;
            starts = c.isSpace() || c == u'-';
        }
        return result;
    }

    QList<Entity> entities() const
    {
        QList<Entity> result;
        const double sentences = std::max<double>(1, double(m_article.text.sentences.size()));
        for (const Group &group : m_groups) {
            if (group.mentions.empty())
                continue;
            Entity entity;
            entity.kind = group.kind;
            entity.name = canonicalName(group);
            double weight = 0;
            for (const size_t number : group.mentions) {
                const Mention &mention = m_mentions[number];
                entity.mentions.append(mention.span);
                weight += mention.sentence < 0 ? 3 : 0.6 + 1.4 * std::exp(-3.0 * mention.sentence / sentences) * (mention.sentence == 0 ? 1.5 : 1);
            }
            entity.salience = std::round((1 - std::exp(-weight / 6)) * 1000) / 1000;
            std::sort(entity.mentions.begin(), entity.mentions.end(), [](const Span &a, const Span &b) {
                return std::tuple(a.part == Part::Text, a.start) < std::tuple(b.part == Part::Text, b.start);
            });
            result.append(std::move(entity));
        }
        std::stable_sort(result.begin(), result.end(), [](const Entity &a, const Entity &b) { return a.salience > b.salience; });
        return result;
    }

    // The fullest form, in lower case letters where it has any.
    QString canonicalName(const Group &group) const
    {
        const Mention *best = nullptr;
        for (const size_t number : group.mentions) {
            const Mention &mention = m_mentions[number];
            const auto rank = [](const Mention &one) { return std::tuple(!one.shouted, one.words.size(), one.form.size()); };
            if (!best || rank(mention) > rank(*best))
                best = &mention;
        }
        return best->form;
    }

    const TokenisedArticle &m_article;
    const FoundNames &m_names;
    std::vector<Mention> m_mentions;
    std::vector<Group> m_groups;
    QHash<QString, size_t> m_byKey;
    QHash<quint64, QList<size_t>> m_byWord;
};

} // namespace

QList<Entity> entitiesOf(const TokenisedArticle &article, const FoundNames &names)
{
    return Resolver(article, names).run();
}

} // namespace dateline
