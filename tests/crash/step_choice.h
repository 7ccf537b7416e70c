// StepChoice: the next step of a worker, by chance, and possible in the profile as it is expected to be.
#pragma once

#include "expected_profile.h"

#include <QRandomGenerator>

namespace dateline {

class StepChoice final {
public:
    enum class World : quint8 { Store, Library };
    StepChoice(quint32 seed, World world) : m_random(seed), m_world(world) {}

    // Whether one that isn't in order may be chosen is `mayBeLong`. With no undo: that follows a mark by the worker's own will.
    Step next(const ExpectedProfile &profile, bool mayBeLong);
    QRandomGenerator &random() { return m_random; }

private:
    Step::Kind kind(bool mayBeLong);
    bool complete(Step &step, const ExpectedProfile &profile);
    bool save(Step &step, const ExpectedProfile &profile);
    bool mark(Step &step, const ExpectedProfile &profile);
    bool correct(Step &step, const ExpectedProfile &profile);
    QStringList some(const QStringList &names, int most);
    QString any(const QStringList &names);
    QString unusedName();

    QRandomGenerator m_random;
    World m_world;
};

} // namespace dateline
