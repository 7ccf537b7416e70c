#include "analysis/training/crf.h"

#include <algorithm>
#include <cmath>

namespace dateline::training {

namespace {
constexpr size_t Tags = tags::Count;
}

void mendCutNames(std::vector<quint8> &gold)
{
    const auto turn = [](quint8 &tag, tags::Place place) { tag = quint8(tags::of((tag - 1) / 4, place)); };
    if (!gold.empty() && !tags::startsName(gold.front()))
        turn(gold.front(), tags::endsName(gold.front()) ? tags::Unit : tags::Begin);
    if (!gold.empty() && !tags::endsName(gold.back()))
        turn(gold.back(), tags::startsName(gold.back()) ? tags::Unit : tags::Last);
}

double ChainLoss::measure(const std::vector<TagScores> &scores, const std::vector<quint8> &gold, const Transitions &transitions)
{
    const size_t length = gold.size();
    for (auto *rows : {&m_potential, &m_forward, &m_backward, &slopes})
        rows->assign(length, TagScores{});
    m_scale.assign(length, 0);
    transitionSlopes = {};
    Transitions factor{};
    for (size_t from = 0; from < Tags; ++from)
        for (size_t to = 0; to < Tags; ++to)
            factor[from][to] = tags::follows(int(from), int(to)) ? std::exp(transitions[from][to]) : 0.f;
    double goldScore = 0, logZ = 0;
    for (size_t at = 0; at < length; ++at) {
        goldScore += double(scores[at][gold[at]]);
        if (at > 0)
            goldScore += double(transitions[gold[at - 1]][gold[at]]);
        const float highest = *std::max_element(scores[at].begin(), scores[at].end());
        logZ += double(highest);
        for (size_t tag = 0; tag < Tags; ++tag)
            m_potential[at][tag] = std::exp(scores[at][tag] - highest);
    }
    for (size_t at = 0; at < length; ++at) {
        float sum = 0;
        for (size_t to = 0; to < Tags; ++to) {
            float in = at == 0 ? float(tags::startsName(int(to))) : 0.f;
            for (size_t from = 0; at > 0 && from < Tags; ++from)
                in += m_forward[at - 1][from] * factor[from][to];
            m_forward[at][to] = at + 1 == length && !tags::endsName(int(to)) ? 0 : in * m_potential[at][to];
            sum += m_forward[at][to];
        }
        m_scale[at] = std::max(sum, 1e-30f);
        for (float &value : m_forward[at])
            value /= m_scale[at];
        logZ += std::log(double(m_scale[at]));
    }
    for (size_t tag = 0; tag < Tags; ++tag)
        m_backward[length - 1][tag] = float(tags::endsName(int(tag)));
    for (size_t at = length - 1; at-- > 0;) {
        for (size_t from = 0; from < Tags; ++from) {
            float sum = 0;
            for (size_t to = 0; to < Tags; ++to)
                sum += factor[from][to] * m_potential[at + 1][to] * m_backward[at + 1][to];
            m_backward[at][from] = sum / m_scale[at + 1];
        }
    }
    for (size_t at = 0; at < length; ++at) {
        for (size_t tag = 0; tag < Tags; ++tag)
            slopes[at][tag] = m_forward[at][tag] * m_backward[at][tag] - float(gold[at] == tag);
        if (at == 0)
            continue;
        for (size_t from = 0; from < Tags; ++from)
            for (size_t to = 0; to < Tags; ++to)
                transitionSlopes[from][to] += m_forward[at - 1][from] * factor[from][to] * m_potential[at][to] * m_backward[at][to] / m_scale[at]
                    - float(gold[at - 1] == from && gold[at] == to);
    }
    return logZ - goldScore;
}

} // namespace dateline::training
