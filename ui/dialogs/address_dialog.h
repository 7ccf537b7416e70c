// AddressDialog: asks for the address of a feed or page, shows what was found there, and asks which of it is wanted.
#pragma once

#include "base/discovery.h"
#include "ui/dialogs/sheet.h"

#include <QSet>
#include <QUrl>

class QComboBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QProgressBar;
class QPushButton;

namespace dateline {

// The http or https address that a person meant: blanks around it and a missing "https://" are put right; invalid where there is none.
QUrl addressFromPerson(const QString &text);

class AddressDialog final : public Sheet {
    Q_OBJECT
public:
    // `suggestion` stands in the field to begin with.
    AddressDialog(const Theme &theme, const QString &suggestion, QWidget *parent);

    // Folders to choose from.
    void setFolders(const QList<QStringList> &folders);
    // Addresses (addressKey) that are subscribed to already.
    void setSubscribed(const QSet<QString> &keys) { m_subscribed = keys; }
    // Puts the address into the field and looks there at once. Where another program gave it, not `isNamed` by the reader, that may be
    // refused, until he presses the button.
    void lookAt(const QString &address, bool isNamed = true);

    // Looks at the address, or subscribes to what is ticked of what was found there; then waits, with all that was entered kept, for
    // setDiscovery(), finish() or fail().
    void accept() override;
    void setDiscovery(const Discovery &found);
    void finish(); // it was added: closes
    void fail(const QString &why);

signals:
    void discoveryWanted(const QString &address, bool isNamed); // as it was typed
    void subscriptionWanted(const QList<dateline::TriedFeed> &feeds, const QStringList &folder);
    void pageWanted(const QUrl &address); // to be saved as an article
    void catalogueWanted();

private:
    void setWaiting(const QString &forWhat); // empty: for nothing any more
    void forgetFound();
    void showFound();
    void showHeadlines();
    void savePage();
    void refreshButtons();
    QList<TriedFeed> ticked() const;
    QStringList folder() const;

    QLineEdit *m_address;
    QLabel *m_waiting;
    QProgressBar *m_bar;
    QLabel *m_heading;
    QListWidget *m_list;
    QLabel *m_headlines;
    QWidget *m_folderRow;
    QComboBox *m_folder;
    QPushButton *m_doIt;
    QPushButton *m_save;
    QPushButton *m_catalogue;
    bool m_isNamed = true; // what is looked at next
    QSet<QString> m_subscribed;
    std::optional<Discovery> m_found;
};

} // namespace dateline
