#include "text/link_disguise.h"

#include "text/urls.h"

#include <algorithm>
#include <array>

namespace dateline {

namespace {

bool isWord(QStringView label)
{
    return !label.isEmpty() && label.size() <= 63 && std::all_of(label.begin(), label.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'-'; });
}

// Endings that a host's name has, among words with full stops in them that are no addresses.
bool isLikelyEnding(QStringView label)
{
    static constexpr std::array known = {QStringView(u"com"), QStringView(u"org"), QStringView(u"net"), QStringView(u"gov"), QStringView(u"edu"),
                                         QStringView(u"int"), QStringView(u"info"), QStringView(u"news"), QStringView(u"eu")};
    return std::find(known.begin(), known.end(), label) != known.end() || !countryOfAddress(u"http://a." + label.toString()).isEmpty();
}

bool isHan(QChar::Script script)
{
    return script == QChar::Script_Han || script == QChar::Script_Hiragana || script == QChar::Script_Katakana || script == QChar::Script_Hangul
        || script == QChar::Script_Bopomofo;
}

// Cyrillic and Greek small letters that are drawn as Latin ones are.
bool looksLatin(char32_t c)
{
    static constexpr QStringView alike = u"\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf\u0475\u03bf\u03bd\u03b1\u03c1\u03b9\u03ba\u03c5\u03c7";
    return c < 0x10000 && alike.contains(QChar(static_cast<char16_t>(c)));
}

// Whether a label can be shown in its own letters without being taken for another.
bool isPlain(const QString &label)
{
    QChar::Script script = QChar::Script_Common;
    bool looksLatinThroughout = true;
    for (const char32_t c : label.toUcs4()) {
        const QChar::Script own = QChar::script(c);
        if (own == QChar::Script_Common)
            continue; // digits and hyphens
        if (own == QChar::Script_Inherited || !QChar::isLetterOrNumber(c))
            return false;
        looksLatinThroughout = looksLatinThroughout && looksLatin(c);
        if (script != QChar::Script_Common && own != script && !(isHan(own) && isHan(script)))
            return false;
        script = own;
    }
    return script == QChar::Script_Common || !looksLatinThroughout;
}

QString hostForPeople(const QString &encoded)
{
    QStringList labels = encoded.split(u'.');
    for (QString &label : labels) {
        if (!label.startsWith(u"xn--", Qt::CaseInsensitive))
            continue;
        const QString own = QUrl::fromAce(label.toLatin1(), QUrl::IgnoreIDNWhitelist);
        if (!own.isEmpty() && isPlain(own))
            label = own;
    }
    return labels.join(u'.');
}

} // namespace

QString namedHost(QStringView words)
{
    QString text = words.trimmed().toString().toLower();
    if (text.size() > 2048 || text.isEmpty() || std::any_of(text.begin(), text.end(), [](QChar c) { return c.isSpace(); }))
        return {};
    bool isCertain = false;
    for (const QLatin1StringView scheme : {QLatin1StringView("https://"), QLatin1StringView("http://")}) {
        if (text.startsWith(scheme)) {
            text.remove(0, scheme.size());
            isCertain = true;
            break;
        }
    }
    const auto end = std::find_if(text.begin(), text.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#' || c == u':' || c == u'@' || c == u'\u2026'; });
    if (end != text.end() && *end == u'@' && !isCertain)
        return {}; // a mail address
    isCertain = isCertain || text.startsWith(u"www.");
    const QStringView host = QStringView(text).first(end - text.begin());
    const auto labels = host.split(u'.');
    if (labels.size() < 2 || labels.back().size() < 2 || !std::all_of(labels.begin(), labels.end(), isWord))
        return {};
    return isCertain || isLikelyEnding(labels.back()) ? host.toString() : QString();
}

bool isDisguised(QStringView words, const QUrl &url)
{
    const QString named = namedHost(words);
    if (named.isEmpty() || url.host().isEmpty())
        return false;
    const auto site = [](const QString &host) { return siteName(u"http://" + QString::fromLatin1(QUrl::toAce(host, QUrl::IgnoreIDNWhitelist))); };
    return site(named) != site(url.host(QUrl::FullyEncoded));
}

QString addressForPeople(const QUrl &url)
{
    QUrl shown = url;
    shown.setUserInfo({});
    const QString host = shown.host(QUrl::FullyEncoded);
    const QString text = shown.toString(QUrl::PrettyDecoded);
    if (host.isEmpty())
        return text;
    // Qt decodes hosts by a list of domains it trusts; here it is their letters that decide.
    const qsizetype start = text.indexOf(u"://") + 3;
    const auto end = std::find_if(text.begin() + start, text.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
    QString authority = hostForPeople(host);
    if (shown.port() >= 0)
        authority += u':' + QString::number(shown.port());
    return text.first(start) + authority + text.sliced(end - text.begin());
}

} // namespace dateline
