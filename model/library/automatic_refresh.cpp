#include "library/automatic_refresh.h"

#include <algorithm>

namespace dateline {

namespace {

constexpr std::chrono::minutes usualPause{1}, longestPause{8};

} // namespace

AutomaticRefresh::AutomaticRefresh(Store &store, Refresher &refresher, QObject *parent) : QObject(parent), m_store(store), m_refresher(refresher)
{
    m_next.setSingleShot(true);
    connect(&m_next, &QTimer::timeout, this, [this] { m_setting.setFuture(m_store.setting(RefreshSetting)); });
    connect(&m_setting, &QFutureWatcherBase::finished, this, &AutomaticRefresh::look);
    connect(&m_run, &QFutureWatcherBase::finished, this, &AutomaticRefresh::ended);
}

AutomaticRefresh::~AutomaticRefresh()
{
    m_run.cancel();
}

void AutomaticRefresh::begin(std::chrono::milliseconds after)
{
    m_next.start(after);
}

void AutomaticRefresh::look()
{
    const auto future = m_setting.future();
    const bool isWanted = future.resultCount() > 0 && future.result() && *future.result() != RefreshNever;
    if (isWanted)
        m_run.setFuture(m_refresher.refreshDue());
    else
        m_next.start(usualPause);
}

void AutomaticRefresh::ended()
{
    const auto future = m_run.future();
    const Result<RefreshReport> report = future.resultCount() > 0 ? future.result() : failure(ErrorKind::Cancelled, QString());
    const bool hasNoNetwork = report && report->network;
    m_pause = hasNoNetwork ? std::min(m_pause * 2, longestPause) : usualPause;
    if (!report && report.error().kind != ErrorKind::Cancelled)
        emit failed(report.error());
    if (hasNoNetwork && !std::exchange(m_hasToldOfNetwork, true))
        emit failed(*report->network);
    if (report && !report->network && report->sources > 0)
        m_hasToldOfNetwork = false;
    m_next.start(m_pause);
}

} // namespace dateline
