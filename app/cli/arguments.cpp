#include "cli/arguments.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>
#include <vector>

namespace dateline {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("Arguments", text);
}

// Levenshtein's distance, row by row.
int editDistance(const QString &a, const QString &b)
{
    std::vector<int> row(static_cast<size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        int diagonal = row[0];
        row[0] = static_cast<int>(i) + 1;
        for (size_t j = 0; j + 1 < row.size(); ++j) {
            const int replaced = diagonal + (a[i] == b[static_cast<qsizetype>(j)] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j + 1] + 1, row[j] + 1});
        }
    }
    return row.back();
}

Error unknownOption(const QString &name, std::span<const OptionSpec> known)
{
    QStringList names;
    for (const OptionSpec &option : known)
        names.append(QLatin1String(option.name));
    const QString nearest = nearestWord(name, names);
    return {ErrorKind::Usage,
            nearest.isEmpty() ? translated("There is no option --%1 here; see --help.").arg(name)
                              : translated("There is no option --%1 here. Did you mean --%2?").arg(name, nearest)};
}

} // namespace

QString nearestWord(const QString &word, const QStringList &known)
{
    QString nearest;
    int least = static_cast<int>(qMin<qsizetype>(word.size(), 64)) / 3 + 2;
    if (word.size() > 64)
        return {};
    for (const QString &candidate : known) {
        const int distance = candidate.startsWith(word) ? 1 : editDistance(word, candidate);
        if (distance < least) {
            least = distance;
            nearest = candidate;
        }
    }
    return nearest;
}

Result<Arguments> parseArguments(const QStringList &words, std::span<const OptionSpec> known)
{
    Arguments arguments;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (word == u"--") {
            arguments.rest += words.sliced(i + 1);
            break;
        }
        if (word == u"-h" || word == u"--help") {
            arguments.options.insert(QStringLiteral("help"), {QString()});
            continue;
        }
        if (!word.startsWith(u"--")) {
            arguments.rest.append(word);
            continue;
        }
        const qsizetype equals = word.indexOf(u'=');
        const QString name = word.mid(2, equals < 0 ? -1 : equals - 2);
        const auto option = std::find_if(known.begin(), known.end(), [&](const OptionSpec &o) { return name == QLatin1String(o.name); });
        if (option == known.end())
            return tl::unexpected(unknownOption(name, known));
        QString value;
        if (!option->value && equals >= 0)
            return failure(ErrorKind::Usage, translated("--%1 takes no value.").arg(name));
        if (option->value && equals < 0 && i + 1 == words.size())
            return failure(ErrorKind::Usage, translated("--%1 needs a value (%2).").arg(name, QLatin1String(option->value)));
        if (option->value)
            value = equals < 0 ? words[++i] : word.mid(equals + 1);
        arguments.options[name].append(value);
    }
    return arguments;
}

Result<int> numberOption(const Arguments &arguments, const char *name, int least, int otherwise)
{
    if (!arguments.has(name))
        return otherwise;
    bool isNumber = false;
    const int number = arguments.value(name).toInt(&isNumber);
    if (!isNumber || number < least) {
        return failure(ErrorKind::Usage, translated("--%1 takes a whole number from %2 up, not \"%3\".")
                                             .arg(QLatin1String(name)).arg(least).arg(arguments.value(name)));
    }
    return number;
}

} // namespace dateline
