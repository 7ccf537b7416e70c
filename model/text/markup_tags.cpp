#include "text/markup_tags.h"

#include <array>
#include <initializer_list>

namespace dateline {

namespace {

using Table = std::array<quint32, GUMBO_TAG_LAST + 1>;

void add(Table &table, std::initializer_list<GumboTag> tags, quint32 traits)
{
    for (GumboTag tag : tags)
        table[tag] |= traits;
}

Table makeTable()
{
    Table table{};
    add(table, {GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6,
                GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_DL, GUMBO_TAG_PRE, GUMBO_TAG_FIGURE, GUMBO_TAG_SECTION,
                GUMBO_TAG_ARTICLE, GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER, GUMBO_TAG_ASIDE, GUMBO_TAG_DETAILS, GUMBO_TAG_ADDRESS,
                GUMBO_TAG_FIGCAPTION, GUMBO_TAG_SUMMARY}, Allowed | Paragraph | ClosesParagraph);
    add(table, {GUMBO_TAG_TABLE, GUMBO_TAG_CAPTION}, Allowed | Paragraph);
    add(table, {GUMBO_TAG_HR}, Allowed | Paragraph | Void | ClosesParagraph);
    add(table, {GUMBO_TAG_LI, GUMBO_TAG_DT, GUMBO_TAG_DD}, Allowed | Line | ClosesParagraph);
    add(table, {GUMBO_TAG_TR}, Allowed | Line);
    add(table, {GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_COLGROUP}, Allowed);
    add(table, {GUMBO_TAG_BR, GUMBO_TAG_WBR, GUMBO_TAG_IMG, GUMBO_TAG_COL}, Allowed | Void);
    add(table, {GUMBO_TAG_A, GUMBO_TAG_B, GUMBO_TAG_CODE, GUMBO_TAG_EM, GUMBO_TAG_I, GUMBO_TAG_S, GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE,
                GUMBO_TAG_STRONG, GUMBO_TAG_TT, GUMBO_TAG_U}, Allowed | Formatting);
    add(table, {GUMBO_TAG_FONT, GUMBO_TAG_BIG, GUMBO_TAG_NOBR}, Formatting);
    add(table, {GUMBO_TAG_ABBR, GUMBO_TAG_BDI, GUMBO_TAG_BDO, GUMBO_TAG_CITE, GUMBO_TAG_DEL, GUMBO_TAG_DFN, GUMBO_TAG_INS, GUMBO_TAG_KBD,
                GUMBO_TAG_MARK, GUMBO_TAG_Q, GUMBO_TAG_SAMP, GUMBO_TAG_SPAN, GUMBO_TAG_SUB, GUMBO_TAG_SUP, GUMBO_TAG_TIME, GUMBO_TAG_VAR,
                GUMBO_TAG_RUBY, GUMBO_TAG_RT, GUMBO_TAG_RP}, Allowed);
    add(table, {GUMBO_TAG_TABLE, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_CAPTION, GUMBO_TAG_HTML, GUMBO_TAG_OBJECT, GUMBO_TAG_APPLET,
                GUMBO_TAG_MARQUEE}, Barrier);
    add(table, {GUMBO_TAG_AREA, GUMBO_TAG_BASE, GUMBO_TAG_BASEFONT, GUMBO_TAG_BGSOUND, GUMBO_TAG_EMBED, GUMBO_TAG_INPUT, GUMBO_TAG_KEYGEN,
                GUMBO_TAG_LINK, GUMBO_TAG_META, GUMBO_TAG_PARAM, GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK, GUMBO_TAG_FRAME, GUMBO_TAG_IMAGE}, Void);
    // "Page" keeps titles, scripts and styles, because a page says there what it is; the others are never wanted.
    add(table, {GUMBO_TAG_TITLE, GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TEXTAREA, GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED,
                GUMBO_TAG_NOFRAMES, GUMBO_TAG_XMP}, Raw);
    add(table, {GUMBO_TAG_TEXTAREA, GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED, GUMBO_TAG_NOFRAMES, GUMBO_TAG_SVG, GUMBO_TAG_MATH,
                GUMBO_TAG_SELECT, GUMBO_TAG_TEMPLATE}, Swallowed);
    add(table, {GUMBO_TAG_PLAINTEXT, GUMBO_TAG_FRAMESET, GUMBO_TAG_FRAME, GUMBO_TAG_OPTION, GUMBO_TAG_OPTGROUP, GUMBO_TAG_NOSCRIPT,
                GUMBO_TAG_IMAGE, GUMBO_TAG_ISINDEX, GUMBO_TAG_FORM}, Unwrapped);
    add(table, {GUMBO_TAG_VIDEO, GUMBO_TAG_AUDIO, GUMBO_TAG_CANVAS, GUMBO_TAG_DATALIST, GUMBO_TAG_BUTTON, GUMBO_TAG_SCRIPT,
                GUMBO_TAG_STYLE, GUMBO_TAG_TITLE}, Embedded);
    add(table, {GUMBO_TAG_CENTER, GUMBO_TAG_MAIN, GUMBO_TAG_NAV, GUMBO_TAG_FORM, GUMBO_TAG_FIELDSET, GUMBO_TAG_DIR, GUMBO_TAG_MENU,
                GUMBO_TAG_HGROUP, GUMBO_TAG_LISTING}, Paragraph | ClosesParagraph);
    return table;
}

} // namespace

quint32 tagTraits(GumboTag tag)
{
    static const Table table = makeTable();
    return table[tag];
}

} // namespace dateline
