// Addresses, what is found there, and the catalogue of newspapers.
#include "ui/main_window.h"

#include "base/identity.h"
#include "library/when_answered.h"
#include "ui/dialogs/address_dialog.h"
#include "ui/dialogs/catalogue_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QPointer>

namespace dateline {

QSet<QString> MainWindow::subscribedKeys() const
{
    QSet<QString> keys;
    for (const Source &source : m_knownSources) {
        if (source.kind == SourceKind::Feed)
            keys.insert(addressKey(source.url));
    }
    return keys;
}

QList<QStringList> MainWindow::knownFolders() const
{
    QList<QStringList> folders;
    for (const Source &known : m_knownSources) {
        if (!known.folder.isEmpty() && !folders.contains(known.folder))
            folders.append(known.folder);
    }
    return folders;
}

void MainWindow::askForAddress()
{
    const QString copied = QApplication::clipboard()->text().left(2000);
    const bool isAddress = copied.contains(QLatin1String("://")) && addressFromPerson(copied).isValid();
    showAddressDialog(isAddress ? copied.trimmed() : QString(), {});
}

// One that was pasted, dropped, or handed over by the desktop: looked at without being asked once more. What the desktop hands over may come
// from a page, so that isn't `isNamed`.
void MainWindow::openAddress(const QString &address, bool isNamed)
{
    showAddressDialog({}, address, isNamed);
}

void MainWindow::showAddressDialog(const QString &suggestion, const QString &address, bool isNamed)
{
    if (auto *open = findChild<AddressDialog *>(); open && open->isVisible()) {
        open->raise();
        open->activateWindow();
        if (!address.isEmpty())
            open->lookAt(address, isNamed);
        return;
    }
    auto *dialog = new AddressDialog(m_theme, suggestion, this);
    dialog->setFolders(knownFolders());
    dialog->setSubscribed(subscribedKeys());
    connect(dialog, &AddressDialog::discoveryWanted, this, [this, dialog](const QString &typed, bool named) { discoverFor(dialog, typed, named); });
    connect(dialog, &AddressDialog::subscriptionWanted, this,
            [this, dialog](const QList<TriedFeed> &feeds, const QStringList &folder) { subscribeFor(dialog, feeds, folder); });
    connect(dialog, &AddressDialog::pageWanted, this, [this, dialog](const QUrl &page) { savePageFor(dialog, page); });
    connect(dialog, &AddressDialog::catalogueWanted, this, [this, dialog] {
        dialog->reject();
        showCatalogue();
    });
    dialog->open();
    if (!address.isEmpty())
        dialog->lookAt(address, isNamed);
}

void MainWindow::discoverFor(AddressDialog *dialog, const QString &address, bool isNamed)
{
    const QPointer<AddressDialog> asking = dialog; // the reader may have gone on
    auto future = m_errands.discover(address, isNamed, [asking, isNamed](const Result<Discovery> &found) {
        if (!asking || !asking->isVisible())
            return;
        if (found)
            asking->setDiscovery(*found);
        else if (!isNamed && found.error().kind == ErrorKind::Usage)
            asking->fail(tr("A page or another program gave this address, and it leads into your own computer or network. Nothing was asked there. "
                            "Press “Look” only if you meant to go there."));
        else
            asking->fail(found.error().message);
    });
    connect(dialog, &QDialog::finished, dialog, [future]() mutable { future.cancel(); });
}

void MainWindow::subscribeFor(AddressDialog *dialog, const QList<TriedFeed> &feeds, const QStringList &folder)
{
    const QPointer<AddressDialog> asking = dialog;
    m_errands.subscribe(feeds, folder, [this, asking](const std::optional<Error> &error) {
        const bool isOpen = asking && asking->isVisible();
        if (error && isOpen)
            asking->fail(error->message);
        else if (error)
            takeError(*error);
        else if (isOpen)
            asking->finish();
    });
}

void MainWindow::savePageFor(AddressDialog *dialog, const QUrl &address)
{
    const QPointer<AddressDialog> asking = dialog;
    m_errands.savePage(address, [this, asking](const Result<Source> &saved) {
        const bool isOpen = asking && asking->isVisible();
        if (saved && isOpen)
            asking->finish();
        else if (!saved && isOpen)
            asking->fail(saved.error().message);
        else if (!saved)
            takeError(saved.error());
    });
}

void MainWindow::openBrought(const BroughtIn &brought)
{
    static const QStringList suffixes = {QStringLiteral("opml"), QStringLiteral("rss"), QStringLiteral("atom"), QStringLiteral("rdf")};
    const bool isOneFile = brought.paths.size() == 1 && brought.addresses.isEmpty() && suffixes.contains(QFileInfo(brought.paths.first()).suffix().toLower());
    if (brought.addresses.size() == 1 && brought.paths.isEmpty())
        return openAddress(brought.addresses.first().toString(QUrl::FullyEncoded), false);
    if (!isOneFile)
        return bringIn(brought);
    const QString path = brought.paths.first();
    whenAnswered(m_library.feedAddressIn(path), this, [this, path](const Result<QString> &address) { askAboutFile(path, address.value_or(QString())); });
}

void MainWindow::askAboutFile(const QString &path, const QString &feedAddress)
{
    const bool isList = path.endsWith(QLatin1String(".opml"), Qt::CaseInsensitive);
    const QString name = QFileInfo(path).fileName();
    auto *question = new QMessageBox(QMessageBox::NoIcon, tr("Open a file"), isList ? tr("Subscribe to the feeds in “%1”?").arg(name) : tr("“%1” is a feed, saved as a file.").arg(name),
                                     QMessageBox::Cancel, this);
    question->setInformativeText(isList ? tr("Feeds that you are subscribed to already are left as they are. The new ones are fetched afterwards.")
                                 : feedAddress.isEmpty() ? tr("It doesn't say where it came from, so only the articles in it can be had.")
                                                         : tr("Subscribe to it to get its new articles as well, or import only those in the file."));
    question->setAttribute(Qt::WA_DeleteOnClose);
    if (!isList && !feedAddress.isEmpty())
        connect(question->addButton(tr("Subscribe…"), QMessageBox::AcceptRole), &QPushButton::clicked, this, [this, feedAddress] { openAddress(feedAddress, false); });
    connect(question->addButton(isList ? tr("Subscribe") : tr("Import the articles"), QMessageBox::AcceptRole), &QPushButton::clicked, this,
            [this, path] { m_errands.importPaths({path}); });
    question->open();
}

void MainWindow::showCatalogue()
{
    auto *dialog = new CatalogueDialog(m_theme, this);
    connect(dialog, &CatalogueDialog::subscriptionWanted, this, [this](const QList<Source> &feeds) { m_errands.subscribe(feeds); });
    whenAnswered(m_library.catalogue(), dialog, [this, dialog](const Result<QList<CatalogueFeed>> &feeds) {
        if (feeds) {
            dialog->setFeeds(*feeds, subscribedKeys());
        } else {
            dialog->reject();
            takeError(feeds.error());
        }
    });
    dialog->open();
}

} // namespace dateline
