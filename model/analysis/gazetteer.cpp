// A name's path: the key of its first token's hash leads to a slot, joined with the second token's to the next … Each slot
// says whether a name ends there. Open addressing with linear probing; 32 + slot bits of a 64-bit hash tell keys apart, so
// a false hit is a matter of one lookup in 2^49.
#include "analysis/gazetteer.h"

#include "analysis/hashing.h"
#include "base/countries.h"
#include "base/folding.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <bit>
#include <map>

namespace dateline {

namespace {

constexpr QByteArrayView Magic = "DLPLACE1";
constexpr size_t LongestName = 12;  // tokens
constexpr qint32 LongestStemWord = 40;
constexpr qsizetype ShortestStem = 4;
constexpr qint32 LongestEnding = 5;

constexpr quint64 stemKey(quint64 prefixHash)
{
    return hashing::mixed(prefixHash ^ 0x7374656d7374656dULL);
}

// Hyphens and full stops inside a name don't tell it apart: "Guinea-Bissau", "Guinea Bissau".
bool isSkipped(const Token &token, QStringView text)
{
    return token.kind == TokenKind::Punctuation && token.length == 1
        && QStringView(u"-\u2010\u2011.'\u2019·").contains(text[token.start]);
}

bool isInflected(QStringView language)
{
    static const QSet<QString> inflected{"ru", "uk", "be", "bg", "mk", "sr", "hr", "bs", "sl", "cs", "sk", "pl", "lt", "lv", "et",
        "fi", "hu", "tr", "az", "kk", "ky", "uz", "ko", "eu", "el", "ro", "sq", "hy", "ka", "hi", "de"};
    return inflected.contains(language.toString());
}

std::optional<PlaceKind> kindOf(QByteArrayView word)
{
    static const QHash<QByteArray, PlaceKind> kinds{{"country", PlaceKind::Country}, {"people", PlaceKind::People},
        {"capital", PlaceKind::Capital}, {"city", PlaceKind::City}, {"region", PlaceKind::Region},
        {"institution", PlaceKind::Institution}, {"leader", PlaceKind::Leader}, {"currency", PlaceKind::Currency},
        {"other", PlaceKind::Other}};
    const auto it = kinds.find(word.toByteArray());
    return it == kinds.end() ? std::nullopt : std::optional(*it);
}

} // namespace

quint16 packed(QStringView letters)
{
    quint16 value = 0;
    for (qsizetype at = 0; at < 3; ++at) {
        const QChar c = at < letters.size() ? letters[at].toLower() : QChar(u'`');
        value = quint16(value * 27 + (c >= u'a' && c <= u'z' ? c.unicode() - u'`' : 0));
    }
    return value;
}

QString unpacked(quint16 letters)
{
    QString text;
    for (int divisor : {27 * 27, 27, 1}) {
        if (const int letter = letters / divisor % 27; letter != 0)
            text += QChar(u'@' + letter);
    }
    return text;
}

// Gathers names and lays the table out.
class GazetteerCompiler final {
public:
    Result<QByteArray> compile(const QList<QByteArray> &lists)
    {
        for (const QByteArray &list : lists) {
            for (const QByteArray &line : list.split('\n')) {
                if (!line.isEmpty() && !line.startsWith('#') && !addLine(line))
                    return failure(ErrorKind::Input, QStringLiteral("unreadable line in a list of places"), QString::fromUtf8(line));
            }
        }
        return laidOut();
    }

private:
    bool addLine(const QByteArray &line)
    {
        const QList<QByteArray> columns = line.split('\t');
        if (columns.size() != 5 || !kindOf(columns[1]))
            return false;
        PlaceSense sense;
        sense.country = packed(QString::fromLatin1(columns[0]));
        sense.kind = *kindOf(columns[1]);
        sense.weight = quint16(std::min(columns[3].toInt(), 65535));
        for (const QByteArray &language : columns[2].split(',')) {
            sense.language = language == "*" ? 0 : packed(QString::fromLatin1(language));
            for (const QString &name : QString::fromUtf8(columns[4]).split(u'|'))
                addName(name, sense, QString::fromLatin1(language));
        }
        return true;
    }

    void addName(QString name, PlaceSense sense, const QString &language)
    {
        const bool open = name.endsWith(u'*');
        if (open)
            name.chop(1);
        std::vector<Token> path = tokens(name);
        std::erase_if(path, [&name](const Token &token) { return isSkipped(token, name); });
        if (path.empty() || path.size() > LongestName)
            return;
        if (path.size() == 1 && path.front().letterCase == TokenCase::Upper && name.size() <= 5)
            sense.flags |= PlaceSense::Acronym;
        quint64 key = path.front().folded;
        for (size_t at = 1; at < path.size(); ++at) {
            m_names.try_emplace(key);
            key = hashing::joined(key, path[at].folded);
        }
        insert(key, sense);
        const bool caseless = path.front().kind == TokenKind::Ideograph;
        const bool named = sense.kind == PlaceKind::Country || sense.kind == PlaceKind::Capital || sense.weight >= 500;
        if (path.size() == 1 && !caseless && (open || (named && isInflected(language))))
            addStem(name, sense, open);
    }

    void addStem(const QString &name, PlaceSense sense, bool open)
    {
        QString stem = folded(name);
        const bool hangul = !stem.isEmpty() && stem[0].unicode() >= 0xAC00 && stem[0].unicode() <= 0xD7A3;
        if (!open && !hangul) {
            if (stem.size() < 5)
                return;
            if (QStringView(u"aeiouyаеиоуыяюйєіїήίαηοωως").contains(stem.back()))
                stem.chop(1);
        }
        if (stem.size() < (hangul ? 2 : ShortestStem) || stem.contains(u' '))
            return;
        quint64 hash = hashing::Seed;
        for (const QChar c : stem)
            hash = hashing::step(hash, c.unicode());
        sense.flags |= PlaceSense::Stem;
        insert(stemKey(hash), sense);
    }

    void insert(quint64 key, const PlaceSense &sense)
    {
        std::vector<PlaceSense> &senses = m_names[key];
        for (PlaceSense &other : senses) {
            if (other.country == sense.country && (other.language == sense.language || other.language == 0)) {
                // One country by several lists: the plainest kind and the greatest weight speak. (A list of peoples that
                // holds a town has it from a list of towns.)
                const bool town = isTown(other.kind) || isTown(sense.kind);
                other.kind = town && other.kind != PlaceKind::Country && sense.kind != PlaceKind::Country
                    ? (other.kind == PlaceKind::Capital || sense.kind == PlaceKind::Capital ? PlaceKind::Capital : PlaceKind::City)
                    : std::min(other.kind, sense.kind);
                other.weight = std::max(other.weight, sense.weight);
                other.flags &= sense.flags;
                return;
            }
        }
        senses.push_back(sense);
    }

    static bool isTown(PlaceKind kind) { return kind == PlaceKind::Capital || kind == PlaceKind::City; }

    QByteArray laidOut()
    {
        std::vector<PlaceSense> all;
        std::vector<Gazetteer::Slot> table(std::bit_ceil(m_names.size() * 3 / 2 + 2));
        for (auto &[key, senses] : m_names) {
            size_t at = key & (table.size() - 1);
            while (table[at].senses != 0)
                at = (at + 1) & (table.size() - 1);
            table[at].check = quint32(key >> 32);
            table[at].senses = 1;
            if (senses.empty())
                continue;
            table[at].senses = quint32(all.size()) + 2;
            std::stable_sort(senses.begin(), senses.end(), [](const PlaceSense &a, const PlaceSense &b) {
                return std::tuple(a.kind, -int(a.weight), a.country, a.language) < std::tuple(b.kind, -int(b.weight), b.country, b.language);
            });
            senses.back().flags |= PlaceSense::Last;
            all.insert(all.end(), senses.begin(), senses.end());
        }
        const auto bytes = [](const auto &vector) {
            return QByteArray(reinterpret_cast<const char *>(vector.data()), qsizetype(vector.size() * sizeof(vector[0])));
        };
        return modelFile(Magic, {bytes(table), bytes(all)});
    }

    std::map<quint64, std::vector<PlaceSense>> m_names;
};

Result<QByteArray> Gazetteer::compile(const QList<QByteArray> &lists)
{
    return GazetteerCompiler().compile(lists);
}

Result<Gazetteer> Gazetteer::open(QByteArrayView bytes, const QString &name)
{
    Result<ModelFile> file = ModelFile::open(bytes, Magic, 2, name);
    if (!file)
        return tl::unexpected(file.error());
    Gazetteer gazetteer;
    gazetteer.m_file = *std::move(file);
    const auto table = gazetteer.m_file.section<Slot>(0);
    const auto senses = gazetteer.m_file.section<PlaceSense>(1);
    if (!table || !senses || !std::has_single_bit(table->size()) || senses->empty() || !senses->back().is(PlaceSense::Last))
        return ModelFile::damaged(name, QStringLiteral("odd sections"));
    // A full table would make an unsuccessful search endless; a sense out of bounds must never be followed.
    const auto sound = [&](const Slot &slot) { return slot.senses <= senses->size() + 1; };
    if (!std::all_of(table->begin(), table->end(), sound)
        || std::none_of(table->begin(), table->end(), [](const Slot &slot) { return slot.senses == 0; }))
        return ModelFile::damaged(name, QStringLiteral("odd slots"));
    gazetteer.m_slots = *table;
    gazetteer.m_senses = *senses;
    return gazetteer;
}

const Gazetteer::Slot *Gazetteer::find(quint64 key) const
{
    const size_t mask = m_slots.size() - 1;
    for (size_t at = key & mask; m_slots[at].senses != 0; at = (at + 1) & mask) {
        if (m_slots[at].check == quint32(key >> 32))
            return &m_slots[at];
    }
    return nullptr;
}

std::span<const PlaceSense> Gazetteer::sensesOf(const Slot &slot) const
{
    if (slot.senses < 2)
        return {};
    const size_t first = slot.senses - 2;
    size_t last = first;
    while (!m_senses[last].is(PlaceSense::Last))
        ++last;
    return m_senses.subspan(first, last + 1 - first);
}

namespace {

bool isSaid(const PlaceSense &sense, quint16 language)
{
    return language == 0 || sense.language == 0 || sense.language == language;
}

bool isSaid(std::span<const PlaceSense> senses, quint16 language)
{
    return std::any_of(senses.begin(), senses.end(), [language](const PlaceSense &sense) { return isSaid(sense, language); });
}

// Arabic writes "and", "in", "to", "as" and the article together with the word; what may be left when they are taken off.
QStringList withoutProclitics(const QString &word)
{
    QStringList words;
    const auto add = [&words](const QString &rest) {
        if (rest.size() >= ShortestStem - 1 && !words.contains(rest))
            words.append(rest);
    };
    const QString article = QStringLiteral("\u0627\u0644");
    QStringList starts{word};
    if (word.startsWith(u'\u0648') || word.startsWith(u'\u0641')) { // and
        starts.append(word.sliced(1));
        add(starts.back());
    }
    for (const QString &start : starts) {
        const bool preposition = start.startsWith(u'\u0628') || start.startsWith(u'\u0644') || start.startsWith(u'\u0643');
        if (start.startsWith(QStringLiteral("\u0644\u0644"))) {
            add(article + start.sliced(2));
            add(start.sliced(2));
        } else if (preposition) {
            add(start.sliced(1));
            if (start.sliced(1).startsWith(article))
                add(start.sliced(3));
        } else if (start.startsWith(article)) {
            add(start.sliced(2));
        }
    }
    return words;
}

} // namespace

const PlaceSense &firstSaid(std::span<const PlaceSense> senses, quint16 language)
{
    const auto said = std::find_if(senses.begin(), senses.end(), [language](const PlaceSense &sense) { return isSaid(sense, language); });
    return said == senses.end() ? senses.front() : *said;
}

std::optional<Gazetteer::Match> Gazetteer::longestAt(const TokenisedText &text, size_t token, quint16 language) const
{
    std::optional<Match> best;
    quint64 key = text.tokens[token].folded;
    size_t next = token + 1;
    for (size_t taken = 1; taken <= LongestName; ++taken) {
        const Slot *slot = find(key);
        if (!slot)
            break;
        if (const auto senses = sensesOf(*slot); !senses.empty() && isSaid(senses, language))
            best = Match{token, next, senses, false};
        while (next < text.tokens.size() && isSkipped(text.tokens[next], text.text) && !text.tokens[next].startsParagraph)
            ++next;
        if (next >= text.tokens.size() || text.tokens[next].startsParagraph)
            break;
        key = hashing::joined(key, text.tokens[next].folded);
        ++next;
    }
    if (best || language == packed(u"en"))
        return best;
    best = stemAt(text, token, language);
    return best || language != packed(u"ar") ? best : wordAfterProclitic(text, token, language);
}

std::optional<Gazetteer::Match> Gazetteer::wordAfterProclitic(const TokenisedText &text, size_t token, quint16 language) const
{
    const Token &word = text.tokens[token];
    if (!word.isWord() || word.length > LongestStemWord)
        return std::nullopt;
    for (const QString &rest : withoutProclitics(text.word(word).toString())) {
        if (const Slot *slot = find(foldedHash(rest))) {
            if (const auto senses = sensesOf(*slot); !senses.empty() && isSaid(senses, language))
                return Match{token, token + 1, senses, true};
        }
        TokenisedText alone;
        alone.text = rest;
        alone.tokens = tokens(rest);
        const auto match = alone.tokens.size() == 1 ? stemAt(alone, 0, language) : std::nullopt;
        if (match)
            return Match{token, token + 1, match->senses, true};
    }
    return std::nullopt;
}

std::optional<Gazetteer::Match> Gazetteer::stemAt(const TokenisedText &text, size_t token, quint16 language) const
{
    const Token &word = text.tokens[token];
    if (!word.isWord() || word.length > LongestStemWord || word.length < 2)
        return std::nullopt;
    const QString plain = folded(text.word(word));
    quint64 hash = hashing::Seed;
    std::optional<Match> best;
    for (qsizetype at = 0; at < plain.size(); ++at) {
        hash = hashing::step(hash, plain[at].unicode());
        if (at < 1 || plain.size() - at - 1 > LongestEnding)
            continue;
        const Slot *slot = find(stemKey(hash));
        if (!slot)
            continue;
        if (const auto senses = sensesOf(*slot); isSaid(senses, language))
            best = Match{token, token + 1, senses, true};
    }
    return best;
}

} // namespace dateline
