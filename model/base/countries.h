// Country codes and names: ISO 3166-1 alpha-2 plus XK (Kosovo). Names come from ICU.
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace dateline {

// All 250 codes, in alphabetical order.
const QStringList &countryCodes();
bool isCountryCode(QStringView code);
// The name in the given language (BCP 47; empty: the reader's); the code itself where it is unknown.
QString countryName(const QString &code, const QString &language = {});
// Code from a code in any case, an English name, the name in the reader's language, or a common other name
// ("USA", "Britain", "Ivory Coast"); case and diacritics don't matter. Nothing where unknown.
std::optional<QString> countryFromName(const QString &name);
// The flag as two regional indicator symbols; empty for an unknown code.
QString countryFlag(QStringView code);

} // namespace dateline
