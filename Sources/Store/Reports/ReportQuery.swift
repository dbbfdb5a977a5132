import CSQLite
import Diagnostics
import GRDB
import GRDBSQLite
public import Model

/// The query of a report folder: one SELECT over the documented views and `this`, a view of one row with the period and the
/// report's parameters. It is checked in an empty database in which nothing else has a name, and then read on a connection
/// that allows nothing but to select.
public struct ReportQuery: Sendable {
  /// A value of `this`.
  public enum Value: Sendable, Hashable {
    /// Nothing.
    case none
    /// A whole number: instants in milliseconds, days since 1970.
    case number(Int64)
    /// A text.
    case text(String)

    fileprivate var literal: String {
      switch self {
      case .none: "NULL"
      case .number(let number): String(number)
      case .text(let text): "'\(text.replacing("'", with: "''"))'"
      }
    }
  }

  /// The name of the report, for messages.
  public var report: String
  /// The SELECT, without comments.
  public var text: String
  /// The columns of `this`.
  public var this: [(name: String, value: Value)]
  /// In whose days `local_day` reckons.
  public var zone: TimeZoneRules
  /// Personal fields that a policy masks: they have no names here.
  public var hidden: Set<String> = []

  /// A query.
  public init(_ text: String, of report: String, this: [(name: String, value: Value)], zone: TimeZoneRules) {
    self.report = report
    self.text = text
    self.this = this
    self.zone = zone
  }

  /// What it gave.
  public struct Result: Sendable {
    /// The names of its columns.
    public var columns: [String]
    /// Its rows, each with a value a column.
    public var rows: [[Value]]
  }

  /// A report is read by people: more rows are an export.
  public static let mostRows = 10_000
  private static let seconds: Int64 = 60

  /// Reads the rows. Fails with `configuration` where the query names what is not there, calls what it may not, takes more
  /// than a minute or gives more than ``mostRows`` rows.
  public func run(on connection: StoreConnection) throws -> Result {
    if let reason = try mistake() { throw failure(reason) }
    return try read(on: connection.db, isEmpty: false)
  }

  /// What is wrong with its words; nil where nothing is. It compiles on an empty database too: there an unknown name is
  /// unknown.
  private func mistake() throws -> String? {
    let words: SQLText
    do {
      words = try SQLText(text)
    } catch {
      return error.subject
    }
    let masked = hidden.isEmpty ? [] : hidden.union(SQLViews.personal)
    if let found = words.names.first(where: { masked.contains($0.name) }) {
      return "\(found.name) is personal, and daybook.yaml masks it"
    }
    _ = try DatabaseQueue().read { try read(on: $0, isEmpty: true) }
    return nil
  }

  private func read(on db: Database, isEmpty: Bool) throws -> Result {
    guard let handle = db.sqliteConnection else { preconditionFailure("the connection is open") }
    let day = DatabaseFunction("local_day", argumentCount: 1, pure: true) { [zone] values in
      Int64.fromDatabaseValue(values[0]).map { Int64(zone.wall(at: Instant(milliseconds: $0)).date.days) }
    }
    db.add(function: day)
    defer { db.remove(function: day) }
    let known = Set(SQLViews.all.map(\.name)).union(["this"])
    let extra: Set<String> = ["local_day", "row_number", "rank", "dense_rank", "lag", "lead"]
    let guardian = SQLGuard(
      seconds: ReportQuery.seconds,
      mayRead: { isEmpty ? known.contains($0) : !ReportQuery.closed.contains($0) && !$0.hasPrefix("sqlite_") },
      mayCall: {
        SQLViews.functions.contains($0) || extra.contains($0) || ["->", "->>"].contains($0)
      })
    guardian.watch(handle)
    defer {
      SQLGuard.release(handle)
      Store.obeyInterruption(true, on: db)
    }
    do {
      let statement = try HotStatement(db, statement(isEmpty: isEmpty))
      let columns = (0..<sqlite3_column_count(statement.handle)).map {
        sqlite3_column_name(statement.handle, $0).map { String(cString: $0) } ?? ""
      }
      var rows: [[Value]] = []
      while try statement.step() {
        guard rows.count < ReportQuery.mostRows else {
          throw failure("it gives more than \(ReportQuery.mostRows) rows")
        }
        rows.append(try columns.indices.map { try value(statement, Int32($0), columns[$0]) })
      }
      return Result(columns: columns, rows: rows)
    } catch let error as DatabaseError {
      if Interruption.isRequested { throw Interruption.failure }
      let reason =
        error.resultCode == .SQLITE_INTERRUPT
        ? "it takes more than \(ReportQuery.seconds) seconds"
        : guardian.denied.map { "\($0.subject) is not allowed" } ?? error.message ?? "an error"
      throw failure(reason)
    }
  }

  /// Tables that no report reads, whatever view is in front of them.
  private static let closed: Set<String> = ["meta", "audit", "order_image", "batch_orders"]

  private func statement(isEmpty: Bool) throws -> String {
    let names = Set(try SQLText(text).names.map(\.name))
    let this = this.map { "\($0.value.literal) AS \($0.name)" }.joined(separator: ", ")
    let views = SQLViews.prelude(names, hiding: hidden, isEmpty: isEmpty)
    let head = "this AS (SELECT \(this))"
    return (views.isEmpty ? "WITH \(head)\n" : views.dropLast() + ",\n\(head)\n") + "SELECT * FROM (\n\(text)\n)"
  }

  private func value(_ statement: HotStatement, _ column: Int32, _ name: String) throws -> Value {
    switch sqlite3_column_type(statement.handle, column) {
    case SQLITE_NULL: return .none
    case SQLITE_INTEGER: return .number(statement.int64(column))
    case SQLITE_TEXT: return .text(String(decoding: statement.utf8(column), as: UTF8.self))
    case SQLITE_FLOAT:
      let number = sqlite3_column_double(statement.handle, column)
      guard let whole = Int64(exactly: number) else {
        throw failure("\(name) is a binary fraction; compute in whole ten-thousandths, or use round()")
      }
      return .number(whole)
    default: throw failure("\(name) is bytes")
    }
  }

  private func failure(_ reason: String) -> Failure {
    Failure(.configuration, .reportQuery, facts: ["report": report, "reason": reason])
  }
}
