// Runs the built program as a script would, in a profile of its own.
#pragma once

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

struct Outcome {
    int code = -1; // -1: crashed or never ended
    QByteArray out;
    QByteArray err;

    // One object a line, or an empty list where a line is no object.
    QList<QJsonObject> json() const
    {
        QList<QJsonObject> objects;
        for (const QByteArray &line : out.split('\n')) {
            if (line.isEmpty())
                continue;
            const QJsonDocument document = QJsonDocument::fromJson(line);
            if (!document.isObject())
                return {};
            objects.append(document.object());
        }
        return objects;
    }
};

class CommandRunner final {
public:
    QString profile() const { return m_folder.filePath(QStringLiteral("profile")); }
    QString file(const QString &name) const { return m_folder.filePath(name); }
    static QString fixture(const QString &name) { return QStringLiteral(TEST_DATA "/cli/") + name; }

    // In the test's own profile.
    Outcome run(const QStringList &words, const QByteArray &input = {}) const
    {
        return runBare(QStringList{QStringLiteral("--profile"), profile()} + words, input);
    }

    Outcome runBare(const QStringList &words, const QByteArray &input = {}) const { return start(QStringLiteral(DATELINE_PROGRAM), words, input); }

    // By a shell; "$DATELINE" is the program.
    Outcome shell(const QString &script) const { return start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), script}, {}); }

    void write(const QString &name, const QByteArray &bytes) const
    {
        QFile out(file(name));
        QVERIFY(out.open(QIODevice::WriteOnly));
        QCOMPARE(out.write(bytes), bytes.size());
    }

private:
    Outcome start(const QString &program, const QStringList &words, const QByteArray &input) const
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("DATELINE"), QStringLiteral(DATELINE_PROGRAM));
        environment.insert(QStringLiteral("DATELINE_PROFILE"), profile());
        environment.remove(QStringLiteral("DISPLAY"));
        environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
        process.setProcessEnvironment(environment);
        process.start(program, words);
        process.write(input);
        process.closeWriteChannel();
        Outcome outcome;
        const bool ended = process.waitForFinished(600'000);
        if (!ended)
            process.kill();
        outcome.code = ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
        outcome.out = process.readAllStandardOutput();
        outcome.err = process.readAllStandardError();
        return outcome;
    }

    QTemporaryDir m_folder;
};
