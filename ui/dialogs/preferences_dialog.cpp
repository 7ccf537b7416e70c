#include "ui/dialogs/preferences_dialog.h"

#include "ui/dialogs/full_text_choice.h"
#include "ui/dialogs/retention_choice.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QPushButton>
#include <QSpinBox>

namespace dateline {
namespace {

constexpr int never = -1;

QComboBox *choice(std::initializer_list<std::pair<QString, int>> options, int chosen)
{
    auto *box = new QComboBox;
    for (const auto &[label, value] : options)
        box->addItem(label, value);
    box->setCurrentIndex(std::max(0, box->findData(chosen)));
    return box;
}

} // namespace

PreferencesDialog::PreferencesDialog(const Theme &theme, const Preferences &preferences, QWidget *parent)
    : Sheet(theme, tr("Preferences"), {}, parent)
    , m_size(new QSpinBox)
{
    m_appearance = choice({{tr("As the system"), 0}, {tr("Light"), 1}, {tr("Dark"), 2}}, static_cast<int>(preferences.appearance));
    m_face = choice({{tr("With serifs"), 0}, {tr("Without serifs"), 1}}, static_cast<int>(preferences.readingFace));
    m_size->setRange(8, 40);
    m_size->setSuffix(tr(" pt"));
    m_size->setValue(preferences.readingPointSize);
    const int delay = preferences.markReadDelay ? static_cast<int>(preferences.markReadDelay->count()) : never;
    m_delay = choice({{tr("At once"), 0}, {tr("After a moment"), 1500}, {tr("After five seconds"), 5000}, {tr("Never by itself"), never}}, delay);
    m_start = choice({{tr("The last filter"), 0}, {tr("All articles"), 1}, {tr("Unread"), 2}, {tr("Today"), 3}}, preferences.startWith);
    form().addRow(tr("Colours"), m_appearance);
    form().addRow(tr("Type of articles"), m_face);
    form().addRow(tr("Size of articles"), m_size);
    form().addRow(tr("An opened article is read"), m_delay);
    form().addRow(tr("Start with"), m_start);
    auto *links = new QPushButton(tr("Links…"));
    auto *requests = new QPushButton(tr("Every request…"));
    links->setToolTip(tr("What is cut from links"));
    requests->setToolTip(tr("Every request Dateline makes"));
    auto *privacy = new QHBoxLayout;
    privacy->setSpacing(Theme::unit * 2);
    privacy->addWidget(links);
    privacy->addWidget(requests);
    privacy->addStretch(1);
    form().addRow(tr("Privacy"), privacy);
    connect(links, &QPushButton::clicked, this, &PreferencesDialog::linkCleaningWanted);
    connect(requests, &QPushButton::clicked, this, &PreferencesDialog::requestsWanted);
    addCloseButton();
    for (QComboBox *box : {m_appearance, m_face, m_delay, m_start})
        connect(box, &QComboBox::currentIndexChanged, this, &PreferencesDialog::tell);
    connect(m_size, &QSpinBox::valueChanged, this, &PreferencesDialog::tell);
}

void PreferencesDialog::setRefresh(bool isAutomatic)
{
    if (m_refresh)
        return;
    m_refresh = choice({{tr("When they are due"), 1}, {tr("Only when I ask"), 0}}, isAutomatic ? 1 : 0);
    form().addRow(tr("Feeds are fetched"), m_refresh);
    connect(m_refresh, &QComboBox::currentIndexChanged, this, [this] { emit refreshChosen(m_refresh->currentData().toInt() == 1); });
    fit();
}

void PreferencesDialog::setRetention(const Retention &present)
{
    if (m_retention)
        return;
    m_retention = new RetentionChoice(RetentionChoice::Of::AllFeeds, present);
    m_keep = new QPushButton(tr("Keep no more"));
    m_keep->hide();
    form().addRow(tr("Articles of feeds are kept"), m_retention);
    form().addRow(QString(), m_keep);
    auto *space = new QPushButton(tr("Give back to the disk"));
    space->setToolTip(tr("Room that removed articles left is used for new ones, and given back by itself where it is much. This gives back all of it."));
    form().addRow(tr("Room that became free"), space);
    connect(space, &QPushButton::clicked, this, [this, space] {
        space->setEnabled(false);
        emit spaceWanted();
    });
    connect(m_retention, &RetentionChoice::tried, this, [this](const Retention &rule) {
        m_keep->hide();
        if (rule.kind == Retention::Kind::All) // removes nothing: there is nothing to find out first
            emit retentionChosen(rule);
        else
            emit retentionTried(rule);
    });
    connect(m_retention, &RetentionChoice::resized, this, &PreferencesDialog::fit);
    connect(m_keep, &QPushButton::clicked, this, [this] {
        m_keep->hide();
        emit retentionChosen(m_retention->rule());
    });
    fit();
}

void PreferencesDialog::setFullText(FullText present)
{
    if (m_fullText)
        return;
    m_fullText = newFullTextChoice(FullTextOf::AllFeeds, present);
    form().addRow(tr("Full text is fetched"), m_fullText);
    connect(m_fullText, &QComboBox::currentIndexChanged, this, [this] { emit fullTextChosen(chosenFullText(*m_fullText)); });
    fit();
}

void PreferencesDialog::setImages(const ImageChoice &present, int cacheLimit)
{
    if (m_images)
        return;
    m_imageChoice = present;
    m_images = choice({{tr("Not loaded until I ask"), 0}, {tr("Loaded"), 1}}, present.isOn ? 1 : 0);
    m_images->setToolTip(tr("Whoever loads an image tells its server that the article is being read. Single sources can be chosen otherwise."));
    auto *limit = new QSpinBox;
    limit->setRange(0, 100'000);
    limit->setSingleStep(50);
    limit->setSuffix(tr(" MB"));
    limit->setValue(cacheLimit);
    limit->setKeyboardTracking(false);
    auto *clear = new QPushButton(tr("Clear"));
    auto *cache = new QHBoxLayout;
    cache->setSpacing(Theme::unit * 2);
    cache->addWidget(limit, 1);
    cache->addWidget(clear);
    form().addRow(tr("Images"), m_images);
    form().addRow(tr("Loaded images take up to"), cache);
    connect(m_images, &QComboBox::currentIndexChanged, this, [this] {
        m_imageChoice.isOn = m_images->currentData().toInt() == 1;
        emit imagesChosen(m_imageChoice);
    });
    connect(limit, &QSpinBox::valueChanged, this, &PreferencesDialog::cacheLimitChosen);
    connect(clear, &QPushButton::clicked, this, [this, clear] {
        clear->setEnabled(false);
        emit cacheClearingWanted();
    });
    fit();
}

void PreferencesDialog::setExpired(const Retention &tried, int articles)
{
    if (!m_retention || !(m_retention->rule() == tried))
        return; // another one is being tried by now
    m_retention->setExpired(articles);
    if (articles == 0) // then there is nothing to ask
        emit retentionChosen(tried);
    else
        m_keep->show();
    fit();
}

void PreferencesDialog::tell()
{
    Preferences chosen;
    chosen.appearance = static_cast<Appearance>(m_appearance->currentData().toInt());
    chosen.readingFace = static_cast<ReadingFace>(m_face->currentData().toInt());
    chosen.readingPointSize = m_size->value();
    if (const int delay = m_delay->currentData().toInt(); delay != never)
        chosen.markReadDelay = std::chrono::milliseconds(delay);
    chosen.startWith = m_start->currentData().toInt();
    emit preferencesChanged(chosen);
}

} // namespace dateline
