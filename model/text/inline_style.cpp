// Declarations are split as CSS does it (CSS Style Attributes §3), but for strings and escapes, which none of the properties asked for here needs.
// Of several declarations of a property the last holds. Linear.
#include "text/inline_style.h"

#include <QVarLengthArray>

#include <algorithm>
#include <optional>

namespace dateline {

namespace {

constexpr double speck = 2;        // CSS pixels: nothing that is meant to be looked at is smaller
constexpr double faintest = 0.05;  // opacity
constexpr double farOff = -999;    // CSS pixels from the page's edge
constexpr double lineHeight = 16;  // CSS pixels of an em, where nobody says otherwise

// The value of a length in CSS pixels; none where it depends on something else ("50%", "auto").
std::optional<double> pixels(QByteArrayView length)
{
    qsizetype end = 0;
    while (end < length.size() && ((length[end] >= '0' && length[end] <= '9') || length[end] == '.' || ((length[end] == '-' || length[end] == '+') && end == 0)))
        ++end;
    if (end == 0)
        return {};
    bool isNumber = false;
    const double number = length.first(end).toDouble(&isNumber);
    if (!isNumber)
        return {};
    static constexpr std::pair<QByteArrayView, double> units[] = {
        {"", 1}, {"px", 1}, {"pt", 96.0 / 72}, {"pc", 16}, {"in", 96}, {"cm", 96 / 2.54}, {"mm", 9.6 / 2.54}, {"q", 2.4 / 2.54},
        {"em", lineHeight}, {"rem", lineHeight}, {"ex", lineHeight / 2}, {"ch", lineHeight / 2}};
    const auto *unit = std::ranges::find(units, length.sliced(end), &std::pair<QByteArrayView, double>::first);
    if (unit != std::end(units))
        return number * unit->second;
    return number == 0 ? std::optional(0.0) : std::nullopt;
}

bool isSpeck(const std::optional<double> &length)
{
    return length && *length >= 0 && *length <= speck;
}

class Appearance final {
public:
    explicit Appearance(QByteArrayView style)
    {
        QVarLengthArray<char, 512> rest;
        simplify(style, rest);
        const QByteArrayView declarations(rest.constData(), rest.size());
        for (qsizetype at = 0; at < declarations.size();) {
            const qsizetype found = declarations.indexOf(';', at), end = found < 0 ? declarations.size() : found;
            const QByteArrayView declaration = declarations.sliced(at, end - at);
            const qsizetype colon = declaration.indexOf(':');
            if (colon > 0) {
                const QByteArrayView value = declaration.sliced(colon + 1);
                const qsizetype important = value.indexOf('!');
                read(declaration.first(colon).trimmed(), (important < 0 ? value : value.first(important)).trimmed());
            }
            at = end + 1;
        }
    }

    bool isUnseen() const { return m_isUndisplayed || m_isInvisible || m_isOffPage || m_isClippedAway; }
    bool isFaint() const { return m_opacity < faintest; }
    bool isNarrow() const { return !m_hasLeastWidth && (isSpeck(m_width) || isSpeck(m_widest)); }
    bool isLow() const { return !m_hasLeastHeight && (isSpeck(m_height) || isSpeck(m_highest)); }
    // Nothing of its content is outside of it. A box with padding keeps a place for what is laid over it.
    bool isShut() const { return m_cutsOverflow && !m_isPadded; }
    bool hasTinyType() const { return isSpeck(m_type); }
    bool isHiddenFromOutlook() const { return m_isHiddenFromOutlook; }

private:
    // In small letters and without comments.
    static void simplify(QByteArrayView style, QVarLengthArray<char, 512> &rest)
    {
        for (qsizetype at = 0; at < style.size(); ++at) {
            const char c = style[at];
            if (c == '/' && at + 1 < style.size() && style[at + 1] == '*') {
                const qsizetype end = style.indexOf("*/", at + 2);
                if (end < 0)
                    return;
                at = end + 1;
            } else {
                rest.append(c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c);
            }
        }
    }

    void read(QByteArrayView name, QByteArrayView value)
    {
        if (name == "display")
            m_isUndisplayed = value == "none";
        else if (name == "visibility")
            m_isInvisible = value == "hidden" || value == "collapse";
        else if (name == "mso-hide") // Outlook's own, in newsletters
            m_isHiddenFromOutlook = value == "all";
        else if (name == "opacity")
            m_opacity = pixels(value).value_or(1);
        else if (name == "overflow")
            m_cutsOverflow = value.startsWith("hidden") || value.startsWith("clip");
        else if (name.startsWith("padding"))
            m_isPadded = m_isPadded || std::ranges::any_of(value, [](char c) { return c >= '1' && c <= '9'; });
        else if (name == "clip" || name == "clip-path" || name == "transform")
            m_isClippedAway = m_isClippedAway || clipsAway(value);
        else
            readLength(name, value);
    }

    void readLength(QByteArrayView name, QByteArrayView value)
    {
        const std::optional<double> length = pixels(value);
        if (name == "width")
            m_width = length;
        else if (name == "height")
            m_height = length;
        else if (name == "max-width")
            m_widest = length;
        else if (name == "max-height")
            m_highest = length;
        else if (name == "min-width")
            m_hasLeastWidth = !isSpeck(length);
        else if (name == "min-height")
            m_hasLeastHeight = !isSpeck(length);
        else if (name == "font-size")
            m_type = length;
        else if (name == "left" || name == "top" || name == "right" || name == "bottom" || name == "margin-left" || name == "margin-top")
            m_isOffPage = m_isOffPage || (length && *length <= farOff);
    }

    // The ways in which text is kept for screen readers only.
    static bool clipsAway(QByteArrayView value)
    {
        static constexpr QByteArrayView ways[] = {"rect(0", "rect(1px", "inset(50%)", "inset(100%)", "scale(0)"};
        return std::ranges::any_of(ways, [value](QByteArrayView way) { return value.startsWith(way); });
    }

    std::optional<double> m_width, m_height, m_widest, m_highest, m_type; // CSS pixels
    double m_opacity = 1;
    bool m_isUndisplayed = false, m_isInvisible = false, m_isOffPage = false, m_isClippedAway = false, m_isHiddenFromOutlook = false;
    bool m_cutsOverflow = false, m_isPadded = false, m_hasLeastWidth = false, m_hasLeastHeight = false;
};

} // namespace

bool hidesElement(QByteArrayView style)
{
    const Appearance look(style);
    if (look.isUnseen() || (look.isShut() && look.isNarrow()))
        return true;
    // A low box alone may be one that a press unfolds, and what only Outlook hides (a button that it draws by itself) others show.
    const bool isPreviewLine = look.isFaint() || look.hasTinyType() || (look.isShut() && look.isHiddenFromOutlook());
    return look.isLow() && isPreviewLine;
}

bool hidesImage(QByteArrayView style)
{
    const Appearance look(style);
    return look.isUnseen() || look.isFaint() || look.isNarrow() || look.isLow();
}

} // namespace dateline
