// Reported speech in English: a clause that a verb of saying opens ("Police said that …"), closes ("…, he added."), that a
// participle hangs on ("…, adding that …") or "according to" frames.
#pragma once

#include "analysis/speakers.h"

namespace dateline {

// Tokens [first, last) of what was said.
struct ReportedClause {
    Speaker speaker;
    size_t first = 0;
    size_t last = 0;
};

// `isQuoted` tells for each token whether it lies in direct speech; nothing is taken from there.
std::vector<ReportedClause> reportedIn(const Sentence &sentence, const TokenisedText &text, const Speakers &speakers, const std::vector<bool> &isQuoted);

} // namespace dateline
