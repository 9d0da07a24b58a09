namespace SagaDsl.Stores.Sqlite;

/// <summary>The tables, and the refusal of files that are not ours or newer than we are.</summary>
internal static class Schema
{
    public const int Version = 1;

    /// <summary>"Saga" in ASCII, in the file's header.</summary>
    private const int ApplicationId = 0x53616761;

    /// <summary>A journal row's place is the instance's key and the position in one integer.</summary>
    public const int PositionBits = 24;

    public const int MaxPosition = (1 << PositionBits) - 1;

    // journal rows lie in the order in which they were appended, not by instance: a group then fills few pages, where by
    // instance nearly every row would write a page of its own.
    // instances.records counts the journal's rows apart from them: rows lost at the end are noticed.
    // inbox is written by other processes too, with plain SQL: it checks by itself what may be in it. What is kept for an
    // instance to come says until when.
    private const string Tables = """
        CREATE TABLE instances(
            key INTEGER PRIMARY KEY,
            id TEXT NOT NULL,
            saga TEXT NOT NULL,
            records INTEGER NOT NULL,
            work INTEGER NOT NULL,
            status INTEGER NOT NULL,
            due INTEGER,
            attention INTEGER NOT NULL,
            started INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            tombstone BLOB);
        CREATE UNIQUE INDEX instances_id ON instances(id);
        CREATE INDEX instances_open ON instances(work, id) WHERE work < 4;
        CREATE INDEX instances_due ON instances(due) WHERE due IS NOT NULL;
        CREATE INDEX instances_attention ON instances(id) WHERE attention = 1;
        CREATE TABLE journal(
            seq INTEGER PRIMARY KEY,
            place INTEGER NOT NULL,
            hash BLOB NOT NULL,
            head BLOB NOT NULL,
            payloads BLOB);
        CREATE UNIQUE INDEX journal_place ON journal(place);
        CREATE TABLE inbox(
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            instance TEXT NOT NULL,
            id TEXT NOT NULL,
            kind TEXT NOT NULL DEFAULT 'Command' CHECK(kind IN ('Command','Signal','Child','Event','Reply','Start','Undo','Release')),
            command TEXT CHECK(command IN ('Cancel','RetryNow','Suspend','Resume','Abandon','Skip','Supply','DoneByHand','TreatAsEnded')),
            actor TEXT,
            reason TEXT,
            name TEXT,
            step TEXT,
            element INTEGER CHECK(element IS NULL OR (typeof(element) = 'integer' AND element BETWEEN 0 AND 2147483647)),
            sender TEXT,
            until INTEGER CHECK(until IS NULL OR (typeof(until) = 'integer' AND until >= 0)),
            payload BLOB,
            absorbed INTEGER NOT NULL DEFAULT 0 CHECK(absorbed IN (0, 1)),
            CHECK(kind <> 'Command' OR (command IS NOT NULL AND actor IS NOT NULL)),
            CHECK((actor IS NULL) = (reason IS NULL)),
            UNIQUE(instance, id));
        CREATE INDEX inbox_mail ON inbox(instance) WHERE absorbed = 0;
        CREATE INDEX inbox_until ON inbox(until) WHERE absorbed = 0 AND until IS NOT NULL;
        CREATE TRIGGER inbox_of_known BEFORE INSERT ON inbox
            WHEN NEW.until IS NULL AND NOT EXISTS(SELECT 1 FROM instances WHERE id = NEW.instance)
            BEGIN SELECT RAISE(ABORT, 'there is no such instance'); END;
        CREATE TRIGGER inbox_of_open BEFORE INSERT ON inbox
            WHEN EXISTS(SELECT 1 FROM instances WHERE id = NEW.instance AND work = 4)
            BEGIN SELECT RAISE(ABORT, 'the instance has ended'); END;
        CREATE TABLE owner(only INTEGER PRIMARY KEY CHECK(only = 1), pid INTEGER NOT NULL, node TEXT NOT NULL, since TEXT NOT NULL);
        """;

    /// <exception cref="StoreVersionException">The file is newer, or not a store.</exception>
    public static void CreateOrVerify(Database database, string path)
    {
        var application = database.Number("PRAGMA application_id");
        var version = database.Number("PRAGMA user_version");
        if (application == ApplicationId && version > Version)
            throw new StoreVersionException(
                $"'{path}' was written by a newer version of SagaDsl.Sqlite (schema {version}; this one understands up to {Version}). " +
                    "Update SagaDsl.Sqlite, or open another file.");
        if (application == ApplicationId && version == Version)
            return;
        if (application != 0 || version != 0 || database.Number("SELECT count(*) FROM sqlite_master") != 0)
            throw new StoreVersionException($"'{path}' is an SQLite database of another application, not a saga store. Name another file.");

        database.Run("BEGIN IMMEDIATE");
        database.Run(Tables);
        database.Run($"PRAGMA application_id = {ApplicationId}");
        database.Run($"PRAGMA user_version = {Version}");
        database.Run("COMMIT");
    }
}
