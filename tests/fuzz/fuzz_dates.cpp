// Dates in every form (text/dates.h, base/moment.h).
#include "fuzz_target.h"

#include "text/dates.h"

using namespace dateline;
using namespace dateline::fuzz;

namespace {

void holdForMoment(const Moment &moment)
{
    if (!moment.isKnown())
        return;
    const QString text = moment.toText();
    const int year = moment.time().date().year();
    hold(year >= 1900 && year <= 2200, "a date is between 1900 and 2200", text);
    hold(Moment::fromText(text) == moment, "a moment is read as it was written", text);
    hold(parseFeedDate(text) == moment, "the form of RFC 3339 is a date of feeds", text);
    hold(parseHumanDate(text) == moment, "the form of RFC 3339 is a date of people", text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString text = QString::fromUtf8(bytesOf(data, size));
    holdForMoment(parseFeedDate(text));
    const Moment dayFirst = parseHumanDate(text), monthFirst = parseHumanDate(text, DayMonthOrder::MonthFirst);
    holdForMoment(dayFirst);
    holdForMoment(monthFirst);
    hold(dayFirst.isKnown() == monthFirst.isKnown(), "the order decides what a date means, not whether it is one", text);
    hold(parseHumanDate(text) == dayFirst, "the same text is the same date", text);
    isDateLine(text);
    const Moment stored = Moment::fromText(text);
    hold(!stored.isKnown() || Moment::fromText(stored.toText()) == stored, "a stored moment is read as it was written", text);
    return 0;
}
