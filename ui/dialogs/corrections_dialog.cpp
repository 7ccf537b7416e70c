#include "ui/dialogs/corrections_dialog.h"

#include "ui/dialogs/correction_words.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace dateline {

CorrectionsDialog::CorrectionsDialog(const Theme &theme, QWidget *parent)
    : Sheet(theme, tr("Corrections"),
            tr("What you put right. Corrections outlive new analyses and updates of an article; those of people, organisations and places hold "
               "for later articles too."),
            parent)
    , m_list(new QTreeWidget)
    , m_empty(new QLabel(tr("Nothing yet. Open the menu of an underlined name, a topic or a country to put it right.")))
{
    m_list->setColumnCount(3);
    m_list->setHeaderLabels({tr("Correction"), tr("Article"), tr("Made")});
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->setAccessibleName(tr("Corrections"));
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_empty->setWordWrap(true);
    content().addWidget(m_list, 1);
    content().addWidget(m_empty);
    addCloseButton();
    m_takeBack = buttons().addButton(tr("Take back"), QDialogButtonBox::ActionRole);
    m_takeBack->setAutoDefault(false);
    connect(m_takeBack, &QPushButton::clicked, this, &CorrectionsDialog::takeBack);
    m_list->installEventFilter(this);
    connect(m_list, &QTreeWidget::currentItemChanged, this, &CorrectionsDialog::refreshButton);
    setCorrections({});
    resize(720, 460);
}

bool CorrectionsDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_list || event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Delete)
        return Sheet::eventFilter(watched, event);
    takeBack();
    return true;
}

void CorrectionsDialog::setCorrections(const QList<ListedCorrection> &corrections)
{
    const int row = m_list->currentItem() ? m_list->indexOfTopLevelItem(m_list->currentItem()) : 0;
    m_list->clear();
    for (auto listed = corrections.rbegin(); listed != corrections.rend(); ++listed) {
        const QString made = QLocale().toString(listed->correction.made.toLocalTime().date(), QLocale::ShortFormat);
        auto *item = new QTreeWidgetItem({correctionSentence(listed->correction), listed->articleTitle, made});
        item->setToolTip(0, item->text(0));
        item->setToolTip(1, item->text(1));
        item->setData(0, Qt::UserRole, listed->correction.id.value);
        m_list->addTopLevelItem(item);
    }
    m_list->setCurrentItem(m_list->topLevelItem(std::min(row, m_list->topLevelItemCount() - 1)));
    const bool wasEmpty = m_list->isHidden();
    m_list->setVisible(!corrections.isEmpty());
    if (wasEmpty)
        m_list->setFocus();
    m_empty->setVisible(corrections.isEmpty());
    refreshButton();
}

void CorrectionsDialog::takeBack()
{
    if (const QTreeWidgetItem *item = m_list->currentItem())
        emit undoWanted({item->data(0, Qt::UserRole).toUInt()});
}

void CorrectionsDialog::refreshButton()
{
    m_takeBack->setEnabled(m_list->currentItem());
}

} // namespace dateline
