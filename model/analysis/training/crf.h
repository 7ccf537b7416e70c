// The loss of a linear-chain conditional random field over the tags of entity_tagger.h, and its slopes (Lafferty, McCallum &
// Pereira 2001): forward and backward in scaled probabilities.
#pragma once

#include "analysis/entity_tagger.h"

#include <vector>

namespace dateline::training {

using TagScores = std::array<float, tags::Count>;
using Transitions = std::array<TagScores, tags::Count>;

// A name that the end of a sentence cuts in two becomes two names.
void mendCutNames(std::vector<quint8> &gold);

class ChainLoss final {
public:
    // The negative log likelihood of `gold` under these scores (one a token and tag). Slopes by score and by transition are
    // found in `slopes` and added to `transitionSlopes`.
    double measure(const std::vector<TagScores> &scores, const std::vector<quint8> &gold, const Transitions &transitions);

    std::vector<TagScores> slopes;
    Transitions transitionSlopes{}; // of the last call

private:
    std::vector<TagScores> m_potential, m_forward, m_backward;
    std::vector<float> m_scale;
};

} // namespace dateline::training
