// PreferencesDialog: how the window looks and behaves. Every change is told at once, so that it is seen while choosing.
#pragma once

#include "base/image_choice.h"
#include "base/full_text.h"
#include "base/retention.h"
#include "ui/dialogs/sheet.h"

#include <chrono>
#include <optional>

class QComboBox;
class QPushButton;
class QSpinBox;

namespace dateline {

class RetentionChoice;

struct Preferences {
    Appearance appearance = Appearance::System;
    ReadingFace readingFace = ReadingFace::Serif;
    int readingPointSize = 13;
    std::optional<std::chrono::milliseconds> markReadDelay; // nothing: never
    int startWith = 0; // the last filter, all articles, unread, today

    bool operator==(const Preferences &) const = default;
};

class PreferencesDialog final : public Sheet {
    Q_OBJECT
public:
    PreferencesDialog(const Theme &theme, const Preferences &preferences, QWidget *parent);

    // Lets the reader choose whether feeds are fetched by themselves, once it is known whether they are.
    void setRefresh(bool isAutomatic);
    // Lets the reader choose how long articles of feeds are kept, once it is known how long they are.
    void setRetention(const Retention &present);
    // Lets the reader choose of which articles the page is fetched, once it is known of which it is.
    void setFullText(FullText present);
    // How many articles the rule that is being tried would remove now. Nothing is chosen before that has been seen.
    void setExpired(const Retention &tried, int articles);

    // Lets the reader choose whether images are loaded, once it is known what he chose, and how many MiB of them are kept.
    void setImages(const ImageChoice &present, int cacheLimit);

signals:
    void imagesChosen(const dateline::ImageChoice &choice);
    void cacheLimitChosen(int mebibytes);
    void cacheClearingWanted();
    void linkCleaningWanted(); // to be shown
    void requestsWanted();
    void preferencesChanged(const dateline::Preferences &preferences);
    void refreshChosen(bool isAutomatic);
    void retentionTried(const dateline::Retention &rule);
    void retentionChosen(const dateline::Retention &rule);
    void spaceWanted(); // what removed articles left is to be given back
    void fullTextChosen(dateline::FullText rule);

private:
    void tell();

    QComboBox *m_appearance;
    QComboBox *m_face;
    QSpinBox *m_size;
    QComboBox *m_delay;
    QComboBox *m_start;
    ImageChoice m_imageChoice;
    QComboBox *m_images = nullptr;
    QComboBox *m_refresh = nullptr;
    RetentionChoice *m_retention = nullptr;
    QComboBox *m_fullText = nullptr;
    QPushButton *m_keep = nullptr; // confirms it
};

} // namespace dateline
