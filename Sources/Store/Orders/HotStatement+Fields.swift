import GRDBSQLite
import Model

/// What the loops over orders bind and read: values that SQLite copies, since they do not outlive the call.
extension HotStatement {
  private static var copying: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

  /// Binds text.
  func bind(_ text: String, at index: Int32) {
    var text = text
    text.withUTF8 { utf8 in
      utf8.withMemoryRebound(to: CChar.self) { chars in
        // An empty text must not become NULL.
        if let base = chars.baseAddress {
          _ = sqlite3_bind_text(handle, index, base, Int32(chars.count), HotStatement.copying)
        } else {
          _ = sqlite3_bind_text(handle, index, "", 0, HotStatement.copying)
        }
      }
    }
  }

  /// Binds bytes; nil as NULL.
  func bind(_ bytes: [UInt8]?, at index: Int32) {
    guard let bytes else { return bindNull(at: index) }
    _ = bytes.withUnsafeBytes {
      sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), HotStatement.copying)
    }
  }

  /// Binds a field's value.
  func bind(_ value: FieldValue, at index: Int32) {
    switch value {
    case .none: bindNull(at: index)
    case .text(let text): bind(text, at: index)
    case .number(let number): bind(number, at: index)
    }
  }

  /// The text of a column; empty for NULL.
  func text(_ column: Int32) -> String { String(decoding: utf8(column), as: UTF8.self) }

  /// The bytes of a column, valid until the next step.
  func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
    // The pointer first: asking for it may convert the value and change its length.
    let base = sqlite3_column_blob(handle, column)
    return UnsafeRawBufferPointer(start: base, count: Int(sqlite3_column_bytes(handle, column)))
  }

  /// A field's value as its kind is kept.
  func value(_ column: Int32) -> FieldValue {
    switch sqlite3_column_type(handle, column) {
    case SQLITE_NULL: .none
    case SQLITE_INTEGER: .number(int64(column))
    default: .text(text(column))
    }
  }
}
