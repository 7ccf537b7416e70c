// The words around speech: verbs of saying and what may follow them, the words that end the name of a speaker, pronouns.
#pragma once

#include "analysis/gender.h"
#include <QtGlobal>

namespace dateline {

// `word` is Token::folded everywhere. English but for isSaying.
enum class SpeechVerb : quint8 {
    None,
    Says,    // "said": anything that follows is what was said, but for when, where and to whom
    Claims,  // "argued": a clause follows, or else an object that was not said
    Finds,   // "showed": what follows was said only after "that" or where it begins like a clause
    Calls,   // "called the plan …": said where words in quotation marks follow
};
SpeechVerb speechVerb(quint64 word);
bool closesSpeech(quint64 word);      // "…, he said": verbs that stand after what was said
bool isSaying(quint64 word);          // beside direct speech, in any of the languages that we know
bool isSpeechParticiple(quint64 word); // "…, adding that"
bool isCommitting(quint64 word);      // "vowed to fight"
bool isUrging(quint64 word);          // "urged them to fight"

bool isAuxiliary(quint64 word);       // may stand between speaker and verb: "has", "also", "later"
bool isFinite(quint64 word);          // shows that a clause has a verb: "is", "would"
bool isAsking(quint64 word);          // before the speaker, makes a question of it: "would", "did"
bool isPreposition(quint64 word);
bool isConjunction(quint64 word);     // no speaker's name holds it
bool isNoSpeaker(quint64 word);      // no speaker's name begins or ends with it: "which", "was"
bool endsSpeaker(quint64 word);      // after "said Ann Smith": "in", "on", "during"
bool isTime(quint64 word);            // "Monday", "yesterday"
bool opensClause(quint64 word);       // "the", "it", "there"
bool isSubjectPronoun(quint64 word);  // "he", "they", "there"

Gender genderOfPronoun(quint64 word); // of "he" and "she"
Gender genderOfTitle(quint64 word);   // of "Mr", "Mrs" …
Gender genderOfName(quint64 word);    // of a common first name

} // namespace dateline
