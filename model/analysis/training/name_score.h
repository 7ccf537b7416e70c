// Exact-span F1 of names over annotated documents, printed.
#pragma once

#include "analysis/training/conll.h"

#include <QStringList>

#include <functional>

namespace dateline::training {

// What finding names needs beside the models that are trained.
struct NameLists {
    Gazetteer gazetteer;
    Lexicon lexicon;
    WordVectors vectors;

    // `folder`: resources/models. Ends the program where a file is missing. The lists live as long as the program.
    static NameLists load(const QString &folder);
};

// A gold document as the analysis sees it. Its text must outlive this.
struct ReadDocument {
    TokenisedArticle article;
    ArticleFacts facts;

    ReadDocument(const NameLists &lists, const QString &text);
};

using NameFinder = std::function<std::vector<TaggedName>(const ReadDocument &)>;
// A line with precision, recall and F1 of people, organisations and places, as exact spans of their kind.
void printScore(const QString &name, const NameLists &lists, const std::vector<GoldDocument> &documents, const NameFinder &find);

QByteArray contentsOf(const QString &path);
// "MODELS_FOLDER ROUNDS … TRAIN.conll[=WEIGHT]… -- MEASURE.conll…": what both programs that learn names are told.
struct NameTraining {
    QString models;
    int rounds = 0;
    QStringList options;  // as many as the program takes, between rounds and files
    QStringList corpora;
    std::vector<std::pair<QString, std::vector<GoldDocument>>> measured; // by file name

    // Ends the program with `usage` where the arguments are no such thing.
    static NameTraining read(int argc, char **argv, int options, const char *usage);
    void write(const QString &file, const QByteArray &bytes) const; // into `models`
};

// The documents of "FILE.conll[=WEIGHT]" arguments in pieces of 60 sentences, and copies of an eighth of them in capitals or
// headline case.
std::vector<GoldDocument> trainingDocuments(const QStringList &arguments);

} // namespace dateline::training
