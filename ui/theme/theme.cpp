#include "ui/theme/theme.h"

#include "base/topics.h"
#include "ui/theme/desktop_scheme.h"
#include "ui/theme/line_icon.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPalette>
#include <QScopedValueRollback>
#include <QStyleFactory>
#include <QToolTip>

#include <array>

// Resources of a static library are left out by the linker unless they are asked for; outside any namespace, as the macro wants.
static void initThemeResources()
{
    Q_INIT_RESOURCE(theme);
}

namespace dateline {
namespace {

// Good text faces in the order of our liking; the first installed one is taken.
constexpr std::array serifFaces = {"Source Serif 4", "Source Serif Pro", "Noto Serif", "Charis SIL", "Gentium Plus",
                                   "Georgia", "Libertinus Serif", "DejaVu Serif"};
constexpr std::array sansFaces = {"Inter", "Source Sans 3", "Noto Sans", "Open Sans", "Cantarell"};

template <size_t N>
QString firstInstalled(const std::array<const char *, N> &faces)
{
    for (const char *face : faces) {
        if (QFontDatabase::hasFamily(QString::fromLatin1(face)))
            return QString::fromLatin1(face);
    }
    return {};
}

QByteArray resource(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// The desktop's own font, unless that is only the last resort of a bare system.
QFont chooseInterfaceFont(const QFont &system)
{
    QFont font = system;
    const QString family = QFontInfo(system).family();
    const QString better = firstInstalled(sansFaces);
    if (!better.isEmpty() && (family.startsWith(QLatin1String("DejaVu")) || family.isEmpty()))
        font.setFamily(better);
    if (font.pointSizeF() < 9.5)
        font.setPointSizeF(10);
    return font;
}

} // namespace

Theme::Theme(QObject *parent)
    : QObject(parent)
{
    initThemeResources();
    loadColors();
}

void Theme::applyTo(QApplication &application)
{
    m_application = &application;
    m_interfaceFont = chooseInterfaceFont(QApplication::font());
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    application.installEventFilter(this);
    m_desktop = new DesktopScheme(this);
    connect(m_desktop, &DesktopScheme::changed, this, &Theme::followAgain);
    followSystem();
    apply();
}

void Theme::setAppearance(Appearance appearance)
{
    if (m_appearance == appearance)
        return;
    m_appearance = appearance;
    if (m_application) {
        followSystem();
        apply();
    } else {
        m_isDark = appearance == Appearance::Dark;
        loadColors();
    }
}

// Qt 6.4 doesn't say whether the desktop is dark. Where the desktop doesn't either, its palette does: our own is taken off for a
// moment to see it.
void Theme::followSystem()
{
    const QScopedValueRollback guard(m_isApplying, true);
    if (m_appearance == Appearance::System) {
        QApplication::setPalette(QPalette());
        const bool isPaletteDark = QApplication::palette().color(QPalette::Window).lightness() < 128;
        m_isDark = m_desktop && m_desktop->isDark() ? *m_desktop->isDark() : isPaletteDark;
    } else {
        m_isDark = m_appearance == Appearance::Dark;
    }
}

void Theme::apply()
{
    const QScopedValueRollback guard(m_isApplying, true);
    loadColors();
    m_icons.clear();
    QApplication::setFont(m_interfaceFont);
    QApplication::setPalette(palette());
    QToolTip::setPalette(palette());
    m_application->setStyleSheet(styleSheet());
    emit changed();
}

bool Theme::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange)
        followAgain();
    return QObject::eventFilter(watched, event);
}

void Theme::followAgain()
{
    if (m_isApplying || m_appearance != Appearance::System)
        return;
    const bool wasDark = m_isDark;
    followSystem();
    if (m_isDark != wasDark)
        apply();
    else
        QApplication::setPalette(palette());
}

void Theme::loadColors()
{
    const QString file = m_isDark ? QStringLiteral(":/dateline/themes/dark.json") : QStringLiteral(":/dateline/themes/light.json");
    const QJsonObject root = QJsonDocument::fromJson(resource(file)).object();
    const QJsonObject named = root.value(QLatin1String("colors")).toObject();
    const auto color = [&named](const char *name) { return QColor(named.value(QLatin1String(name)).toString()); };
    m_colors = {.background = color("background"), .surface = color("surface"), .raised = color("raised"),
                .text = color("text"), .secondaryText = color("secondaryText"), .faintText = color("faintText"),
                .accent = color("accent"), .accentText = color("accentText"), .border = color("border"),
                .hover = color("hover"), .selection = color("selection"), .unread = color("unread"),
                .bookmark = color("bookmark"), .warning = color("warning"), .error = color("error"), .good = color("good"),
                .person = color("person"), .organisation = color("organisation"), .place = color("place")};
    m_topicColors.clear();
    const QJsonObject topics = root.value(QLatin1String("topics")).toObject();
    for (auto topic = topics.begin(); topic != topics.end(); ++topic)
        m_topicColors.insert(topic.key(), QColor(topic.value().toString()));
}

QColor Theme::topicColor(QStringView topic) const
{
    const auto found = m_topicColors.constFind(topic.toString());
    if (found != m_topicColors.constEnd())
        return *found;
    const std::optional<QString> id = topicFromName(topic);
    return id ? m_topicColors.value(*id, m_colors.secondaryText) : m_colors.secondaryText;
}

QColor Theme::entityColor(EntityKind kind) const
{
    switch (kind) {
    case EntityKind::Person: return m_colors.person;
    case EntityKind::Organisation: return m_colors.organisation;
    case EntityKind::Place: return m_colors.place;
    }
    Q_UNREACHABLE();
}

QFont Theme::smallFont() const
{
    QFont font = m_interfaceFont;
    font.setPointSizeF(m_interfaceFont.pointSizeF() * 0.9);
    return font;
}

QFont Theme::labelFont() const
{
    QFont font = smallFont();
    font.setWeight(QFont::DemiBold);
    font.setLetterSpacing(QFont::PercentageSpacing, 102);
    return font;
}

QFont Theme::listTitleFont(bool isUnread) const
{
    QFont font = m_interfaceFont;
    font.setPointSizeF(m_interfaceFont.pointSizeF() * 1.04);
    font.setWeight(isUnread ? QFont::DemiBold : QFont::Normal);
    return font;
}

QFont Theme::readingFont() const
{
    QFont font = m_interfaceFont;
    if (m_readingFace == ReadingFace::Serif) {
        static const QString face = firstInstalled(serifFaces); // asking the desktop takes a millisecond, and every line's height asks
        font.setFamily(face.isEmpty() ? QStringLiteral("serif") : face);
        font.setStyleHint(QFont::Serif);
    }
    font.setPointSize(m_readingPointSize);
    return font;
}

QFont Theme::readingTitleFont() const
{
    QFont font = readingFont();
    font.setPointSizeF(m_readingPointSize * 1.75);
    font.setWeight(QFont::DemiBold);
    return font;
}

void Theme::setReadingPointSize(int points)
{
    const int bounded = std::clamp(points, 8, 40);
    if (bounded == m_readingPointSize)
        return;
    m_readingPointSize = bounded;
    emit readingTypeChanged();
}

void Theme::setReadingFace(ReadingFace face)
{
    if (face == m_readingFace)
        return;
    m_readingFace = face;
    emit readingTypeChanged();
}

QIcon Theme::icon(const QString &name) const
{
    const auto found = m_icons.constFind(name);
    if (found != m_icons.constEnd())
        return *found;
    const LineIconColors colors{m_colors.secondaryText, m_colors.text, m_colors.faintText, m_colors.accent};
    const QIcon made(new LineIcon(resource(QStringLiteral(":/dateline/icons/") + name + QStringLiteral(".svg")), colors));
    m_icons.insert(name, made);
    return made;
}

QIcon Theme::icon(const QString &name, const QColor &color) const
{
    const LineIconColors colors{color, color, color, color};
    return QIcon(new LineIcon(resource(QStringLiteral(":/dateline/icons/") + name + QStringLiteral(".svg")), colors));
}

QPalette Theme::palette() const
{
    const ThemeColors &c = m_colors;
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &color) { palette.setColor(QPalette::All, role, color); };
    set(QPalette::Window, c.background);
    set(QPalette::WindowText, c.text);
    set(QPalette::Base, c.surface);
    set(QPalette::AlternateBase, c.background);
    set(QPalette::Text, c.text);
    set(QPalette::Button, c.raised);
    set(QPalette::ButtonText, c.text);
    set(QPalette::BrightText, c.error);
    set(QPalette::ToolTipBase, c.raised);
    set(QPalette::ToolTipText, c.text);
    set(QPalette::PlaceholderText, c.faintText);
    set(QPalette::Highlight, m_isDark ? c.accent.darker(190) : c.accent.lighter(185));
    set(QPalette::HighlightedText, c.text);
    set(QPalette::Link, c.accent);
    set(QPalette::LinkVisited, c.accent);
    set(QPalette::Light, c.raised);
    set(QPalette::Midlight, c.hover);
    set(QPalette::Mid, c.border);
    set(QPalette::Dark, c.border);
    set(QPalette::Shadow, c.border);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, c.faintText);
    return palette;
}

// The style sheet names tokens as "@border@"; a colour is all that is ever put in.
QString Theme::styleSheet() const
{
    QString sheet = QString::fromUtf8(resource(QStringLiteral(":/dateline/themes/window.qss")));
    const ThemeColors &c = m_colors;
    const std::array<std::pair<const char *, QColor>, 11> tokens = {{
        {"@background@", c.background}, {"@surface@", c.surface}, {"@raised@", c.raised}, {"@text@", c.text},
        {"@secondaryText@", c.secondaryText}, {"@faintText@", c.faintText}, {"@accent@", c.accent},
        {"@accentText@", c.accentText}, {"@border@", c.border}, {"@hover@", c.hover}, {"@selection@", c.selection}}};
    for (const auto &[token, color] : tokens)
        sheet.replace(QLatin1String(token), color.name());
    return sheet;
}

} // namespace dateline
