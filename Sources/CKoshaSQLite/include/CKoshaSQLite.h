#ifndef CKOSHASQLITE_H
#define CKOSHASQLITE_H
#include <sqlite3.h>

// sqlite3_db_config is variadic, which Swift cannot call. Each returns SQLite's result code.
int kosha_sqlite_enable_defensive(sqlite3 *database);
int kosha_sqlite_forbid_double_quoted_strings(sqlite3 *database);

#endif
