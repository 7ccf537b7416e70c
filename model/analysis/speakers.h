// Who speaks: the words beside a verb of saying that name somebody, and whom they stand for.
#pragma once

#include "analysis/speech_words.h"
#include "analysis/tokens.h"
#include "base/annotations.h"

#include <QHash>

#include <optional>

namespace dateline {

struct Speaker {
    Span source;
    QString name; // the entity's, or the words themselves
    const Entity *entity = nullptr;
    size_t first = 0, last = 0; // its tokens
};

class Speakers final {
public:
    // All must outlive this. `isQuoted` tells for each token whether it lies in direct speech: whom a speaker names is seldom himself.
    Speakers(const TokenisedText &text, const QList<Entity> &entities, const std::vector<bool> &isQuoted, bool english);

    // Has spoken: a pronoun that follows stands for this one sooner than for whom was spoken of. To be told in the text's order.
    void heard(const Speaker &speaker);

    // The speaker whose name ends where the verb at `cue` (with its auxiliaries) begins; not before `first`. Steps over what
    // stands between commas: "Ann Smith, the minister, said".
    std::optional<Speaker> before(size_t first, size_t cue) const;
    // The speaker whose name begins after the verb at `cue`, for "said Ann Smith, the minister"; not from `last` on.
    std::optional<Speaker> after(size_t cue, size_t last) const;
    // Who is named first among these tokens, but for owners and objects of prepositions.
    std::optional<Speaker> named(size_t first, size_t last) const;

    char16_t unit(size_t token) const { return m_text.text[m_text.tokens[token].start].unicode(); }
    bool isMark(size_t token) const { return m_text.tokens[token].kind == TokenKind::Punctuation && m_text.tokens[token].length == 1; }
    bool isMark(size_t token, char16_t mark) const { return isMark(token) && unit(token) == mark; }
    bool isQuotationMark(size_t token) const;

private:
    struct Named {
        size_t first = 0, last = 0; // tokens
        const Entity *entity = nullptr;
        Gender gender = Gender::Unknown;
    };
    using Place = std::vector<Named>::const_iterator;

    Place namedFrom(size_t token) const;
    void findGenders();
    std::optional<Speaker> besideApposition(size_t first, size_t end) const;
    size_t phraseStart(size_t first, size_t last) const;
    size_t phraseEnd(size_t first, size_t last) const;
    std::optional<Speaker> phrase(size_t first, size_t last) const;
    const Named *head(size_t first, size_t last) const;
    bool isRole(size_t first, size_t last) const;
    std::optional<Speaker> pronoun(size_t token) const;
    const Entity *antecedent(size_t token, Gender gender) const;
    Speaker speaker(size_t first, size_t last, const Entity *entity) const;

    const TokenisedText &m_text;
    const std::vector<bool> &m_isQuoted;
    std::vector<Named> m_named;
    std::vector<Named> m_heard; // people only
    QHash<const Entity *, Gender> m_genders;
    bool m_english;
};

} // namespace dateline
