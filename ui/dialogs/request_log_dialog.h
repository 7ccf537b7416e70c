// RequestLogDialog: the requests that Dateline made, the latest first, as they happen; to be searched and copied. Stands beside the window
// (show(), not open()). Main thread only.
#pragma once

#include "items/request_log_model.h"
#include "ui/dialogs/sheet.h"

#include <QSortFilterProxyModel>
#include <QTimer>

class QLineEdit;
class QTreeView;

namespace dateline {

class RequestLogDialog final : public Sheet {
    Q_OBJECT
public:
    RequestLogDialog(const Theme &theme, QWidget *parent);
    ~RequestLogDialog() override;

    // The log as it is now, oldest first.
    void setRecords(const QList<RequestRecord> &records);

signals:
    void recordsWanted(); // each second while it is shown

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addTable();
    void addDeeds();
    void copy(bool isAll);

    RequestLogModel m_model;
    QSortFilterProxyModel m_filter;
    QLineEdit *m_words;
    QTreeView *m_table;
    QLabel *m_nothing; // while nothing was asked
    QPushButton *m_copy;
    QTimer m_again;
};

} // namespace dateline
