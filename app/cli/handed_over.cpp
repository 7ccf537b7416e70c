// One JSON object, since it is small and seldom, and easy to look at:
//     {"version", "profile", "command", "rest": [WORD…], "options": {NAME: [VALUE…]}, "files": {WORD: PATH},
//      "output": BOOL, "errors": BOOL, "width": N}
#include "cli/handed_over.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

namespace dateline {

namespace {

constexpr int widest = 1'000;

QStringList strings(const QJsonValue &array)
{
    QStringList found;
    for (const QJsonValue &value : array.toArray())
        found.append(value.toString());
    return found;
}

// Systemd makes it, also where a job that has no session (cron) doesn't get its name.
QString runtimeFolder()
{
    const QString named = qEnvironmentVariable("XDG_RUNTIME_DIR");
    const QFileInfo folder(named.isEmpty() ? QStringLiteral("/run/user/%1").arg(::geteuid()) : named);
    return folder.isDir() && folder.ownerId() == ::geteuid() ? folder.filePath() : QString();
}

} // namespace

QByteArray toBytes(const HandedOver &handedOver)
{
    QJsonObject options, files;
    for (auto option = handedOver.arguments.options.begin(); option != handedOver.arguments.options.end(); ++option)
        options[option.key()] = QJsonArray::fromStringList(option.value());
    for (auto file = handedOver.files.begin(); file != handedOver.files.end(); ++file)
        files[file.key()] = file.value();
    const QJsonObject object{{QStringLiteral("version"), handedOver.version},
                             {QStringLiteral("profile"), handedOver.profile},
                             {QStringLiteral("command"), handedOver.command},
                             {QStringLiteral("rest"), QJsonArray::fromStringList(handedOver.arguments.rest)},
                             {QStringLiteral("options"), options},
                             {QStringLiteral("files"), files},
                             {QStringLiteral("output"), handedOver.terminal.hasOutput},
                             {QStringLiteral("errors"), handedOver.terminal.hasErrors},
                             {QStringLiteral("width"), handedOver.terminal.width}};
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

std::optional<HandedOver> handedOverFrom(const QByteArray &bytes)
{
    const QJsonObject object = QJsonDocument::fromJson(bytes).object();
    HandedOver found;
    found.version = object[u"version"].toString();
    found.profile = object[u"profile"].toString();
    found.command = object[u"command"].toString();
    if (found.version.isEmpty() || found.command.isEmpty())
        return std::nullopt;
    found.arguments.rest = strings(object[u"rest"]);
    const QJsonObject options = object[u"options"].toObject();
    for (auto option = options.begin(); option != options.end(); ++option)
        found.arguments.options.insert(option.key(), strings(option.value()));
    const QJsonObject files = object[u"files"].toObject();
    for (auto file = files.begin(); file != files.end(); ++file)
        found.files.insert(file.key(), file.value().toString());
    found.terminal.hasOutput = object[u"output"].toBool();
    found.terminal.hasErrors = object[u"errors"].toBool();
    found.terminal.width = qBound(40, object[u"width"].toInt(), widest);
    return found;
}

QByteArray toBytes(const QStringList &words)
{
    return QJsonDocument(QJsonArray::fromStringList(words)).toJson(QJsonDocument::Compact);
}

QStringList wordsFrom(const QByteArray &bytes)
{
    return strings(QJsonDocument::fromJson(bytes).array());
}

QStringList windowAddresses(const QString &profile)
{
    const QString folder = QFileInfo(profile).canonicalFilePath();
    QStringList addresses{folder + QStringLiteral("/dateline.socket")};
    if (const QString runtime = runtimeFolder(); !runtime.isEmpty()) {
        const QByteArray hash = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha256).toHex().left(32);
        addresses.append(runtime + QStringLiteral("/dateline-") + QLatin1String(hash) + QStringLiteral(".socket"));
    }
    return addresses;
}

} // namespace dateline
