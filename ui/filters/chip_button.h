// ChipButton: one part of the filter: its words and a cross. Removed by a click on the cross, Delete or Backspace; turned into its
// opposite by a double click, Return or the menu. Main thread only.
#pragma once

#include <QWidget>

namespace dateline {

class Theme;

class ChipButton final : public QWidget {
    Q_OBJECT
public:
    explicit ChipButton(const Theme &theme, QWidget *parent = nullptr);

    // `text` is the part in the query language, for the tool tip.
    void show(const QString &label, const QString &text, bool isNegated, bool canTurn);
    QString label() const { return m_label; }
    bool isNegated() const { return m_isNegated; }
    QRect crossRect() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void removed();
    void turned();
    void moved(int step); // the focus, to the next chip or the one before

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QFont chipFont() const;
    void turn();

    const Theme &m_theme;
    QString m_label;
    bool m_isNegated = false;
    bool m_canTurn = false;
    bool m_isCrossHovered = false;
    bool m_isCrossPressed = false;
};

} // namespace dateline
