// CorrectionsDialog: everything the reader put right, the latest first, each to be taken back.
#pragma once

#include "base/correction.h"
#include "ui/dialogs/sheet.h"

class QLabel;
class QPushButton;
class QTreeWidget;

namespace dateline {

struct ListedCorrection {
    Correction correction;
    QString articleTitle; // of one that is about an article
};

class CorrectionsDialog final : public Sheet {
    Q_OBJECT
public:
    CorrectionsDialog(const Theme &theme, QWidget *parent);

    // In the order they were made. May be called again: what is chosen stays chosen where it can.
    void setCorrections(const QList<ListedCorrection> &corrections);

signals:
    void undoWanted(dateline::CorrectionId id);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; // Delete in the list

private:
    void takeBack();
    void refreshButton();

    QTreeWidget *m_list;
    QLabel *m_empty;
    QPushButton *m_takeBack;
};

} // namespace dateline
