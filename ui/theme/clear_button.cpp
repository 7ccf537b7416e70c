#include "ui/theme/clear_button.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QLineEdit>

namespace dateline {

void addClearButton(const Theme &theme, QLineEdit &line)
{
    QAction *clear = line.addAction(theme.icon(QStringLiteral("close")), QLineEdit::TrailingPosition);
    clear->setToolTip(QLineEdit::tr("Clear"));
    clear->setVisible(!line.text().isEmpty());
    QObject::connect(clear, &QAction::triggered, &line, &QLineEdit::clear);
    QObject::connect(&line, &QLineEdit::textChanged, clear, [clear](const QString &text) { clear->setVisible(!text.isEmpty()); });
    QObject::connect(&theme, &Theme::changed, clear, [clear, &theme] { clear->setIcon(theme.icon(QStringLiteral("close"))); });
}

} // namespace dateline
