// HandedOver: a command that the command line hands over to the window, which holds the profile: the value, its bytes, and where they meet.
//
// The command line sends one frame, the command, and gets frames of output until the one with the exit code. A connection that breaks off
// earlier breaks off the work. Both ends belong to one user, who trusts himself: nothing here guards him against his own programs.
#pragma once

#include "cli/arguments.h"
#include "cli/streams.h"

#include <QByteArray>

#include <optional>

namespace dateline {

enum class HandOverFrame : quint8 {
    Command = 'c', // to the window: a HandedOver
    Open = 'w',    // to the window: files and addresses that a second start was given (toBytes() of a list), to be shown there
    Output = 'o',  // back: bytes for standard output
    Errors = 'e',  // bytes for standard error
    Exit = 'x',    // the exit code, in digits; nothing follows
};

constexpr qsizetype largestCommandFrame = 8 * 1024 * 1024; // Linux takes about 2 MB of arguments; JSON may double them
constexpr qsizetype largestOutputFrame = 256 * 1024;       // longer output is sent in pieces

struct HandedOver {
    QString version; // of the program that hands over
    QString profile; // its folder, as messages are to call it
    QString command;
    Arguments arguments;
    QHash<QString, QString> files; // words that name files → where they lie
    TerminalShape terminal;
};

QByteArray toBytes(const HandedOver &handedOver);
// Nothing where the bytes are something else.
std::optional<HandedOver> handedOverFrom(const QByteArray &bytes);

QByteArray toBytes(const QStringList &words);
// How many is bounded by the frame they come in; none where the bytes are something else.
QStringList wordsFrom(const QByteArray &bytes);

// The socket files where the window of a profile may listen, the best first. In the profile's own folder, so that it is found by whatever
// name the folder goes; where the name is too long for a socket's address, or the disk takes none, in the user's runtime folder.
QStringList windowAddresses(const QString &profile);

} // namespace dateline
