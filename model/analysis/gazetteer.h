// The places that are known by name: countries in all languages, peoples, capitals, cities, regions, institutions, leaders,
// currencies. Compiled from resources/words/*.tsv into one hash table that holds every name as a path of tokens, so that
// the longest name at a token is found in as many steps as it has tokens.
#pragma once

#include "analysis/model_file.h"
#include "analysis/tokens.h"

#include <optional>

namespace dateline {

enum class PlaceKind : quint8 { Country, People, Capital, City, Region, Institution, Leader, Currency, Other };

// One thing that a name can mean.
struct PlaceSense {
    quint16 country = 0;  // packed letters, see packed()
    quint16 language = 0; // packed; 0: said in all languages
    quint16 weight = 0;   // of cities, thousands of people
    PlaceKind kind = PlaceKind::Other;
    quint8 flags = 0;

    enum Flag : quint8 { Last = 1, Acronym = 2, Stem = 4 };
    bool is(Flag flag) const { return (flags & flag) != 0; }
};

// The first of a match's senses (not empty) that is said in `language` (packed; 0: in any).
const PlaceSense &firstSaid(std::span<const PlaceSense> senses, quint16 language);

// "RS", "sr", "sr_Latn" by their first two or three letters; the reverse gives them in the case asked for.
quint16 packed(QStringView letters);
QString unpacked(quint16 letters);

class Gazetteer final {
public:
    static Result<Gazetteer> open(QByteArrayView bytes, const QString &name);
    // Compiles lists of the form of resources/words/places.tsv. A line that can't be read is named in the error.
    static Result<QByteArray> compile(const QList<QByteArray> &lists);

    struct Match {
        size_t first = 0;
        size_t last = 0; // one past the end
        std::span<const PlaceSense> senses;
        bool stem = false;
    };

    // The longest name that starts at this token and is said in `language` (packed; 0: in any).
    std::optional<Match> longestAt(const TokenisedText &text, size_t token, quint16 language) const;

private:
    struct Slot {
        quint32 check = 0;
        quint32 senses = 0; // 0: empty; 1: only the beginning of names; else one more than 1 + the first sense
    };

    const Slot *find(quint64 key) const;
    std::span<const PlaceSense> sensesOf(const Slot &slot) const;
    std::optional<Match> wordAfterProclitic(const TokenisedText &text, size_t token, quint16 language) const;
    std::optional<Match> stemAt(const TokenisedText &text, size_t token, quint16 language) const;

    ModelFile m_file;
    std::span<const Slot> m_slots;
    std::span<const PlaceSense> m_senses;
    friend class GazetteerCompiler;
};

} // namespace dateline
