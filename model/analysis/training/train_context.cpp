// Trains the network of context_net.h and writes resources/models/context.bin. See resources/models/README.md for the command.
#include "analysis/training/context_trainer.h"

#include <QFile>
#include <QStringList>

using namespace dateline;
using namespace dateline::training;

namespace {

constexpr qint32 LongestSentence = 256;

Piece pieceOf(const NameLists &lists, const GoldDocument &document)
{
    const ReadDocument read(lists, document.text);
    const std::vector<quint8> gold = goldTags(read.article.text, document.names);
    Piece piece;
    piece.weight = document.weight;
    for (const Sentence &whole : read.article.text.sentences) {
        for (qint32 first = whole.first; first < whole.last; first += LongestSentence) {
            Sentence sentence = whole;
            sentence.first = first;
            sentence.last = std::min(whole.last, first + LongestSentence);
            Net::appendInputs(read.facts, read.article.text, sentence, lists.vectors, piece.inputs);
            std::vector<quint8> tags(gold.begin() + sentence.first, gold.begin() + sentence.last);
            mendCutNames(tags);
            piece.gold.insert(piece.gold.end(), tags.begin(), tags.end());
            piece.ends.push_back(piece.gold.size());
        }
    }
    return piece;
}

} // namespace

// train_context MODELS_FOLDER ROUNDS TRAIN.conll[=WEIGHT]… -- MEASURE.conll…
int main(int argc, char **argv)
{
    QStringList arguments;
    for (int at = 1; at < argc; ++at)
        arguments.append(QString::fromLocal8Bit(argv[at]));
    const qsizetype apart = arguments.indexOf(u"--");
    if (arguments.size() < 4 || apart < 3) {
        std::fputs("train_context MODELS_FOLDER ROUNDS TRAIN.conll[=WEIGHT]… -- MEASURE.conll…\n", stderr);
        return 2;
    }
    const NameLists lists = NameLists::load(arguments[0]);
    std::vector<Piece> pieces;
    for (const GoldDocument &document : trainingDocuments(arguments.mid(2, apart - 2)))
        pieces.push_back(pieceOf(lists, document));
    std::vector<std::pair<QString, std::vector<GoldDocument>>> measured;
    for (const QString &argument : arguments.mid(apart + 1))
        measured.emplace_back(argument, readConll(argument, 200));
    const QByteArray namesBytes = contentsOf(arguments[0] + u"/names.bin");
    const EntityTagger tagger = EntityTagger::open(namesBytes, QString()).value();
    ContextTrainer trainer(3);
    const int rounds = arguments[1].toInt();
    trainer.train(pieces, rounds, [&](int round) {
        if (round % 4 != 0 && round != rounds)
            return;
        const QByteArray bytes = ContextNet::compile(trainer.mean());
        const ContextNet net = ContextNet::open(bytes, QString()).value();
        for (const auto &[name, gold] : measured) {
            printScore(name.section(u'/', -1), lists, gold, [&](const ReadDocument &read) {
                const auto scores = net.scores(read.article, read.facts, lists.vectors);
                return tagger.tag(read.facts, read.article.text, &scores);
            });
        }
    });
    QFile out(arguments[0] + u"/context.bin");
    if (!out.open(QIODevice::WriteOnly) || out.write(ContextNet::compile(trainer.mean())) < 0)
        qFatal("cannot write context.bin");
    return 0;
}
