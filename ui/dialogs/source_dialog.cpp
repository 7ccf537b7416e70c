#include "ui/dialogs/source_dialog.h"

#include "base/countries.h"
#include "ui/dialogs/full_text_choice.h"
#include "ui/dialogs/health_mark.h"
#include "ui/dialogs/retention_choice.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace dateline {
namespace {

QLabel *fact(const QString &text)
{
    auto *label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QList<std::pair<QString, QString>> countriesByName()
{
    QList<std::pair<QString, QString>> countries;
    for (const QString &code : countryCodes())
        countries.append({countryName(code), code});
    std::sort(countries.begin(), countries.end(), [](const auto &a, const auto &b) { return a.first.localeAwareCompare(b.first) < 0; });
    return countries;
}

} // namespace

SourceDialog::SourceDialog(const Theme &theme, const Source &source, const QList<QStringList> &folders, const ImageChoice &images, QWidget *parent)
    : Sheet(theme, tr("Source"), {}, parent)
    , m_source(source)
    , m_title(new QLineEdit(source.title))
    , m_folder(new QComboBox)
    , m_country(new QComboBox)
    , m_retention(new RetentionChoice(RetentionChoice::Of::OneSource, source.retention))
    , m_fullText(newFullTextChoice(FullTextOf::OneSource, source.fullText))
    , m_images(new QComboBox)
{
    m_title->setMaxLength(500);
    m_folder->setEditable(true);
    m_folder->addItem(QString());
    for (const QStringList &folder : folders)
        m_folder->addItem(folder.join(QStringLiteral(" / ")));
    m_folder->setCurrentText(source.folder.join(QStringLiteral(" / ")));
    m_country->addItem(tr("Not known"), QString());
    for (const auto &[name, code] : countriesByName())
        m_country->addItem(name, code);
    m_country->setCurrentIndex(std::max(0, m_country->findData(source.country)));
    form().addRow(tr("Name"), m_title);
    form().addRow(tr("Folder"), m_folder);
    form().addRow(tr("Published in"), m_country);
    form().addRow(tr("Articles are kept"), m_retention);
    m_images->addItem(images.isOn ? tr("As for others: loaded") : tr("As for others: not loaded until I ask"));
    m_images->addItem(tr("Loaded"));
    m_images->addItem(tr("Not loaded until I ask"));
    const auto own = images.instead.constFind(source.id);
    m_images->setCurrentIndex(own == images.instead.constEnd() ? 0 : *own ? 1 : 2);
    m_imagesBefore = m_images->currentIndex();
    form().addRow(tr("Full text is fetched"), m_fullText);
    form().addRow(tr("Images"), m_images);
    connect(m_retention, &RetentionChoice::tried, this, &SourceDialog::retentionTried);
    connect(m_retention, &RetentionChoice::resized, this, &SourceDialog::fit);
    addFacts();
    addButtons(tr("Save"));
    QPushButton *remove = buttons().addButton(tr("Unsubscribe…"), QDialogButtonBox::DestructiveRole);
    connect(remove, &QPushButton::clicked, this, [this] {
        emit unsubscribeWanted(m_source.id);
        reject();
    });
    m_title->setFocus();
}

void SourceDialog::addFacts()
{
    const QLocale locale;
    form().addRow(tr("Address"), fact(m_source.url));
    form().addRow(tr("Articles"), fact(tr("%1, %2 unread").arg(locale.toString(m_source.total), locale.toString(m_source.unread))));
    if (m_source.kind == SourceKind::Feed)
        addHealth();
}

// Rows that have nothing to say yet are hidden.
void SourceDialog::addHealth()
{
    const auto add = [this](const QString &name) {
        QLabel *label = fact({});
        form().addRow(name, label);
        showFact(label, {});
        return label;
    };
    m_state = healthMark();
    form().addRow(tr("State"), m_state);
    form().setRowVisible(m_state, false);
    m_lastFetched = add(tr("Last came"));
    m_error = add(tr("Last error"));
    m_error->setStyleSheet(QStringLiteral("color: %1").arg(theme().colors().error.name()));
    m_advice = add(tr("What to do"));
    m_faults = add(tr("Harmless faults"));
    m_published = add(tr("Publishes"));
    m_nextFetch = add(tr("Next fetch"));
    const QString last = m_source.lastSuccess.isValid() ? QLocale().toString(m_source.lastSuccess.toLocalTime(), QLocale::LongFormat) : tr("Never");
    showFact(m_lastFetched, last);
    showFact(m_error, m_source.lastError);
    showFact(m_faults, m_source.fetch.faults.join(u'\n'));
}

void SourceDialog::showFact(QLabel *label, const QString &text)
{
    label->setText(text);
    form().setRowVisible(label, !text.isEmpty());
}

void SourceDialog::setHealth(const SourceHealth &health)
{
    if (m_source.kind != SourceKind::Feed)
        return;
    const QLocale locale;
    setHealthMark(*m_state, theme(), health.state);
    form().setRowVisible(m_state, true);
    showFact(m_error, health.source.lastError);
    showFact(m_advice, health.advice);
    showFact(m_faults, health.source.fetch.faults.join(u'\n'));
    showFact(m_published, tr("About %1 articles a week").arg(locale.toString(health.articlesAWeek, 'f', health.articlesAWeek < 10 ? 1 : 0)));
    showFact(m_nextFetch, health.nextFetch.isValid()                 ? locale.toString(health.nextFetch.toLocalTime(), QLocale::LongFormat)
                           : health.state == HealthState::Gone ? tr("Not any more")
                                                               : tr("When you ask"));
    fit();
}

void SourceDialog::setExpired(const Retention &tried, int articles)
{
    if (m_retention->rule() == tried)
        m_retention->setExpired(articles);
}

void SourceDialog::accept()
{
    const QString title = m_title->text().simplified();
    if (title.isEmpty()) {
        setProblem(tr("Give the source a name."));
        return;
    }
    m_source.title = title;
    m_source.folder.clear();
    for (const QString &part : m_folder->currentText().split(u'/', Qt::SkipEmptyParts)) {
        if (const QString name = part.simplified(); !name.isEmpty())
            m_source.folder.append(name);
    }
    m_source.country = m_country->currentData().toString();
    m_source.retention = m_retention->rule();
    m_source.fullText = chosenFullText(*m_fullText);
    if (const int images = m_images->currentIndex(); images != m_imagesBefore)
        emit imagesChosen(images == 0 ? std::nullopt : std::optional(images == 1));
    emit sourceEdited(m_source);
    QDialog::accept();
}

} // namespace dateline
