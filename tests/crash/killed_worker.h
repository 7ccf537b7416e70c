// Runs crash_worker and kills it with SIGKILL: at a line of its log, or a moment later. What it told until then is a pipe's content, which
// outlives it.
#pragma once

#include "step.h"

#include <chrono>
#include <optional>
#include <vector>

namespace dateline {

struct LoggedStep {
    Step step;
    int number = 0;
    size_t asked = 0;              // places in the log
    std::optional<size_t> done;    // nothing: not acknowledged
    bool isCancelled = false;      // by closing the profile
    QString error;
};

struct WorkerLog {
    std::vector<LoggedStep> steps; // in the order in which they were asked for
    QString phase;                 // the last: "opening", "open", "closing", "closed"
    bool wasKilled = false;        // false: it ended by itself
    QString ending;                // how it ended then
    bool hasOpened = false;

    // What was under way.
    QStringList underWay() const;
};

struct Killing {
    QByteArray line;                 // that makes the moment begin; empty: the start
    int times = 1;                   // how often it must have come
    std::chrono::microseconds after; // that
    std::chrono::seconds atLatest;   // since the start
};

WorkerLog runAndKill(const QStringList &arguments, const QByteArray &input, const Killing &killing);

} // namespace dateline
