/// The jobs, over data of a size in a folder. See README.md for what each does.
struct Jobs {
  /// The folder of the data.
  let data: String
  /// The folder of the peers' scripts.
  let peers: String
  /// Our export layouts.
  let layouts: String
  /// Our program, and the one of this package that uses our library of tables alone.
  let daybook: String
  let tables: String
  /// A Python that has the peers, and the one of the system.
  let python: String

  var all: [Job] { [importCosts, exportOrders] + tableJobs + [readXML] }

  private var hasPeers: String { "'\(python)' -c 'import duckdb'" }
  private func plain(_ words: String) -> String { "exec '\(python)' '\(peers)/plain.py' \(words)" }
  private func duck(_ words: String) -> String { "exec '\(python)' '\(peers)/duck.py' \(words)" }
  private func result(_ words: String) -> String { "python3 '\(peers)/result.py' \(words)" }

  private var importCosts: Job {
    let link = "ln -sf '\(data)/costs.csv' costs.csv"
    let sqlite = "rm -f store.db*; cp '\(data)/store.db' . && \(link); sync"
    let read = "sqlite3 store.db < '\(peers)/import_result.sql'"
    return Job(
      name: "import", title: "costs into the store of orders, good rows applied, bad rows kept apart",
      contenders: [
        Contender(
          name: "daybook", preparation: "rm -rf shop; cp -a '\(data)/shop' . && \(link); sync",
          command: "exec '\(daybook)' costs import costs.csv --store shop --accept-valid --on-conflict last --json",
          done: 3, result: result("import_costs output")),
        Contender(
          name: "C", needs: "test -x '\(data)/import_costs' && command -v sqlite3", preparation: sqlite,
          command: "exec '\(data)/import_costs' store.db costs.csv",
          result: "sqlite3 store.db < '\(peers)/import_narrow_result.sql'"),
        Contender(
          name: "sqlite3", needs: "command -v sqlite3", preparation: sqlite,
          command: "exec sqlite3 -bail store.db < '\(peers)/import_costs.sql'", result: read),
        Contender(
          name: "duckdb", needs: hasPeers,
          preparation: "rm -f store.duck*; cp '\(data)/store.duck' . && \(link); sync",
          command: duck("import_costs store.duck costs.csv"), result: duck("import_result store.duck")),
        Contender(
          name: "python", needs: "command -v sqlite3", preparation: sqlite,
          command: plain("import_costs store.db costs.csv"), result: read),
      ])
  }

  private var exportOrders: Job {
    let read = result("order_lines out.csv")
    let days = "--from 2024-07-01 --to 2025-06-30"
    return Job(
      name: "export", title: "half of the orders with their lines of goods, 20 columns, to CSV",
      contenders: [
        Contender(
          name: "daybook", preparation: "rm -rf shop out.csv; cp -a '\(data)/shop' .; sync",
          command:
            "exec '\(daybook)' orders export --store shop --mapping '\(layouts)/order-lines.yaml' \(days) -o out.csv",
          result: read),
        Contender(
          name: "sqlite3", needs: "command -v sqlite3", preparation: "rm -f out.csv; sync",
          command: "exec sqlite3 -readonly -csv -header '\(data)/store.db' < '\(peers)/export_orders.sql' > out.csv",
          result: read),
        Contender(
          name: "duckdb", needs: hasPeers, preparation: "rm -f out.csv; sync",
          command: duck("export_orders '\(data)/store.duck' '\(peers)/export_orders.sql' out.csv"), result: read),
        Contender(
          name: "python", needs: "command -v sqlite3", preparation: "rm -f out.csv; sync",
          command: plain("export_orders '\(data)/store.db' out.csv"), result: read),
      ])
  }

  private var readXML: Job {
    func sax(_ parser: String) -> Contender {
      let program = "'\(data)/sax_\(parser)'"
      return Contender(
        name: parser, needs: "test -x \(program)", command: "exec \(program) '\(data)/orders.xml'",
        result: "cat output")
    }
    return Job(
      name: "xml", title: "orders in XML with nested goods: ours makes a CSV of all values, the peers read and count",
      contenders: [
        Contender(
          name: "daybook", preparation: "rm -f out.csv; sync",
          command: "exec '\(daybook)' cat '\(data)/orders.xml' --record-path orders/order > out.csv",
          result: result("orders out.csv")),
        sax("libxml2"), sax("expat"),
        Contender(
          name: "lxml", needs: "'\(python)' -c 'import lxml'",
          command: plain("read_xml '\(data)/orders.xml'"), result: "cat output"),
      ])
  }
}
