// Newspapers, agencies and broadcasters whose domain doesn't tell their country.
#pragma once

#include <QString>
#include <QStringList>

namespace dateline {

// ISO code of the country in which the site of this host ("www", "nytimes", "com", in lower case) is published, or empty.
QString countryOfPublisher(const QStringList &hostLabels);

} // namespace dateline
