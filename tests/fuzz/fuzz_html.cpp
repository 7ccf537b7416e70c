// Markup from outside: the sanitiser, and the reading of titles (text/html_sanitiser.h, text/plain_text.h). UTF-8, or UTF-16 after
// a byte order mark, so that halves of surrogate pairs come too.
#include "article_promises.h"
#include "fuzz_target.h"

#include "text/html_sanitiser.h"
#include "text/plain_text.h"
#include "text/urls.h"

#include <cstring>

using namespace dateline;
using namespace dateline::fuzz;

namespace {

QString textOf(QByteArrayView bytes)
{
    if (!bytes.startsWith(QByteArrayView("\xff\xfe")))
        return QString::fromUtf8(bytes);
    QString text(bytes.size() / 2 - 1, Qt::Uninitialized);
    std::memcpy(text.data(), bytes.data() + 2, static_cast<std::size_t>(text.size()) * 2);
    return text;
}

void holdForTitles(const QString &text)
{
    holdForLine(plainTitle(text));
    holdForLine(simplified(text));
    holdForMarkup(htmlFromText(text));
    for (int length : {0, 1, 2, 60, 200}) {
        const QString some = excerpt(text, length);
        hold(some.size() <= length, "an excerpt is no longer than asked for", some);
        holdForLine(some);
    }
    looksLikeHtml(text);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QString markup = textOf(bytesOf(data, size));
    const SanitisedHtml once = sanitiseHtml(markup, QUrl(QStringLiteral("https://base.example/dir/page")));
    holdForMarkup(once.html);
    holdForAddress(once.image);
    hold(once.html.isValidUtf16() && once.text.isValidUtf16(), "output is whole Unicode");
    hold(!once.text.contains(QChar(0)), "text holds no NUL");
    hold(once.text.size() <= once.html.size() + 1, "text is a part of its html", once.text);
    hold(once.text == once.text.trimmed(), "text has no blanks at its ends", once.text);
    holdForTitles(markup);
    if (const auto address = webAddress(markup, QUrl(QStringLiteral("https://base.example/dir/page")))) {
        holdForAddress(*address);
        hold(webAddress(*address) == address, "an address is read as itself", *address);
        siteName(*address);
        countryOfAddress(*address);
    }
    if (const auto address = mailAddress(markup))
        hold(address->startsWith(u"mailto:"), "a mail address is one", *address);
    return 0;
}
