// SystemProxies: the proxies of the system's settings or the environment (http_proxy and its kin), but never for this machine itself.
#pragma once

#include "net/address_rule.h"

#include <QNetworkProxy>

namespace dateline {

class SystemProxies final : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override
    {
        const QString host = query.peerHostName();
        if (isOwnMachine(host))
            return {QNetworkProxy(QNetworkProxy::NoProxy)};
        return systemProxyForQuery(query);
    }
};

} // namespace dateline
