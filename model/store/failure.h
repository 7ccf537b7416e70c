// Failure: how what SQLite throws becomes an Error. Exceptions are used inside store only and end at guarded().
#pragma once

#include "base/result.h"

#include <SQLiteCpp/Exception.h>

#include <exception>
#include <new>

namespace dateline {

// A database error with a message for people.
Error errorFrom(const SQLite::Exception &exception);
// From an SQLite result code (extended or not).
Error errorFromCode(int code, const QString &detail);
// Whether it was the database's own content: pages that make no sense, or tables and columns that our statements name and that aren't there.
bool tellsOfDamage(const SQLite::Exception &exception);
// integrity_check lists pages that the disk doesn't give among the damage, as if they were lost. Throws SQLite::Exception where `line` is of that kind.
void throwWhereUnreadable(const QString &line);
Error outOfMemory();
Error unexpectedFailure(const std::exception &exception);

// An Error on its way to guarded().
class Failed final : public std::exception {
public:
    explicit Failed(Error reason) : error(std::move(reason)) {}
    const char *what() const noexcept override { return "failed"; }

    Error error;
};

// Runs `work` (which returns a Result) and turns whatever it throws into an Error.
template <class Work>
auto guarded(Work &&work) -> decltype(work())
{
    try {
        return work();
    } catch (const SQLite::Exception &exception) {
        return tl::unexpected(errorFrom(exception));
    } catch (const std::bad_alloc &) {
        return tl::unexpected(outOfMemory());
    } catch (const Failed &failed) {
        return tl::unexpected(failed.error);
    } catch (const std::exception &exception) {
        return tl::unexpected(unexpectedFailure(exception));
    }
}

} // namespace dateline
