// AutomaticRefresh: fetches feeds by itself when they are due, while a window is open. Lives on the main thread.
#pragma once

#include "library/refresher.h"

#include <QFutureWatcher>
#include <QTimer>

namespace dateline {

class AutomaticRefresh final : public QObject {
    Q_OBJECT
public:
    // Both must outlive it.
    AutomaticRefresh(Store &store, Refresher &refresher, QObject *parent = nullptr);
    ~AutomaticRefresh() override;

    // From now on: a moment after `after`, and then each minute, what is due by then, one run after the other; unless the setting says
    // never, which is looked at each time.
    void begin(std::chrono::milliseconds after);

signals:
    void failed(const dateline::Error &error); // Offline or Portal, once until there is a network again; or the store's own

private:
    void look();
    void ended();

    Store &m_store;
    Refresher &m_refresher;
    QTimer m_next;
    QFutureWatcher<Result<QString>> m_setting;
    QFutureWatcher<Result<RefreshReport>> m_run;
    std::chrono::minutes m_pause{1}; // longer while there is no network
    bool m_hasToldOfNetwork = false;
};

} // namespace dateline
