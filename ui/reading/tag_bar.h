// TagBar: the line in which the reader gives an article tags: all of them, apart by commas, completed from those in use. Main thread.
#pragma once

#include "ui/theme/theme.h"

#include <QStringListModel>
#include <QWidget>

class QLineEdit;

namespace dateline {

// What is to be added and taken away for the reader's line to hold. Tags that differ in case and accents only are one; a tag with a
// comma in its name can't be written in a line, so it stays as it is.
struct TagChange {
    QStringList added;
    QStringList removed;
    bool isEmpty() const { return added.isEmpty() && removed.isEmpty(); }
};
TagChange tagChange(const QStringList &present, const QString &line);

class TagBar final : public QWidget {
    Q_OBJECT
public:
    explicit TagBar(const Theme &theme, QWidget *parent = nullptr);

    // Opens with the article's tags; `known` are offered as completions.
    void start(const QStringList &tags, const QStringList &known);
    void setKnown(const QStringList &known);

signals:
    void edited(const dateline::TagChange &change); // by Return; Escape leaves everything as it was
    void closed();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void keep();

    QLineEdit *m_line;
    QStringListModel m_known;
    QStringList m_present;
};

} // namespace dateline
