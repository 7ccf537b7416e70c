// The words in which parts of a query, values of facets and moments are shown to people. Pure; translated.
#pragma once

#include "base/moment.h"
#include "base/query.h"

#include <QDateTime>
#include <QLocale>

namespace dateline {

// "Country", "Published in", "Topic" …; empty for Word and Phrase.
QString fieldLabel(Field field);
// "Serbia" for country:RS, "Sport" for topic:sport, "last 7 days" for date:7d, "“football”" for a word.
QString valueLabel(const QueryTerm &term);
// "Country: Serbia", "not “football”", "Country: Serbia or Kosovo".
QString partLabel(const QueryNode &part);
// "11 September 2025", "1–30 September 2025", "since 1 May 2024", "until …".
QString daysLabel(const DayRange &days, const QLocale &locale = {});

// "1 article", "1,200 articles".
QString articleCountLabel(quint32 count);

// How long ago, in a few characters for a list: "now", "5 min", "3 h", "yesterday", "Tue", "11 Sep", "11 Sep 2023". A moment
// known by its day never shows hours. Empty where unknown.
QString shortAge(const Moment &moment, const QDateTime &now, const QLocale &locale = {});
// The same in whole words: "5 minutes ago", "11 September 2025".
QString longAge(const Moment &moment, const QDateTime &now, const QLocale &locale = {});

// How soon: "now" where it is due, "in 5 minutes", "in 3 hours", "tomorrow", "11 September 2025". Empty where invalid.
QString untilLabel(const QDateTime &time, const QDateTime &now, const QLocale &locale = {});

} // namespace dateline
