#include "ui/dialogs/sheet.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace dateline {
namespace {

// What its screen has room for, the window's own frame aside: at 200 % a screen is soon smaller than a table would like.
QSize largestOn(const QWidget &widget)
{
    constexpr QSize frame(16, 40);
    return widget.screen()->availableSize() - frame;
}

} // namespace

Sheet::Sheet(const Theme &theme, const QString &title, const QString &explanation, QWidget *parent)
    : QDialog(parent)
    , m_theme(theme)
    , m_content(new QVBoxLayout)
    , m_problem(new QLabel)
    , m_buttons(new QDialogButtonBox)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    setMinimumWidth(460);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(Theme::unit * 6, Theme::unit * 5, Theme::unit * 6, Theme::unit * 5);
    column->setSpacing(Theme::unit * 2);
    auto *heading = new QLabel(title);
    QFont font = theme.interfaceFont();
    font.setPointSizeF(font.pointSizeF() * 1.35);
    font.setWeight(QFont::DemiBold);
    heading->setFont(font);
    column->addWidget(heading);
    if (!explanation.isEmpty()) {
        auto *text = new QLabel(explanation);
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        text->setStyleSheet(QStringLiteral("color: %1").arg(theme.colors().secondaryText.name()));
        column->addWidget(text);
    }
    column->addSpacing(Theme::unit);
    m_content->setSpacing(Theme::unit * 2);
    column->addLayout(m_content, 1);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_problem->setStyleSheet(QStringLiteral("color: %1").arg(theme.colors().error.name()));
    m_problem->hide();
    column->addWidget(m_problem);
    column->addSpacing(Theme::unit);
    column->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QFormLayout &Sheet::form()
{
    if (!m_form) {
        m_form = new QFormLayout;
        m_form->setHorizontalSpacing(Theme::unit * 4);
        m_form->setVerticalSpacing(Theme::unit * 3);
        m_form->setLabelAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
        m_content->addLayout(m_form);
    }
    return *m_form;
}

void Sheet::addButtons(const QString &doIt)
{
    QPushButton *button = m_buttons->addButton(doIt, QDialogButtonBox::AcceptRole);
    button->setDefault(true);
    m_buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
}

void Sheet::addCloseButton()
{
    m_buttons->addButton(tr("Close"), QDialogButtonBox::RejectRole)->setDefault(true);
}

void Sheet::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    fit();
}

// A window asks a wrapping label for its height once, at a width that it won't have.
void Sheet::fit()
{
    layout()->activate();
    const int needed = layout()->totalHeightForWidth(width());
    if (isVisible() && needed > height())
        resize(QSize(width(), needed).boundedTo(largestOn(*this)));
}

void Sheet::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    resize(size().boundedTo(largestOn(*this)));
    fit();
}

} // namespace dateline
