// Tells ThreadSanitizer the order that Qt promises. Debian's Qt isn't compiled for it, so what Qt hands from one thread to another (work to a
// pool, an event to an object, a result to whoever waits for a future) looks like a race.
//
// The linker puts the functions below in the place of Qt's (--wrap, see CMakeLists.txt) wherever our code calls those, and each says what
// Qt's documentation says, once for the whole program: what came before a call that hands over (released) came before what follows a call that
// takes (acquired), for the same object. Nothing is said of anything else, and Qt's QMutex tells of itself in its header, so a race on what
// isn't handed over is still found. Only in tests, and only with the preset `thread`.
#include <QCoreApplication>
#include <QEvent>
#include <QFutureInterface>
#include <QRunnable>
#include <QThread>
#include <QThreadPool>

#include <functional>

#include <sanitizer/tsan_interface.h>

// The names are those that the compiler makes of Qt's. "real" is Qt's own function.
#define REAL(name) __real_##name
#define INSTEAD_OF(name) __wrap_##name
#define UNWATCHED __attribute__((no_sanitize("thread")))

// Of ThreadSanitizer's own interface, which no header declares.
extern "C" void AnnotateIgnoreReadsBegin(const char *file, int line);
extern "C" void AnnotateIgnoreReadsEnd(const char *file, int line);
extern "C" void AnnotateIgnoreWritesBegin(const char *file, int line);
extern "C" void AnnotateIgnoreWritesEnd(const char *file, int line);

namespace {

// What the objects below hold was written by the thread that hands over, so nothing of them may be looked at before this.
void acquire(const void *token) { __tsan_acquire(const_cast<void *>(token)); }
void release(const void *token) { __tsan_release(const_cast<void *>(token)); }

// The state that all copies of a future share: the one member beside the table of virtual functions. Null in one that was moved from.
UNWATCHED const void *sharedState(const QFutureInterfaceBase *future)
{
    return reinterpret_cast<const void *const *>(future)[1];
}

void acquire(const QFutureInterfaceBase *future)
{
    if (const void *state = sharedState(future))
        acquire(state);
}

void release(const QFutureInterfaceBase *future)
{
    if (const void *state = sharedState(future))
        release(state);
}

// Work on its way to a thread of a pool.
class HandedOver final : public QRunnable {
public:
    HandedOver(QThreadPool *pool, std::function<void()> work) : m_pool(pool), m_work(std::move(work)) { release(this); }

    UNWATCHED void run() override
    {
        acquire(this);
        m_work();
        m_work = nullptr; // what it holds has gone before the pool is done
        release(m_pool);
    }

private:
    QThreadPool *m_pool;
    std::function<void()> m_work;
};

// Keeps a call that was sent to another thread until it was made there. The counter that decides who frees it lies in Qt, unseen, and who
// sent it would often be the last.
class Kept final : public QEvent {
public:
    explicit Kept(QtPrivate::QSlotObjectBase *call) : QEvent(static_cast<Type>(MaxUser)), m_call(call) {}
    ~Kept() override { m_call->destroyIfLastRef(); }

private:
    QtPrivate::QSlotObjectBase *m_call;
};

// A signal's receivers aren't known here, so all that were emitted on another thread than their sender's have one token.
const char otherThreadsSignals = 0;

// Called by Qt before each event is delivered, on the receiver's thread.
UNWATCHED bool delivers(void **receiverAndEvent)
{
    acquire(receiverAndEvent[0]);
    if (static_cast<const QEvent *>(receiverAndEvent[1])->type() == QEvent::MetaCall)
        acquire(&otherThreadsSignals);
    return false; // Qt goes on
}

void listen()
{
    QInternal::registerCallback(QInternal::EventNotifyCallback, delivers);
}
Q_CONSTRUCTOR_FUNCTION(listen)

using Continuation = std::function<void(const QFutureInterfaceBase &)>;

Continuation handedOver(const QFutureInterfaceBase *future, Continuation next)
{
    Continuation taking = [state = sharedState(future), next = std::move(next)](const QFutureInterfaceBase &finished) UNWATCHED {
        acquire(state);
        next(finished);
    };
    release(future);
    return taking;
}

} // namespace

// Those that hand over.
extern "C" {

void REAL(_ZN11QThreadPool5startEP9QRunnablei)(QThreadPool *pool, QRunnable *work, int priority);
void INSTEAD_OF(_ZN11QThreadPool5startEP9QRunnablei)(QThreadPool *pool, QRunnable *work, int priority)
{
    const auto run = [work] {
        const bool isOurs = work->autoDelete();
        work->run();
        if (isOurs)
            delete work;
    };
    REAL(_ZN11QThreadPool5startEP9QRunnablei)(pool, new HandedOver(pool, run), priority);
}

void INSTEAD_OF(_ZN11QThreadPool5startESt8functionIFvvEEi)(QThreadPool *pool, std::function<void()> work, int priority)
{
    REAL(_ZN11QThreadPool5startEP9QRunnablei)(pool, new HandedOver(pool, std::move(work)), priority);
}

void REAL(_ZN16QCoreApplication9postEventEP7QObjectP6QEventi)(QObject *, QEvent *, int);
bool REAL(_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *);
bool INSTEAD_OF(_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv)(QObject *receiver, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type, void *result)
{
    if (receiver->thread() == QThread::currentThread())
        return REAL(_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv)(receiver, slot, type, result);
    release(receiver);
    slot->ref();
    const bool isSent = REAL(_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv)(receiver, slot, type, result);
    auto *kept = new Kept(slot);
    release(receiver);
    REAL(_ZN16QCoreApplication9postEventEP7QObjectP6QEventi)(receiver, kept, Qt::NormalEventPriority);
    return isSent;
}

void REAL(_ZN11QMetaObject8activateEP7QObjectPKS_iPPv)(QObject *, const QMetaObject *, int, void **);
void INSTEAD_OF(_ZN11QMetaObject8activateEP7QObjectPKS_iPPv)(QObject *sender, const QMetaObject *type, int signal, void **arguments)
{
    if (sender->thread() == QThread::currentThread())
        return REAL(_ZN11QMetaObject8activateEP7QObjectPKS_iPPv)(sender, type, signal, arguments);
    release(&otherThreadsSignals);
    // Qt copies the arguments behind this, and posts the copies itself.
    AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
    AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    REAL(_ZN11QMetaObject8activateEP7QObjectPKS_iPPv)(sender, type, signal, arguments);
    AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
    AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
}

void INSTEAD_OF(_ZN16QCoreApplication9postEventEP7QObjectP6QEventi)(QObject *receiver, QEvent *event, int priority)
{
    release(receiver);
    REAL(_ZN16QCoreApplication9postEventEP7QObjectP6QEventi)(receiver, event, priority);
}

void REAL(_ZN7QObject11deleteLaterEv)(QObject *);
void INSTEAD_OF(_ZN7QObject11deleteLaterEv)(QObject *object)
{
    release(object);
    REAL(_ZN7QObject11deleteLaterEv)(object);
}

void REAL(_ZN20QFutureInterfaceBase14reportFinishedEv)(QFutureInterfaceBase *);
void INSTEAD_OF(_ZN20QFutureInterfaceBase14reportFinishedEv)(QFutureInterfaceBase *future)
{
    release(future);
    REAL(_ZN20QFutureInterfaceBase14reportFinishedEv)(future);
}

void REAL(_ZN20QFutureInterfaceBase6cancelEv)(QFutureInterfaceBase *);
void INSTEAD_OF(_ZN20QFutureInterfaceBase6cancelEv)(QFutureInterfaceBase *future)
{
    release(future);
    REAL(_ZN20QFutureInterfaceBase6cancelEv)(future);
}

void REAL(_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EE)(QFutureInterfaceBase *, Continuation);
void INSTEAD_OF(_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EE)(QFutureInterfaceBase *future, Continuation next)
{
    REAL(_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EE)(future, handedOver(future, std::move(next)));
}

void REAL(_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EEP27QFutureInterfaceBasePrivate)(QFutureInterfaceBase *, Continuation, void *);
void INSTEAD_OF(_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EEP27QFutureInterfaceBasePrivate)(QFutureInterfaceBase *future, Continuation next, void *chained)
{
    REAL(_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EEP27QFutureInterfaceBasePrivate)(future, handedOver(future, std::move(next)), chained);
}

// Those that take.

bool REAL(_ZN11QThreadPool11waitForDoneEi)(QThreadPool *, int);
bool INSTEAD_OF(_ZN11QThreadPool11waitForDoneEi)(QThreadPool *pool, int milliseconds)
{
    const bool isDone = REAL(_ZN11QThreadPool11waitForDoneEi)(pool, milliseconds);
    acquire(pool);
    return isDone;
}

void REAL(_ZN11QThreadPoolD1Ev)(QThreadPool *);
void INSTEAD_OF(_ZN11QThreadPoolD1Ev)(QThreadPool *pool) // which waits
{
    REAL(_ZN11QThreadPoolD1Ev)(pool);
    acquire(pool);
}

#define TAKES(Result, name, Parameters, arguments)              \
    Result REAL(name) Parameters;                               \
    Result INSTEAD_OF(name) Parameters                          \
    {                                                           \
        struct Taken {                                          \
            const QFutureInterfaceBase *future;                 \
            ~Taken() { acquire(future); }                       \
        } taken{future};                                        \
        return REAL(name) arguments;                            \
    }

TAKES(void, _ZN20QFutureInterfaceBase15waitForFinishedEv, (QFutureInterfaceBase *future), (future))
TAKES(void, _ZN20QFutureInterfaceBase13waitForResultEi, (QFutureInterfaceBase *future, int index), (future, index))
TAKES(bool, _ZNK20QFutureInterfaceBase10isFinishedEv, (const QFutureInterfaceBase *future), (future))
TAKES(bool, _ZNK20QFutureInterfaceBase10isCanceledEv, (const QFutureInterfaceBase *future), (future))
TAKES(bool, _ZNK20QFutureInterfaceBase10queryStateENS_5StateE, (const QFutureInterfaceBase *future, int state), (future, state))
TAKES(int, _ZNK20QFutureInterfaceBase9loadStateEv, (const QFutureInterfaceBase *future), (future))
TAKES(int, _ZNK20QFutureInterfaceBase11resultCountEv, (const QFutureInterfaceBase *future), (future))

// The last owner of a future's state frees it: each hands over what it did with it, and takes what the others did.

bool REAL(_ZNK20QFutureInterfaceBase6derefTEv)(const QFutureInterfaceBase *);
bool INSTEAD_OF(_ZNK20QFutureInterfaceBase6derefTEv)(const QFutureInterfaceBase *future)
{
    release(future);
    const bool hasOthers = REAL(_ZNK20QFutureInterfaceBase6derefTEv)(future);
    acquire(future);
    return hasOthers;
}

void REAL(_ZN20QFutureInterfaceBaseD2Ev)(QFutureInterfaceBase *);
void INSTEAD_OF(_ZN20QFutureInterfaceBaseD2Ev)(QFutureInterfaceBase *future)
{
    release(future);
    acquire(future);
    REAL(_ZN20QFutureInterfaceBaseD2Ev)(future);
}

} // extern "C"
