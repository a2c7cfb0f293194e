// The tables of the store and how they came to be: migrations are named and only ever added to.

import GRDB

/// The schema.
enum Schema {
  /// SQLite's `application_id`: `KSHA` in ASCII.
  static let applicationID: Int32 = 0x4B53_4841
  /// SQLite's `user_version`: how many migrations there are.
  static let version = migrations.count

  /// Names and statements, in order.
  static let migrations: [(name: String, sql: String)] = [
    ("1 cases, journal, tasks, timers, effects, receipts, counters, definitions, attachments", first),
    ("2 deadlines, timer failures", deadlines),
  ]

  private static let first = """
    CREATE TABLE journal (
      seq INTEGER PRIMARY KEY CHECK (seq >= 0),
      header TEXT NOT NULL,
      salt BLOB NOT NULL CHECK (length(salt) = 32),
      body TEXT NOT NULL,
      sealed BLOB
    ) STRICT;
    CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
      BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

    CREATE TABLE journal_head (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      size INTEGER NOT NULL CHECK (size >= 0),
      frontier BLOB NOT NULL CHECK (length(frontier) % 32 = 0),
      time INTEGER
    ) STRICT;

    CREATE TABLE cases (
      serial INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      number TEXT NOT NULL UNIQUE,
      handle TEXT NOT NULL,
      workflow TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      definition TEXT NOT NULL REFERENCES definitions (digest),
      revision INTEGER NOT NULL CHECK (revision > 0),
      status TEXT NOT NULL CHECK (status IN ('active', 'final', 'cancelled')),
      outcome TEXT,
      state TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      opened_by TEXT NOT NULL,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL,
      head_entry INTEGER NOT NULL,
      is_sealed INTEGER NOT NULL CHECK (is_sealed IN (0, 1)),
      record BLOB NOT NULL
    ) STRICT;

    CREATE TABLE tasks (
      case_id TEXT NOT NULL REFERENCES cases (id),
      task_id TEXT NOT NULL,
      state TEXT NOT NULL,
      roles TEXT NOT NULL,
      people TEXT NOT NULL,
      opened_at INTEGER NOT NULL,
      due INTEGER,
      claimed_by TEXT,
      PRIMARY KEY (case_id, task_id)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE timers (
      case_id TEXT NOT NULL REFERENCES cases (id),
      timer_id TEXT NOT NULL,
      due INTEGER NOT NULL,
      PRIMARY KEY (case_id, timer_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX timers_by_due ON timers (due);

    CREATE TABLE effects (
      serial INTEGER PRIMARY KEY,
      case_id TEXT NOT NULL REFERENCES cases (id),
      revision INTEGER NOT NULL,
      number INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      is_sealed INTEGER NOT NULL CHECK (is_sealed IN (0, 1)),
      effect BLOB NOT NULL,
      UNIQUE (case_id, revision, number)
    ) STRICT;

    CREATE TABLE receipts (
      request_id TEXT PRIMARY KEY,
      fingerprint TEXT NOT NULL,
      case_id TEXT NOT NULL REFERENCES cases (id),
      is_sealed INTEGER NOT NULL CHECK (is_sealed IN (0, 1)),
      answer BLOB NOT NULL
    ) STRICT;

    CREATE TABLE counters (
      key TEXT PRIMARY KEY,
      value INTEGER NOT NULL CHECK (value > 0)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE definitions (
      digest TEXT PRIMARY KEY,
      workflow TEXT NOT NULL,
      version INTEGER NOT NULL CHECK (version > 0),
      files TEXT NOT NULL,
      UNIQUE (workflow, version)
    ) STRICT;

    CREATE TABLE attachments (
      case_id TEXT NOT NULL REFERENCES cases (id),
      sha256 TEXT NOT NULL,
      is_sealed INTEGER NOT NULL CHECK (is_sealed IN (0, 1)),
      content BLOB NOT NULL,
      PRIMARY KEY (case_id, sha256)
    ) STRICT;
    """

  private static let deadlines = """
    CREATE TABLE deadlines (
      case_id TEXT NOT NULL REFERENCES cases (id),
      deadline_id TEXT NOT NULL,
      due INTEGER NOT NULL,
      stopped_at INTEGER,
      calendars TEXT NOT NULL,
      PRIMARY KEY (case_id, deadline_id)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX deadlines_by_calendars ON deadlines (calendars, case_id);

    CREATE TABLE timer_failures (
      case_id TEXT NOT NULL REFERENCES cases (id),
      timer_id TEXT NOT NULL,
      attempts INTEGER NOT NULL CHECK (attempts > 0),
      failed_at INTEGER NOT NULL,
      next_try INTEGER NOT NULL,
      ja TEXT NOT NULL,
      en TEXT NOT NULL,
      PRIMARY KEY (case_id, timer_id)
    ) STRICT, WITHOUT ROWID;
    """

  /// Brings a database to the present schema.
  static func migrate(_ database: DatabaseQueue) throws {
    var migrator = DatabaseMigrator()
    for (index, migration) in migrations.enumerated() {
      migrator.registerMigration(migration.name) { db in
        try db.execute(sql: migration.sql)
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: "PRAGMA user_version = \(index + 1)")
      }
    }
    try migrator.migrate(database)
  }
}
