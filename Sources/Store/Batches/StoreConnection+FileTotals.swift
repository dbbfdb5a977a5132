import GRDB
import Model

/// What is kept of the file of a batch of costs: classes, control totals, money beside orders.
extension StoreConnection {
  /// Records the classes of a batch's rows and the control totals of its file.
  public func record(_ classes: [ClassTotal], _ controls: [ControlTotal], of batch: Int64) throws {
    for total in classes {
      try db.execute(
        sql: "INSERT INTO batch_class(batch, class, currency, rows, amount_e4, costs_e4) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          batch, total.class.rawValue, total.currency.description, total.rows, total.sum.e4, total.costs?.e4,
        ])
    }
    for (index, total) in controls.enumerated() {
      try db.execute(
        sql: "INSERT INTO batch_control(batch, n, name, currency, stated_e4, found_e4) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [batch, index + 1, total.name, total.currency?.description, total.stated.e4, total.found.e4])
    }
  }

  /// Records what a batch moved beside the effective costs of orders.
  public func record(_ beside: [BesideTotal], of batch: Int64) throws {
    for total in beside {
      try db.execute(
        sql: "INSERT INTO batch_beside(batch, line, kind, currency, rows, amount_e4) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [
          batch, total.line.rawValue, total.kind.rawValue, total.currency.description, total.rows, total.change.e4,
        ])
    }
  }

  /// Rows and money of a batch's file by class; empty for a plain sheet, whose rows are all costs of orders.
  public func classes(of batch: Int64) throws -> [ClassTotal] {
    let found = try GRDB.Row.fetchAll(db, sql: "SELECT * FROM batch_class WHERE batch = ?", arguments: [batch])
      .compactMap { row -> ClassTotal? in
        guard let rowClass = CostClass(rawValue: row["class"]), let currency = Currency(row["currency"]) else {
          return nil
        }
        return ClassTotal(
          class: rowClass, currency: currency, rows: row["rows"], sum: Amount(e4: row["amount_e4"]),
          costs: (row["costs_e4"] as Int64?).map(Amount.init(e4:)))
      }
    return CostClass.allCases.flatMap { wanted in
      found.filter { $0.class == wanted }.sorted { $0.currency < $1.currency }
    }
  }

  /// The control totals of a batch's file, in its order.
  public func controls(of batch: Int64) throws -> [ControlTotal] {
    try GRDB.Row.fetchAll(db, sql: "SELECT * FROM batch_control WHERE batch = ? ORDER BY n", arguments: [batch])
      .map { row in
        ControlTotal(
          name: row["name"], currency: (row["currency"] as String?).flatMap { Currency($0) },
          stated: Amount(e4: row["stated_e4"]), found: Amount(e4: row["found_e4"]))
      }
  }

  /// What a batch moved beside the effective costs of orders.
  public func beside(of batch: Int64) throws -> [BesideTotal] {
    let found = try GRDB.Row.fetchAll(db, sql: "SELECT * FROM batch_beside WHERE batch = ?", arguments: [batch])
      .compactMap { row -> BesideTotal? in
        guard let line = BesideLine(rawValue: row["line"]), let kind = CostKind(rawValue: row["kind"]),
          let currency = Currency(row["currency"])
        else { return nil }
        return BesideTotal(
          line: line, kind: kind, currency: currency, rows: row["rows"], change: Amount(e4: row["amount_e4"]))
      }
    return found.sorted { $0.rank < $1.rank }
  }
}
