// The cost import as plain C over SQLite's prepared statements, the least that such an import costs: import_costs STORE SHEET
// The whole sheet lies in memory, its rows are sorted by order, and each order is found and written once, in a table that holds
// nothing but costs. One durable transaction with a journal and the bad rows. No ledger, no archive, no look for repeats.
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { KINDS = 3, NONE = INT32_MIN };

typedef struct {
  const char *id;
  int length, line, bad;
  int32_t amounts[KINDS];
} Row;

static sqlite3 *db;

static void check(int ok) {
  if (ok) return;
  fprintf(stderr, "%s\n", db ? sqlite3_errmsg(db) : "cannot read the sheet");
  exit(1);
}

static void run(const char *sql) { check(sqlite3_exec(db, sql, 0, 0, 0) == SQLITE_OK); }

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement = NULL;
  check(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK);
  return statement;
}

static void step(sqlite3_stmt *statement) {
  check(sqlite3_step(statement) == SQLITE_DONE);
  sqlite3_reset(statement);
}

// Cents; NONE for a blank cell. Digits with at most one point and two decimals, perhaps after a minus.
static int32_t cents(const char *from, const char *to, int *bad) {
  if (from == to) return NONE;
  int negative = *from == '-', decimals = -1, digits = 0;
  int64_t value = 0;
  for (from += negative; from < to; from++) {
    if (*from == '.' && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (*from < '0' || *from > '9' || digits++ > 8 || (decimals >= 0 && ++decimals > 2)) return *bad = 1, 0;
    value = value * 10 + *from - '0';
  }
  if (!digits || decimals == 0) return *bad = 1, 0;
  for (decimals = decimals < 0 ? 0 : decimals; decimals < 2; decimals++) value *= 10;
  return (int32_t)(negative ? -value : value);
}

static int same(const Row *a, const Row *b) { return a->length == b->length && !memcmp(a->id, b->id, a->length); }

static int by_order(const void *left, const void *right) {
  const Row *a = left, *b = right;
  int order = memcmp(a->id, b->id, a->length < b->length ? a->length : b->length);
  return order ? order : a->length != b->length ? a->length - b->length : a->line - b->line;
}

static Row *read_sheet(const char *path, size_t *count) {
  FILE *file = fopen(path, "rb");
  check(file && !fseek(file, 0, SEEK_END));
  long size = ftell(file);
  rewind(file);
  char *text = malloc(size + 1);
  check(text && fread(text, 1, size, file) == (size_t)size);
  fclose(file);
  text[size] = '\n';
  size_t room = 0;
  Row *rows = NULL;
  int line = 1;
  for (char *at = (char *)memchr(text, '\n', size + 1) + 1; at < text + size; *count += 1) {
    if (*count == room) check((rows = realloc(rows, (room = room ? room * 2 : 1 << 16) * sizeof *rows)) != NULL);
    Row *row = rows + *count;
    char *end = memchr(at, '\n', text + size + 1 - at), *cell = memchr(at, ',', end - at);
    check(cell != NULL);
    *row = (Row){.id = at, .length = (int)(cell - at), .line = ++line};
    for (int kind = 0; kind < KINDS; kind++) {
      char *next = kind < KINDS - 1 ? memchr(cell + 1, ',', end - cell - 1) : end;
      check(next != NULL);
      row->amounts[kind] = cents(cell + 1, next, &row->bad);
      cell = next;
    }
    at = end + 1;
  }
  return rows;
}

int main(int count, char **words) {
  if (count != 3) return 64;
  size_t rows = 0;
  Row *row = read_sheet(words[2], &rows);
  qsort(row, rows, sizeof *row, by_order);
  check(sqlite3_open(words[1], &db) == SQLITE_OK);
  run("PRAGMA synchronous = FULL; PRAGMA cache_size = -262144; BEGIN IMMEDIATE;"
      "CREATE TABLE order_cost(order_fk INTEGER PRIMARY KEY, shipping INTEGER, fulfillment INTEGER, payment INTEGER);");
  sqlite3_stmt *find = prepare("SELECT id FROM orders WHERE order_id = ?1");
  sqlite3_stmt *write = prepare("INSERT INTO order_cost VALUES (?1, ?2, ?3, ?4)");
  sqlite3_stmt *journal = prepare("INSERT INTO cost_journal VALUES (1, ?1, ?2, NULL, ?3, NULL, ?4, 0, ?5)");
  sqlite3_stmt *reject = prepare("INSERT INTO cost_reject VALUES (1, ?1, ?2)");
  for (size_t first = 0, end; first < rows; first = end) {
    int32_t values[KINDS] = {NONE, NONE, 0};
    int used = 0;
    for (end = first; end < rows && same(row + first, row + end); end++) {
      int32_t *amounts = row[end].amounts;
      if (row[end].bad) continue;
      used += amounts[0] != NONE || amounts[1] != NONE || amounts[2] != NONE;
      for (int kind = 0; kind < 2; kind++) if (amounts[kind] != NONE) values[kind] = amounts[kind];
      if (amounts[2] != NONE) values[2] += amounts[2];
    }
    sqlite3_bind_text(find, 1, row[first].id, row[first].length, SQLITE_STATIC);
    int found = sqlite3_step(find) == SQLITE_ROW;
    sqlite3_int64 order = sqlite3_column_int64(find, 0);
    sqlite3_reset(find);
    if (found && used) {
      sqlite3_bind_int64(write, 1, order);
      sqlite3_bind_int64(journal, 1, order);
      sqlite3_bind_int(journal, 2, used);
      for (int kind = 0; kind < KINDS; kind++) {
        if (values[kind] == NONE) sqlite3_bind_null(write, 2 + kind), sqlite3_bind_null(journal, 3 + kind);
        else sqlite3_bind_int(write, 2 + kind, values[kind]), sqlite3_bind_int(journal, 3 + kind, values[kind]);
      }
      step(write);
      step(journal);
    }
    for (size_t place = first; place < end; place++) {
      if (!row[place].bad && found) continue;
      sqlite3_bind_int(reject, 1, row[place].line);
      sqlite3_bind_text(reject, 2, row[place].bad ? "bad amount" : "unknown order", -1, SQLITE_STATIC);
      step(reject);
    }
  }
  run("COMMIT");
  sqlite3_stmt *statements[] = {find, write, journal, reject};
  for (int place = 0; place < 4; place++) sqlite3_finalize(statements[place]);
  return sqlite3_close(db) != SQLITE_OK;
}
