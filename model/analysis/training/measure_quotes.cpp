// Measures quotes.h on attributions in brat's format: FOLDER/text/NAME.txt and FOLDER/attributions/NAME_READER.ann, as PolNeAR has them. A
// quote is found where at least half of the shorter of the two contents is shared; its source is right where it shares a word with
// that of such an attribution. See resources/models/README.md.
#include "analysis/analyzer.h"
#include "analysis/speech_words.h"
#include "analysis/tokens.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QRegularExpression>

#include <algorithm>
#include <cstdio>

using namespace dateline;

namespace {

using Runs = std::vector<Span>;

struct Attribution {
    Runs source, content, cue;
};

QString contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return QString::fromUtf8(file.readAll());
}

// Where each code point begins in UTF-16.
std::vector<qint32> unitOfPoint(const QString &text)
{
    std::vector<qint32> units;
    for (qsizetype at = 0; at < text.size(); ++at)
        if (!text[at].isLowSurrogate())
            units.push_back(qint32(at));
    units.push_back(qint32(text.size()));
    return units;
}

std::vector<Attribution> readAttributions(const QString &brat, const QString &text)
{
    static const QRegularExpression part(QStringLiteral("^(T\\d+)\\t(\\w+) ([\\d ;]+)\\t")), event(QStringLiteral("^E\\d+\\t(.*)"));
    const std::vector<qint32> units = unitOfPoint(text);
    QHash<QString, Runs> parts;
    std::vector<Attribution> attributions;
    for (const QString &line : brat.split(u'\n')) {
        if (const auto match = part.match(line); match.hasMatch()) {
            for (const QString &run : match.captured(3).split(u';')) {
                const size_t start = std::min(size_t(run.section(u' ', 0, 0).toInt()), units.size() - 1);
                const size_t end = std::min(size_t(run.section(u' ', 1, 1).toInt()), units.size() - 1);
                parts[match.captured(1)].push_back({units[start], units[end] - units[start]});
            }
        } else if (const auto named = event.match(line); named.hasMatch()) {
            Attribution attribution;
            for (const QString &role : named.captured(1).split(u' ')) {
                Runs *runs = role.startsWith(u"Content") ? &attribution.content : role.startsWith(u"Source") ? &attribution.source : role.startsWith(u"Cue") ? &attribution.cue : nullptr;
                const Runs more = runs ? parts.value(role.section(u':', 1)) : Runs();
                if (runs)
                    runs->insert(runs->end(), more.begin(), more.end());
            }
            if (!attribution.content.empty())
                attributions.push_back(attribution);
        }
    }
    return attributions;
}

int shared(const Runs &runs, const Span &span)
{
    int both = 0;
    for (const Span &run : runs)
        both += std::max(0, std::min(run.end(), span.end()) - std::max(run.start, span.start));
    return both;
}

int length(const Runs &runs)
{
    int sum = 0;
    for (const Span &run : runs)
        sum += run.length;
    return sum;
}

// PolNeAR counts attitudes and plans too ("endorsed", "is expected to"), which no reader takes for something said.
bool hasVerbOfSaying(const Attribution &attribution, const QString &text)
{
    static const quint64 according = foldedHash(u"according");
    for (const Span &cue : attribution.cue) {
        for (const Token &token : tokens(QStringView(text).sliced(cue.start, cue.length))) {
            const SpeechVerb verb = speechVerb(token.folded);
            if (verb == SpeechVerb::Says || verb == SpeechVerb::Claims || isSpeechParticiple(token.folded) || token.folded == according)
                return true;
        }
    }
    return false;
}

struct Tally {
    int shown = 0, right = 0;          // quotes
    int wanted = 0, found = 0;         // attributions
    int sources = 0, rightSources = 0; // shown with a source; of a right attribution
    int foundWithSource = 0;           // attributions found with their source
    int direct = 0, rightDirect = 0;
    int spoken = 0, spokenFound = 0;   // attributions whose cue is a verb of saying

    void count(const QList<Quote> &quotes, const std::vector<Attribution> &attributions, const QString &text, bool verbose);
    void print() const;
};

void Tally::count(const QList<Quote> &quotes, const std::vector<Attribution> &attributions, const QString &text, bool verbose)
{
    std::vector<int> state(attributions.size());
    for (const Quote &quote : quotes) {
        bool contentRight = false, sourceRight = false;
        for (size_t at = 0; at < attributions.size(); ++at) {
            const Attribution &one = attributions[at];
            if (2 * shared(one.content, quote.content) < std::min(length(one.content), quote.content.length))
                continue;
            const bool same = quote.source.length > 0 && shared(one.source, quote.source) > 0;
            contentRight = true;
            sourceRight |= same;
            state[at] = std::max(state[at], same ? 2 : 1);
        }
        ++shown;
        right += contentRight;
        direct += quote.direct;
        rightDirect += quote.direct && contentRight;
        sources += quote.source.length > 0;
        rightSources += sourceRight;
        if (verbose && sourceRight && quote.source.length < 4)
            std::printf("PRONOUN [%s = %s] %s\n", qPrintable(text.mid(quote.source.start, quote.source.length)), qPrintable(quote.speaker),
                        qPrintable(text.mid(std::max(0, quote.source.start - 300), 330).simplified()));
        if (verbose && (!contentRight || (quote.source.length > 0 && !sourceRight)))
            std::printf("%s%s [%s] %s\n", contentRight ? "SOURCE" : "CONTENT", quote.direct ? "*" : "",
                        qPrintable(text.mid(quote.source.start, quote.source.length) + u" = " + quote.speaker),
                        qPrintable(text.mid(std::max(0, quote.content.start - 90), quote.content.length + 180).simplified()));
    }
    for (size_t at = 0; at < attributions.size(); ++at) {
        const bool isSpoken = hasVerbOfSaying(attributions[at], text);
        spoken += isSpoken;
        spokenFound += isSpoken && state[at] > 0;
        ++wanted;
        found += state[at] > 0;
        foundWithSource += state[at] == 2;
        if (verbose && state[at] == 0 && !attributions[at].source.empty()) {
            const qint32 start = std::min(attributions[at].content.front().start, attributions[at].source.front().start);
            std::printf("MISSED [%s] %s\n", qPrintable(text.mid(attributions[at].source.front().start, attributions[at].source.front().length)),
                        qPrintable(text.mid(start, 220).simplified()));
        }
    }
}

void Tally::print() const
{
    const auto line = [](const char *name, double precision, double recall) {
        std::printf("%s P %.3f R %.3f F1 %.3f\n", name, precision, recall, 2 * precision * recall / std::max(1e-9, precision + recall));
    };
    line("content", double(right) / std::max(1, shown), double(found) / std::max(1, wanted));
    line("content with source", double(rightSources) / std::max(1, sources), double(foundWithSource) / std::max(1, wanted));
    std::printf("recall of those with a verb of saying %.3f of %d\n", double(spokenFound) / std::max(1, spoken), spoken);
    std::printf("%d quotes shown (%d direct, precision %.3f), %d with a source; %d attributions\n", shown, direct,
                double(rightDirect) / std::max(1, direct), sources, wanted);
}

}

// measure_quotes RESOURCES FOLDER [--faults]
int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc < 3) {
        std::fputs("measure_quotes RESOURCES FOLDER [--faults]\n", stderr);
        return 2;
    }
    QHash<QString, QByteArray> bytes;
    AnalysisResources resources;
    for (const QString &name : Analyzer::resourceNames()) {
        QFile file(QString::fromLocal8Bit(argv[1]) + u'/' + name);
        if (!file.open(QIODevice::ReadOnly))
            qFatal("cannot read %s", qPrintable(file.fileName()));
        bytes[name] = file.readAll();
        resources[name] = bytes[name];
    }
    const Analyzer analyzer = Analyzer::load(resources).value();
    const QDir folder(QString::fromLocal8Bit(argv[2])), attributions(folder.filePath(QStringLiteral("attributions")));
    Tally tally;
    for (const QString &name : QDir(folder.filePath(QStringLiteral("text"))).entryList(QDir::Files, QDir::Name)) {
        ArticleContent content;
        content.text = contents(folder.filePath(u"text/" + name));
        // Of some articles there are several annotators' readings: the first is as good as any.
        const QStringList readings = attributions.entryList({name.chopped(4) + u"*.ann"}, QDir::Files, QDir::Name);
        if (!readings.isEmpty())
            tally.count(analyzer.analyse(content).quotes, readAttributions(contents(attributions.filePath(readings.front())), content.text), content.text, argc > 3);
    }
    tally.print();
    return 0;
}
