#define _GNU_SOURCE
// A workbook of tab-separated text with libxlsxwriter in fixed memory: columns from the seventh on are numbers.
// xlsx_write LINES BOOK
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

int main(int count, char **words) {
  FILE *source = count == 3 ? fopen(words[1], "r") : NULL;
  if (!source) return 64;
  lxw_workbook_options options = {.constant_memory = LXW_TRUE};
  lxw_workbook *book = workbook_new_opt(words[2], &options);
  lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
  char *line = NULL;
  size_t room = 0;
  for (lxw_row_t row = 0; getline(&line, &room, source) > 0; row++) {
    line[strcspn(line, "\n")] = 0;
    char *rest = line;
    for (lxw_col_t column = 0; rest; column++) {
      char *cell = strsep(&rest, "\t");
      if (row > 0 && column >= 6)
        worksheet_write_number(sheet, row, column, strtod(cell, NULL), NULL);
      else
        worksheet_write_string(sheet, row, column, cell, NULL);
    }
  }
  return workbook_close(book) == LXW_NO_ERROR ? 0 : 1;
}
