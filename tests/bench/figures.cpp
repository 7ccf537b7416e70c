#include "figures.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace dateline::bench {

double quantile(QList<double> samples, double share)
{
    if (samples.isEmpty())
        return 0;
    std::sort(samples.begin(), samples.end());
    const auto rank = static_cast<qsizetype>(std::ceil(share * static_cast<double>(samples.size()))) - 1;
    return samples[std::clamp<qsizetype>(rank, 0, samples.size() - 1)];
}

QJsonObject spread(const QString &name, const QString &unit, const QList<double> &samples)
{
    return {{QStringLiteral("figure"), name},
            {QStringLiteral("unit"), unit},
            {QStringLiteral("p50"), quantile(samples, 0.50)},
            {QStringLiteral("p95"), quantile(samples, 0.95)},
            {QStringLiteral("p99"), quantile(samples, 0.99)},
            {QStringLiteral("worst"), quantile(samples, 1.0)},
            {QStringLiteral("samples"), samples.size()}};
}

QJsonObject single(const QString &name, const QString &unit, double value)
{
    return {{QStringLiteral("figure"), name}, {QStringLiteral("unit"), unit}, {QStringLiteral("value"), value}};
}

void print(const QJsonObject &figure)
{
    std::puts(QJsonDocument(figure).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

double residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').constFirst().toDouble() / 1024;
    }
    return 0;
}

} // namespace dateline::bench
