// Opening and using a damaged profile (store/store.h). The input is a list of edits of a small sound profile: bytes and bits of its
// files, pages copied over others, files cut, a journal put beside them, and values that SQLite itself wrote well but Dateline never would. Or of a
// profile that was killed: its log flipped, cut or gone, its database gone beside the log.
#include "fuzz_target.h"
#include "input.h"
#include "small_profile.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <sqlite3.h>

#include <cstring>

using namespace dateline;
using namespace dateline::fuzz;

namespace {

constexpr qsizetype pageBytes = 8192;
constexpr int mostEdits = 24;
const QString databaseName = QStringLiteral("dateline.sqlite");

void editBytes(QByteArray &bytes, Input &input)
{
    // The first pages hold headers and small tables: where an edit tells most.
    const int at = input.below(2) == 0 ? input.below(4096) : input.below(static_cast<int>(bytes.size()) + 1);
    switch (input.below(5)) {
    case 0: {
        const QByteArrayView some = input.shortBytes();
        const qsizetype room = std::min<qsizetype>(some.size(), bytes.size() - std::min<qsizetype>(at, bytes.size()));
        if (room > 0)
            std::memcpy(bytes.data() + at, some.data(), static_cast<std::size_t>(room));
        break;
    }
    case 1:
        if (at < bytes.size())
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << input.below(8)));
        break;
    case 2: bytes.truncate(std::max<qsizetype>(bytes.size() - at, 0)); break;
    case 3: {
        const qsizetype pages = bytes.size() / pageBytes;
        const qsizetype from = input.byte(), to = input.byte();
        if (pages > 0)
            bytes.replace(to % pages * pageBytes, pageBytes, bytes.mid(from % pages * pageBytes, pageBytes));
        break;
    }
    default:
        if (at < bytes.size())
            bytes[at] = static_cast<char>(input.byte());
    }
}

// Writes one value by SQL, so that only what it says is wrong.
void editValue(sqlite3 *database, Input &input)
{
    static const char *const places[] = {
        "UPDATE OR IGNORE article SET facets = ?1 WHERE id = ?2", "UPDATE OR IGNORE content SET annotations = ?1 WHERE id = ?2",
        "UPDATE OR IGNORE content SET body = ?1 WHERE id = ?2", "UPDATE OR IGNORE content SET title = ?1 WHERE id = ?2",
        "UPDATE OR IGNORE article SET id = ?1 WHERE id = ?2", "UPDATE OR IGNORE value SET id = ?1 WHERE id = ?2",
        "UPDATE OR IGNORE article SET published = ?1 WHERE id = ?2", "UPDATE OR IGNORE article SET precision = ?1 WHERE id = ?2",
        "UPDATE OR IGNORE article SET received = ?1 WHERE id = ?2", "UPDATE OR IGNORE value SET facet = ?1 WHERE id = ?2",
        "UPDATE OR IGNORE value SET name = ?1 WHERE id = ?2", "UPDATE OR IGNORE state SET flags = ?1 WHERE article = ?2",
        "UPDATE OR IGNORE state SET article = ?1 WHERE article = ?2", "UPDATE OR IGNORE tagged SET tag = ?1 WHERE article = ?2",
        "UPDATE OR IGNORE source SET id = ?1 WHERE id = ?2", "UPDATE OR IGNORE source SET kind = ?1 WHERE id = ?2",
        "UPDATE OR IGNORE source SET title = ?1 WHERE id = ?2", "UPDATE OR IGNORE profile SET generation = ?1",
        "UPDATE OR IGNORE article SET source = ?1 WHERE id = ?2", "UPDATE OR IGNORE saved_filter SET query = ?1",
        "PRAGMA user_version = 1", "UPDATE sqlite_sequence SET seq = ?1", "DELETE FROM article WHERE id = ?2", "DELETE FROM content WHERE id = ?2"};
    const char *const sql = places[input.below(static_cast<int>(std::size(places)))];
    const int row = input.below(16);
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(database, sql, -1, &statement, nullptr) == SQLITE_OK) {
        const bool isNumber = input.below(2) == 0;
        const QByteArray bytes = isNumber ? QByteArray() : input.shortBytes().toByteArray();
        if (isNumber)
            sqlite3_bind_int64(statement, 1, static_cast<sqlite3_int64>(input.number(1 + input.below(8))));
        else
            sqlite3_bind_blob(statement, 1, bytes.constData(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
        sqlite3_bind_int(statement, 2, row);
        sqlite3_step(statement);
    }
    sqlite3_finalize(statement);
}

void editValues(const QString &file, Input &input)
{
    sqlite3 *database = nullptr;
    if (sqlite3_open(file.toUtf8().constData(), &database) == SQLITE_OK) {
        sqlite3_exec(database, "PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF", nullptr, nullptr, nullptr);
        for (int edits = 1 + input.below(4); edits > 0; --edits)
            editValue(database, input);
    }
    sqlite3_close(database);
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    hold(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size(), "the disk takes a small profile");
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Puts the profile with its edits into `folder`. True where nothing was edited.
bool putProfile(const QDir &folder, Input &input)
{
    QMap<QString, QByteArray> files = profileFiles();
    const QStringList names = files.keys();
    const bool bySql = input.below(3) == 0;
    const bool isSound = input.isEmpty();
    for (int edits = 0; !bySql && !input.isEmpty() && edits < mostEdits; ++edits) {
        const int choice = input.below(16);
        if (choice == 0)
            files[databaseName + (input.below(2) == 0 ? u"-wal" : u"-shm")] = input.shortBytes().toByteArray();
        else
            editBytes(files[choice < 8 ? names[choice % names.size()] : databaseName], input);
    }
    // Without its file the facet index is made of the values; with it, it must tell that it doesn't fit.
    const bool isDatabaseAlone = bySql && input.below(4) != 0;
    for (auto file = files.constBegin(); file != files.constEnd(); ++file) {
        if (!isDatabaseAlone || file.key() == databaseName)
            write(folder.filePath(file.key()), file.value());
    }
    if (bySql)
        editValues(folder.filePath(databaseName), input);
    return isSound;
}

void holdForAnswer(Store &store, const QString &text)
{
    const Result<Answer> answer = store.run(*Query::parse(text), {}).result();
    if (!answer)
        return;
    const quint64 rows = static_cast<quint64>(answer->rows.size());
    quint64 dated = 0;
    for (const DayCount &day : answer->days)
        dated += day.count;
    hold(dated + answer->undated == rows, "each row is of one day or of none", text);
    for (auto facet = answer->facets.constBegin(); facet != answer->facets.constEnd(); ++facet) {
        for (const FacetCount &count : *facet)
            hold(count.count <= rows, "no value has more articles than there are", count.value);
    }
    const QList<ArticleId> first = answer->rows.mid(0, 30);
    const auto heads = store.heads(first).result();
    hold(!heads || heads->size() <= first.size(), "no more rows are shown than asked for");
    for (ArticleId id : first.mid(0, 3))
        (void)store.article(id).result();
}

// All may fail, with a message; nothing may crash, hang, or need much memory.
void use(Store &store, bool isSound)
{
    for (const QString &query : {QStringLiteral(""), QStringLiteral("talks \"security council\" -is:read"), QStringLiteral("person:\"Ana Marin\" OR country:RS"), QStringLiteral("tag:balkans date:2025")})
        holdForAnswer(store, query);
    (void)store.sources().result();
    (void)store.savedFilters().result();
    (void)store.corrections().result();
    (void)store.mark({ArticleId{1}}, {true, true, {QStringLiteral("new")}, {}, {}}).result();
    const Result<CheckReport> found = store.check(false).result();
    hold(!isSound || (found && found->sound), "a sound profile is found to be");
    const Result<CheckReport> repaired = store.check(true).result();
    hold(!found || !found->sound || !repaired || repaired->sound, "a repair breaks nothing");
    (void)store.remove({ArticleId{2}}).result();
}

// What can't be opened can be saved, and opens then. With `isSure`, also where nothing of it can be read.
void salvageAndUse(const QString &folder, bool isSure)
{
    const Result<SalvageReport> saved = Store::salvage(folder);
    hold(saved || (!isSure && (saved.error().kind == ErrorKind::Corrupt || saved.error().kind == ErrorKind::TooNew)), "what can't be opened can be saved",
         saved ? QString() : saved.error().message + saved.error().detail);
    if (!saved)
        return;
    const auto store = Store::open(folder);
    hold(store.has_value(), "what was saved can be opened", store ? QString() : store.error().message + store.error().detail);
    const Result<CheckReport> found = (*store)->check(false).result();
    hold(found && found->sound, "what was saved is sound", found ? found->found.join(u' ') : found.error().message);
    if (isSure)
        hold(missingIn(**store).isEmpty(), "what was saved holds all that was acknowledged", missingIn(**store));
}

void editLog(QByteArray &log, Input &input)
{
    const int at = input.below(static_cast<int>(log.size()) + 1);
    switch (input.below(4)) {
    case 0: log.truncate(at); break;
    case 1: log.replace(at, std::min<qsizetype>(512, log.size() - at), QByteArray(std::min<qsizetype>(512, log.size() - at), static_cast<char>(input.byte()))); break;
    case 2:
        if (const int frames = static_cast<int>((log.size() - 32) / (pageBytes + 24)); frames > 0) { // its head
            const qsizetype place = 32 + input.below(frames) * (pageBytes + 24) + input.below(24);
            log[place] = static_cast<char>(log[place] ^ (1 << input.below(8)));
        }
        break;
    default:
        if (at < log.size())
            log[at] = static_cast<char>(log[at] ^ (1 << input.below(8)));
    }
}

// The reader's work is in the log and in the copy of it: whatever happens to the log or the database, all of it is there, or opening is refused and it comes back
// with what is saved.
void tryKilledProfile(const QDir &folder, Input &input)
{
    QMap<QString, QByteArray> files = killedProfileFiles();
    const int left = input.below(4); // of the database
    if (input.below(3) != 0)
        files.remove(databaseName + u"-shm");
    for (int edits = input.below(4); edits > 0 && !input.isEmpty(); --edits)
        editLog(files[databaseName + u"-wal"], input);
    if (input.below(8) == 0)
        files.remove(databaseName + u"-wal");
    if (left == 0)
        files.remove(databaseName);
    else if (left == 1)
        files[databaseName].clear();
    folder.mkdir(QStringLiteral("state"));
    for (auto file = files.constBegin(); file != files.constEnd(); ++file)
        write(folder.filePath(file.key()), file.value());
    auto store = Store::open(folder.path());
    if (store) {
        hold(left > 1, "a profile without a database isn't begun anew");
        hold(missingIn(**store).isEmpty(), "what is opened holds all that was acknowledged", missingIn(**store));
        const Result<CheckReport> found = (*store)->check(false).result();
        hold(found && found->sound, "what is opened is sound", found ? found->found.join(u' ') : found.error().message);
        return;
    }
    hold(store.error().kind == ErrorKind::Corrupt, "a damaged log is damage", QString(store.error().message + store.error().detail));
    for (auto file = files.constBegin(); file != files.constEnd(); ++file)
        hold(read(folder.filePath(file.key())) == file.value(), "a profile that can't be opened is left as it was", file.key());
    salvageAndUse(folder.path(), true);
}

bool isOfProfiles(ErrorKind kind)
{
    return kind == ErrorKind::Corrupt || kind == ErrorKind::TooNew || kind == ErrorKind::Unreadable || kind == ErrorKind::Full;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(bytesOf(data, size));
    const QTemporaryDir place(temporaryFolderTemplate());
    const QDir folder(place.path());
    if (input.below(3) == 2) {
        tryKilledProfile(folder, input);
        return 0;
    }
    const bool isSound = putProfile(folder, input);
    const QByteArray before = read(folder.filePath(databaseName));
    auto store = Store::open(place.path());
    hold(store || !isSound, "a sound profile can be opened");
    if (!store) {
        hold(isOfProfiles(store.error().kind) && !store.error().message.isEmpty(), "a failure says what it is", store.error().detail);
        hold(read(folder.filePath(databaseName)) == before, "a profile that can't be opened is left as it was");
        if (store.error().kind == ErrorKind::Corrupt)
            salvageAndUse(place.path(), false);
        return 0;
    }
    use(**store, isSound);
    return 0;
}
