// The countries that an article names, and those that it is about.
#pragma once

#include "analysis/entities.h"
#include "analysis/text_classifier.h"
#include "base/annotations.h"

namespace dateline {

// What is known of one country's part in an article; the model of focus weighs it.
struct CountryEvidence {
    QString code;
    std::vector<float> features;
    QList<Span> mentions;
};

// How much each feature of CountryEvidence speaks for the article being about the country: logistic regression, by
// training/train_focus.cpp.
class FocusModel final {
public:
    static Result<FocusModel> open(QByteArrayView bytes, const QString &name);
    static QByteArray compile(const std::vector<float> &weights, float threshold);

    float probability(const CountryEvidence &country) const;
    float threshold() const { return m_threshold; }

private:
    ModelFile m_file;
    std::span<const float> m_weights;
    float m_threshold = 0.5f;
};

// Every country named or hinted at, ambiguous names decided by what else is named. `hints`: the classifier's probabilities.
std::vector<CountryEvidence> countryEvidence(const TokenisedArticle &article, const FoundNames &names, quint16 language,
                                             const TextClassifier &classifier, const std::vector<float> &hints);
size_t focusFeatureCount();

QList<CountryMention> countriesOf(const std::vector<CountryEvidence> &evidence, const FocusModel &model);

} // namespace dateline
