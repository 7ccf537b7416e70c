// Arguments of one command: its options and what remains.
//
// Options are long ones ("--limit 5", "--limit=5") and -h; anything else that begins with one dash is left alone, because
// "-football" is a query's term and "-" is standard input. After "--" nothing is an option.
#pragma once

#include "base/result.h"

#include <QHash>
#include <QStringList>

#include <span>

namespace dateline {

struct OptionSpec {
    const char *name;  // without dashes
    const char *value; // "FORMAT", or null where the option is a flag
    const char *help;  // source text for translation in context "Command"
};

struct Arguments {
    QStringList rest;
    QHash<QString, QStringList> options; // values in the order given; a flag has one empty value

    bool has(const char *name) const { return options.contains(QLatin1String(name)); }
    QString value(const char *name) const { return options.value(QLatin1String(name)).value(0); }
    QStringList values(const char *name) const { return options.value(QLatin1String(name)); }
};

// Fails with Usage: an unknown option (with the nearest known one), a missing or superfluous value.
Result<Arguments> parseArguments(const QStringList &words, std::span<const OptionSpec> known);

// A whole number of at least `least`; `otherwise` where the option isn't given. Fails with Usage.
Result<int> numberOption(const Arguments &arguments, const char *name, int least, int otherwise);

// The known word nearest to `word` by edits, or empty where none is near.
QString nearestWord(const QString &word, const QStringList &known);

} // namespace dateline
