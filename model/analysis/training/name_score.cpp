#include "analysis/training/name_score.h"

#include <QFile>

#include <cstdio>
#include <cstdlib>
#include <set>

namespace dateline::training {

namespace {

TokenisedArticle tokenisedText(const QString &text)
{
    TokenisedArticle article;
    article.title = tokenised(QStringView(), Part::Title, QString());
    article.text = tokenised(text, Part::Text, QStringLiteral("en"));
    return article;
}

} // namespace

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
    return file.readAll();
}

NameLists NameLists::load(const QString &folder)
{
    static const QByteArray places = contentsOf(folder + u"/places.bin"), words = contentsOf(folder + u"/words.bin"),
                            vectors = contentsOf(folder + u"/vectors.bin");
    return {Gazetteer::open(places, QString()).value(), Lexicon::open(words, QString()).value(), WordVectors::open(vectors, QString()).value()};
}

ReadDocument::ReadDocument(const NameLists &lists, const QString &text)
    : article(tokenisedText(text)), facts(article, lists.lexicon, {}, placesIn(article.text, lists.gazetteer, packed(u"en")))
{
}

void printScore(const QString &name, const NameLists &lists, const std::vector<GoldDocument> &documents, const NameFinder &find)
{
    int right = 0, found = 0, asked = 0;
    for (const GoldDocument &document : documents) {
        const ReadDocument read(lists, document.text);
        std::set<GoldName> mine, gold;
        for (const TaggedName &tagged : find(read)) {
            const Span span = read.article.text.span(tagged.first, tagged.last);
            if (tagged.kind != NameKind::Other)
                mine.insert({span.start, span.length, tagged.kind});
        }
        for (const GoldName &one : document.names)
            if (one.kind != NameKind::Other)
                gold.insert(one);
        for (const GoldName &one : gold)
            right += int(mine.count(one));
        found += int(mine.size());
        asked += int(gold.size());
    }
    const double p = double(right) / std::max(found, 1), r = double(right) / std::max(asked, 1);
    std::printf("%s  P %.4f  R %.4f  F1 %.4f\n", qPrintable(name), p, r, 2 * p * r / std::max(p + r, 1e-9));
    std::fflush(stdout);
}

NameTraining NameTraining::read(int argc, char **argv, int options, const char *usage)
{
    QStringList arguments;
    for (int at = 1; at < argc; ++at)
        arguments.append(QString::fromLocal8Bit(argv[at]));
    const qsizetype apart = arguments.indexOf(u"--"), first = 2 + options;
    if (apart <= first) {
        std::fprintf(stderr, "%s\n", usage);
        std::exit(2);
    }
    NameTraining training{arguments[0], arguments[1].toInt(), arguments.mid(2, options), arguments.mid(first, apart - first), {}};
    for (const QString &file : arguments.mid(apart + 1))
        training.measured.emplace_back(file.section(u'/', -1), readConll(file, 200));
    return training;
}

void NameTraining::write(const QString &file, const QByteArray &bytes) const
{
    QFile out(models + u'/' + file);
    if (!out.open(QIODevice::WriteOnly) || out.write(bytes) < 0)
        qFatal("cannot write %s", qPrintable(out.fileName()));
}

std::vector<GoldDocument> trainingDocuments(const QStringList &arguments)
{
    std::vector<GoldDocument> documents;
    for (const QString &argument : arguments) {
        for (GoldDocument &document : readConll(argument.section(u'=', 0, 0), 60)) {
            document.weight = argument.contains(u'=') ? argument.section(u'=', 1).toFloat() : 1.f;
            documents.push_back(std::move(document));
        }
    }
    const std::vector<GoldDocument> copies = shouted(documents, 3, 0.12);
    documents.insert(documents.end(), copies.begin(), copies.end());
    return documents;
}

} // namespace dateline::training
