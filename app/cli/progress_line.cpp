#include "cli/progress_line.h"

#include "cli/terminal.h"

#include <QCoreApplication>
#include <QLocale>

namespace dateline {

ProgressLine::ProgressLine(Output &output) : m_streams(output.streams()) {}

ProgressLine::ProgressLine(Library &library, Output &output) : m_streams(output.streams())
{
    m_connection = QObject::connect(&library, &Library::progressed, &library, [this](const Progress &progress) { show(progress); });
}

ProgressLine::~ProgressLine()
{
    QObject::disconnect(m_connection);
    if (m_isShown)
        m_streams.writeErrors("\r\x1b[K");
}

void ProgressLine::show(const Progress &progress)
{
    constexpr int barWidth = 24;
    if (!m_streams.terminal().hasErrors || m_streams.isBehind())
        return;
    QString line = progress.what;
    if (progress.total > 0) {
        const double share = static_cast<double>(progress.done) / progress.total;
        line += QStringLiteral(" ▕") + fitted(bar(share, barWidth), barWidth) + QStringLiteral("▏ %1/%2").arg(progress.done).arg(progress.total);
    }
    if (progress.articles > 0)
        line += QStringLiteral("  ") + QCoreApplication::translate("Progress", "%1 articles").arg(QLocale().toString(progress.articles));
    m_streams.writeErrors(QByteArray("\r\x1b[K" + line.toUtf8()));
    m_isShown = true;
}

} // namespace dateline
