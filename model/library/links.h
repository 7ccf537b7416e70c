// Links: how links are shown and followed under the reader's choice of what is cut from them. Main thread; reads the list of names when it
// is first needed.
#pragma once

#include "base/link_view.h"
#include "text/link_cleaning.h"

#include <optional>

namespace dateline {

class Links final {
public:
    LinkView view(const QUrl &address, const QString &words) const;
    const LinkCleaning &cleaning() const { return m_cleaning; }
    void setCleaning(const LinkCleaning &cleaning);
    QStringList cut() const;

private:
    const TrackingParameters &listed() const;

    LinkCleaning m_cleaning;
    TrackingParameters m_own;
    mutable std::optional<TrackingParameters> m_listed;
};

} // namespace dateline
