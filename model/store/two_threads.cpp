#include "store/two_threads.h"

#include <atomic>
#include <exception>
#include <semaphore>

namespace dateline {
namespace {

// Outlives run() where the other thread comes too late.
struct Errand {
    std::atomic_flag isTaken;
    std::binary_semaphore done{0};
    std::exception_ptr failure;
};

} // namespace

void TwoThreads::run(const std::function<void()> &here, const std::function<void()> &there)
{
    const auto errand = std::make_shared<Errand>();
    m_other.post([errand, &there] {
        if (errand->isTaken.test_and_set())
            return; // and `there` may be gone
        try {
            there();
        } catch (...) {
            errand->failure = std::current_exception();
        }
        errand->done.release();
    });
    std::exception_ptr failure;
    try {
        here();
    } catch (...) {
        failure = std::current_exception();
    }
    if (!errand->isTaken.test_and_set()) {
        if (!failure)
            there();
    } else {
        errand->done.acquire();
    }
    if (failure || errand->failure)
        std::rethrow_exception(failure ? failure : errand->failure);
}

} // namespace dateline
