import Diagnostics
import Tabular

/// What a reader made of some bytes: rows, and what it refused them for in the end.
struct ReadOutcome: Equatable {
  struct Row: Equatable {
    var number: Int
    var kinds: [CellKind]
    var cells: [[UInt8]]
  }

  private(set) var rows: [Row] = []
  private(set) var refusal: Diagnostic?

  /// Reads to the end. Throws a ``BrokenRule`` where a row is not what ``CellKind`` promises, and what is not a
  /// `Failure` with the exit code `rejected`.
  init(_ open: () throws -> any TableReader) throws {
    var last = 0
    do {
      let reader = try open()
      while let row = try reader.next() {
        guard row.number > last, row.count > 0 else { throw BrokenRule("row \(row.number) follows row \(last)") }
        last = row.number
        for cell in row.cells { try ReadOutcome.check(cell) }
        rows.append(Row(number: row.number, kinds: row.cells.map(\.kind), cells: row.cells.map { Array($0.utf8) }))
      }
    } catch let failure as Failure {
      refusal = try ReadOutcome.checked(failure)
    }
  }

  /// Whether the bytes were refused for how much they are, which buffers have a say in.
  var isLimited: Bool { refusal?.code == .limitHit }

  /// The one diagnostic of a failure that bytes may cause.
  static func checked(_ failure: Failure) throws -> Diagnostic {
    guard failure.exit == .rejected, let diagnostic = failure.diagnostics.first, diagnostic.message.count > 10 else {
      throw BrokenRule("\(failure)")
    }
    return diagnostic
  }

  private static func check(_ cell: Cell) throws {
    let text = String(validating: cell.utf8, as: UTF8.self)
    guard let text else { throw BrokenRule("a cell is not UTF-8: \(Array(cell.utf8))") }
    let isSound =
      switch cell.kind {
      case .empty: text.isEmpty
      case .text: true
      case .number, .duration: Double(text)?.isFinite ?? false
      case .boolean: text == "true" || text == "false"
      case .dateTime: text.utf8.count >= 8
      case .error: true
      }
    guard isSound else { throw BrokenRule("\(cell.kind) \(text)") }
  }
}
