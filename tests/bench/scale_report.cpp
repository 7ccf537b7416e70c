#include "scale_report.h"

#include <QJsonDocument>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace dateline::bench {
namespace {

constexpr int columns = 3;
constexpr int chartWidth = 300, chartHeight = 170; // with their margins
constexpr int left = 50, right = 14, top = 34, bottom = 26;

QString written(double value)
{
    const int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return QLocale(QLocale::English).toString(value, 'f', digits);
}

QString shortCount(int articles)
{
    return articles >= 1'000'000 ? QString::number(articles / 1'000'000) + u'M' : articles >= 1000 ? QString::number(articles / 1000) + u'k' : QString::number(articles);
}

QString text(double x, double y, const QString &words, const QString &style)
{
    return QStringLiteral("<text x=\"%1\" y=\"%2\" %3>%4</text>\n").arg(x, 0, 'f', 1).arg(y, 0, 'f', 1).arg(style, words.toHtmlEscaped());
}

QString line(double x1, double y1, double x2, double y2, const QString &style)
{
    return QStringLiteral("<line x1=\"%1\" y1=\"%2\" x2=\"%3\" y2=\"%4\" %5/>\n").arg(x1, 0, 'f', 1).arg(y1, 0, 'f', 1).arg(x2, 0, 'f', 1).arg(y2, 0, 'f', 1).arg(style);
}

} // namespace

void ScaleReport::add(int articles, const QJsonObject &measured)
{
    QJsonObject whole = measured;
    whole[QStringLiteral("articles")] = articles;
    m_lines += QJsonDocument(whole).toJson(QJsonDocument::Compact) + '\n';
    m_measured[whole[QStringLiteral("figure")].toString()][articles] = whole;
}

QMap<int, double> ScaleReport::valuesOf(const ScaleRow &row) const
{
    QMap<int, double> values;
    for (const auto &[articles, measured] : m_measured[row.figure].asKeyValueRange())
        values[articles] = measured[measured.contains(row.of) ? row.of : QStringLiteral("value")].toDouble();
    return values;
}

QString ScaleReport::table() const
{
    QList<int> counts;
    for (const ScaleRow &row : m_rows) {
        for (const int articles : valuesOf(row).keys()) {
            if (!counts.contains(articles))
                counts += articles;
        }
    }
    std::sort(counts.begin(), counts.end());
    QString table = QStringLiteral("| |");
    QString rule = QStringLiteral("\n| --- |");
    for (const int articles : counts) {
        table += u' ' + shortCount(articles) + QStringLiteral(" |");
        rule += QStringLiteral(" ---: |");
    }
    table += QStringLiteral(" target |") + rule + QStringLiteral(" ---: |\n");
    for (const ScaleRow &row : m_rows) {
        table += QStringLiteral("| ") + row.label + QStringLiteral(", ") + row.unit + QStringLiteral(" |");
        const QMap<int, double> values = valuesOf(row);
        for (const int articles : counts)
            table += u' ' + (values.contains(articles) ? written(values[articles]) : QString()) + QStringLiteral(" |");
        table += row.target ? QString((row.isAtLeast ? QStringLiteral(" ≥ ") : QStringLiteral(" ≤ ")) + written(*row.target) + QStringLiteral(" |\n")) : QStringLiteral(" |\n");
    }
    return table;
}

QString ScaleReport::chartOf(const ScaleRow &row, const QMap<int, double> &values, int x, int y) const
{
    const double width = chartWidth - left - right, height = chartHeight - top - bottom;
    double most = row.target.value_or(0);
    for (const double value : values)
        most = std::max(most, value);
    most = most > 0 ? most * 1.15 : 1;
    const double first = std::log10(values.firstKey()), last = std::max(first + 1, std::log10(values.lastKey()));
    const auto across = [&](int articles) { return x + left + width * (std::log10(articles) - first) / (last - first); };
    const auto up = [&](double value) { return y + top + height * (1 - value / most); };
    QString picture = text(x + 8, y + 18, row.label + QStringLiteral(", ") + row.unit, QStringLiteral("font-size=\"12\" font-weight=\"600\" fill=\"#24292f\""));
    for (const double share : {0.0, 0.5, 1.0}) {
        picture += line(x + left, up(most * share), x + left + width, up(most * share), QStringLiteral("stroke=\"#d8dee4\""));
        picture += text(x + left - 6, up(most * share) + 3, written(most * share), QStringLiteral("font-size=\"10\" fill=\"#6e7781\" text-anchor=\"end\""));
    }
    if (row.target)
        picture += line(x + left, up(*row.target), x + left + width, up(*row.target), QStringLiteral("stroke=\"#bf3989\" stroke-dasharray=\"4 3\""));
    QStringList points;
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        points += QStringLiteral("%1,%2").arg(across(value.key()), 0, 'f', 1).arg(up(*value), 0, 'f', 1);
        picture += QStringLiteral("<circle cx=\"%1\" cy=\"%2\" r=\"3\" fill=\"#0969da\"/>\n").arg(across(value.key()), 0, 'f', 1).arg(up(*value), 0, 'f', 1);
        picture += text(across(value.key()), y + chartHeight - 8, shortCount(value.key()), QStringLiteral("font-size=\"10\" fill=\"#6e7781\" text-anchor=\"middle\""));
    }
    return picture + QStringLiteral("<polyline points=\"%1\" fill=\"none\" stroke=\"#0969da\" stroke-width=\"2\"/>\n").arg(points.join(u' '));
}

QString ScaleReport::chart() const
{
    QString charts;
    int number = 0;
    for (const ScaleRow &row : m_rows) {
        const QMap<int, double> values = valuesOf(row);
        if (values.isEmpty())
            continue;
        charts += chartOf(row, values, number % columns * chartWidth, number / columns * chartHeight);
        ++number;
    }
    const int height = (number + columns - 1) / columns * chartHeight;
    return QStringLiteral("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1 %2\" width=\"%1\" height=\"%2\" font-family=\"Inter, sans-serif\">\n"
                          "<rect width=\"%1\" height=\"%2\" fill=\"#ffffff\"/>\n")
               .arg(columns * chartWidth).arg(height) + charts + QStringLiteral("</svg>\n");
}

} // namespace dateline::bench
