// Theme: every colour, font and distance of the window, for light and dark. Main thread only; owned by app/application,
// passed by reference to whoever paints. Nothing else in ui names a colour.
//
// Delegates read the tokens while painting and need no signal of their own: changed() is followed by a palette change, so
// every widget is painted again. What caches pixels or builds documents listens to changed().
#pragma once

#include "base/annotations.h"

#include <QColor>
#include <QFont>
#include <QHash>
#include <QIcon>
#include <QObject>

class QApplication;
class QPalette;

namespace dateline {

class DesktopScheme;

enum class Appearance : quint8 { System, Light, Dark };
enum class ReadingFace : quint8 { Serif, Sans };

struct ThemeColors {
    QColor background;    // window, side bar, tool bar
    QColor surface;       // list and reading view
    QColor raised;        // menus, tool tips, chips, cards
    QColor text;
    QColor secondaryText; // at least 4.5:1 on surface and background
    QColor faintText;     // labels that may be missed
    QColor accent;
    QColor accentText;    // on accent
    QColor border;        // hair lines
    QColor hover;
    QColor selection;     // under `text`
    QColor unread;        // the dot
    QColor bookmark;      // the star
    QColor warning;
    QColor error;
    QColor good;          // what is well
    QColor person, organisation, place; // underlines of entities
};

class Theme final : public QObject {
    Q_OBJECT
public:
    explicit Theme(QObject *parent = nullptr);

    // Puts Fusion, our palette, fonts and style sheet on the application and keeps following the system. Call once.
    void applyTo(QApplication &application);

    Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);
    bool isDark() const { return m_isDark; }

    const ThemeColors &colors() const { return m_colors; }
    // Of a topic's id ("medtop:11000000"), short name or English label; secondaryText where it is unknown.
    QColor topicColor(QStringView topic) const;
    QColor entityColor(EntityKind kind) const;

    // The grid in device-independent pixels: paddings and gaps are whole multiples of it.
    static constexpr int unit = 4;
    static constexpr int radius = 6;

    QFont interfaceFont() const { return m_interfaceFont; }
    QFont smallFont() const;      // ages, counts, chips
    QFont labelFont() const;      // section heads: small, semi-bold
    QFont listTitleFont(bool isUnread) const;
    // The face of articles at the reader's size.
    QFont readingFont() const;
    QFont readingTitleFont() const;
    int readingPointSize() const { return m_readingPointSize; }
    void setReadingPointSize(int points); // kept within 8 … 40
    ReadingFace readingFace() const { return m_readingFace; }
    void setReadingFace(ReadingFace face);

    // One of the line icons of resources/icons by its name without ".svg", drawn in secondaryText (`text` under the pointer,
    // faintText where disabled, accent where checked), sharp at any scale. Made once a name and theme.
    QIcon icon(const QString &name) const;
    // The same in one colour.
    QIcon icon(const QString &name, const QColor &color) const;

signals:
    void changed();             // colours or interface fonts
    void readingTypeChanged();  // size or face of articles

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void followSystem();
    void followAgain();
    void apply();
    void loadColors();
    QPalette palette() const;
    QString styleSheet() const;

    Appearance m_appearance = Appearance::System;
    bool m_isDark = false;
    bool m_isApplying = false;
    ThemeColors m_colors;
    QHash<QString, QColor> m_topicColors; // by id
    QFont m_interfaceFont;
    ReadingFace m_readingFace = ReadingFace::Serif;
    int m_readingPointSize = 13;
    QApplication *m_application = nullptr;
    DesktopScheme *m_desktop = nullptr;
    mutable QHash<QString, QIcon> m_icons;
};

} // namespace dateline
