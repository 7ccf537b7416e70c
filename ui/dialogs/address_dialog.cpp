#include "ui/dialogs/address_dialog.h"

#include "base/identity.h"
#include "ui/dialogs/found_feed_delegate.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace dateline {

QUrl addressFromPerson(const QString &text)
{
    QString address = text.trimmed();
    if (address.isEmpty() || address.size() > 8192)
        return {};
    for (const QChar c : address) {
        if (c.isSpace())
            return {};
    }
    if (address.startsWith(QLatin1String("feed:"), Qt::CaseInsensitive)) // what some sites put on their feed buttons
        address = address.sliced(address.startsWith(QLatin1String("feed://"), Qt::CaseInsensitive) ? 7 : 5);
    if (!address.contains(QLatin1String("://")))
        address.prepend(QLatin1String("https://"));
    const QUrl url(address, QUrl::TolerantMode);
    const bool isWeb = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    const bool isNamed = url.host().contains(u'.') || url.host().contains(u':') || url.host() == QLatin1String("localhost");
    return url.isValid() && isWeb && isNamed ? url : QUrl();
}

namespace {

constexpr int mostRowsShown = 4;

} // namespace

AddressDialog::AddressDialog(const Theme &theme, const QString &suggestion, QWidget *parent)
    : Sheet(theme, tr("Add a feed or page"), tr("Give the address of a site, a feed or an article. What it offers is shown before anything is added."), parent)
    , m_address(new QLineEdit(suggestion))
    , m_waiting(new QLabel)
    , m_bar(new QProgressBar)
    , m_heading(new QLabel)
    , m_list(new QListWidget)
    , m_headlines(new QLabel)
    , m_folderRow(new QWidget)
    , m_folder(new QComboBox)
{
    setMinimumWidth(600);
    m_address->setPlaceholderText(QStringLiteral("https://example.org/news"));
    m_address->setAccessibleName(tr("Address"));
    m_address->selectAll();
    m_waiting->setStyleSheet(QStringLiteral("color: %1").arg(theme.colors().secondaryText.name()));
    m_waiting->setTextFormat(Qt::PlainText);
    m_bar->setRange(0, 0);
    m_bar->setTextVisible(false);
    m_heading->setFont(theme.labelFont());
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    m_list->setAccessibleName(tr("Feeds found"));
    m_list->setItemDelegate(new FoundFeedDelegate(theme, m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setMouseTracking(true);
    m_list->setObjectName(QStringLiteral("found"));
    m_headlines->setTextFormat(Qt::PlainText);
    m_headlines->setWordWrap(true);
    m_headlines->setStyleSheet(QStringLiteral("color: %1").arg(theme.colors().secondaryText.name()));
    m_folder->setEditable(true);
    m_folder->setAccessibleName(tr("Folder"));
    m_folder->lineEdit()->setPlaceholderText(tr("No folder"));
    auto *row = new QHBoxLayout(m_folderRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(new QLabel(tr("Folder")));
    row->addWidget(m_folder, 1);
    for (QWidget *part : std::initializer_list<QWidget *>{m_address, m_waiting, m_bar, m_heading, m_list, m_headlines, m_folderRow})
        content().addWidget(part);
    content().setStretchFactor(m_list, 1);
    addButtons(tr("Look"));
    m_save = buttons().addButton(tr("Save the page as an article"), QDialogButtonBox::ActionRole);
    m_catalogue = buttons().addButton(tr("Newspapers by country…"), QDialogButtonBox::HelpRole);
    for (QPushButton *button : {m_save, m_catalogue})
        button->setAutoDefault(false);
    for (QAbstractButton *button : buttons().buttons()) {
        if (buttons().buttonRole(button) == QDialogButtonBox::AcceptRole)
            m_doIt = static_cast<QPushButton *>(button);
    }
    connect(m_save, &QPushButton::clicked, this, &AddressDialog::savePage);
    connect(m_catalogue, &QPushButton::clicked, this, &AddressDialog::catalogueWanted);
    connect(m_address, &QLineEdit::textEdited, this, &AddressDialog::forgetFound);
    connect(m_list, &QListWidget::currentRowChanged, this, &AddressDialog::showHeadlines);
    connect(m_list, &QListWidget::itemChanged, this, &AddressDialog::refreshButtons);
    setWaiting({});
    forgetFound();
    m_address->setFocus();
}

void AddressDialog::setFolders(const QList<QStringList> &folders)
{
    m_folder->clear();
    m_folder->addItem(QString());
    for (const QStringList &folder : folders)
        m_folder->addItem(folder.join(QStringLiteral(" / ")));
}

void AddressDialog::lookAt(const QString &address, bool isNamed)
{
    m_address->setText(address.trimmed());
    forgetFound();
    m_isNamed = isNamed;
    accept();
}

void AddressDialog::accept()
{
    if (!m_doIt->isEnabled())
        return;
    if (m_found && !m_found->feeds.isEmpty()) {
        setWaiting(tr("Subscribing…"));
        emit subscriptionWanted(ticked(), folder());
        return;
    }
    if (m_found && m_found->isPage)
        return savePage();
    if (!addressFromPerson(m_address->text()).isValid()) {
        setProblem(tr("This is no address of the web. It should look like https://example.org/news."));
        m_address->setFocus();
        return;
    }
    m_found.reset();
    setWaiting(tr("Looking for feeds…"));
    emit discoveryWanted(m_address->text().trimmed(), std::exchange(m_isNamed, true));
}

void AddressDialog::savePage()
{
    setWaiting(tr("Saving the page…"));
    emit pageWanted(m_found->address);
}

void AddressDialog::finish()
{
    QDialog::accept();
}

void AddressDialog::fail(const QString &why)
{
    setWaiting({});
    setProblem(why);
    m_address->setFocus();
    m_address->selectAll();
}

void AddressDialog::setDiscovery(const Discovery &found)
{
    m_list->clear(); // of another address
    m_found = found;
    setWaiting({});
    showFound();
}

void AddressDialog::forgetFound()
{
    setProblem({});
    m_list->clear();
    m_found.reset();
    m_isNamed = true; // what is typed
    for (QWidget *part : std::initializer_list<QWidget *>{m_heading, m_list, m_headlines, m_folderRow, m_save})
        part->hide();
    m_catalogue->show();
    refreshButtons();
}

void AddressDialog::showFound()
{
    bool isFirst = true;
    for (const TriedFeed &feed : std::as_const(m_found->feeds)) {
        const bool isKnown = m_subscribed.contains(addressKey(feed.url));
        auto *item = new QListWidgetItem(feed.title, m_list);
        item->setData(FoundFeedDelegate::FactsRole, isKnown ? tr("You are subscribed to it already") : factsOf(feed));
        item->setData(FoundFeedDelegate::AddressRole, feed.url);
        item->setData(Qt::AccessibleDescriptionRole, factsOf(feed));
        item->setFlags(isKnown ? Qt::ItemIsEnabled | Qt::ItemIsSelectable : Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(isKnown || (isFirst && !feed.isComments) ? Qt::Checked : Qt::Unchecked);
        isFirst = isFirst && isKnown;
    }
    const bool hasFeeds = !m_found->feeds.isEmpty();
    const int rows = static_cast<int>(std::min<qsizetype>(m_found->feeds.size(), mostRowsShown));
    m_list->setMinimumHeight(hasFeeds ? rows * m_list->sizeHintForRow(0) + 2 * Theme::unit : 0);
    m_heading->setText(hasFeeds && m_found->feeds.size() == 1 ? tr("One feed was found")
                       : hasFeeds                               ? tr("%Ln feeds were found", nullptr, static_cast<int>(m_found->feeds.size()))
                       : m_found->articleTitle.isEmpty()        ? tr("No feed was found there. The page itself can be saved as one article.")
                                                                : tr("No feed was found there. This page is an article: “%1”. It can be saved.").arg(m_found->articleTitle));
    m_heading->show();
    setProblem(m_found->failure.isEmpty() ? QString() : tr("%1 But its site has these feeds.").arg(m_found->failure));
    for (QWidget *part : std::initializer_list<QWidget *>{m_list, m_folderRow})
        part->setVisible(hasFeeds);
    m_save->setVisible(m_found->isPage && hasFeeds); // else it is what the first button does
    m_catalogue->setVisible(!hasFeeds);
    m_list->setCurrentRow(0);
    showHeadlines();
    refreshButtons();
    layout()->activate();
    resize(width(), layout()->totalHeightForWidth(width()));
    (hasFeeds ? static_cast<QWidget *>(m_list) : m_doIt)->setFocus();
}

void AddressDialog::showHeadlines()
{
    const int row = m_list->currentRow();
    QStringList lines;
    if (m_found && row >= 0 && row < m_found->feeds.size()) {
        for (const QString &headline : m_found->feeds[row].headlines)
            lines += QStringLiteral("–  ") + headline;
    }
    m_headlines->setText(lines.join(u'\n'));
    m_headlines->setVisible(!lines.isEmpty());
    fit();
}

QList<TriedFeed> AddressDialog::ticked() const
{
    QList<TriedFeed> feeds;
    const qsizetype rows = m_found ? std::min<qsizetype>(m_list->count(), m_found->feeds.size()) : 0; // the list is being filled
    for (int row = 0; row < rows; ++row) {
        const QListWidgetItem *item = m_list->item(row);
        if (item->flags().testFlag(Qt::ItemIsUserCheckable) && item->checkState() == Qt::Checked)
            feeds.append(m_found->feeds[row]);
    }
    return feeds;
}

QStringList AddressDialog::folder() const
{
    QStringList names;
    for (const QString &part : m_folder->currentText().split(u'/', Qt::SkipEmptyParts)) {
        if (const QString name = part.simplified(); !name.isEmpty())
            names.append(name);
    }
    return names;
}

void AddressDialog::refreshButtons()
{
    const bool hasFeeds = m_found && !m_found->feeds.isEmpty();
    const int wanted = static_cast<int>(ticked().size());
    const bool savesPage = m_found && !hasFeeds && m_found->isPage;
    m_doIt->setText(savesPage    ? tr("Save the page as an article")
                    : !hasFeeds  ? tr("Look")
                    : wanted > 1 ? tr("Subscribe to %Ln feeds", nullptr, wanted)
                                 : tr("Subscribe"));
    m_doIt->setEnabled(m_address->isEnabled() && (!hasFeeds || wanted > 0));
    m_doIt->setDefault(true);
}

void AddressDialog::setWaiting(const QString &forWhat)
{
    const bool isWaiting = !forWhat.isEmpty();
    setProblem({});
    m_waiting->setText(forWhat);
    m_waiting->setVisible(isWaiting);
    m_bar->setVisible(isWaiting);
    fit();
    for (QWidget *part : std::initializer_list<QWidget *>{m_address, m_list, m_folderRow, m_save, m_catalogue})
        part->setEnabled(!isWaiting);
    refreshButtons();
}

} // namespace dateline
