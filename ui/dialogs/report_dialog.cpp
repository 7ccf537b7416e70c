#include "ui/dialogs/report_dialog.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace dateline {

QString reportText(const QList<Error> &failures)
{
    QStringList lines;
    for (const Error &failure : failures) {
        lines.append(failure.message);
        if (!failure.detail.isEmpty())
            lines.append(QStringLiteral("    ") + failure.detail);
    }
    return lines.join(u'\n');
}

ReportDialog::ReportDialog(const Theme &theme, const QString &title, const QString &summary, const QList<Error> &failures, QWidget *parent)
    : Sheet(theme, title, summary, parent)
{
    const QString text = reportText(failures);
    auto *list = new QPlainTextEdit(text);
    list->setReadOnly(true);
    list->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    list->setAccessibleName(tr("Failures"));
    content().addWidget(list, 1);
    addCloseButton();
    QPushButton *copy = buttons().addButton(tr("Copy"), QDialogButtonBox::ActionRole);
    connect(copy, &QPushButton::clicked, this, [text] { QGuiApplication::clipboard()->setText(text); });
    resize(640, 420);
}

} // namespace dateline
