// BlockWatch: an application that knows how long it was deaf: the time each event took to be handled, nested ones counted with
// the outermost. What an event takes, the window can't answer the reader.
#pragma once

#include <QApplication>
#include <QElapsedTimer>

#include <algorithm>

namespace dateline::bench {

class BlockWatch final : public QApplication {
public:
    using QApplication::QApplication;

    // Milliseconds of the longest block since the last call.
    double takeLongest() { return std::exchange(m_longest, 0); }

    bool notify(QObject *receiver, QEvent *event) override
    {
        if (m_depth > 0)
            return QApplication::notify(receiver, event);
        QElapsedTimer clock;
        clock.start();
        ++m_depth;
        const bool isHandled = QApplication::notify(receiver, event);
        --m_depth;
        m_longest = std::max(m_longest, static_cast<double>(clock.nsecsElapsed()) / 1e6);
        return isHandled;
    }

private:
    int m_depth = 0;
    double m_longest = 0;
};

} // namespace dateline::bench
