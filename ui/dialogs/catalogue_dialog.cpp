#include "ui/dialogs/catalogue_dialog.h"

#include "base/countries.h"
#include "base/folding.h"
#include "base/identity.h"
#include "ui/map/world_map.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace dateline {
namespace {

constexpr int KnownRole = Qt::UserRole + 1; // subscribed to already

QString languageName(const QString &code)
{
    if (code.isEmpty())
        return {};
    const QLocale::Language language = QLocale(code).language();
    return language == QLocale::C ? code : QLocale::languageToString(language);
}

bool isTickable(const QTreeWidgetItem &item)
{
    return !item.data(0, KnownRole).toBool();
}

} // namespace

CatalogueDialog::CatalogueDialog(const Theme &theme, QWidget *parent)
    : Sheet(theme, tr("Newspapers by country"), tr("A starting point from around the world. Each newspaper brings its country along, so that “from:” finds what is published there."), parent)
    , m_map(new WorldMap(theme))
    , m_search(new QLineEdit)
    , m_country(new QComboBox)
    , m_language(new QComboBox)
    , m_list(new QTreeWidget)
    , m_count(new QLabel)
    , m_byCountry(new QCheckBox(tr("Into a folder for each country")))
    , m_all(new QPushButton(tr("Tick all listed")))
{
    addControls();
    addButtons(tr("Subscribe"));
    for (QAbstractButton *button : buttons().buttons()) {
        if (buttons().buttonRole(button) == QDialogButtonBox::AcceptRole)
            m_doIt = static_cast<QPushButton *>(button);
    }
    connect(m_map, &WorldMap::countryPicked, this, &CatalogueDialog::pickOnMap);
    connect(m_search, &QLineEdit::textChanged, this, &CatalogueDialog::refreshList);
    connect(m_country, &QComboBox::activated, this, &CatalogueDialog::pickInBox);
    connect(m_language, &QComboBox::activated, this, &CatalogueDialog::refreshList);
    connect(m_list, &QTreeWidget::itemChanged, this, &CatalogueDialog::refreshButton);
    connect(m_all, &QPushButton::clicked, this, &CatalogueDialog::tickListed);
    m_search->installEventFilter(this);
    resize(1120, 660);
    refreshButton();
    m_search->setFocus();
}

void CatalogueDialog::addControls()
{
    m_map->setCountText([](int count) { return count == 1 ? tr("1 newspaper") : tr("%Ln newspapers", nullptr, count); });
    m_search->setPlaceholderText(tr("Search names"));
    m_search->setAccessibleName(tr("Search names"));
    m_search->setClearButtonEnabled(true);
    m_country->setAccessibleName(tr("Country"));
    m_language->setAccessibleName(tr("Language"));
    m_country->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_language->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_list->setHeaderLabels({tr("Newspaper"), tr("Country"), tr("Language")});
    m_list->setAccessibleName(tr("Newspapers"));
    m_list->setRootIsDecorated(false);
    m_list->setUniformRowHeights(true);
    m_list->header()->setStretchLastSection(false);
    m_list->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_list->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_list->header()->setSectionResizeMode(2, QHeaderView::ResizeToContents);
    m_count->setStyleSheet(QStringLiteral("color: %1").arg(theme().colors().secondaryText.name()));
    m_byCountry->setChecked(true);
    m_all->setAutoDefault(false);
    auto *hint = new QLabel(tr("Click a country to see its newspapers, Shift-click to add more; turn the wheel to come closer."));
    hint->setFont(theme().smallFont());
    hint->setWordWrap(true);
    hint->setStyleSheet(QStringLiteral("color: %1").arg(theme().colors().faintText.name()));
    auto *left = new QVBoxLayout;
    left->addWidget(m_map, 1);
    left->addWidget(hint);
    auto *choices = new QHBoxLayout;
    choices->addWidget(m_country, 3);
    choices->addWidget(m_language, 2);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_count, 1);
    foot->addWidget(m_all);
    auto *right = new QVBoxLayout;
    right->setSpacing(Theme::unit * 2);
    right->addWidget(m_search);
    right->addLayout(choices);
    right->addWidget(m_list, 1);
    right->addLayout(foot);
    right->addWidget(m_byCountry);
    auto *both = new QHBoxLayout;
    both->setSpacing(Theme::unit * 5);
    both->addLayout(left, 6);
    both->addLayout(right, 5);
    content().addLayout(both, 1);
}

void CatalogueDialog::setFeeds(const QList<CatalogueFeed> &feeds, const QSet<QString> &subscribed)
{
    m_feeds = feeds;
    // By names of countries, as they are read.
    std::stable_sort(m_feeds.begin(), m_feeds.end(), [](const CatalogueFeed &a, const CatalogueFeed &b) {
        return a.country != b.country && countryName(a.country).localeAwareCompare(countryName(b.country)) < 0;
    });
    const QSignalBlocker quiet(m_list);
    m_list->clear();
    QHash<QString, int> counts;
    for (const CatalogueFeed &feed : std::as_const(m_feeds)) {
        ++counts[feed.country];
        addRow(feed, subscribed.contains(addressKey(feed.url)));
    }
    m_map->setCounts(counts);
    fillCountries();
    fillLanguages();
    refreshList();
}

void CatalogueDialog::addRow(const CatalogueFeed &feed, bool isKnown)
{
    auto *item = new QTreeWidgetItem({feed.title, countryName(feed.country), languageName(feed.language)});
    item->setData(0, KnownRole, isKnown);
    item->setCheckState(0, isKnown ? Qt::Checked : Qt::Unchecked);
    item->setToolTip(0, isKnown ? tr("You are subscribed to it already.\n%1").arg(feed.url) : feed.url);
    if (isKnown) {
        item->setText(0, tr("%1 (subscribed)").arg(feed.title));
        item->setFlags(Qt::ItemIsSelectable | Qt::ItemIsEnabled);
        item->setForeground(0, theme().colors().faintText);
    }
    for (const int column : {1, 2})
        item->setForeground(column, theme().colors().secondaryText);
    m_list->addTopLevelItem(item);
}

void CatalogueDialog::fillCountries()
{
    m_country->clear();
    m_country->addItem(tr("All countries"), QString());
    QHash<QString, int> counts;
    for (const CatalogueFeed &feed : std::as_const(m_feeds))
        ++counts[feed.country];
    for (const CatalogueFeed &feed : std::as_const(m_feeds)) { // each as often as it has newspapers, one after the other
        if (m_country->itemData(m_country->count() - 1).toString() != feed.country)
            m_country->addItem(tr("%1 (%L2)").arg(countryName(feed.country)).arg(counts.value(feed.country)), feed.country);
    }
}

void CatalogueDialog::fillLanguages()
{
    m_language->clear();
    m_language->addItem(tr("All languages"), QString());
    QList<std::pair<QString, QString>> languages;
    for (const CatalogueFeed &feed : std::as_const(m_feeds)) {
        const std::pair<QString, QString> language(languageName(feed.language), feed.language);
        if (!feed.language.isEmpty() && !languages.contains(language))
            languages.append(language);
    }
    std::sort(languages.begin(), languages.end(), [](const auto &a, const auto &b) { return a.first.localeAwareCompare(b.first) < 0; });
    for (const auto &[name, code] : std::as_const(languages))
        m_language->addItem(name, code);
}

// --- what is listed -----------------------------------------------------------------------------------------------------------

void CatalogueDialog::chooseCountries(const QSet<QString> &codes)
{
    m_countries = codes;
    m_map->setChosen(codes);
    const int several = m_country->findData(QStringLiteral("*"));
    if (several >= 0)
        m_country->removeItem(several);
    if (codes.size() > 1)
        m_country->insertItem(1, tr("%Ln countries", nullptr, static_cast<int>(codes.size())), QStringLiteral("*"));
    m_country->setCurrentIndex(codes.isEmpty() ? 0 : codes.size() > 1 ? 1 : m_country->findData(*codes.begin()));
    refreshList();
}

void CatalogueDialog::pickOnMap(const QString &code, bool withShift)
{
    QSet<QString> chosen = withShift ? m_countries : QSet<QString>();
    const bool isOnlyOne = m_countries == QSet<QString>{code};
    if (withShift ? m_countries.contains(code) : isOnlyOne)
        chosen.remove(code);
    else
        chosen.insert(code);
    chooseCountries(chosen);
}

void CatalogueDialog::pickInBox()
{
    const QString code = m_country->currentData().toString();
    if (code != QLatin1String("*"))
        chooseCountries(code.isEmpty() ? QSet<QString>() : QSet<QString>{code});
}

bool CatalogueDialog::isListed(const CatalogueFeed &feed) const
{
    const QString language = m_language->currentData().toString();
    const QString words = folded(m_search->text().simplified());
    if ((!m_countries.isEmpty() && !m_countries.contains(feed.country)) || (!language.isEmpty() && feed.language != language))
        return false;
    return words.isEmpty() || folded(feed.title).contains(words) || folded(countryName(feed.country)).contains(words) || feed.url.contains(words);
}

void CatalogueDialog::refreshList()
{
    int count = 0;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const bool isShown = isListed(m_feeds[row]);
        m_list->topLevelItem(row)->setHidden(!isShown);
        count += isShown ? 1 : 0;
    }
    m_count->setText(count == 1 ? tr("1 newspaper") : tr("%Ln newspapers", nullptr, count));
    m_list->setColumnHidden(1, m_countries.size() == 1);
    m_all->setEnabled(count > 0);
    const QTreeWidgetItem *current = m_list->currentItem();
    if ((!current || current->isHidden()) && !listed().isEmpty())
        m_list->setCurrentItem(listed().first());
    refreshButton();
}

QList<QTreeWidgetItem *> CatalogueDialog::listed() const
{
    QList<QTreeWidgetItem *> items;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        if (!m_list->topLevelItem(row)->isHidden())
            items.append(m_list->topLevelItem(row));
    }
    return items;
}

void CatalogueDialog::tickListed()
{
    const QList<QTreeWidgetItem *> items = listed();
    const bool areAllTicked = std::all_of(items.begin(), items.end(), [](const auto *item) { return !isTickable(*item) || item->checkState(0) == Qt::Checked; });
    {
        const QSignalBlocker quiet(m_list);
        for (QTreeWidgetItem *item : items) {
            if (isTickable(*item))
                item->setCheckState(0, areAllTicked ? Qt::Unchecked : Qt::Checked);
        }
    }
    m_list->viewport()->update();
    refreshButton();
}

// From the search field the arrow down goes on into the list.
bool CatalogueDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_search || event->type() != QEvent::KeyPress || static_cast<QKeyEvent *>(event)->key() != Qt::Key_Down)
        return Sheet::eventFilter(watched, event);
    m_list->setFocus(Qt::TabFocusReason);
    return true;
}

// --- the end ------------------------------------------------------------------------------------------------------------------

void CatalogueDialog::refreshButton()
{
    int wanted = 0;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = m_list->topLevelItem(row);
        wanted += isTickable(*item) && item->checkState(0) == Qt::Checked ? 1 : 0;
    }
    m_doIt->setText(wanted == 0 ? tr("Subscribe") : wanted == 1 ? tr("Subscribe to 1 feed") : tr("Subscribe to %Ln feeds", nullptr, wanted));
    m_doIt->setEnabled(wanted > 0);
}

void CatalogueDialog::accept()
{
    QList<Source> wanted;
    for (int row = 0; row < m_list->topLevelItemCount(); ++row) {
        const QTreeWidgetItem *item = m_list->topLevelItem(row);
        if (!isTickable(*item) || item->checkState(0) != Qt::Checked)
            continue;
        const CatalogueFeed &feed = m_feeds[row];
        wanted.append(sourceOf(feed, m_byCountry->isChecked() ? QStringList{countryName(feed.country)} : QStringList()));
    }
    if (wanted.isEmpty())
        return;
    emit subscriptionWanted(wanted);
    QDialog::accept();
}

} // namespace dateline
