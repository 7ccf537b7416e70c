// ArticleDelegate: paints one article of the list: unread mark, a title of two lines, then source, age, country codes and
// topic. Everything is measured from the fonts, mirrored right to left, and coloured by the theme. Title layouts are cached by
// article, width and weight. Main thread only.
#pragma once

#include "base/article.h"

#include <QCache>
#include <QStyledItemDelegate>
#include <QTextLayout>

#include <memory>

namespace dateline {

class Theme;

class ArticleDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    // `theme` must outlive the delegate.
    explicit ArticleDelegate(const Theme &theme, QObject *parent = nullptr);

    // The height of every row, in device-independent pixels.
    int rowHeight() const;
    // Where the star is painted or would be, in the row's own rectangle.
    QRect starRect(const QRect &row, Qt::LayoutDirection direction) const;
    // Fonts or colours changed: forgets the layouts.
    void forgetLayouts();
    // Ages are counted from this; the reader's own clock unless a test sets it.
    void setNow(const QDateTime &now) { m_now = now; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    struct Geometry {
        QRect row;
        QRect title;
        QRect meta;         // one line below the title
        QRect dot;          // the unread mark, before the title
        QRect star;
        Qt::LayoutDirection direction = Qt::LeftToRight;
    };
    // A title broken into two lines, the second shortened at a word.
    struct TitleLayout {
        QString title;
        QString snippet;
        int width = 0;
        bool isUnread = false;
        Qt::LayoutDirection direction = Qt::LeftToRight;
        QTextLayout layout; // in device-independent pixels from the title's top left
    };

    Geometry geometryOf(const QRect &row, Qt::LayoutDirection direction) const;
    void paintBackground(QPainter *painter, const QStyleOptionViewItem &option) const;
    void paintTitle(QPainter *painter, const Geometry &geometry, const ArticleHead &head) const;
    void paintMeta(QPainter *painter, const Geometry &geometry, const ArticleHead &head) const;
    int paintCountries(QPainter *painter, const Geometry &geometry, const ArticleHead &head, int x) const;
    void paintStar(QPainter *painter, const Geometry &geometry, bool isBookmarked) const;
    void paintPlaceholder(QPainter *painter, const Geometry &geometry) const;
    const TitleLayout *titleLayout(const ArticleHead &head, int width, Qt::LayoutDirection direction) const;
    std::unique_ptr<TitleLayout> laidOut(const ArticleHead &head, int width, Qt::LayoutDirection direction) const;

    const Theme &m_theme;
    QDateTime m_now;
    mutable QCache<quint32, TitleLayout> m_titles; // by article
};

} // namespace dateline
