// Mentions are visited from the longest to the shortest: a full name founds an entity, a shorter form looks for the one that
// it can stand for and founds its own where there is none.
#include "analysis/entities.h"

#include "analysis/entity_names.h"
#include "analysis/given_names.h"
#include "analysis/hashing.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>

namespace dateline {

namespace {

constexpr size_t MostNamesakes = 8;
constexpr qsizetype MostSharing = 50;

bool isOneOf(quint64 word, std::initializer_list<QStringView> list)
{
    return std::any_of(list.begin(), list.end(), [word](QStringView entry) { return word == foldedHash(entry); });
}

// Family names that stand in front, so that what follows tells siblings apart.
bool isFamilyNameInFront(quint64 word)
{
    static const QSet<quint64> names = [] {
        QSet<quint64> hashes;
        for (const QStringView name : QStringView(u"kim lee park choi jung kang yoon jang lim moon roh ahn han shin kwon hwang nguyen tran pham "
                                                  "wang zhang chen liu yang huang zhao wu zhou xu sun ma zhu hu guo he lin gao luo xi").split(u' '))
            hashes.insert(foldedHash(name));
        return hashes;
    }();
    return names.contains(word);
}

class Resolver final {
public:
    Resolver(const TokenisedArticle &article, const FoundNames &names, const AliasTable &aliases, quint16 language)
        : m_aliases(aliases), m_mentions(entityMentions(article, names, aliases, language))
    {
    }

    QList<Entity> run()
    {
        readBracketedAcronyms();
        settleKinds();
        group();
        joinAcronyms();
        return entities();
    }

private:
    struct Group {
        std::vector<size_t> mentions;
        std::vector<quint64> words; // of its fullest form
        EntityKind kind = EntityKind::Person;
        quint64 suffix = 0;
        std::optional<quint32> known;
        Gender gender = Gender::Unknown;
        bool company = false;
    };

    // Equal for mentions that are one thing for sure.
    quint64 identity(const EntityMention &mention) const
    {
        if (mention.known)
            return hashing::mixed(*mention.known + 1);
        const auto defined = m_defined.constFind(mention.key);
        return defined == m_defined.constEnd() ? mention.key : *defined;
    }

    // "Union of Small Fishers (USF)": in this article the letters mean what stands before them.
    void readBracketedAcronyms()
    {
        for (size_t number = 1; number < m_mentions.size(); ++number) {
            const EntityMention &mention = m_mentions[number];
            const EntityMention &before = m_mentions[number - 1];
            if (!mention.acronymOfLast || mention.words.size() != 1 || before.words.size() < 2 || !spells(mention.form, before.form))
                continue;
            const quint64 whole = identity(before);
            const std::optional<quint32> known = before.known;
            m_defined.insert(mention.key, whole);
            for (EntityMention &other : m_mentions) {
                if (other.key != mention.key)
                    continue;
                other.known = known;
                other.surname.reset();
                other.kind = before.kind;
            }
        }
    }

    // One name is one kind of thing throughout an article: the kind that it has most often.
    void settleKinds()
    {
        QHash<quint64, std::array<int, 3>> votes;
        for (const EntityMention &mention : m_mentions)
            ++votes[identity(mention)][size_t(mention.kind)];
        for (EntityMention &mention : m_mentions) {
            const auto &counts = votes[identity(mention)];
            const auto most = std::max_element(counts.begin(), counts.end());
            if (counts[size_t(mention.kind)] < *most)
                mention.kind = EntityKind(most - counts.begin());
        }
    }

    void group()
    {
        std::vector<size_t> order(m_mentions.size());
        for (size_t at = 0; at < order.size(); ++at)
            order[at] = at;
        std::stable_sort(order.begin(), order.end(), [this](size_t a, size_t b) {
            const auto rank = [](const EntityMention &mention) { return std::pair(mention.words.size(), mention.suffix != 0); };
            return rank(m_mentions[a]) > rank(m_mentions[b]);
        });
        for (const size_t number : order)
            place(number);
    }

    void place(size_t number)
    {
        const EntityMention &mention = m_mentions[number];
        const quint64 exact = hashing::joined(identity(mention), quint64(mention.kind));
        // The same bare surname may mean one person here and another there.
        const bool bare = mention.kind == EntityKind::Person && mention.words.size() == 1 && !mention.known;
        if (const auto known = m_byKey.constFind(exact); known != m_byKey.constEnd() && !bare) {
            join(*known, number);
            return;
        }
        std::optional<size_t> found = mention.known    ? std::nullopt
            : mention.kind == EntityKind::Person       ? personFor(number)
            : mention.kind == EntityKind::Organisation ? organisationFor(mention)
                                                       : std::nullopt;
        if (!found) {
            if (const auto known = m_byKey.constFind(exact); known != m_byKey.constEnd())
                found = *known;
        }
        if (!found)
            found = founded(mention, exact);
        join(*found, number);
        if (!m_byKey.contains(exact) && !bare)
            m_byKey.insert(exact, *found);
    }

    size_t founded(const EntityMention &mention, quint64 exact)
    {
        const size_t group = m_groups.size();
        m_groups.push_back({{}, mention.words, mention.kind, mention.suffix, mention.known, Gender::Unknown, false});
        if (mention.kind == EntityKind::Person && mention.surname) {
            // A name that the world knows, though the article gives no first name.
            m_groups.back().known = mention.surname;
            m_byKey.insert(hashing::joined(hashing::mixed(*mention.surname + 1), quint64(mention.kind)), group);
        }
        m_byKey.insert(exact, group);
        for (const quint64 word : mention.words)
            m_byWord[word].push_back(group);
        return group;
    }

    void join(size_t group, size_t number)
    {
        m_groups[group].mentions.push_back(number);
        m_groups[group].company |= m_mentions[number].company;
        const Gender gender = m_mentions[number].gender;
        if (gender != Gender::Unknown && m_mentions[number].words.size() >= 2)
            m_groups[group].gender = gender;
    }

    // The one person whose full name ends with these words, or who is called so with a middle name left out; where several
    // are, the one named last before.
    std::optional<size_t> personFor(size_t number) const
    {
        const EntityMention &mention = m_mentions[number];
        if (mention.surname) {
            const auto known = m_byKey.constFind(hashing::joined(hashing::mixed(*mention.surname + 1), quint64(mention.kind)));
            if (known != m_byKey.constEnd())
                return *known;
        }
        std::vector<size_t> bySurname, byFirstName;
        const QList<size_t> sharing = m_byWord.value(mention.words.back());
        for (const size_t group : sharing.first(std::min<qsizetype>(sharing.size(), MostSharing))) {
            if (m_groups[group].kind != EntityKind::Person || m_groups[group].words.size() < 2 || !mayBe(mention, m_groups[group]))
                continue;
            if (isShortFor(mention.words, m_groups[group].words))
                bySurname.push_back(group);
            else if (mention.words.size() == 1 && m_groups[group].words.front() == mention.words.front())
                byFirstName.push_back(group);
        }
        const std::vector<size_t> &candidates = bySurname.empty() ? byFirstName : bySurname;
        if (candidates.empty() || candidates.size() > MostNamesakes)
            return std::nullopt;
        if (mention.surname && candidates.size() == 1 && startsBefore(mention, m_mentions[m_groups[candidates.front()].mentions.front()]))
            return std::nullopt; // the famous one, named before this namesake is
        return candidates.size() == 1 ? candidates.front() : lastNamedBefore(mention, candidates);
    }

    static bool mayBe(const EntityMention &mention, const Group &group)
    {
        if (mention.suffix != 0 && group.suffix != 0 && mention.suffix != group.suffix)
            return false;
        const quint64 first = group.words.front();
        switch (mention.gender) {
        case Gender::Female: return group.gender != Gender::Male && (group.gender == Gender::Female || !isMansName(first));
        case Gender::Male: return group.gender != Gender::Female && (group.gender == Gender::Male || !isWomansName(first));
        case Gender::Unknown: break;
        }
        return true;
    }

    // "Vucic", "van der Bellen" by their ends; "George Bush" for "George W. Bush"; "Bill Gates" for "William Gates";
    // "Abe Shinzo" for "Shinzo Abe"; "Mohammed bin Salman" for "Mohammed bin Salman Al Saud".
    static bool isShortFor(const std::vector<quint64> &words, const std::vector<quint64> &full)
    {
        if (words.size() > full.size())
            return false;
        if (std::equal(words.rbegin(), words.rend(), full.rbegin()))
            return true;
        if (words.size() < 2)
            return false;
        const bool firstAgrees = givenNameClass(full.front()) == givenNameClass(words.front());
        const bool familyInFront = isFamilyNameInFront(full.front());
        if (firstAgrees && full.back() == words.back() && !familyInFront)
            return true;
        if ((words.size() >= 3 || familyInFront) && std::equal(words.begin(), words.end(), full.begin()))
            return true;
        return words.size() == 2 && full.size() == 2 && words.front() == full.back() && words.back() == full.front();
    }

    static bool startsBefore(const EntityMention &a, const EntityMention &b)
    {
        return std::tuple(a.span.part == Part::Text, a.span.start) < std::tuple(b.span.part == Part::Text, b.span.start);
    }

    // In the title, where nobody was named before: the one whom the text names first.
    std::optional<size_t> lastNamedBefore(const EntityMention &mention, const std::vector<size_t> &candidates) const
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
        if (best)
            return best;
        return *std::min_element(candidates.begin(), candidates.end(), [this](size_t a, size_t b) {
            return startsBefore(m_mentions[m_groups[a].mentions.front()], m_mentions[m_groups[b].mentions.front()]);
        });
    }

    // "Acme" for "Acme Software Inc." and "Acme Group"; "Federal Trade Board" for "U.S. Federal Trade Board".
    std::optional<size_t> organisationFor(const EntityMention &mention) const
    {
        const QList<size_t> sharing = m_byWord.value(mention.words.front());
        std::optional<size_t> found;
        for (const size_t number : sharing.first(std::min<qsizetype>(sharing.size(), MostSharing))) {
            const Group &group = m_groups[number];
            if (group.kind != EntityKind::Organisation || mention.words.size() >= group.words.size())
                continue;
            const bool begins = std::equal(mention.words.begin(), mention.words.end(), group.words.begin())
                && (group.company || isOneOf(group.words[mention.words.size()], {u"Group", u"Holdings", u"Company", u"Corporation"}));
            const bool national = mention.words.size() >= 2 && mention.words.size() + 1 == group.words.size()
                && std::equal(mention.words.rbegin(), mention.words.rend(), group.words.rbegin())
                && isOneOf(group.words.front(), {u"US", u"U.S.", u"UK", u"U.K.", u"UN", u"U.N.", u"EU"});
            if ((begins || national) && found)
                return std::nullopt; // of two it is neither
            if (begins || national)
                found = number;
        }
        return found;
    }

    // An acronym that spells the initials of one long form.
    void joinAcronyms()
    {
        QHash<std::pair<QString, int>, QList<size_t>> byInitials;
        for (size_t number = 0; number < m_groups.size(); ++number) {
            const Group &group = m_groups[number];
            if (group.words.size() >= 2 && group.kind != EntityKind::Person)
                byInitials[{initials(m_mentions[group.mentions.front()].form), int(group.kind)}].append(number);
        }
        for (Group &group : m_groups) {
            if (group.words.size() != 1 || group.known || group.kind == EntityKind::Person)
                continue;
            const QString acronym = plainAcronym(m_mentions[group.mentions.front()].form);
            const QList<size_t> longForms = acronym.isEmpty() ? QList<size_t>() : byInitials.value({acronym, int(group.kind)});
            if (longForms.size() == 1) {
                Group &target = m_groups[longForms.front()];
                target.mentions.insert(target.mentions.end(), group.mentions.begin(), group.mentions.end());
                group.mentions.clear();
            }
        }
    }

    QList<Entity> entities() const
    {
        QList<Entity> result;
        for (const Group &group : m_groups) {
            if (group.mentions.empty())
                continue;
            Entity entity;
            entity.kind = group.kind;
            entity.name = group.known ? m_aliases.name(*group.known) : fullestName(m_mentions, group.mentions);
            double weight = 0;
            for (const size_t number : group.mentions) {
                entity.mentions.append(m_mentions[number].span);
                weight += double(m_mentions[number].weight);
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

    const AliasTable &m_aliases;
    std::vector<EntityMention> m_mentions;
    std::vector<Group> m_groups;
    QHash<quint64, quint64> m_defined; // acronyms by what the article says that they mean
    QHash<quint64, size_t> m_byKey;
    QHash<quint64, QList<size_t>> m_byWord; // people
};

} // namespace

QList<Entity> entitiesOf(const TokenisedArticle &article, const FoundNames &names, const AliasTable &aliases, quint16 language)
{
    return Resolver(article, names, aliases, language).run();
}

} // namespace dateline
