#ifndef DAYBOOK_SQLITE_DEFENCE_H
#define DAYBOOK_SQLITE_DEFENCE_H

/* SQLITE_CONFIG_MEMSTATUS off, before SQLite is first used: nobody asks how much memory it has, and so it locks nothing for
   every piece it takes. Refused, and of no consequence, once it is in use. */
int sqlite3_config(int, ...);
static inline int daybook_count_no_memory(void) { return sqlite3_config(9, 0); }

/* sqlite3_db_config() takes whatever arguments an option has, for which Swift has no call. */
struct sqlite3;
int sqlite3_db_config(struct sqlite3 *, int, ...);

/* SQLITE_DBCONFIG_DEFENSIVE: SQL can neither write the schema nor the tables behind virtual ones, nor corrupt the file. */
static inline int daybook_defend(struct sqlite3 *database) {
  return sqlite3_db_config(database, 1010, 1, (int *)0);
}

#endif
