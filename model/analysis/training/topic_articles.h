// What the classifier of topics is trained on: labelled news items, the taxonomy's definitions, and headlines made up for topics
// that the news items hardly hold.
#pragma once

#include "analysis/text_classifier.h"

#include <QSet>

namespace dateline {

inline constexpr int Folds = 5; // of the cross-validation

struct LabelledArticle {
    std::vector<TextFeature> features;
    QString id;
    QSet<QString> labels; // "medtop:11000000", "country:RS"
    QSet<QString> maybe;  // neither right nor wrong
    float weight = 1;
    int fold = -1; // of the cross-validation; -1: not a news item, so always learnt from
    int publishers = -1; // a fold again, but of items from like places
    bool isPart = false; // of another one here: learnt from, but neither counted nor scored

    // 1 right, 0 wrong, -1 doesn't count.
    int truth(const QString &label) const { return labels.contains(label) ? 1 : maybe.contains(label) ? -1 : 0; }
    bool speaksOf(const QString &label) const { return fold >= 0 || !label.startsWith(u"country:"); }
};

QByteArray trainingFile(const char *path);
// Of longer items the headline alone and the beginning alone are items too, at `partWeight`, so that short texts are known as well as long ones.
std::vector<LabelledArticle> readLabelled(const char *path, const Lexicon &lexicon, float partWeight);
// Each topic below a top-level one is a very short article about its top.
std::vector<LabelledArticle> readTaxonomy(const char *path, const Lexicon &lexicon, float weight);
// Lines of "codes of topics, tab, headline".
std::vector<LabelledArticle> readHeadlines(const char *path, const Lexicon &lexicon, float weight);

} // namespace dateline
