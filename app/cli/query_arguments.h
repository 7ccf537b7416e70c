// The query among a command's arguments, and its answer.
#pragma once

#include "base/query.h"
#include "cli/arguments.h"
#include "cli/session.h"

namespace dateline {

// The query that the remaining words make, joined by blanks. Where it is malformed, prints the message and the query with a caret
// under the place, and returns nothing: the command ends with ExitUsage.
std::optional<Query> queryFrom(Session &session, const Arguments &arguments);

// The error's message, and below it `text` with a caret under Error::position where there is one.
void complainAt(Output &output, const Error &error, const QString &text);

// The query that a command's words are, and the library's answer to it. Where there is none, it has been said why, and the error is the code
// that the command ends with.
struct Answered {
    Library *library; // the session's
    Query query;
    Answer answer;
};
tl::expected<Answered, ExitCode> answered(Session &session, const Arguments &arguments, const AnswerOptions &options);

} // namespace dateline
