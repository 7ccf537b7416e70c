#include "analysis/training/conll.h"

#include <QFile>
#include <QStringList>

#include <optional>
#include <random>

namespace dateline::training {

namespace {

struct Row {
    QString token;
    QString tag;
};
using Rows = std::vector<Row>;

std::optional<NameKind> kindOf(const QString &tag)
{
    const QString kind = tag.mid(2);
    if (kind == u"PER")
        return NameKind::Person;
    if (kind == u"ORG")
        return NameKind::Organisation;
    if (kind == u"LOC" || kind == u"FAC")
        return NameKind::Place;
    if (kind == u"MISC" || kind == u"NORP")
        return NameKind::Other;
    return std::nullopt;
}

bool closes(const QString &token)
{
    static const QStringList marks = QStringLiteral(". , ; : ! ? ) ] } % ' ’ ” 's ’s n't 're 've 'll 'd 'm ''").split(u' ');
    return marks.contains(token);
}

bool opens(const QString &token)
{
    static const QStringList marks = QStringLiteral("( [ { $ £ € “ ‘ ``").split(u' ');
    return marks.contains(token);
}

void append(GoldDocument &document, const Rows &sentence)
{
    bool quoteOpen = false, glue = true;
    for (const Row &row : sentence) {
        const bool quote = row.token == u"\"";
        if (!glue && !closes(row.token) && !(quote && quoteOpen))
            document.text += u' ';
        const qint32 start = qint32(document.text.size());
        document.text += row.token;
        const qint32 end = qint32(document.text.size());
        if (const auto kind = kindOf(row.tag)) {
            if (row.tag[0] == u'I' && !document.names.empty() && document.names.back().start + document.names.back().length >= start - 1)
                document.names.back().length = end - document.names.back().start;
            else
                document.names.push_back({start, end - start, *kind});
        }
        glue = opens(row.token) || (quote && !quoteOpen);
        quoteOpen ^= quote;
    }
    document.text += QStringLiteral(".!?\"”''").contains(sentence.back().token) ? QStringLiteral(" ") : QStringLiteral("\n\n");
}

QString inHeadlineCase(const QString &text)
{
    QString result = text;
    bool starts = true;
    for (QChar &c : result) {
        if (starts && c.isLower())
            c = c.toUpper().unicode() == c.unicode() ? c : c.toUpper();
        starts = c.isSpace();
    }
    return result;
}

// Letters whose capital is longer would move everything after them.
QString inCapitals(const QString &text)
{
    QString result = text;
    for (QChar &c : result)
        c = c.toUpper();
    return result;
}

} // namespace

std::vector<GoldDocument> readConll(const QString &path, int sentences)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    std::vector<GoldDocument> documents;
    GoldDocument document;
    Rows sentence;
    int count = 0;
    const auto endSentence = [&] {
        if (!sentence.empty()) {
            append(document, sentence);
            ++count;
        }
        sentence.clear();
    };
    const auto endDocument = [&] {
        endSentence();
        if (!document.text.isEmpty())
            documents.push_back(std::move(document));
        document = {};
        count = 0;
    };
    while (!file.atEnd()) {
        QString line = QString::fromUtf8(file.readLine());
        while (line.endsWith(u'\n') || line.endsWith(u'\r'))
            line.chop(1);
        if (line.startsWith(u"# doc ")) {
            endDocument();
        } else if (line.isEmpty()) {
            endSentence();
            if (count >= sentences)
                endDocument();
        } else {
            sentence.push_back({line.section(u'\t', 0, 0), line.section(u'\t', 1)});
        }
    }
    endDocument();
    return documents;
}

std::vector<GoldDocument> shouted(const std::vector<GoldDocument> &documents, unsigned seed, double share)
{
    std::mt19937 random(seed);
    std::uniform_real_distribution<double> chance(0, 1);
    std::vector<GoldDocument> copies;
    for (const GoldDocument &document : documents) {
        if (chance(random) >= share)
            continue;
        copies.push_back(document);
        copies.back().text = chance(random) < 0.4 ? inCapitals(document.text) : inHeadlineCase(document.text);
    }
    return copies;
}

std::vector<quint8> goldTags(const TokenisedText &text, const std::vector<GoldName> &names)
{
    std::vector<quint8> result(text.tokens.size(), 0);
    size_t at = 0;
    for (const GoldName &name : names) {
        const qint32 end = name.start + name.length;
        while (at < text.tokens.size() && text.tokens[at].start < name.start)
            ++at;
        size_t last = at;
        while (last < text.tokens.size() && text.tokens[last].end() <= end)
            ++last;
        for (size_t in = at; in < last; ++in) {
            const bool first = in == at, final = in + 1 == last;
            const tags::Place place = first && final ? tags::Unit : first ? tags::Begin : final ? tags::Last : tags::Inside;
            result[in] = quint8(tags::of(int(name.kind), place));
        }
        at = std::max(at, last);
    }
    return result;
}

} // namespace dateline::training
