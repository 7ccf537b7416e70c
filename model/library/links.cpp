#include "library/links.h"

#include "library/resource_files.h"
#include "text/link_disguise.h"

#include <QCoreApplication>
#include <QFile>

namespace dateline {

// Without the list nothing is cut: a link still leads where it says.
const TrackingParameters &Links::listed() const
{
    if (!m_listed) {
        QFile file(resourceFile(QStringLiteral("words/tracking.tsv")));
        m_listed = file.open(QIODevice::ReadOnly) ? readTrackingParameters(QString::fromUtf8(file.readAll())) : TrackingParameters();
    }
    return *m_listed;
}

void Links::setCleaning(const LinkCleaning &cleaning)
{
    m_cleaning = cleaning;
    m_own = readTrackingParameters(cleaning.own);
}

LinkView Links::view(const QUrl &address, const QString &words) const
{
    LinkView view{address, {}, {}};
    if (m_cleaning.isOn)
        view.url = withoutTracking(withoutTracking(withoutPassage(address), listed()), m_own);
    view.shown = addressForPeople(view.url);
    if (isDisguised(words, view.url))
        view.warning = QCoreApplication::translate("Library", "The words say %1, but the link leads to %2.").arg(namedHost(words), view.url.host());
    return view;
}

QStringList Links::cut() const
{
    QStringList lines;
    for (const TrackingParameter &one : listed()) {
        const QString where = one.sites.isEmpty() ? QString() : QStringLiteral(" · ") + one.sites.join(QStringLiteral(", "));
        lines.append(one.name + (one.whose.isEmpty() ? QString() : QStringLiteral(" · ") + one.whose) + where);
    }
    return lines;
}

} // namespace dateline
