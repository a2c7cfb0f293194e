#ifndef CKOSHASQLITE_H
#define CKOSHASQLITE_H
#include <sqlite3.h>

// sqlite3_db_config is variadic, which Swift cannot call. Each returns SQLite's result code.
int kosha_sqlite_enable_defensive(sqlite3 *database);
int kosha_sqlite_forbid_double_quoted_strings(sqlite3 *database);
int kosha_sqlite_keep_log_on_close(sqlite3 *database);

// SQLITE_TRANSIENT is a cast that Swift does not import: SQLite copies the bytes before the call returns.
// No bytes are the empty text, not null.
int kosha_sqlite_bind_text(sqlite3_stmt *statement, int index, const char *text, int count);
int kosha_sqlite_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, int count);

#endif
