/// The jobs of the library that reads and writes tables, beside libraries for the same.
extension Jobs {
  var tableJobs: [Job] {
    [
      readCSV, copyCSV, readWorkbook("inline", "texts in its cells"),
      readWorkbook("shared", "texts in the table of shared strings"), writeWorkbook,
    ]
  }

  private func has(_ modules: String) -> String { "'\(python)' -c 'import \(modules)'" }
  private func script(_ words: String) -> String { "exec '\(python)' '\(peers)/tables.py' \(words)" }
  private var printed: String { "cat output" }

  private var readCSV: Job {
    let file = "'\(data)/orders.csv'"
    return Job(
      name: "csv", title: "the orders' CSV, 32 columns, every field looked at",
      contenders: [
        Contender(name: "daybook", command: "exec '\(tables)' read \(file)", result: printed),
        Contender(
          name: "polars", needs: has("polars"), command: script("csv_polars \(file)"), result: printed),
        Contender(
          name: "duckdb", needs: has("duckdb"), command: script("csv_duckdb \(file)"), result: printed),
        Contender(name: "python", command: script("csv_python \(file)"), result: printed),
      ])
  }

  private var copyCSV: Job {
    func contender(_ name: String, needs: String = "true", _ command: String) -> Contender {
      Contender(
        name: name, needs: needs, preparation: "rm -f out.csv; sync", command: command,
        result: "python3 '\(peers)/result.py' cells out.csv", artifact: "out.csv")
    }
    return Job(
      name: "csv-copy", title: "the orders' CSV read and written again",
      contenders: [
        contender("daybook", "exec '\(daybook)' cat '\(data)/orders.csv' > out.csv"),
        contender(
          "duckdb", needs: has("duckdb"), "exec '\(python)' '\(peers)/duck.py' copy_csv '\(data)/orders.csv' out.csv"),
        contender("python", "exec '\(python)' '\(peers)/plain.py' copy_csv '\(data)/orders.csv' out.csv"),
      ])
  }

  private func readWorkbook(_ kind: String, _ what: String) -> Job {
    let file = "'\(data)/\(kind).xlsx'"
    // Libraries write the same number in different ways: its bytes are not compared.
    let result = "cut -d ' ' -f 1,2 output"
    func peer(_ name: String, _ modules: String) -> Contender {
      Contender(name: name, needs: has(modules), command: script("xlsx_\(name) \(file)"), result: result)
    }
    return Job(
      name: "xlsx-\(kind)", title: "the cost sheet as a workbook with \(what), every cell looked at",
      contenders: [
        Contender(name: "daybook", command: "exec '\(tables)' read \(file)", result: result),
        peer("fastexcel", "fastexcel, polars"), peer("polars", "fastexcel, polars"),
        peer("calamine", "python_calamine"),
        peer("duckdb", "duckdb, duckdb_extension_excel"), peer("openpyxl", "openpyxl"),
      ])
  }

  private var writeWorkbook: Job {
    let lines = "'\(data)/lines.tsv'"
    func contender(_ name: String, needs: String = "true", _ command: String) -> Contender {
      Contender(
        name: name, needs: needs, preparation: "rm -f out.xlsx; sync", command: command,
        result: "'\(tables)' read out.xlsx | cut -d ' ' -f 1,2", artifact: "out.xlsx")
    }
    return Job(
      name: "xlsx-write", title: "lines of goods as a workbook, six columns of texts and four of numbers",
      contenders: [
        contender("daybook", "exec '\(tables)' write \(lines) out.xlsx"),
        contender(
          "libxlsxw", needs: "test -x '\(data)/xlsx_write'", "exec '\(data)/xlsx_write' \(lines) out.xlsx"),
        contender(
          "rust_xlsxw", needs: has("rustpy_xlsxwriter"), script("write_rust \(lines) out.xlsx")),
        contender(
          "duckdb", needs: has("duckdb, duckdb_extension_excel"), script("write_duckdb \(lines) out.xlsx")),
        contender("XlsxWriter", needs: has("xlsxwriter"), script("write_python \(lines) out.xlsx")),
      ])
  }
}
