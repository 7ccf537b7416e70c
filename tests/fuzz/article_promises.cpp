#include "article_promises.h"

#include "fuzz_target.h"

#include "base/countries.h"
#include "base/topics.h"
#include "text/html_sanitiser.h"
#include "text/plain_text.h"

#include <QSet>

#include <algorithm>

namespace dateline::fuzz {
namespace {

constexpr qsizetype massOfMarkup = 1 << 20; // above it the sanitiser promises safety, not stability

QSet<QString> words(const char *list)
{
    const QStringList each = QString::fromLatin1(list).split(u' ');
    return {each.begin(), each.end()};
}

const QSet<QString> &elements()
{
    static const QSet<QString> all = words(
        "a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure footer "
        "h1 h2 h3 h4 h5 h6 header hr i img ins kbd li mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table tbody td "
        "tfoot th thead time tr tt u ul var wbr");
    return all;
}

const QSet<QString> &voidElements()
{
    static const QSet<QString> all = words("br col hr img wbr");
    return all;
}

const QSet<QString> &attributes()
{
    static const QSet<QString> all = words("href src alt title width height colspan rowspan datetime cite lang dir start type value");
    return all;
}

bool isPlain(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9');
}

class StrictReader final {
public:
    explicit StrictReader(QStringView html) : m_html(html) {}

    QString fault()
    {
        while (m_fault.isEmpty() && m_at < m_html.size()) {
            if (m_html[m_at] == u'<')
                readTag();
            else
                readCharacter(u"<>");
        }
        if (m_fault.isEmpty() && !m_open.isEmpty())
            m_fault = u"not closed: " + m_open.last();
        return m_fault;
    }

private:
    bool takes(QStringView text)
    {
        if (!m_html.sliced(m_at).startsWith(text))
            return false;
        m_at += text.size();
        return true;
    }

    QString takeName()
    {
        const qsizetype from = m_at;
        while (m_at < m_html.size() && isPlain(m_html[m_at]))
            ++m_at;
        return m_html.sliced(from, m_at - from).toString();
    }

    void fail(const QString &what)
    {
        if (m_fault.isEmpty())
            m_fault = what + u" at " + QString::number(m_at);
    }

    // One character of text or of a value; references must be complete.
    void readCharacter(QStringView forbidden)
    {
        static constexpr QStringView references[] = {u"&amp;", u"&lt;", u"&gt;", u"&quot;", u"&nbsp;"};
        if (m_html[m_at] == u'&' && std::any_of(std::begin(references), std::end(references), [this](QStringView one) { return takes(one); }))
            return;
        if (m_html[m_at] == u'&' || forbidden.contains(m_html[m_at]) || m_html[m_at].unicode() == 0)
            fail(QStringLiteral("a bare character"));
        ++m_at;
    }

    void readTag()
    {
        ++m_at;
        const bool closes = takes(u"/");
        const QString name = takeName();
        if (!elements().contains(name))
            return fail(u"element " + name);
        if (closes) {
            if (m_open.isEmpty() || m_open.last() != name)
                return fail(u"unbalanced " + name);
            m_open.removeLast();
        } else {
            while (m_fault.isEmpty() && takes(u" "))
                readAttribute(name);
            if (!voidElements().contains(name))
                m_open += name;
        }
        if (!takes(u">"))
            fail(u"tag without end " + name);
    }

    void readAttribute(const QString &element)
    {
        const QString name = takeName();
        if (!attributes().contains(name) || !takes(u"=\""))
            return fail(u"attribute " + name);
        const qsizetype from = m_at;
        while (m_fault.isEmpty() && m_at < m_html.size() && m_html[m_at] != u'"')
            readCharacter(u"<>");
        const QStringView value = m_html.sliced(from, m_at - from);
        const bool isWeb = value.startsWith(u"http://") || value.startsWith(u"https://");
        const bool isMail = name == u"href" && value.startsWith(u"mailto:");
        const bool isPicture = name == u"src" && element == u"img" && value.startsWith(u"data:image/") && !value.startsWith(u"data:image/svg");
        if ((name == u"href" || name == u"src" || name == u"cite") && !isWeb && !isMail && !isPicture)
            fail(u"address " + value.left(60));
        if (!takes(u"\""))
            fail(QStringLiteral("value without end"));
    }

    QStringView m_html;
    qsizetype m_at = 0;
    QStringList m_open;
    QString m_fault;
};

bool isWithin(const Span &span, QStringView text)
{
    return span.start >= 0 && span.length > 0 && qsizetype(span.start) + span.length <= text.size();
}

bool cutsPair(QStringView text, qsizetype at)
{
    return at > 0 && at < text.size() && text[at].isLowSurrogate() && text[at - 1].isHighSurrogate();
}

void holdForShare(double share)
{
    hold(share >= 0 && share <= 1, "a share is between 0 and 1");
}

} // namespace

QString forbiddenMarkup(QStringView html)
{
    return StrictReader(html).fault();
}

void holdForMarkup(const QString &html)
{
    const QString fault = forbiddenMarkup(html);
    hold(fault.isEmpty(), "sanitised html holds only what is allowed", QString(fault + u'\n' + html));
    if (html.size() > massOfMarkup)
        return;
    const QString again = sanitiseHtml(html).html;
    hold(again == html, "sanitised html is sanitised to itself", QString(html + u"\n----\n" + again));
}

void holdForAddress(const QString &address)
{
    const bool isSafe = std::all_of(address.begin(), address.end(), [](QChar c) { return c > u' ' && c < QChar(0x7f) && c != u'"' && c != u'<' && c != u'>'; });
    hold(isSafe, "an address is of plain characters", address);
    hold(address.isEmpty() || address.startsWith(u"http://") || address.startsWith(u"https://"), "an address is one of the web", address);
    hold(address.size() <= 8192, "an address is bounded", address);
}

void holdForLine(const QString &line)
{
    hold(line == simplified(line), "a line is one line without blanks at its ends", line);
}

void holdForArticle(const ArticleContent &content, bool isExact)
{
    holdForMarkup(content.html);
    holdForAddress(content.url);
    holdForAddress(content.image);
    holdForLine(content.title);
    for (const QStringList &texts : {content.authors, content.categories}) {
        for (const QString &text : texts)
            holdForLine(text);
    }
    hold(isExact || !content.text.contains(QChar(0)), "text holds no NUL");
    hold(isExact || content.text == content.text.trimmed(), "text has no blanks at its ends", content.text);
    hold(content.problems.size() <= 1'000, "problems are bounded");
}

void holdForSomething(const ArticleContent &content)
{
    const bool holdsSomething = !content.title.isEmpty() || !content.text.isEmpty() || !content.html.isEmpty() || !content.url.isEmpty() || !content.image.isEmpty();
    hold(holdsSomething, "there is something to read");
}

void holdForSpans(const QList<Span> &spans, QStringView text, QStringView title)
{
    for (const Span &span : spans) {
        const QStringView of = span.part == Part::Title ? title : text;
        hold(isWithin(span, of), "a span is within its text", QString(QString::number(span.start) + u'+' + QString::number(span.length)));
        hold(!cutsPair(of, span.start) && !cutsPair(of, span.end()), "a span cuts no surrogate pair", of.sliced(span.start, span.length));
    }
}

void holdForAnnotations(const Annotations &annotations, QStringView text, QStringView title)
{
    for (const Entity &entity : annotations.entities) {
        hold(!entity.name.isEmpty(), "an entity has a name");
        holdForShare(entity.salience);
        holdForSpans(entity.mentions, text, title);
    }
    for (const CountryMention &country : annotations.countries) {
        hold(isCountryCode(country.code), "a country has a code", country.code);
        holdForShare(country.salience);
        holdForSpans(country.mentions, text, title);
    }
    for (const Topic &topic : annotations.topics) {
        hold(!topicShortName(topic.id).isEmpty(), "a topic is one of the seventeen", topic.id);
        holdForShare(topic.confidence);
        holdForSpans(topic.evidence, text, title);
    }
    holdForSpans(annotations.keySentences, text, title);
    for (const Quote &quote : annotations.quotes) {
        holdForSpans({quote.content}, text, title);
        if (quote.source.length > 0)
            holdForSpans({quote.source}, text, title);
    }
}

} // namespace dateline::fuzz
