#include "ui/dialogs/health_panel.h"

#include "ui/dialogs/health_mark.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

namespace dateline {

namespace {

QString nameOf(HealthPanel::Deed deed)
{
    switch (deed) {
    case HealthPanel::Deed::Refresh: return HealthPanel::tr("&Refresh now");
    case HealthPanel::Deed::StartAgain: return HealthPanel::tr("&Start again");
    case HealthPanel::Deed::LogIn: return HealthPanel::tr("&Log in…");
    case HealthPanel::Deed::Edit: return HealthPanel::tr("&Edit…");
    case HealthPanel::Deed::OpenSite: return HealthPanel::tr("&Open the site");
    case HealthPanel::Deed::Unsubscribe: return HealthPanel::tr("&Unsubscribe…");
    }
    return {};
}

QString shown(const QDateTime &time, const QString &otherwise)
{
    return time.isValid() ? QLocale().toString(time.toLocalTime(), QLocale::ShortFormat) : otherwise;
}

QString timesOf(const SourceHealth &health)
{
    QStringList lines;
    lines += HealthPanel::tr("Last came: %1").arg(shown(health.source.lastSuccess, HealthPanel::tr("never")));
    lines += HealthPanel::tr("Last asked: %1").arg(shown(health.source.lastAttempt, HealthPanel::tr("never")));
    lines += HealthPanel::tr("Next fetch: %1").arg(shown(health.nextFetch, health.state == HealthState::Gone ? HealthPanel::tr("not any more") : HealthPanel::tr("when you ask")));
    lines += HealthPanel::tr("Articles: %1, about %2 a week").arg(QLocale().toString(health.source.total), QLocale().toString(health.articlesAWeek, 'f', health.articlesAWeek < 10 ? 1 : 0));
    return lines.join(u'\n');
}

QString faultsOf(const SourceHealth &health)
{
    if (health.source.fetch.faults.isEmpty())
        return {};
    QStringList lines{HealthPanel::tr("Faults of the feed that do no harm:")};
    for (const QString &fault : health.source.fetch.faults)
        lines += QStringLiteral("•  ") + fault;
    return lines.join(u'\n');
}

void say(QLabel &label, const QString &text)
{
    label.setText(text);
    label.setVisible(!text.isEmpty());
}

} // namespace

HealthPanel::HealthPanel(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_content(new QWidget)
    , m_grid(new QGridLayout)
{
    setWidgetResizable(true);
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus); // its texts and buttons have it
    viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(Theme::unit * 4, 0, Theme::unit, 0);
    column->setSpacing(Theme::unit * 2);
    m_title = addText();
    QFont font = theme.interfaceFont();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_address = addText();
    m_mark = healthMark();
    column->addWidget(m_mark);
    m_summary = addText();
    m_error = addText();
    m_advice = addText();
    column->addSpacing(Theme::unit);
    column->addLayout(m_grid);
    column->addSpacing(Theme::unit);
    m_times = addText();
    m_faults = addText();
    m_nothing = addText();
    column->addStretch(1);
    m_grid->setSpacing(Theme::unit * 2);
    for (const Deed deed : {Deed::Refresh, Deed::StartAgain, Deed::LogIn, Deed::Edit, Deed::OpenSite, Deed::Unsubscribe}) {
        auto *button = new QPushButton(nameOf(deed), m_content);
        button->setAutoDefault(false);
        button->hide();
        connect(button, &QPushButton::clicked, this, [this, deed] {
            if (m_health)
                emit wanted(deed, m_health->source);
        });
        m_buttons.append(button);
    }
    setWidget(m_content);
    connect(&theme, &Theme::changed, this, &HealthPanel::renewColors);
    renewColors();
    setHealth(std::nullopt);
}

QLabel *HealthPanel::addText()
{
    auto *label = new QLabel;
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    label->setFocusPolicy(Qt::ClickFocus); // Tab goes from the list to the buttons
    // An address has no place to break at, and must not make the panel wider than it is.
    label->setMinimumWidth(1);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_content->layout()->addWidget(label);
    return label;
}

void HealthPanel::renewColors()
{
    const ThemeColors &colors = m_theme.colors();
    const auto color = [](QLabel &label, const QColor &wanted) { label.setStyleSheet(QStringLiteral("color: %1").arg(wanted.name())); };
    color(*m_error, colors.error);
    for (QLabel *label : {m_address, m_times, m_faults, m_nothing})
        color(*label, colors.secondaryText);
    if (m_health)
        setHealthMark(*m_mark, m_theme, m_health->state);
}

QList<HealthPanel::Deed> HealthPanel::deedsFor(const SourceHealth &health)
{
    QList<Deed> deeds;
    const bool isGone = health.state == HealthState::Gone;
    if (wantsLogin(health.source))
        deeds += Deed::LogIn;
    deeds += isGone ? Deed::StartAgain : Deed::Refresh;
    const QUrl site(health.source.site.isEmpty() ? health.source.url : health.source.site);
    if (site.scheme() == QLatin1String("http") || site.scheme() == QLatin1String("https"))
        deeds += Deed::OpenSite;
    return deeds + QList<Deed>{Deed::Edit, Deed::Unsubscribe};
}

void HealthPanel::setHealth(const std::optional<SourceHealth> &health)
{
    m_health = health;
    say(*m_nothing, health ? QString() : tr("Choose a feed to see how it is doing."));
    m_mark->setVisible(health.has_value());
    if (!health) {
        for (QLabel *label : {m_title, m_address, m_summary, m_error, m_advice, m_times, m_faults})
            say(*label, {});
        showButtons({});
        return;
    }
    const Source &source = health->source;
    say(*m_title, source.title.isEmpty() ? source.url : source.title);
    QString address = source.url;
    say(*m_address, address.replace(u'/', QStringLiteral("/\u200b"))); // where a line may break
    setHealthMark(*m_mark, m_theme, health->state);
    say(*m_summary, health->summary);
    say(*m_error, source.lastError);
    say(*m_advice, health->advice);
    say(*m_times, timesOf(*health));
    say(*m_faults, faultsOf(*health));
    showButtons(deedsFor(*health));
}

void HealthPanel::showButtons(const QList<Deed> &deeds)
{
    for (QPushButton *button : std::as_const(m_buttons)) {
        m_grid->removeWidget(button);
        button->setVisible(false);
    }
    QWidget *before = nullptr;
    for (qsizetype i = 0; i < deeds.size(); ++i) {
        QPushButton *button = m_buttons.at(static_cast<qsizetype>(deeds.at(i)));
        m_grid->addWidget(button, static_cast<int>(i) / 2, static_cast<int>(i) % 2);
        button->setVisible(true);
        if (before)
            setTabOrder(before, button);
        before = button;
    }
    setFetching(m_isFetching);
}

void HealthPanel::setFetching(bool isFetching)
{
    m_isFetching = isFetching;
    QPushButton *refresh = m_buttons.at(static_cast<qsizetype>(Deed::Refresh));
    refresh->setEnabled(!isFetching);
    refresh->setText(isFetching ? tr("Refreshing…") : nameOf(Deed::Refresh));
    m_buttons.at(static_cast<qsizetype>(Deed::StartAgain))->setEnabled(!isFetching);
}

} // namespace dateline
