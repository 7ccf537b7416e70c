#include "ui/dialogs/about_dialog.h"

#include <QCoreApplication>
#include <QLabel>
#include <QVBoxLayout>

namespace dateline {

AboutDialog::AboutDialog(const Theme &theme, const QString &profileFolder, QWidget *parent)
    : Sheet(theme, tr("Dateline"), tr("A desktop news reader for people who follow the world."), parent)
{
    const QString text = tr("Version %1, with Qt %2. MIT licence.\n\n"
                            "Dateline works on your own machine and without a server: nothing leaves it but the requests for the feeds and "
                            "pages, and images, that you asked for (Preferences, “Every request…”).\n\n"
                            "Your articles are kept in\n%3")
                             .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion()), profileFolder);
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    content().addWidget(label);
    addCloseButton();
}

} // namespace dateline
