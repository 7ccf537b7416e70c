#include "ui/dialogs/retention_choice.h"

#include <QComboBox>
#include <QLabel>
#include <QLocale>
#include <QVBoxLayout>

namespace dateline {
namespace {

QString described(const Retention &rule)
{
    switch (rule.kind) {
    case Retention::Kind::Inherit: return RetentionChoice::tr("As for all feeds");
    case Retention::Kind::All: return RetentionChoice::tr("All of them");
    case Retention::Kind::Days: return rule.number == 1 ? RetentionChoice::tr("Those of the last day") : RetentionChoice::tr("Those of the last %Ln days", nullptr, rule.number);
    case Retention::Kind::Count: return RetentionChoice::tr("The newest %Ln of each feed", nullptr, rule.number);
    }
    return {};
}

} // namespace

RetentionChoice::RetentionChoice(Of of, const Retention &present, QWidget *parent)
    : QWidget(parent)
    , m_rules(new QComboBox)
    , m_expired(new QLabel)
{
    if (of == Of::OneSource)
        add({});
    add({Retention::Kind::All, 0});
    for (int days : {7, 30, 90, 365})
        add({Retention::Kind::Days, days});
    for (int articles : {100, 500, 1000, 5000})
        add({Retention::Kind::Count, articles});
    if (m_rules->findData(present.toText()) < 0) // chosen by the command line
        add(present);
    m_rules->setCurrentIndex(m_rules->findData(present.toText()));
    m_expired->setWordWrap(true);
    m_expired->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_rules);
    column->addWidget(m_expired);
    setFocusProxy(m_rules);
    connect(m_rules, &QComboBox::currentIndexChanged, this, [this] {
        setExpired(std::nullopt);
        emit tried(rule());
    });
}

void RetentionChoice::add(const Retention &rule)
{
    m_rules->addItem(described(rule), rule.toText());
}

Retention RetentionChoice::rule() const
{
    return Retention::fromText(m_rules->currentData().toString()).value_or(Retention{Retention::Kind::All, 0});
}

void RetentionChoice::setExpired(std::optional<int> articles)
{
    if (articles)
        m_expired->setText(*articles == 0   ? tr("No article would be removed now.")
                           : *articles == 1 ? tr("1 article would be removed now. What you bookmarked, tagged, noted or corrected stays.")
                                            : tr("%Ln articles would be removed now. What you bookmarked, tagged, noted or corrected stays.", nullptr, *articles));
    m_expired->setVisible(articles.has_value());
    emit resized();
}

} // namespace dateline
