// DesktopScheme: whether the desktop wants dark windows, as the freedesktop settings portal says it
// (org.freedesktop.appearance color-scheme). Needed because Qt 6.4 brings no dark palette on several desktops. Asks without
// waiting; without a session bus or portal it knows nothing. Main thread only.
#pragma once

#include <QObject>

#include <optional>

class QDBusVariant;

namespace dateline {

class DesktopScheme final : public QObject {
    Q_OBJECT
public:
    explicit DesktopScheme(QObject *parent = nullptr);

    // Nothing: the desktop has no wish, or hasn't answered.
    std::optional<bool> isDark() const { return m_isDark; }

signals:
    void changed();

private slots:
    void takeSetting(const QString &space, const QString &key, const QDBusVariant &value);

private:
    void ask();
    void take(const QVariant &value);

    std::optional<bool> m_isDark;
};

} // namespace dateline
