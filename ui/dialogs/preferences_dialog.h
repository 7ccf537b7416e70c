// PreferencesDialog: how the window looks and behaves. Every change is told at once, so that it is seen while choosing.
#pragma once

#include "ui/dialogs/sheet.h"

#include <chrono>
#include <optional>

class QComboBox;
class QSpinBox;

namespace dateline {

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

signals:
    void preferencesChanged(const dateline::Preferences &preferences);

private:
    void tell();

    QComboBox *m_appearance;
    QComboBox *m_face;
    QSpinBox *m_size;
    QComboBox *m_delay;
    QComboBox *m_start;
};

} // namespace dateline
