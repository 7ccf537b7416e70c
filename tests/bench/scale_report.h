// ScaleReport: what was measured at several numbers of articles, beside its targets: JSON lines, a table, charts.
#pragma once

#include <QJsonObject>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace dateline::bench {

// A row of the table.
struct ScaleRow {
    QString figure; // as in the measurements
    QString label;  // for people
    QString unit;
    std::optional<double> target;
    bool isAtLeast = false; // the target is the least, not the most
    QString of = QStringLiteral("p95"); // of a figure that has a spread
};

class ScaleReport final {
public:
    explicit ScaleReport(const QList<ScaleRow> &rows) : m_rows(rows) {}

    // A measurement as figures.h makes them.
    void add(int articles, const QJsonObject &measured);
    // Each measurement with its number of articles, in the order they came.
    QByteArray lines() const { return m_lines; }
    // Markdown.
    QString table() const;
    // One picture with a chart a row, the number of articles along a logarithmic axis.
    QString chart() const;

private:
    QString chartOf(const ScaleRow &row, const QMap<int, double> &values, int x, int y) const;

    QList<ScaleRow> m_rows;
    QMap<int, double> valuesOf(const ScaleRow &row) const;

    QMap<QString, QMap<int, QJsonObject>> m_measured; // by figure and number of articles
    QByteArray m_lines;
};

} // namespace dateline::bench
