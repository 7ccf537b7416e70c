// What of articles is the reader's own work, in SQL, for all that must not lose it: bookmarks, notes, tags, corrections of the article itself.
#pragma once

#include <string>

namespace dateline {

// Ids of all such articles, each once.
inline constexpr const char *ReadersOwnArticles = "SELECT article FROM state WHERE flags & 2 OR note <> '' UNION SELECT article FROM tagged "
                                                  "UNION SELECT article FROM correction WHERE article IS NOT NULL";

// Whether one is: an expression about the article whose id `id` is an expression for ("a.id", "?1").
inline std::string isReadersOwn(const std::string &id)
{
    return "(EXISTS (SELECT 1 FROM state WHERE article = " + id + " AND (flags & 2 OR note <> '')) OR EXISTS (SELECT 1 FROM tagged WHERE article = " + id
        + ") OR EXISTS (SELECT 1 FROM correction WHERE article = " + id + "))";
}

} // namespace dateline
