// https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Settings.html
#include "ui/theme/desktop_scheme.h"

#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFile>
#include <QGuiApplication>

namespace dateline {
namespace {

// Values of color-scheme.
constexpr uint prefersDark = 1;
constexpr uint prefersLight = 2;

constexpr QLatin1StringView service("org.freedesktop.portal.Desktop");
constexpr QLatin1StringView path("/org/freedesktop/portal/desktop");
constexpr QLatin1StringView settings("org.freedesktop.portal.Settings");
constexpr QLatin1StringView appearance("org.freedesktop.appearance");
constexpr QLatin1StringView colorScheme("color-scheme");

// Without this, asking for the bus could start one.
bool hasSessionBus()
{
    return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") || QFile::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + QStringLiteral("/bus"));
}

} // namespace

DesktopScheme::DesktopScheme(QObject *parent)
    : QObject(parent)
{
    if (QGuiApplication::platformName() != QLatin1String("offscreen") && hasSessionBus())
        ask();
}

void DesktopScheme::ask()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return;
    bus.connect(QString(service), QString(path), QString(settings), QStringLiteral("SettingChanged"), this, SLOT(takeSetting(QString, QString, QDBusVariant)));
    QDBusMessage read = QDBusMessage::createMethodCall(QString(service), QString(path), QString(settings), QStringLiteral("Read"));
    read << QString(appearance) << QString(colorScheme);
    auto *answer = new QDBusPendingCallWatcher(bus.asyncCall(read, 2000), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        answer->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *answer;
        if (reply.isValid())
            take(reply.value().variant());
    });
}

void DesktopScheme::takeSetting(const QString &space, const QString &key, const QDBusVariant &value)
{
    if (space == appearance && key == colorScheme)
        take(value.variant());
}

void DesktopScheme::take(const QVariant &value)
{
    // Read() wraps the value twice.
    const QVariant inner = value.canConvert<QDBusVariant>() ? value.value<QDBusVariant>().variant() : value;
    const uint scheme = inner.toUInt();
    const std::optional<bool> isDark = scheme == prefersDark ? std::optional(true) : scheme == prefersLight ? std::optional(false) : std::nullopt;
    if (isDark == m_isDark)
        return;
    m_isDark = isDark;
    emit changed();
}

} // namespace dateline
