import Model
import Tabular

/// What the cells of one column of a sample look like.
struct GuessedColumn {
  /// The title, without surrounding space.
  let title: String
  /// Its place, from 0.
  let position: Int
  /// Whether other columns have the same title.
  var isRepeated = false
  private(set) var filled = 0
  /// Cells that are numbers with a point before the decimals, with a comma, and with something to group their digits.
  private(set) var points = 0
  private(set) var commas = 0
  private(set) var grouped = 0
  /// Cells that are numbers of either kind.
  private(set) var numbers = 0
  private(set) var hasDecimals = false
  /// Numbers that are negative, and that are nothing.
  private(set) var negatives = 0
  private(set) var zeros = 0
  private(set) var currencies = 0
  private(set) var texts: Set<String> = []
  private(set) var symbols: Set<String> = []
  /// How many cells fit each of the known forms of dates.
  private(set) var dates = [Int](repeating: 0, count: GuessedColumn.forms.count)

  /// Forms of dates, the more certain first.
  static let forms = [
    "iso", "yyyy/M/d", "d.M.yyyy", "d/M/yyyy", "M/d/yyyy", "d-MMM-yyyy", "dd MMM yyyy", "MMM d, yyyy",
    "yyyy/MM/dd HH:mm:ss", "d.M.yyyy HH:mm", "d.M.yyyy HH:mm:ss", "d/M/yyyy HH:mm", "M/d/yyyy H:mm",
    "d/M/yyyy HH:mm:ss",
    "M/d/yyyy HH:mm:ss", "M/d/yyyy h:mm a",
  ]
  private static let patterns = forms.map { DatePattern($0) }
  private static let knownSymbols = ["US$", "$", "€", "£", "¥", "kr", "zł", "CHF", "R$"]

  init(title: String, position: Int) {
    self.title = title
    self.position = position
  }

  /// Takes a cell into account.
  mutating func add(_ cell: Cell) {
    let text = cell.text.trimmed
    guard !text.isEmpty else { return }
    filled += 1
    texts.insert(text)
    if cell.kind == .text || cell.kind == .dateTime { addDate(text) }
    if text.utf8.count == 3, Currency(text) != nil { currencies += 1 }
    addNumber(text, cell.kind)
  }

  private mutating func addDate(_ text: String) {
    let bytes = Array(text.utf8)[...]
    for (index, pattern) in GuessedColumn.patterns.enumerated() where pattern?.read(bytes) != nil { dates[index] += 1 }
  }

  private mutating func addNumber(_ text: String, _ kind: CellKind) {
    var digits = text
    for symbol in GuessedColumn.knownSymbols where text.hasPrefix(symbol) || text.hasSuffix(symbol) {
      symbols.insert(symbol)
      digits = digits.replacing(symbol, with: "", maxReplacements: 1)
      break
    }
    digits = digits.filter { !"()-+− ".contains($0) }
    guard digits.contains(where: \.isNumber), digits.allSatisfy({ $0.isASCII && $0.isNumber || $0 == "." || $0 == "," })
    else { return }
    numbers += 1
    if !digits.contains(where: { $0 >= "1" && $0 <= "9" }) { zeros += 1 }
    if text.hasPrefix("(") || text.contains("-") || text.contains("−") { negatives += 1 }
    guard kind != .number, let last = digits.lastIndex(where: { $0 == "." || $0 == "," }) else {
      hasDecimals = hasDecimals || digits.contains(".")
      return
    }
    let places = digits.distance(from: last, to: digits.endIndex) - 1
    let marks = digits.filter { $0 == "." || $0 == "," }
    // One mark before three digits may be of either kind: it tells nothing.
    if places == 3, Set(marks).count == 1 {
      if marks.count > 1 { grouped += 1 }
      return
    }
    if digits[last] == "." { points += 1 } else { commas += 1 }
    if marks.count > 1 { grouped += 1 }
    hasDecimals = true
  }

  /// Whether nearly all filled cells are numbers.
  var isNumeric: Bool { filled > 0 && numbers * 10 >= filled * 9 }

  /// Whether most of its amounts are negative: many sources write what they took so, and a cost is positive.
  var isMostlyNegative: Bool { negatives * 2 > numbers - zeros }

  /// Whether every row has a text of its own.
  func isUnique(rows: Int) -> Bool { filled == rows && texts.count == rows && rows > 0 }

  /// Whether all filled cells are currencies.
  var isCurrency: Bool { filled > 0 && currencies == filled }

  /// The forms of dates that every filled cell fits.
  var dateForms: [String] {
    filled == 0 ? [] : dates.indices.filter { dates[$0] == filled }.map { GuessedColumn.forms[$0] }
  }

  /// Whether the title holds one of some words.
  func speaks(of words: [String]) -> Bool {
    let title = title.lowercased()
    return words.contains { title.contains($0) }
  }
}
