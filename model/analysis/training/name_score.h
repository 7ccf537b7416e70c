// Exact-span F1 of names over annotated documents, printed.
#pragma once

#include "analysis/training/conll.h"

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
// The documents of "FILE.conll[=WEIGHT]" arguments in pieces of 60 sentences, and copies of an eighth of them in capitals or
// headline case.
std::vector<GoldDocument> trainingDocuments(const QStringList &arguments);

} // namespace dateline::training
