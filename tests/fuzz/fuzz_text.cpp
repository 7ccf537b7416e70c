// Plain-text articles in any encoding (feed/text_importer.h). "Never loses body text" is held by hand: each long line must be found again.
#include "article_promises.h"
#include "fuzz_target.h"

#include "feed/format_guess.h"
#include "feed/text_importer.h"
#include "text/charset.h"
#include "text/plain_text.h"

#include <QRegularExpression>

using namespace dateline;
using namespace dateline::fuzz;

namespace {

// Letters and digits alone: how lines are joined and blanks folded is not at issue.
QString lettersOf(QStringView text)
{
    QString letters;
    for (QChar c : text) {
        if (c.isLetterOrNumber())
            letters += c;
    }
    return letters;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes = bytesOf(data, size);
    guessFormat(bytes, QStringLiteral("notes.txt"));
    const auto article = parseTextArticle(bytes, QStringLiteral("notes.txt"));
    if (!article) {
        hold(!article.error().message.isEmpty(), "a failure says what it is");
        return 0;
    }
    holdForArticle(*article);
    hold(!article->text.isEmpty(), "a text article has text");
    constexpr qsizetype longerThanAnyHeadline = 400;
    constexpr qsizetype longestLabel = 100; // before the address of a closing line
    const QString kept = lettersOf(article->text);
    static const QRegularExpression lineEnd(QStringLiteral("[\\n\\r\\f\\v\\x{85}\\x{2028}\\x{2029}]"));
    for (const QString &line : decodeText(bytes).text.split(lineEnd)) {
        const QString letters = lettersOf(line);
        // A closing line became the article's link, in its usual form, and the source's name.
        const bool isAddress = !article->url.isEmpty() && (lettersOf(article->sourceName).size() + lettersOf(article->url).size()) + longestLabel >= letters.size();
        hold(letters.size() < longerThanAnyHeadline || isAddress || kept.contains(letters), "body text is never lost", line);
    }
    return 0;
}
