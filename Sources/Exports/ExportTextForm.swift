import Diagnostics
import Mapping
import Tabular

/// What a value is to readers that know types.
enum ExportValueType {
  case empty, text, number, dateTime, boolean
}

/// The steps of a form that change texts, one after another as the properties of ``Mapping/ExportForm`` stand.
final class ExportTextForm {
  private let map: ByteTable
  private let otherwise: [UInt8]?
  private let lookup: ExportLookup?
  private let form: ExportForm
  private let defaultText: [UInt8]
  private let title: String
  private var spare: [UInt8] = []

  init(_ form: ExportForm, title: String) {
    self.form = form
    self.title = title
    map = ByteTable(form.map)
    otherwise = form.otherwise.map { Array($0.utf8) }
    lookup = form.lookup
    defaultText = Array((form.default ?? "").utf8)
  }

  /// Whether a form has none of these steps.
  static func isPlain(_ form: ExportForm) -> Bool {
    form.map.isEmpty && form.lookup == nil && isPlainText(form) && form.default == nil && form.padding == nil
      && form.type == nil && !form.isRequired
  }

  private static func isPlainText(_ form: ExportForm) -> Bool {
    !form.stripsHTML && form.lineBreaks == .keep && form.keep == nil && form.ascii == nil && form.letterCase == nil
      && form.maximumLength == nil
  }

  /// Changes a value; throws an ``ExportProblem`` where the form refuses it.
  func apply(to bytes: inout [UInt8], _ type: inout ExportValueType) throws(ExportProblem) {
    if type != .empty {
      if !map.isEmpty { replace(&bytes, &type) }
      if let lookup { look(up: lookup, &bytes, &type) }
      if form.stripsHTML { PlainText.stripHTML(&bytes, &spare) }
      if form.lineBreaks != .keep { PlainText.joinLines(&bytes, with: form.lineBreaks == .space ? 32 : nil) }
      if let keep = form.keep { PlainText.keep(keep, &bytes) }
      if let ascii = form.ascii { try makeASCII(&bytes, ascii) }
      if let letterCase = form.letterCase { PlainText.change(case: letterCase, &bytes) }
      if let most = form.maximumLength { try cut(&bytes, most) }
      if bytes.isEmpty { type = .empty }
    }
    if type == .empty, !defaultText.isEmpty {
      bytes = defaultText
      type = form.defaultIsNumber ? .number : .text
    }
    if type == .empty, form.isRequired { throw ExportProblem(.exportMissing, ["column": title]) }
    if let padding = form.padding { pad(&bytes, &type, padding) }
    switch form.type {
    case .text where type != .empty: type = .text
    case .number where type == .text: type = .number
    default: break
    }
  }

  private func replace(_ bytes: inout [UInt8], _ type: inout ExportValueType) {
    let found = bytes.withUnsafeBytes { key in map.withValue(of: key) { Array($0) } } ?? otherwise
    guard let found else { return }
    // A number that stays as it is stays a number.
    if found != bytes { type = .text }
    bytes = found
  }

  private func look(up lookup: ExportLookup, _ bytes: inout [UInt8], _ type: inout ExportValueType) {
    bytes =
      bytes.withUnsafeBytes { key in lookup.table.withValue(of: key) { Array($0) } }
      ?? Array((lookup.default ?? "").utf8)
    type = .text
  }

  private func makeASCII(_ bytes: inout [UInt8], _ policy: ExportForm.ASCII) throws(ExportProblem) {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return }
    if policy == .error,
      let scalar = String(decoding: bytes, as: UTF8.self).unicodeScalars.first(where: { !$0.isASCII })
    {
      let name = "U+" + String(scalar.value, radix: 16, uppercase: true)
      throw ExportProblem(.exportNotASCII, ["column": title, "character": "'\(scalar)' (\(name))"])
    }
    spare.removeAll(keepingCapacity: true)
    ASCIIText.append(bytes, transliterating: policy == .transliterate, to: &spare)
    swap(&bytes, &spare)
  }

  private func cut(_ bytes: inout [UInt8], _ most: Int) throws(ExportProblem) {
    guard bytes.count > most else { return }
    let starts = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 }
    guard starts.count > most else { return }
    guard form.tooLong == .cut else {
      throw ExportProblem(
        .exportTooLong, ["column": title, "length": String(starts.count), "most": String(most)])
    }
    bytes.removeSubrange(starts[most]...)
  }

  private func pad(_ bytes: inout [UInt8], _ type: inout ExportValueType, _ padding: ExportForm.Padding) {
    let missing = padding.length - bytes.count { $0 & 0xC0 != 0x80 }
    guard missing > 0 else { return }
    let sign = Array(String(Character(padding.with)).utf8)
    let filling = [UInt8]((0..<missing).flatMap { _ in sign })
    // Zeros stand behind the sign of a number: -007, not 00-7.
    let isSigned = type == .number && bytes.first == UInt8(ascii: "-") && padding.with == "0"
    if padding.isLeft { bytes.insert(contentsOf: filling, at: isSigned ? 1 : 0) } else { bytes += filling }
    if type == .empty || type == .dateTime { type = .text }
  }
}

/// Why a value cannot be written; whoever knows the row makes a failure of it.
struct ExportProblem: Error {
  let code: DiagnosticCode
  let facts: [String: String]

  init(_ code: DiagnosticCode, _ facts: [String: String]) { (self.code, self.facts) = (code, facts) }
}
