// What tests of the client have in common: a server that misbehaves, and a client that asks it.
#pragma once

#include "net/http_client.h"

#include "misbehaving_server.h"

#include <QTest>

class AskingTest : public QObject {
protected:
    void begin()
    {
        m_server = std::make_unique<MisbehavingServer>();
        m_client = std::make_unique<dateline::HttpClient>();
    }

    void end()
    {
        m_client.reset();
        m_server.reset();
    }

    static dateline::Result<dateline::HttpResponse> wait(const QFuture<dateline::Result<dateline::HttpResponse>> &future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000) || future.resultCount() == 0)
            return dateline::failure(dateline::ErrorKind::Cancelled, QStringLiteral("no answer"));
        return future.result();
    }

    // What the server answers under a path, asked as a subscription by default.
    dateline::Result<dateline::HttpResponse> get(const QString &path, const std::function<void(dateline::HttpRequest &)> &change = {})
    {
        dateline::HttpRequest request;
        request.url = m_server->address(path);
        request.timeout = std::chrono::seconds(25);
        request.trustedServer = request.url;
        request.cause = dateline::RequestCause::Subscription;
        if (change)
            change(request);
        return wait(m_client->get(request));
    }

    std::unique_ptr<MisbehavingServer> m_server;
    std::unique_ptr<dateline::HttpClient> m_client;
};
