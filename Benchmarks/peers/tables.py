"""Tables read and written with the libraries that people use: tables.py TASK ARGUMENTS

Readers print rows, cells that hold something and, of text files, their bytes, so that every cell is looked at."""

import csv
import itertools
import os
import sys


def duckdb_with_excel():
    import duckdb
    import duckdb_extension_excel

    folder = os.path.dirname(duckdb_extension_excel.__file__)
    found = [
        os.path.join(place, name)
        for place, _, names in os.walk(folder)
        for name in names
        if name == "excel.duckdb_extension"
    ]
    db = duckdb.connect()
    db.execute(f"LOAD '{found[0]}'")
    return db


def csv_python(source):
    rows = cells = size = 0
    with open(source, newline="", encoding="utf-8") as file:
        for row in csv.reader(file):
            rows += 1
            for cell in row:
                if cell:
                    cells += 1
                    size += len(cell.encode())
    print(f"rows={rows} cells={cells} bytes={size}")


def csv_polars(source):
    import polars as pl

    table = pl.read_csv(source, infer_schema=False, has_header=False)
    sizes = table.select(pl.all().str.len_bytes().sum()).row(0)
    cells = table.select((pl.all().str.len_bytes() > 0).sum()).row(0)
    print(f"rows={table.height} cells={sum(cells)} bytes={sum(size or 0 for size in sizes)}")


def csv_duckdb(source):
    import duckdb

    table = f"read_csv('{source}', all_varchar=true, header=false)"
    width = len(duckdb.execute(f"FROM {table} LIMIT 0").description)
    names = [row[0] for row in duckdb.execute(f"DESCRIBE FROM {table}").fetchall()]
    sums = ", ".join(f"count(nullif({name}, '')), sum(strlen({name}))" for name in names)
    rows, *figures = duckdb.execute(f"SELECT count(*), {sums} FROM {table}").fetchone()
    assert len(figures) == 2 * width
    print(f"rows={rows} cells={sum(figures[::2])} bytes={sum(size or 0 for size in figures[1::2])}")


def print_counts(rows):
    count = cells = 0
    for row in rows:
        count += 1
        for value in row:
            if value is not None and value != "":
                cells += 1
    print(f"rows={count} cells={cells}")


def print_frame(table):
    print(f"rows={table.height} cells={table.height * table.width - sum(table.null_count().row(0))}")


def xlsx_openpyxl(source):
    import openpyxl

    print_counts(openpyxl.load_workbook(source, read_only=True).worksheets[0].iter_rows(values_only=True))


def xlsx_calamine(source):
    import python_calamine

    print_counts(python_calamine.CalamineWorkbook.from_path(source).get_sheet_by_index(0).iter_rows())


def xlsx_fastexcel(source):
    import fastexcel

    print_frame(fastexcel.read_excel(source).load_sheet(0, header_row=None, dtypes="string").to_polars())


def xlsx_polars(source):
    import polars as pl

    print_frame(pl.read_excel(source, has_header=False, infer_schema_length=0))


def xlsx_duckdb(source):
    rows, *cells = duckdb_with_excel().execute(
        f"SELECT count(*), count(COLUMNS(*)) FROM read_xlsx('{source}', all_varchar=true, header=false)"
    ).fetchone()
    print(f"rows={rows} cells={sum(cells)}")


def lines(source):
    "Titles, then rows of six texts and four numbers."
    with open(source, encoding="utf-8") as file:
        yield next(file).rstrip("\n").split("\t")
        for line in file:
            row = line.rstrip("\n").split("\t")
            row[6:] = map(float, row[6:])
            yield row


def write_python(source, out):
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    for number, row in enumerate(lines(source)):
        sheet.write_row(number, 0, row)
    book.close()


def write_rust(source, out):
    import rustpy_xlsxwriter

    rows = lines(source)
    titles = next(rows)
    rustpy_xlsxwriter.write_worksheet([dict(zip(titles, row)) for row in rows], out, "lines")


def write_duckdb(source, out):
    duckdb_with_excel().execute(
        f"COPY (FROM read_csv('{source}', delim='\t', quote='', header=true)) TO '{out}' (FORMAT xlsx, HEADER true)"
    )


def make_workbook(source, out, kind):
    "The cost sheet as a workbook: ids as text, amounts as numbers, what is no number as text, nothing where a cell is blank."
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"constant_memory": kind == "inline"})
    sheet = book.add_worksheet("costs")
    with open(source, newline="", encoding="utf-8") as file:
        for number, row in enumerate(csv.reader(file)):
            for column, text in enumerate(row):
                try:
                    value = float(text) if number and column else text
                except ValueError:
                    value = text
                if text:
                    sheet.write(number, column, value) if value is text else sheet.write_number(number, column, value)
    book.close()


def make_lines(orders, items, out, count):
    "The first lines of goods with their orders, tab-separated."
    with open(orders, newline="", encoding="utf-8") as first, open(items, newline="", encoding="utf-8") as second:
        with open(out, "w", encoding="utf-8") as target:
            order = None
            heads = csv.DictReader(first)
            titles = "order_id date email country sku description qty price line_total total"
            target.write("\t".join(titles.split()) + "\n")
            for item in itertools.islice(csv.DictReader(second), int(count)):
                while order is None or order["order_id"] != item["order_id"]:
                    order = next(heads)
                price, quantity = int(item["unit_price"].replace(".", "")), int(item["qty"])
                row = [order["order_id"], order["order_date"][:10], order["email"], order["ship_country"], item["sku"]]
                row += [item["description"].replace("\t", " "), str(quantity)]
                row += ["%d.%02d" % divmod(cents, 100) for cents in (price, price * quantity)]
                target.write("\t".join(row + [order["total"]]) + "\n")


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
