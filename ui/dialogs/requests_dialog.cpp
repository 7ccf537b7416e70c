#include "ui/dialogs/requests_dialog.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace dateline {
namespace {

struct RequestKind {
    QString what, when, without;
};

QList<RequestKind> kinds()
{
    const auto tr = [](const char *text) { return RequestsDialog::tr(text); };
    return {
        {tr("A feed you subscribed to"),
         tr("When you subscribe, when you refresh, and by itself when it is due: by how often it changes, every 15 minutes to once a day, and no sooner than its "
            "server wants. It asks whether the feed has changed since the last time, in the words that the server gave then (ETag, Last-Modified)."),
         tr("Unsubscribe from it, or have feeds fetched only when you ask.")},
        {tr("An address you gave"), tr("When you paste, drop or type an address: that page. Nothing else on it is loaded but the feeds it may lead to."), tr("Give none.")},
        {tr("Feeds that an address may lead to"),
         tr("When you look for a site's feeds: what its page links as feeds, and where nothing is found its front page and the paths where many sites have "
            "one. 24 requests at most."),
         tr("Give the feed's own address.")},
        {tr("The page of an article"),
         tr("Off until you ask: for one article, or by a rule for those of which the feed carries a teaser, or for all. They are fetched when they have come in, one page of a "
            "host at a time; of articles that are there already, the newest 200 of a feed that you haven't read. Nothing else on a page is loaded."),
         tr("Leave “Full text is fetched” at “When I ask”.")},
        {tr("An image in an article"), tr("Off until you ask: with “Show” in the article, for all articles of a source, or for all. Each image is loaded once and then comes from the disk; those of a bookmarked article are kept for good. Images of a pixel or two, which only count readers, are left out."),
         tr("Leave “Images” at “Until I ask”.")},
    };
}

QLabel *paragraph(const QString &text, const QFont &font, const QColor &color)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(font);
    label->setStyleSheet(QStringLiteral("color: %1").arg(color.name()));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

} // namespace

RequestsDialog::RequestsDialog(const Theme &theme, QWidget *parent)
    : Sheet(theme, tr("Every request Dateline makes"),
            tr("Nothing else leaves this machine: no updates are looked for, nothing is counted, no icons of sites are fetched."), parent)
{
    setMinimumWidth(560);
    for (const RequestKind &kind : kinds()) {
        content().addWidget(paragraph(kind.what, theme.labelFont(), theme.colors().text));
        content().addWidget(paragraph(kind.when, theme.interfaceFont(), theme.colors().text));
        content().addWidget(paragraph(tr("To do without: %1").arg(kind.without), theme.smallFont(), theme.colors().secondaryText));
        content().addSpacing(Theme::unit);
    }
    content().addWidget(paragraph(tr("Each of them tells the server your machine's address on the network, as every request does, what kinds of "
                                     "files are accepted, and “Dateline” with its version. None carries cookies, a referrer, or who you are; a login goes to the server that you gave it for. Links are "
                                     "opened by your browser, without the parameters that only count readers unless you want them left."),
                                  theme.smallFont(), theme.colors().secondaryText));
    addCloseButton();
}

} // namespace dateline
