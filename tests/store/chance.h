// Chance: the same for the same seed.
#pragma once

#include <QRandomGenerator>

namespace dateline {

class Chance final {
public:
    explicit Chance(quint32 seed) : m_generator(seed) {}
    int below(int end) { return m_generator.bounded(end); }
    bool one(int in) { return below(in) == 0; }
    template <class T>
    const T &of(const QList<T> &list) { return list[below(static_cast<int>(list.size()))]; }

private:
    QRandomGenerator m_generator;
};

} // namespace dateline
