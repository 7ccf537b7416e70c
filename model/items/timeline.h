// Timeline: articles by day gathered into as many equal-looking bins (days, weeks, months, years) as fit a width. Plain values.
#pragma once

#include "base/answer.h"

#include <QLocale>

#include <functional>

namespace dateline {

enum class BinUnit : quint8 { Day, Week, Month, Quarter, Year };

struct TimelineBin {
    QDate first;
    QDate last;
    quint32 all = 0;    // articles whatever their date terms say
    quint32 chosen = 0; // of the present answer

    bool operator==(const TimelineBin &) const = default;
};

struct AxisLabel {
    int bin = 0;        // the label stands at this bin's beginning
    QString text;

    bool operator==(const AxisLabel &) const = default;
};

class Timeline final {
public:
    Timeline() = default;
    // `span` is what to show, both days included; bins are aligned to weeks (the locale's), months, quarters or years, so the
    // first and last may reach beyond it. The finest unit that gives at most `maximum` bins is taken.
    Timeline(const DayRange &span, int maximum, const QLocale &locale = {});

    void count(const QList<DayCount> &all, const QList<DayCount> &chosen);

    BinUnit unit() const { return m_unit; }
    const QList<TimelineBin> &bins() const { return m_bins; }
    quint32 most() const { return m_most; }
    int binOf(QDate day) const; // clamped to the first and last; -1 where there are none

    // Labels that never overlap: `measure` gives a text's width, `binWidth` a bin's in the same unit.
    QList<AxisLabel> labels(double binWidth, double gap, const std::function<double(const QString &)> &measure) const;
    // "11 September 2025", "September 2025" …: what a bin is called.
    QString binLabel(int bin) const;

private:
    QList<AxisLabel> labelsEvery(BinUnit unit, int step) const;

    BinUnit m_unit = BinUnit::Day;
    QList<TimelineBin> m_bins;
    quint32 m_most = 0;
    QLocale m_locale;
};

// The days worth showing: from the first to the last, without the few stray ones that would squeeze all others (a wrong
// clock's 1970 or 2099). Open where `days` is empty.
DayRange mainSpan(const QList<DayCount> &days);

} // namespace dateline
