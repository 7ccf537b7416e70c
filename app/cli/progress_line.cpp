#include "cli/progress_line.h"

#include "cli/terminal.h"

#include <QCoreApplication>
#include <QLocale>

#include <cstdio>

namespace dateline {

ProgressLine::ProgressLine(Library &library)
{
    m_connection = QObject::connect(&library, &Library::progressed, &library, [this](const Progress &progress) { show(progress); });
}

ProgressLine::~ProgressLine()
{
    QObject::disconnect(m_connection);
    if (m_isShown)
        std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::show(const Progress &progress)
{
    constexpr int barWidth = 24;
    if (!errorsAreTerminal())
        return;
    QString line = progress.what;
    if (progress.total > 0) {
        const double share = static_cast<double>(progress.done) / progress.total;
        line += QStringLiteral(" ▕") + fitted(bar(share, barWidth), barWidth) + QStringLiteral("▏ %1/%2").arg(progress.done).arg(progress.total);
    }
    if (progress.articles > 0)
        line += QStringLiteral("  ") + QCoreApplication::translate("Progress", "%1 articles").arg(QLocale().toString(progress.articles));
    const QByteArray bytes = "\r\x1b[K" + line.toUtf8();
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
    m_isShown = true;
}

} // namespace dateline
