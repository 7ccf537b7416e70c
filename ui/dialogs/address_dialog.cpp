#include "ui/dialogs/address_dialog.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

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

AddressDialog::AddressDialog(const Theme &theme, const QString &suggestion, QWidget *parent)
    : Sheet(theme, tr("Add a feed or page"),
            tr("A feed is subscribed. Of a page, Dateline takes the feed it offers, or saves the page as one article."), parent)
    , m_address(new QLineEdit(suggestion))
    , m_waiting(new QLabel(tr("Fetching…")))
{
    m_address->setPlaceholderText(QStringLiteral("https://example.org/news"));
    m_address->setAccessibleName(tr("Address"));
    m_address->selectAll();
    content().addWidget(m_address);
    content().addWidget(m_waiting);
    m_waiting->setForegroundRole(QPalette::PlaceholderText);
    m_waiting->hide();
    addButtons(tr("Add"));
    m_address->setFocus();
    connect(m_address, &QLineEdit::textEdited, this, [this] { setProblem({}); });
}

void AddressDialog::accept()
{
    const QUrl address = addressFromPerson(m_address->text());
    if (!address.isValid()) {
        setProblem(tr("This is no address of the web. It should look like https://example.org/news."));
        m_address->setFocus();
        return;
    }
    setWaiting(true);
    emit addressChosen(address);
}

void AddressDialog::finish()
{
    QDialog::accept();
}

void AddressDialog::fail(const QString &why)
{
    setWaiting(false);
    setProblem(why);
    m_address->setFocus();
    m_address->selectAll();
}

void AddressDialog::setWaiting(bool isWaiting)
{
    setProblem({});
    m_waiting->setVisible(isWaiting);
    fit();
    m_address->setEnabled(!isWaiting);
    for (QAbstractButton *button : buttons().buttons()) {
        if (buttons().buttonRole(button) == QDialogButtonBox::AcceptRole)
            button->setEnabled(!isWaiting);
    }
}

} // namespace dateline
