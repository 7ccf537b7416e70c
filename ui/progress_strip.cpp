#include "ui/progress_strip.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QToolButton>

namespace dateline {

ProgressStrip::ProgressStrip(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new QLabel)
    , m_bar(new QProgressBar)
    , m_cancel(new QToolButton)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(Theme::unit * 4, Theme::unit * 2, Theme::unit * 2, Theme::unit * 3);
    grid->setHorizontalSpacing(Theme::unit);
    grid->setVerticalSpacing(Theme::unit);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setMinimumWidth(10);
    m_bar->setTextVisible(false);
    m_cancel->setToolTip(tr("Stop"));
    m_cancel->setAccessibleName(m_cancel->toolTip());
    grid->addWidget(m_text, 0, 0);
    grid->addWidget(m_bar, 1, 0);
    grid->addWidget(m_cancel, 0, 1, 2, 1);
    grid->setColumnStretch(0, 1);
    connect(m_cancel, &QToolButton::clicked, this, &ProgressStrip::cancelled);
    connect(&theme, &Theme::changed, this, &ProgressStrip::renewColors);
    renewColors();
    hide();
}

void ProgressStrip::renewColors()
{
    m_text->setFont(m_theme.smallFont());
    m_text->setStyleSheet(QStringLiteral("color: %1").arg(m_theme.colors().secondaryText.name()));
    m_cancel->setIcon(m_theme.icon(QStringLiteral("close")));
}

void ProgressStrip::showProgress(const Progress &progress)
{
    const QLocale locale;
    QString text = progress.what;
    if (progress.total > 0)
        text = tr("%1: %2 of %3").arg(progress.what, locale.toString(progress.done), locale.toString(progress.total));
    else if (progress.articles > 0)
        text = tr("%1: %2").arg(progress.what, locale.toString(progress.articles));
    m_text->setText(text);
    m_text->setToolTip(text);
    m_bar->setRange(0, progress.total);
    m_bar->setValue(progress.done);
    show();
}

void ProgressStrip::finish()
{
    hide();
}

QString ProgressStrip::text() const
{
    return isHidden() ? QString() : m_text->text();
}

} // namespace dateline
