import Model
import Tabular

/// All keys of export layouts, by the group that they stand in.
enum ExportKeys {
  /// The groups in the order in which they are documented, with a sentence for each.
  static let groups: [(name: String, about: String, keys: [ExportKey])] = [
    ("layout", "Keys of the layout, at the top of the file.", layout),
    ("column", "Keys of a column: one of the first says what it holds, the others how that is written.", column),
    ("value", "A value of first_of, then and else, where more than a field or a constant is meant.", value),
    ("branch", "One of when: the first whose 'if' holds gives the value.", branch),
    ("lookup", "A table beside the layout, CSV or XLSX.", lookup),
    ("conditions", "Keys of where and if: fields, and these words. All of them must hold.", conditions),
    ("test", "What can be said of a field in where, beside a value or a list of values.", test),
    ("record", "A kind of line that a row becomes, or one that stands once in a file.", record),
    ("balance", "What the lines of each row come to, or there is no export.", balance),
    ("totals", "Rows that add up the columns with 'total'.", totals),
    ("split", "Where a file ends and the next one begins.", split),
    ("sheet", "One sheet of a workbook of several.", sheet),
    ("csv", "How CSV is written.", csv),
    ("xlsx", "How workbooks are written.", [.init("sheet", .text, "the sheet's name, 1 to 31 characters")]),
    ("json", "How JSON is written.", json),
    ("xml", "How XML is written.", xml),
    ("fixed", "How text of fixed width is written; each column has a width.", fixed),
  ]

  private static let layout: [ExportKey] = [
    .init("kind", .choice(["export"]), "what this file is", required: true),
    .init("name", .text, "how batches, manifests and files name it; else the file's name"),
    .init("description", .text, "a line on what it is for"),
    .init("rows", .names(ExportRows.self), "what a row is; always there but with sheets"),
    .init(
      "columns", .list(.either([.field, .group("column")])), "the columns in order; with records those of the file"),
    .init("records", .list(.group("record")), "kinds of lines that a row becomes; lines that stand once in a file"),
    .init(
      "balance", .either([.text, .list(.text), .group("balance")]),
      "columns of the lines that come to zero for each row, - in front for the other side"),
    .init("sheets", .list(.group("sheet")), "of a workbook with several kinds of rows"),
    .init("format", .names(ExportFormat.self), "the file format; else csv"),
    .init("where", .group("conditions"), "which rows; else all"),
    .init("sort", sort, "by which fields, - in front for the greatest first; else as they came in"),
    .init("zone", .text, "an IANA zone for days and times; else the workspace's"),
    .init(
      "order_values", .names(ExportLayout.OrderValues.self), "on which rows of an order its own values stand; else all"),
    .init(
      "bare_orders", .choice(["keep", "leave_out"]),
      "an order without any of the rows; items keep it, others leave it out"),
    .init("unallocated", .flag, "of cost entries: those of no order too; else no"),
    .init("totals", .group("totals"), "rows that add up others; csv and xlsx"),
    .init("split", .group("split"), "where a file ends and the next one begins"),
    .init(
      "file", .text,
      "names of files in a folder: {mapping} {date} {date:yyyyMMdd} {group} {sequence} {sequence:3} {destination} {delivery}"
    ),
    .init("ascii", .names(ExportForm.ASCII.self), "for all columns; see there"),
    .init("line_breaks", .names(ExportForm.LineBreaks.self), "for all columns; see there"),
    .init("csv", .group("csv"), "how CSV is written"),
    .init("xlsx", .group("xlsx"), "how workbooks are written"),
    .init("json", .group("json"), "how JSON is written"),
    .init("xml", .group("xml"), "how XML is written"),
    .init("fixed", .group("fixed"), "how text of fixed width is written"),
  ]

  private static let sort: ExportKey.Form = .either([.sortField, .list(.sortField)])

  private static let sources: [ExportKey] = [
    .init("field", .field, "a field"),
    .init("constant", .value, "the same on every row; a number if it is one and stands without quotes"),
    .init("sql", .text, "an SQL expression over the row's fields and the views of 'mapping docs --sql'"),
    .init("kind", .choice(ExportNames.sqlKinds.map(\.rawValue)), "with sql: what it gives; text if left out"),
    .init("run", .names(ExportFact.Run.self), "what is known of the run; date may have a pattern with the time"),
    .init("number", .names(ExportFact.Numbered.self), "the number of where it stands in the file, from 1"),
    .init("count", .text, "in a line once a file: how many rows, lines or orders, or lines of the record of a name"),
    .init("per", .number(1...1_000_000), "of count: in groups of so many, rounded up"),
    .init("sum", .either([.text, .list(.text)]), "in a line once a file: what columns come to, by title; - in front"),
    .init("last_digits", .number(1...30), "of sum: only so many, as of hash totals"),
    .init("template", .text, "text with fields in it: {order_id}, {created_at:MM/yy}, {total:2}"),
    .init("first_of", .list(.either([.field, .group("value")])), "the first of these fields that is not empty"),
    .init("when", .list(.group("branch")), "a list of {if: conditions, then: value}"),
    .init("else", .either([.value, .group("value")]), "the value where no 'if' holds; else empty"),
  ]

  private static let column: [ExportKey] =
    [.init("title", .text, "the header, key or element; else the field's name")] + sources + [
      .init("columns", .list(.either([.field, .group("column")])), "members of a group (json, xml), or of each"),
      .init(
        "each", .choice(ExportRows.allCases.filter { $0.own != nil }.map(\.rawValue)), "what the order has several of"),
      .init(
        "as", .choice(["list", "columns", "cell"]), "of each: records in json and xml, numbered columns, one cell"),
      .init("count", .number(1...200), "of each as columns: how many; {n} in titles is the number"),
      .init("overflow", .choice(["error", "cut"]), "of each as columns, of texts in fixed: what becomes of more"),
      .init("between", .text, "of each as cell: between the values of one; else a space"),
      .init("separator", .text, "of each as cell: between one and the next; else ', '"),
      .init("element", .text, "of each as list in xml: the element of one; else what each says"),
      .init("wrapper", .flag, "of each as list in xml: whether the title's element stands round them; else yes"),
      .init("where", .group("conditions"), "of each: which of them"),
      .init("sort", sort, "of each: in which order; else as they are numbered"),
      .init("pattern", .text, "times and days: yyyy yy MM M MMM MMMM dd d HH H hh h a mm ss SSS EEE EEEE Z, 'text'"),
      .init("zone", .text, "times: their zone"),
      .init("scale", .value, "numbers: times 0.0001 to 10000, a power of ten; 100 makes cents, -1 turns the sign"),
      .init("decimals", .number(0...6), "numbers: how many; else as many as there are, money at least 2"),
      .init("decimal_mark", .text, "numbers: one character; else a point"),
      .init("grouping", .text, "numbers: one character between three digits; else nothing"),
      .init("negative", .names(ExportForm.Negative.self), "numbers below zero: -1, 1-, (1), 1; else minus"),
      .init("map", .texts, "texts in place of values"),
      .init("otherwise", .value, "for values that map lacks; else they stay"),
      .init("lookup", .group("lookup"), "values from a table beside the layout"),
      .init("strip_html", .flag, "takes tags out"),
      .init("line_breaks", .names(ExportForm.LineBreaks.self), "line ends within a text; else keep"),
      .init("keep", .names(ExportForm.Kept.self), "only these characters"),
      .init("ascii", .names(ExportForm.ASCII.self), "characters beyond ASCII: ?, the nearest letters, or no export"),
      .init("case", .names(ExportForm.LetterCase.self), "letters"),
      .init("max_length", .number(1...32_767), "characters of a text"),
      .init("too_long", .names(ExportForm.TooLong.self), "what becomes of more; else cut"),
      .init("default", .value, "for empty values"),
      .init("required", .flag, "no export where it is empty"),
      .init("pad_left", .number(1...32_767), "fills in front up to so many characters"),
      .init("pad_right", .number(1...32_767), "fills behind"),
      .init("pad_with", .value, "one character to fill with; else a space"),
      .init("type", .names(ExportForm.CellType.self), "json and xlsx: what the cell is; else what the value is"),
      .init(
        "mask", .names(ExportMask.self), "personal values: the last 4 characters, a code (hash), or nothing (drop)"),
      .init("total", .names(ExportColumn.Total.self), "how totals add it up"),
      .init("hidden", .flag, "of records: counts in the balance and is not written; else no"),
      .init("width", .number(1...255), "xlsx and fixed: of the column, in characters"),
      .init("align", .names(ColumnHeading.Alignment.self), "fixed: on which side; else numbers right, the others left"),
      .init(
        "xml", .names(ColumnHeading.XMLPlace.self), "xml: an element, attribute, the text round, CDATA; else element"),
    ]

  private static let value: [ExportKey] = sources

  private static let branch: [ExportKey] = [
    .init("if", .group("conditions"), "as in where", required: true),
    .init(
      "then", .either([.value, .group("value")]), "a constant, or {field: ..}, {template: ..}; ~ for nothing",
      required: true),
  ]

  private static let lookup: [ExportKey] = [
    .init("file", .text, "its name, in the folder of the layout", required: true),
    .init("key", .text, "the column that is compared with the value, exactly", required: true),
    .init("value", .text, "the column whose value is written", required: true),
    .init("default", .value, "for values that the table lacks; else empty"),
  ]

  private static let conditions: [ExportKey] =
    [
      .init("any", .list(.group("conditions")), "one of these holds"),
      .init("all", .list(.group("conditions")), "all of these hold"),
      .init("not", .group("conditions"), "this does not hold"),
      .init("tag", .either([.value, .list(.value)]), "the order carries one of these labels"),
      .init("open_case", .flag, "it has a case that is not closed"),
      .init("sql", .either([.text, .list(.text)]), "an SQL expression holds, or each of some"),
    ]
    + ExportFilter.having.map {
      .init($0.key, .either([.flag, .group("conditions")]), "it has such, or one of which these hold")
    }

  private static let test: [ExportKey] = [
    .init("is", values, "one of these"),
    .init("in", values, "the same"),
    .init("not", values, "none of these"),
    .init("starts", .value, "texts: begins with"),
    .init("ends", .value, "texts: ends with"),
    .init("contains", .value, "texts: has in it"),
    .init("ignore_case", .flag, "texts: A is a"),
    .init("min", .value, "numbers: this or more"),
    .init("max", .value, "numbers: this or less"),
    .init("above", .value, "numbers: more"),
    .init("below", .value, "numbers: less"),
    .init("from", .value, "times: first day; 2026-09-30, today, -7d, month_start, month_start-1m (d, w, m, q, y)"),
    .init("to", .value, "times: last day"),
    .init("before", .value, "times: first day that no longer counts"),
    .init("empty", .flag, "whether there is nothing"),
  ]

  private static let values: ExportKey.Form = .either([.value, .list(.value)])

  private static let record: [ExportKey] = [
    .init("columns", .list(.either([.field, .group("column")])), "its columns, or those that differ from the file's"),
    .init("each", .choice(ExportRows.allCases.filter { $0.own != nil }.map(\.rawValue)), "a line for each of these"),
    .init("if", .group("conditions"), "a line where this holds"),
    .init("where", .group("conditions"), "of each: which of them"),
    .init("sort", sort, "of each: in which order; else as they are numbered"),
    .init("once", .names(ExportRecord.Once.self), "a line once a file, before or behind all others"),
    .init("name", .text, "by which a line once a file counts these"),
  ]

  private static let sheet: [ExportKey] =
    [.init("sheet", .text, "its name, 1 to 31 characters", required: true)]
    + layout.filter {
      [
        "rows", "columns", "records", "balance", "where", "sort", "order_values", "bare_orders", "unallocated",
        "totals",
      ].contains(
        $0.name)
    }

  private static let json: [ExportKey] = [
    .init("money", .choice(["number", "text"]), "amounts as numbers or as texts"),
    .init("rows", .text, "the file is an object and this the key of its rows; else rows, where records stand once"),
  ]

  private static let balance: [ExportKey] = [
    .init("columns", .either([.text, .list(.text)]), "titles, - in front for the other side", required: true),
    .init("equals", .either([.text, .list(.text)]), "fields of the row, - in front for the other side; else zero"),
  ]

  private static let period = ExportKey(
    "period", .names(ExportDays.Unit.self), "of by, where that is a time: the stretch that is the same; else the day")

  private static let totals: [ExportKey] = [
    .init("by", .field, "a row after each group of rows of which this is the same; they are sorted by it first"),
    period,
    .init("label", .text, "in the first column that is not added up; {group} is the value; else Total {group}"),
    .init("grand", .flag, "a row at the end; else yes"),
    .init("grand_label", .text, "its label; else Total"),
    .init("only", .flag, "leaves out the rows themselves; else no"),
  ]

  private static let split: [ExportKey] = [
    .init("by", .field, "a file for each value; rows are sorted by it first"),
    period,
    .init("every", .number(1...10_000_000), "at most so many orders a file, which are never torn apart"),
    .init("rows", .number(1...10_000_000), "at most so many rows a file"),
    .init("into", .choice(["files", "sheets"]), "xlsx: sheets of one workbook; else files"),
  ]

  private static let csv: [ExportKey] = [
    .init("delimiter", .text, "one character, or tab; else a comma"),
    .init("quotes", .names(CSVOptions.Quotes.self), "which cells; else needed"),
    .init("newline", .names(TextFileOptions.Newline.self), "line ends; else lf"),
    .init("encoding", .text, TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")),
    .init("byte_order_mark", .flag, "begins the file with one; else no"),
    .init(
      "unmappable", .names(TextFileOptions.Unmappable.self),
      "characters that the encoding lacks: ?, the nearest letters, no export; else error"),
    .init("header", .flag, "titles in the first line; else yes"),
    .init("formula_guard", .flag, "' before texts that a spreadsheet would run; else yes"),
  ]

  private static let fixed: [ExportKey] =
    [.init("header", .flag, "titles in the first line; else no")]
    + csv.filter { ["newline", "encoding", "byte_order_mark", "unmappable"].contains($0.name) }

  private static let xml: [ExportKey] = [
    .init("namespaces", .texts, "URIs by prefix; the prefix \"\" is that of names without one"),
    .init("empty", .choice(["element", "leave_out"]), "cells without a value; else element"),
    .init("root", .text, "the element of the file; else rows"),
    .init("record", .text, "the element of a row; else what rows says"),
    .init("list", .text, "an element round all rows; else none but the root"),
  ]
}
