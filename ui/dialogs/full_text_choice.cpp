#include "ui/dialogs/full_text_choice.h"

#include <QComboBox>
#include <QCoreApplication>

namespace dateline {

QComboBox *newFullTextChoice(FullTextOf of, FullText present)
{
    const auto words = [](const char *text) { return QCoreApplication::translate("FullTextChoice", text); };
    auto *choice = new QComboBox;
    if (of == FullTextOf::OneSource)
        choice->addItem(words(QT_TRANSLATE_NOOP("FullTextChoice", "As for all feeds")), fullTextCode(FullText::Inherit));
    choice->addItem(words(QT_TRANSLATE_NOOP("FullTextChoice", "When I ask")), fullTextCode(FullText::Never));
    choice->addItem(words(QT_TRANSLATE_NOOP("FullTextChoice", "Of teasers")), fullTextCode(FullText::WhenShort));
    choice->addItem(words(QT_TRANSLATE_NOOP("FullTextChoice", "Of all articles")), fullTextCode(FullText::Always));
    choice->setCurrentIndex(std::max(0, choice->findData(fullTextCode(present))));
    choice->setToolTip(words(QT_TRANSLATE_NOOP("FullTextChoice", "Dateline then asks the articles' own pages, in the background, and keeps what the feed carried, too.")));
    return choice;
}

FullText chosenFullText(const QComboBox &choice)
{
    return fullTextFromCode(choice.currentData().toString()).value_or(FullText::Never);
}

} // namespace dateline
