// Images of articles, and what becomes of links.
#include "ui/main_window.h"

#include "library/when_answered.h"
#include "ui/dialogs/preferences_dialog.h"
#include "ui/dialogs/requests_dialog.h"
#include "ui/dialogs/tracking_dialog.h"
#include "ui/notice_bar.h"
#include "ui/panes.h"

namespace dateline {

void MainWindow::connectImages()
{
    ReadingView &reading = m_panes->reading();
    reading.setLinkReader([this](const QUrl &link, const QString &words) { return m_library.link(link, words); });
    connect(&reading, &ReadingView::imageWanted, &m_images, &ImageLoader::want);
    connect(&m_images, &ImageLoader::loaded, this, [this](const QString &address, const Result<QByteArray> &bytes) {
        m_panes->reading().takeImage(address, bytes);
        if (bytes && m_panes->reading().article().state.bookmarked)
            m_library.noteImagesShown(m_panes->reading().articleId());
        refreshArticleActions();
    });
    connect(&reading, &ReadingView::imagesShown, this, [this](ArticleId id) {
        m_imagesShown.insert(id);
        refreshArticleActions();
    });
    connect(&reading, &ReadingView::imagesAlwaysWanted, this, [this](SourceId source) {
        const ImageChoice before = m_imageChoice;
        chooseImagesOf(source, true);
        m_notice->tell(tr("Images of %1 are loaded from now on").arg(m_panes->reading().article().sourceTitle), tr("Undo"), [this, before] { chooseImages(before); });
    });
    connect(&m_actions[Command::ShowImages], &QAction::triggered, this, [this] { m_panes->reading().showImages(); });
    loadImageChoice();
}

void MainWindow::loadImageChoice()
{
    whenAnswered(m_library.imageChoice(), this, [this](const Result<ImageChoice> &choice) {
        if (choice)
            m_imageChoice = *choice;
        else
            takeError(choice.error());
    });
}

void MainWindow::chooseImages(const ImageChoice &choice)
{
    m_imageChoice = choice;
    whenAnswered(m_library.setImageChoice(choice), this, [this](const Result<void> &chosen) {
        if (!chosen)
            takeError(chosen.error());
    });
    const ReadingView &reading = m_panes->reading();
    if (reading.articleId().isValid() && areImagesShown(reading.article()))
        m_panes->reading().showImages();
}

void MainWindow::chooseImagesOf(SourceId source, std::optional<bool> on)
{
    ImageChoice choice = m_imageChoice;
    choice.choose(source, on);
    chooseImages(choice);
}

bool MainWindow::areImagesShown(const StoredArticle &article) const
{
    return m_imageChoice.isOnFor(article.source) || m_imagesShown.contains(article.id);
}

Source MainWindow::sourceOf(SourceId source) const
{
    for (const Source &known : m_knownSources) {
        if (known.id == source)
            return known;
    }
    return {};
}

void MainWindow::fillImagePreferences(PreferencesDialog &dialog)
{
    whenAnswered(m_library.imageCacheLimit(), &dialog, [this, shown = &dialog](const Result<int> &limit) {
        if (limit)
            shown->setImages(m_imageChoice, *limit);
        else
            takeError(limit.error());
    });
    connect(&dialog, &PreferencesDialog::imagesChosen, this, [this](const ImageChoice &choice) {
        ImageChoice changed = m_imageChoice; // a source may have been chosen meanwhile
        changed.isOn = choice.isOn;
        chooseImages(changed);
    });
    const auto tellOfFailure = [this](const Result<void> &done) {
        if (!done)
            takeError(done.error());
    };
    connect(&dialog, &PreferencesDialog::cacheLimitChosen, this, [this, tellOfFailure](int mebibytes) {
        whenAnswered(m_library.setImageCacheLimit(mebibytes), this, tellOfFailure);
    });
    connect(&dialog, &PreferencesDialog::cacheClearingWanted, this, [this, tellOfFailure] { whenAnswered(m_library.clearImageCache(), this, tellOfFailure); });
    connect(&dialog, &PreferencesDialog::linkCleaningWanted, this, &MainWindow::showLinkCleaning);
    connect(&dialog, &PreferencesDialog::requestsWanted, this, [this] { (new RequestsDialog(m_theme, this))->open(); });
}

void MainWindow::showLinkCleaning()
{
    auto *dialog = new TrackingDialog(m_theme, m_library.linkCleaning(), m_library.cutFromLinks(), this);
    connect(dialog, &TrackingDialog::cleaningChosen, this, [this](const LinkCleaning &cleaning) {
        whenAnswered(m_library.setLinkCleaning(cleaning), this, [this](const Result<void> &chosen) {
            if (!chosen)
                takeError(chosen.error());
        });
    });
    dialog->open();
}

} // namespace dateline
