// What tests of the window with feeds have in common: a real library in a fresh profile, and a local server.
#pragma once

#include "ui/main_window.h"

#include "../../net/misbehaving_server.h"

#include <QGuiApplication>
#include <QTemporaryDir>
#include <QTest>

class ServedWindowTest : public QObject {
protected:
    void beginAll()
    {
        m_theme.applyTo(*qApp);
        QGuiApplication::setQuitOnLastWindowClosed(false);
    }

    void begin()
    {
        m_server = std::make_unique<MisbehavingServer>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_library = std::move(dateline::Library::open(m_folder->path()).value());
        m_settings = std::make_unique<dateline::WindowSettings>(m_folder->path());
        m_window = std::make_unique<dateline::MainWindow>(*m_library, m_theme, *m_settings);
    }

    void end()
    {
        m_window.reset();
        m_settings.reset();
        m_library.reset();
        m_folder.reset();
        m_server.reset();
    }

    dateline::Theme m_theme;
    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<dateline::Library> m_library;
    std::unique_ptr<dateline::WindowSettings> m_settings;
    std::unique_ptr<dateline::MainWindow> m_window;
};
