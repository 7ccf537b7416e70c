// FlowLayout: widgets beside each other in reading order, wrapped into lines as a paragraph's words are, centred on their line.
#pragma once

#include <QLayout>

namespace dateline {

class FlowLayout final : public QLayout {
    Q_OBJECT
public:
    FlowLayout(QWidget *parent, int gap);
    ~FlowLayout() override;

    void insertWidget(int place, QWidget *widget);

    void addItem(QLayoutItem *item) override;
    int count() const override { return int(m_items.size()); }
    QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    Qt::Orientations expandingDirections() const override { return {}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    void setGeometry(const QRect &rect) override;
    QSize sizeHint() const override;
    QSize minimumSize() const override;

private:
    QList<QLayoutItem *> lineFrom(qsizetype first, int width) const;
    int arrange(const QRect &rect, bool isTrial) const;

    QList<QLayoutItem *> m_items; // owned
    int m_gap;
};

} // namespace dateline
