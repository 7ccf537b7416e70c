// Order of belief, from what is written for machines to what is written for people: JSON-LD, meta elements, microdata, the
// address, a date line beside the headline, what the page's programs were given, any other date line. One exception: where
// the machines' day of publication is no earlier than their day of the last change, it is the day on which the page was
// last built; then an earlier day beside the headline is the true one.
#include "feed/page_dates.h"

#include "feed/page_furniture.h"
#include "text/dates.h"
#include "text/plain_text.h"

#include <QRegularExpression>

#include <algorithm>
#include <cstdlib>

namespace dateline {

namespace {

constexpr int longestDate = 80;
constexpr int longestLine = 120;   // of a visible line that holds a date
constexpr int longestRest = 60;    // what else may stand in such a line
constexpr int mostVisible = 300;   // lines that are looked at
constexpr int reachBefore = 300;   // characters between a date line and the headline
constexpr int reachAfter = 900;

// A date in a page's visible text.
struct DateSign {
    int node = -1;
    Moment moment;
    bool isUpdate = false; // "Updated on …"
    bool isLine = false;   // nothing else stands in the line
    bool isLabelled = false; // "Published on …"
    bool isAside = false;  // within a list of other articles, a sidebar …
};

bool speaksOfChange(QStringView text)
{
    static const QRegularExpression pattern(QStringLiteral(
        "updat|modif|revis|edited|reviewed|aktuali[sz]|ge\u00e4ndert|bearbeitet|mis(?:e)? \u00e0 jour|actuali[sz]|atualiz|aggiorna|bijgewerkt|gewijzigd"
        "|uppdater|oppdater|opdater|p\u00e4ivitetty|\u043e\u0431\u043d\u043e\u0432|\u0438\u0437\u043c\u0435\u043d|\u0430\u0436\u0443\u0440|a\u017eur"
        "|friss\u00edt|g\u00fcncel|\u66f4\u65b0|\u4fee\u6539|\uc218\uc815|\u062a\u062d\u062f\u064a\u062b|\u05e2\u05d5\u05d3\u05db\u05df"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return pattern.match(text).hasMatch();
}

bool speaksOfPublishing(QStringView text)
{
    static const QRegularExpression pattern(QStringLiteral(
        "publish|posted|ver\u00f6ffentlicht|erschienen|publi[\u00e9\u00e8]|publicad|pubblicat|gepubliceerd|opublik|publicera|publiser|udgivet"
        "|julkaistu|\u043e\u043f\u0443\u0431\u043b\u0438\u043a|objav|megjelen|yay\u0131n|\u53d1\u5e03|\u767c\u5e03|\u516c\u958b|\u63b2\u8f09|\uac8c\uc2dc|\ub4f1\ub85d|\u0646\u0634\u0631"),
        QRegularExpression::CaseInsensitiveOption | QRegularExpression::UseUnicodePropertiesOption);
    return pattern.match(text).hasMatch();
}

enum class Label : quint8 { None, Published, Changed };

// "Updated on Jul 4, 2024"
QString withoutLabel(const QString &text)
{
    static const QRegularExpression label(QStringLiteral("^\\s*(?:last\\s+|first\\s+|originally\\s+)?(?:updated|published|posted|modified)(?:\\s+on)?\\s*:?\\s+"),
                                          QRegularExpression::CaseInsensitiveOption);
    return QString(text).remove(label);
}

class DateReader final {
public:
    DateReader(const PageTree &tree, const PageSigns &signs, const LinkedArticle &linked, const QUrl &address)
        : m_tree(tree), m_signs(signs), m_linked(linked), m_address(address), m_order(order())
    {
    }

    PageDates read(int headline)
    {
        gather();
        PageDates dates;
        dates.updated = firstOf(QStringList{m_linked.updated, m_signs.first({"article:modified_time", "og:updated_time", "datemodified",
                                                                             "last-modified", "dcterms.modified", "dc.date.modified"})}
                                + m_signs.updatedProperties);
        const Moment stated = statedDate();
        const Moment beside = besideHeadline(headline, false);
        if (stated.isKnown())
            dates.published = isRebuilt(stated, dates.updated) && isEarlierDay(beside, stated) ? beside : stated;
        else
            dates.published = unstatedDate(beside);
        if (!dates.updated.isKnown())
            dates.updated = besideHeadline(headline, true);
        // A day that stands anywhere in the page may be another article's.
        for (const Moment &other : {dates.updated, anyVisible(false), anyVisible(true)}) {
            if (!dates.published.isKnown())
                dates.published = other;
        }
        return dates;
    }

private:
    // Whether 3/4/2025 is in March: by a date of this page that can't be read otherwise, else by its country.
    DayMonthOrder order() const
    {
        static const QRegularExpression pattern(QStringLiteral("\\b([0-3]?[0-9])/([0-3]?[0-9])/(?:20)?[0-9]{2}\\b"));
        int looked = 0;
        for (int i = 0; i < m_tree.size() && looked < mostVisible; ++i) {
            const PageNode &node = m_tree.node(i);
            if (!node.isText() || node.length < 6 || node.length > longestLine || !QByteArrayView(node.node->v.text.text).contains('/'))
                continue;
            ++looked;
            const QRegularExpressionMatch match = pattern.match(QString::fromUtf8(node.node->v.text.text));
            if (match.hasMatch() && match.capturedView(1).toInt() > 12)
                return DayMonthOrder::DayFirst;
            if (match.hasMatch() && match.capturedView(2).toInt() > 12)
                return DayMonthOrder::MonthFirst;
        }
        return orderOfCountry();
    }

    DayMonthOrder orderOfCountry() const
    {
        const QString locale = m_signs.first({"og:locale", "content-language", "language"});
        for (const QString &language : {m_signs.language, m_linked.language, locale}) {
            const QString region = QString(language).replace(u'_', u'-').section(u'-', 1, 1).toUpper();
            if (region.size() == 2 && region != u"EN")
                return region == u"US" || region == u"PH" ? DayMonthOrder::MonthFirst : DayMonthOrder::DayFirst;
        }
        const QString language = m_signs.language.isEmpty() ? locale : m_signs.language;
        const QString domain = m_address.host().section(u'.', -1).toLower();
        const bool isOfCountry = domain.size() == 2 && domain != u"us" && domain != u"io" && domain != u"co" && domain != u"ai" && domain != u"tv";
        return language.startsWith(u"en", Qt::CaseInsensitive) && !isOfCountry ? DayMonthOrder::MonthFirst : DayMonthOrder::DayFirst;
    }

    Moment dateOf(const QString &text) const
    {
        static const QRegularExpression numbers(QStringLiteral("^\\s*[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}\\b"));
        if (text.isEmpty() || text.size() > longestDate)
            return {};
        const Moment moment = numbers.match(text).hasMatch() ? Moment() : parseFeedDate(text);
        return moment.isKnown() ? moment : parseHumanDate(withoutLabel(text), m_order);
    }

    Moment firstOf(const QStringList &texts) const
    {
        for (const QString &text : texts) {
            if (const Moment moment = dateOf(text); moment.isKnown())
                return moment;
        }
        return {};
    }

    Moment statedDate() const
    {
        const QString stated = m_signs.first({"article:published_time", "og:published_time", "article:published", "datepublished", "date", "dc.date",
                                              "dc.date.issued", "dc.date.created", "dcterms.issued", "dcterms.created", "dcterms.date", "pubdate",
                                              "publish-date", "publishdate", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date",
                                              "cxenseparse:recs:publishtime", "originalpublicationdate", "article_date_original",
                                              "citation_publication_date", "citation_online_date", "citation_date", "created", "timestamp"});
        const Moment moment = firstOf(QStringList{m_linked.published, stated} + m_signs.publishedProperties);
        return moment.isKnown() ? moment : firstOf(otherMetaDates());
    }

    // Names that only one site uses, "w-published-date", in alphabetical order.
    QStringList otherMetaDates() const
    {
        static constexpr QStringView others[] = {u"modif", u"updat", u"expir", u"upload", u"event", u"birth", u"release"};
        QStringList names;
        for (auto meta = m_signs.meta.cbegin(); meta != m_signs.meta.cend(); ++meta) {
            const QString &name = meta.key();
            const bool isOther = std::ranges::any_of(others, [&](QStringView other) { return name.contains(other); });
            if (!isOther && (name.contains(u"publish") || name.endsWith(u"date")))
                names += name;
        }
        names.sort();
        QStringList dates;
        for (const QString &name : std::as_const(names))
            dates += m_signs.meta.value(name).first();
        return dates;
    }

    static bool isRebuilt(const Moment &published, const Moment &updated)
    {
        return updated.isKnown() && published.epoch() >= updated.epoch() - (updated.hasTime() && published.hasTime() ? 60 : 0);
    }

    // On another day in whatever time zone the page was written.
    static bool isEarlierDay(const Moment &visible, const Moment &stated)
    {
        constexpr qint64 halfDay = 12 * 3600, day = 24 * 3600;
        return visible.isKnown() && visible.epoch() + day + (stated.hasTime() ? halfDay : -day) <= stated.epoch();
    }

    Moment unstatedDate(const Moment &beside) const
    {
        const Moment byAddress = addressDate();
        if (byAddress.isKnown()) {
            const bool isSame = beside.hasTime() && std::llabs(beside.epoch() - byAddress.epoch()) < 36 * 3600;
            return isSame ? beside : byAddress;
        }
        if (beside.isKnown())
            return beside;
        return firstOf(m_signs.scriptDates);
    }

    // …/2025/09/11/…, …/2025/sep/11/…
    Moment addressDate() const
    {
        static const QRegularExpression pattern(QStringLiteral("[/-]((?:19|20)\\d\\d)[/-](?:([01]?\\d)[/-]([0-3]?\\d)(?:\\D|$)|([a-z]{3,9})/([0-3]?\\d)/)"));
        const QRegularExpressionMatch match = pattern.match(m_address.path());
        const auto number = [&](int group) { return match.capturedView(group).toInt(); };
        if (!match.hasMatch())
            return {};
        if (match.capturedLength(4) > 0)
            return parseHumanDate(QString(match.captured(5) + u' ' + match.captured(4) + u' ' + match.captured(1)));
        return Moment::onDay(QDate(number(1), number(2), number(3)));
    }

    void gather()
    {
        const ElsewhereFinder isElsewhere(m_tree);
        int looked = 0;
        int asideEnd = 0;
        const int most = m_tree.size() == 0 ? 0 : m_tree.node(0).length * 2 / 5;
        for (int i = 0; i < m_tree.size() && looked < mostVisible;) {
            const PageNode &node = m_tree.node(i);
            if (node.tag == GUMBO_TAG_SCRIPT || node.tag == GUMBO_TAG_STYLE || node.tag == GUMBO_TAG_TITLE) {
                i = node.end;
                continue;
            }
            if (!node.isText() && i >= asideEnd && node.length <= most && isElsewhere(i))
                asideEnd = node.end;
            if (node.tag == GUMBO_TAG_TIME) {
                ++looked;
                addTime(i, i < asideEnd);
                i = node.end;
                continue;
            }
            if (node.isText() && node.length >= 6 && node.length <= longestLine && mayHoldDate(node.node->v.text.text)) {
                ++looked;
                addLine(i, i < asideEnd);
            }
            ++i;
        }
    }

    static bool mayHoldDate(QByteArrayView text)
    {
        int digits = 0;
        bool isForeign = false;
        for (const char c : text) {
            digits += c >= '0' && c <= '9' ? 1 : 0;
            isForeign = isForeign || static_cast<unsigned char>(c) >= 0xC0; // digits of other scripts
        }
        return digits >= 3 || isForeign;
    }

    void addTime(int i, bool isAside)
    {
        const QString text = simplified(m_tree.text(i, longestLine));
        for (const QString &stamp : {m_tree.attribute(i, "datetime").trimmed(), m_tree.attribute(i, "content").trimmed(), text}) {
            if (const Moment moment = dateOf(stamp); moment.isKnown()) {
                const Label label = m_tree.hasAttribute(i, "pubdate") ? Label::Published : labelOf(i, text);
                m_visible.append({i, moment, label == Label::Changed, true, label == Label::Published, isAside});
                return;
            }
        }
        addLine(i, isAside);
    }

    static Label labelIn(QStringView text)
    {
        return speaksOfChange(text) ? Label::Changed : speaksOfPublishing(text) ? Label::Published : Label::None;
    }

    // "Published" or "Updated" stands in the line, in the one before it, or in a class.
    Label labelOf(int i, const QString &before) const
    {
        constexpr int longestLabel = 30, nodesBack = 12, levels = 3;
        if (const Label label = labelIn(before); label != Label::None)
            return label;
        for (int earlier = i - 1; earlier >= 0 && earlier > i - nodesBack; --earlier) {
            const PageNode &node = m_tree.node(earlier);
            if (!node.isText() || node.length == 0)
                continue;
            const Label label = node.length <= longestLabel ? labelIn(m_tree.text(earlier, longestLabel)) : Label::None;
            if (label != Label::None)
                return label;
            break;
        }
        int level = 0;
        for (int holder = i; holder >= 0 && level < levels; holder = m_tree.node(holder).parent, ++level) {
            const QString &hints = m_tree.hints(holder);
            if (hints.contains(u"publish"))
                return Label::Published;
            if (hints.contains(u"updated") || hints.contains(u"modified"))
                return Label::Changed;
        }
        return Label::None;
    }

    void addLine(int i, bool isAside)
    {
        const QString text = simplified(m_tree.text(i, longestLine + 1));
        if (text.size() > longestLine || isOfToday(i))
            return;
        if (const Moment moment = parseHumanDate(withoutLabel(text), m_order); moment.isKnown()) {
            const Label label = labelOf(i, text);
            m_visible.append({i, moment, label == Label::Changed, true, label == Label::Published, isAside});
            return;
        }
        static const QRegularExpression pattern(QStringLiteral(
            "\\b(?:(?:19|20)\\d\\d-\\d\\d-\\d\\d|\\d{1,2}[./-]\\d{1,2}[./-](?:19|20)\\d\\d|\\d{1,2}/\\d{1,2}/\\d\\d"
            "|\\p{L}{3,12}\\.?\\s\\d{1,2}(?:st|nd|rd|th)?,?\\s(?:19|20)\\d\\d"
            "|\\d{1,2}(?:st|nd|rd|th|\\.)?\\s(?:(?:de|of)\\s)?\\p{L}{3,12}\\.?,?\\s(?:de\\s)?(?:19|20)\\d\\d)"
            "|(?:19|20)\\d\\d\\s?\u5e74\\s?\\d{1,2}\\s?\u6708\\s?\\d{1,2}\\s?\u65e5"), QRegularExpression::UseUnicodePropertiesOption);
        qsizetype rest = text.size();
        qsizetype end = 0;
        QList<DateSign> found;
        for (auto matches = pattern.globalMatch(text); matches.hasNext();) {
            const QRegularExpressionMatch match = matches.next();
            const Moment moment = parseHumanDate(match.capturedView(), m_order);
            if (!moment.isKnown())
                continue;
            const Label label = labelOf(i, text.mid(end, match.capturedStart() - end));
            found.append({i, moment, label == Label::Changed, false, label == Label::Published, isAside});
            rest -= match.capturedLength();
            end = match.capturedEnd();
        }
        if (rest <= longestRest || text.contains(u"originally published", Qt::CaseInsensitive))
            m_visible += found;
    }

    // Some pages show what day it is.
    bool isOfToday(int i) const
    {
        int level = 0;
        for (int holder = i; holder >= 0 && level < 4; holder = m_tree.node(holder).parent, ++level) {
            if (m_tree.hints(holder).contains(u"today"))
                return true;
        }
        return false;
    }

    // Of those near the headline one that says what it is, else one that stands alone in its line, rather behind the headline than before it;
    // else one further away that says that it is this.
    Moment besideHeadline(int headline, bool isUpdate) const
    {
        if (headline < 0)
            return {};
        const int top = m_signs.positions[size_t(headline)];
        const DateSign *best = nullptr;
        int bestRank = -1;
        for (const DateSign &sign : m_visible) {
            if (sign.isUpdate != isUpdate || sign.isAside)
                continue;
            const int distance = m_signs.positions[size_t(sign.node)] - top;
            const bool isNear = distance >= -reachBefore && distance <= reachAfter;
            if (!isNear && !sign.isLabelled && !sign.isUpdate)
                continue;
            const int rank = (isNear ? 8 : 0) + (sign.isLabelled ? 4 : 0) + (sign.node > headline ? 2 : 0) + (sign.isLine ? 1 : 0);
            if (rank > bestRank) {
                bestRank = rank;
                best = &sign;
            }
        }
        return best ? best->moment : Moment();
    }

    Moment anyVisible(bool isUpdate) const
    {
        const auto find = [&](auto &&isWanted) {
            const auto found = std::ranges::find_if(m_visible, [&](const DateSign &sign) { return sign.isLine && sign.isUpdate == isUpdate && isWanted(sign); });
            return found == m_visible.cend() ? Moment() : found->moment;
        };
        const Moment own = find([](const DateSign &sign) { return !sign.isAside; });
        return own.isKnown() ? own : find([](const DateSign &sign) { return sign.isLabelled; });
    }

    const PageTree &m_tree;
    const PageSigns &m_signs;
    const LinkedArticle &m_linked;
    const QUrl m_address;
    const DayMonthOrder m_order;
    QList<DateSign> m_visible; // in document order
};

} // namespace

PageDates pageDates(const PageTree &tree, const PageSigns &signs, const LinkedArticle &linked, const QUrl &address, int headline)
{
    return DateReader(tree, signs, linked, address).read(headline);
}

} // namespace dateline
