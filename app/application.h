// Application: the composition root of the window's program: owns library, theme, settings and main window, and their order of birth
// and death. Main thread only.
#pragma once

#include "base/result.h"

#include <QStringList>

#include <memory>

class QApplication;

namespace dateline {

struct WindowArguments {
    QString profile;     // folder
    QStringList brought; // files to import, addresses to add
    bool exitWhenReady = false; // for measurements
};

// "[--profile DIR] [--exit-when-ready] [FILE|ADDRESS…]"; Usage where they make no sense. Without --profile it is $DATELINE_PROFILE, else the place for
// an application's own files.
Result<WindowArguments> windowArguments(const QStringList &words);

class Application final {
public:
    // Opens the profile; fails as Library::open() does, and then nothing is shown. Where it was asked for, the application's event
    // loop is left with 0 as soon as the window is usable, and the profile stays as it was.
    static Result<std::unique_ptr<Application>> start(QApplication &application, const WindowArguments &arguments);
    ~Application();

private:
    Application();

    class Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace dateline
