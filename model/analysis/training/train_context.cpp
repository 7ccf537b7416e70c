// Trains the network of context_net.h and writes resources/models/context.bin. See resources/models/README.md for the command.
#include "analysis/training/context_trainer.h"

using namespace dateline;
using namespace dateline::training;

namespace {

constexpr qint32 LongestSentence = ContextNet::LongestSentence;

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

int main(int argc, char **argv)
{
    const NameTraining training = NameTraining::read(argc, argv, 0, "train_context MODELS_FOLDER ROUNDS TRAIN.conll[=WEIGHT]… -- MEASURE.conll…");
    const NameLists lists = NameLists::load(training.models);
    std::vector<Piece> pieces;
    for (const GoldDocument &document : trainingDocuments(training.corpora))
        pieces.push_back(pieceOf(lists, document));
    const QByteArray namesBytes = contentsOf(training.models + u"/names.bin");
    const EntityTagger tagger = EntityTagger::open(namesBytes, QString()).value();
    ContextTrainer trainer(3);
    trainer.train(pieces, training.rounds, [&](int round) {
        if (round % 4 != 0 && round != training.rounds)
            return;
        const QByteArray bytes = ContextNet::compile(trainer.mean());
        const ContextNet net = ContextNet::open(bytes, QString()).value();
        for (const auto &[name, gold] : training.measured) {
            printScore(name, lists, gold, [&](const ReadDocument &read) {
                const auto scores = net.scores(read.article, read.facts, lists.vectors);
                return tagger.tag(read.facts, read.article.text, &scores);
            });
        }
    });
    training.write(QStringLiteral("context.bin"), ContextNet::compile(trainer.mean()));
    return 0;
}
