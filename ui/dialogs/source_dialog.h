// SourceDialog: what is known of a source, and what the reader may change: its name, folder and country.
#pragma once

#include "base/image_choice.h"
#include "base/source_health.h"
#include "ui/dialogs/sheet.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace dateline {

class RetentionChoice;

class SourceDialog final : public Sheet {
    Q_OBJECT
public:
    // `folders` are those in use, for choice.
    SourceDialog(const Theme &theme, const Source &source, const QList<QStringList> &folders, const ImageChoice &images, QWidget *parent);

    // How many of its articles the rule that is being tried would remove now.
    void setExpired(const Retention &tried, int articles);
    // How it is doing, once that is known.
    void setHealth(const SourceHealth &health);
    void accept() override;

signals:
    void sourceEdited(const dateline::Source &source);
    void imagesChosen(std::optional<bool> on); // of this source; nothing: as in general. Where it was changed
    void retentionTried(const dateline::Retention &rule);
    void unsubscribeWanted(dateline::SourceId id);

private:
    void addFacts();
    void addHealth();
    void showFact(QLabel *label, const QString &text);

    Source m_source;
    QLineEdit *m_title;
    QComboBox *m_folder;
    QComboBox *m_country;
    RetentionChoice *m_retention;
    QComboBox *m_fullText;
    QComboBox *m_images;
    int m_imagesBefore;
    QLabel *m_state, *m_lastFetched, *m_published, *m_nextFetch, *m_error, *m_advice, *m_faults;
};

} // namespace dateline
