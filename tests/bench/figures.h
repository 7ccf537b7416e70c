// Figures of a benchmark: what was measured, as one JSON object a line on standard output.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QString>

namespace dateline::bench {

// The value that `share` (0..1) of the samples don't exceed (nearest rank). Samples may be in any order; 0 for none.
double quantile(QList<double> samples, double share);

// {"figure": name, "unit": unit, "p50": …, "p95": …, "p99": …, "worst": …, "samples": n}
QJsonObject spread(const QString &name, const QString &unit, const QList<double> &samples);

// {"figure": name, "unit": unit, "value": …}
QJsonObject single(const QString &name, const QString &unit, double value);

void print(const QJsonObject &figure);

// Resident memory of this process in MiB (Linux: VmRSS of /proc/self/status), or 0 where it isn't known.
double residentMegabytes();

} // namespace dateline::bench
