// RetentionChoice: how long articles are kept, to choose from a list, and below it how many that would remove now, which whoever shows
// it finds out. Main thread only.
#pragma once

#include "base/retention.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;

namespace dateline {

class RetentionChoice final : public QWidget {
    Q_OBJECT
public:
    enum class Of : quint8 { AllFeeds, OneSource };

    RetentionChoice(Of of, const Retention &present, QWidget *parent = nullptr);

    Retention rule() const;
    // How many articles would be removed now under rule(); nothing while that isn't known.
    void setExpired(std::optional<int> articles);

signals:
    // Another one was chosen in the list.
    void tried(const dateline::Retention &rule);
    // What stands below changed its height.
    void resized();

private:
    void add(const Retention &rule);

    QComboBox *m_rules;
    QLabel *m_expired;
};

} // namespace dateline
