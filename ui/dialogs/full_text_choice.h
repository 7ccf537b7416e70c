// A list to choose from: of which articles the page is fetched. Main thread only.
#pragma once

#include "base/full_text.h"

class QComboBox;

namespace dateline {

enum class FullTextOf : quint8 { AllFeeds, OneSource };

// The caller takes it over.
QComboBox *newFullTextChoice(FullTextOf of, FullText present);
FullText chosenFullText(const QComboBox &choice);

} // namespace dateline
