// Whether a page is the article of which a feed has a teaser.
#include "feed/full_text_page.h"

#include <QTest>

using namespace dateline;
using namespace Qt::StringLiterals;

namespace {

const QString opening = u"The harbour of Port Bay will be closed for three weeks, the council said on Thursday, because the old crane has to be taken down."_s;
const QString rest = u" Fishermen, who had asked for another date, said they would lose the best weeks of the season. The council of Port Bay wants ships to use the "
                     u"river quay while the crane is taken down. The harbour was last closed in 1987, when a storm damaged the old quay. Work will cost four million."_s;

ArticleContent item(const QString &title, const QString &text)
{
    ArticleContent content;
    content.title = title;
    content.text = text;
    content.url = u"https://example.org/news/harbour-closed.html"_s;
    content.language = u"en"_s;
    return content;
}

} // namespace

class TestFullTextPage final : public QObject {
    Q_OBJECT
private:
    const ArticleContent m_teaser = item(u"Port Bay harbour closes for crane"_s, opening + u" …"_s);
    const QUrl m_address{m_teaser.url};

private slots:
    void thePageOfTheItemIsIt()
    {
        QCOMPARE(judgePage(m_teaser, item(m_teaser.title, opening + rest), m_address), PageVerdict::FullText);
        QCOMPARE(judgePage(m_teaser, item(u"Port Bay harbour closes for crane – The Port Post"_s, opening + rest), m_address), PageVerdict::FullText);
    }

    void anotherHeadlineAboveTheSameWordsIsIt()
    {
        QCOMPARE(judgePage(m_teaser, item(u"Ships sent to the river"_s, opening + rest), m_address), PageVerdict::FullText);
    }

    void aSummaryInOtherWordsIsOfIt()
    {
        const ArticleContent summary = item(u"Port Bay harbour closes for crane"_s, u"Ships must use the river quay for weeks. Fishermen are angry with the council."_s);
        QCOMPARE(judgePage(summary, item(u"Port Bay harbour closes for crane"_s, opening + rest), m_address), PageVerdict::FullText);
    }

    void anItemWithoutTextIsKnownByItsTitle()
    {
        const ArticleContent bare = item(u"Port Bay harbour closes for crane"_s, {});
        QCOMPARE(judgePage(bare, item(bare.title, opening + rest), m_address), PageVerdict::FullText);
        QCOMPARE(judgePage(bare, item(u"Log in"_s, u"Please log in to read on. Your account lets you read all that we print, every day, on all your screens at home and on the way."_s.repeated(2)), m_address),
                 PageVerdict::AnotherArticle);
    }

    void aPageThatSaysNoMoreIsOfNoUse()
    {
        QCOMPARE(judgePage(m_teaser, item(m_teaser.title, opening + u" Read on."_s), m_address), PageVerdict::NotLonger);
        QCOMPARE(judgePage(item(m_teaser.title, opening + rest), item(m_teaser.title, opening + rest), m_address), PageVerdict::NotLonger);
    }

    void aWallBelowTheTeaserIsNotTheArticle()
    {
        const QString wall = u" To read on you need a subscription. Choose the offer that suits you: four weeks for one crown, then twelve crowns every month, or a whole year "
                             u"for ninety. You can end it whenever you like. Already a subscriber? Then sign in with your address and password. Subscribers read everything on "
                             u"all devices, get the morning letter, puzzles, podcasts and the archive, and help to pay for independent reporting."_s;
        QCOMPARE(judgePage(m_teaser, item(m_teaser.title, opening + wall), m_address), PageVerdict::AnotherArticle);
    }

    void aPageThatBreaksOffAtAWallIsNotTheFullText()
    {
        const QString begun = opening + u" Fishermen, who had asked for another date, said they would lose the best weeks of the season."_s;
        for (const QString &wall : {u"Subscribe to continue reading\nFour weeks for one crown, then twelve crowns every month."_s, u"Jetzt weiterlesen mit unserem Probeabo"_s,
                                    u"Il vous reste 75 % de cet article à lire. La suite est réservée aux abonnés."_s, u"Чтобы читать дальше, оформите подписку"_s,
                                    u"この記事は有料会員限定です"_s})
            QCOMPARE(judgePage(m_teaser, item(m_teaser.title, begun + u"\n" + wall), m_address), PageVerdict::Paywalled);
        QCOMPARE(judgePage(m_teaser, item(m_teaser.title, opening + u"\nAlready a subscriber? Log in."_s), m_address), PageVerdict::Paywalled);
    }

    void aBoxInTheMiddleOfTheArticleIsNoWall()
    {
        const QString text = opening + u"\nSubscribe to continue to get our morning letter.\n"_s + rest;
        QCOMPARE(judgePage(m_teaser, item(m_teaser.title, text), m_address), PageVerdict::FullText);
        const QString paragraph = rest + u"\n"_s, whole = opening + u"\n"_s + paragraph.repeated(8); // a script would hide it
        QCOMPARE(judgePage(m_teaser, item(m_teaser.title, whole + u"Subscribe to continue reading"_s), m_address), PageVerdict::FullText);
    }

    void aPageThatIsNotFreeMustHoldWhatItClaims()
    {
        const ArticleContent page = item(m_teaser.title, opening + rest); // some 85 words
        PageAccess paid;
        paid.isPaid = true;
        QCOMPARE(judgePage(m_teaser, page, m_address, paid), PageVerdict::Paywalled);
        paid.statedWords = 100;
        QCOMPARE(judgePage(m_teaser, page, m_address, paid), PageVerdict::FullText);
        paid.statedWords = 600;
        QCOMPARE(judgePage(m_teaser, page, m_address, paid), PageVerdict::Paywalled);
        paid.hasPaidPart = true;
        QCOMPARE(judgePage(m_teaser, page, m_address, paid), PageVerdict::FullText);
        paid = {true, 0, false};
        QCOMPARE(judgePage(m_teaser, item(m_teaser.title, opening + rest.repeated(8)), m_address, paid), PageVerdict::FullText);
        QCOMPARE(judgePage(m_teaser, page, m_address, {false, 600, false}), PageVerdict::FullText); // a count alone says nothing
    }

    void aCookieWallIsNotTheArticle()
    {
        const QString wall = u"We and our partners store and access information on a device, such as unique identifiers in cookies, to process personal data. You may accept or "
                             u"manage your choices, including your right to object where legitimate interest is used, at any time in the privacy policy page. "_s.repeated(3);
        QCOMPARE(judgePage(m_teaser, item(m_teaser.title, wall), m_address), PageVerdict::AnotherArticle);
        QCOMPARE(judgePage(m_teaser, item(u"Before you continue"_s, wall), m_address), PageVerdict::AnotherArticle);
    }

    void aFrontPageThatNamesTheArticleIsNotTheArticle()
    {
        const QString others = u" Parliament votes on the budget tonight. The national team lost again in the rain. A singer has died at ninety. Snow falls in the mountains, and "
                               u"trains are late everywhere. Elections are held in spring. Doctors warn of a wave of influenza. Shares fell sharply on Monday morning. "_s.repeated(2);
        QCOMPARE(judgePage(m_teaser, item(u"The Port Post"_s, opening + others), m_address), PageVerdict::AnotherArticle);
        QCOMPARE(judgePage(m_teaser, item(m_teaser.title, opening + rest), QUrl(u"https://example.org/"_s)), PageVerdict::AnotherArticle);
        QCOMPARE(judgePage(m_teaser, item(m_teaser.title, opening + rest), QUrl(u"https://login.example.org/?to=x"_s)), PageVerdict::AnotherArticle);
    }

    void anotherArticleIsNotIt()
    {
        const QString other = u"Parliament voted on the budget late on Thursday after a debate of nine hours. The opposition said that schools would suffer most, while the minister "
                              u"spoke of a balance that no government had reached in two decades. The vote was close, and a second one may follow in spring."_s;
        QCOMPARE(judgePage(m_teaser, item(u"Budget passes"_s, other), m_address), PageVerdict::AnotherArticle);
    }

    void endingsOfWordsDoNotMatter()
    {
        const ArticleContent serbian = item(u"Beogradska luka zatvorena zbog dizalice"_s, u"Luka u Beogradu biće zatvorena tri nedelje."_s);
        const QString text = u"Gradsko veće saopštilo je da će beogradsku luku zatvoriti na tri nedelje zbog uklanjanja stare dizalice. Ribari se žale da gube najbolje nedelje. "
                             u"Brodovi će do otvaranja luke pristajati uz rečni kej, a radovi na dizalici koštaće četiri miliona."_s;
        QCOMPARE(judgePage(serbian, item(serbian.title, text), m_address), PageVerdict::FullText);
    }

    void whatTheFeedSaysStays()
    {
        ArticleContent feed = m_teaser, page = item(u"Another headline"_s, opening + rest);
        feed.guid = u"7"_s;
        feed.authors = {u"Jane Roe"_s};
        page.url = u"https://example.org/canonical"_s;
        page.html = u"<p>page</p>"_s;
        page.published = Moment::atEpoch(1'757'599'380);
        page.image = u"https://example.org/lead.jpg"_s;
        const ArticleContent whole = withPage(feed, page);
        QCOMPARE(whole.title, feed.title);
        QCOMPARE(whole.url, feed.url);
        QCOMPARE(whole.guid, feed.guid);
        QCOMPARE(whole.authors, feed.authors);
        QCOMPARE(whole.text, page.text);
        QCOMPARE(whole.html, page.html);
        QCOMPARE(whole.published, page.published); // the feed has none
        QCOMPARE(whole.image, page.image);
    }
};

QTEST_GUILESS_MAIN(TestFullTextPage)
#include "test_full_text_page.moc"
