import Diagnostics
import Model
import Tabular

/// A sample of a file: its header, and what its columns look like.
struct GuessedSheet {
  /// The file as messages name it.
  let file: String
  /// How many rows were looked at.
  private(set) var rows = 0
  /// The columns that have a title.
  private(set) var columns: [GuessedColumn]
  /// The delimiter, where a text has one that has to be named.
  let delimiter: String?

  /// Reads the first rows. Fails with `rejected` where none of them could be a header.
  init(_ file: InputFile, options: ReadOptions, mostRows: Int) throws {
    self.file = file.name.split(separator: "/").last.map(String.init) ?? file.name
    delimiter = options.delimiter.map { $0 == 9 ? "tab" : CostGuess.quoted(String(decoding: [$0], as: UTF8.self)) }
    let header = try GuessedSheet.headerPlace(try file.table(options))
    guard let header else { throw Failure(.rejected, .costsEmptyFile, at: SourceLocation(file: file.name)) }
    let reader = try file.table(options)
    columns = []
    var place = 0
    while let row = try reader.next(), rows < mostRows {
      defer { place += 1 }
      if place < header { continue }
      if place == header {
        var seen: Set<String> = []
        for (position, cell) in row.cells.enumerated() {
          let title = cell.text.trimmed
          // Of columns of the same name the first is meant.
          guard !title.isEmpty else { continue }
          guard seen.insert(title.lowercased()).inserted else {
            for index in columns.indices where columns[index].title.lowercased() == title.lowercased() {
              columns[index].isRepeated = true
            }
            continue
          }
          columns.append(GuessedColumn(title: title, position: position))
        }
        continue
      }
      rows += 1
      for index in columns.indices { columns[index].add(row[columns[index].position]) }
    }
  }

  /// The place of the row that is most like a header: many different texts that are no numbers, and numbers below.
  private static func headerPlace(_ reader: any TableReader) throws -> Int? {
    var best: (place: Int, score: Int)?
    var rows: [[String]] = []
    while rows.count < CostHeaderSearch.mostRows, let texts = try reader.nextTexts() {
      rows.append(texts.map(\.trimmed))
    }
    for (place, texts) in rows.enumerated() {
      let titles = texts.filter { !$0.isEmpty }
      let words = Set(titles.filter { !$0.contains(where: \.isNumber) || $0.contains(where: \.isLetter) })
      // A title may stand several times, where parts of a charge have columns of their own.
      guard words.count * 3 > titles.count, words.count > 1 else { continue }
      let below = place + 1 < rows.count ? rows[place + 1].filter { $0.contains(where: \.isNumber) }.count : 0
      let own = titles.count { $0.contains(where: \.isNumber) }
      let score = words.count * 2 + below - own * 3
      if score > best?.score ?? .min { best = (place, score) }
    }
    return best?.place
  }
}

/// What the columns of a sample seem to be for.
struct GuessedRoles {
  private(set) var order: GuessedColumn?
  private(set) var payment: GuessedColumn?
  private(set) var tracking: GuessedColumn?
  private(set) var currency: GuessedColumn?
  private(set) var date: GuessedColumn?
  private(set) var reference: GuessedColumn?
  private(set) var type: GuessedColumn?
  private(set) var amounts: [(GuessedColumn, CostKind)] = []
  /// Columns of amounts, whether their titles speak of costs or not.
  private(set) var numbers: [GuessedColumn] = []

  /// Columns that tell the file from others.
  var recognised: [GuessedColumn] {
    [order, payment, tracking, type, currency, date].compactMap { $0 } + amounts.map(\.0)
  }

  /// The columns that the mapping will read amounts from: where no title speaks of a cost, the first one of numbers.
  private var read: [GuessedColumn] { amounts.isEmpty ? Array(numbers.prefix(1)) : amounts.map(\.0) }
  /// Whether amounts have a comma before their decimals.
  var hasCommas: Bool { read.reduce(0) { $0 + $1.commas } > read.reduce(0) { $0 + $1.points } }
  /// Whether digits of amounts are grouped.
  var isGrouped: Bool { read.contains { $0.grouped > 0 } }
  /// Signs of currencies around amounts.
  var symbols: Set<String> { Set(read.flatMap(\.symbols)) }

  init(_ sheet: GuessedSheet) {
    let columns = sheet.columns
    func first(_ words: [String], where fits: (GuessedColumn) -> Bool = { _ in true }) -> GuessedColumn? {
      for word in words {
        if let column = columns.first(where: { $0.speaks(of: [word]) && fits($0) }) { return column }
      }
      return nil
    }
    let isKey: (GuessedColumn) -> Bool = { !$0.hasDecimals && $0.dateForms.isEmpty && !$0.isCurrency }
    order = first(
      [
        "order id", "order number", "order no", "order_id", "order", "bestellnummer", "bestellung", "pedido",
        "commande", "merchant reference", "invoice number", "invoice id", "invoice",
      ],
      where: isKey)
    tracking = first(["tracking", "sendungsnummer", "seguimiento"], where: isKey)
    payment = first(
      ["transaction id", "transaction_id", "txn", "psp reference", "charge id", "payment id"], where: isKey)
    currency =
      first(["currency", "währung", "divisa", "devise"]) { $0.isCurrency }
      ?? columns.first { $0.isCurrency && !$0.speaks(of: ["zone", "country"]) }
    date = first(["date", "booked", "created", "datum", "fecha", "time", ""]) { !$0.dateForms.isEmpty && $0.filled > 0 }
    type = first(["type", "category", "description", "art", "tipo"]) {
      !$0.isNumeric && $0.texts.count > 1 && $0.texts.count <= 20
    }
    let taken = [order?.position, payment?.position, tracking?.position, date?.position]
    reference = columns.first {
      $0.isUnique(rows: sheet.rows) && $0.speaks(of: ["id", "ref", "transaction"]) && $0.position != order?.position
    }
    for column in columns where column.isNumeric && column.filled > 0 && !taken.contains(column.position) {
      if column.hasDecimals { numbers.append(column) }
      if let kind = GuessedRoles.kind(of: column), !column.isRepeated { amounts.append((column, kind)) }
    }
    // Beside a fee or a charge, an amount is what was paid for.
    let told = amounts.filter { $0.0.speaks(of: GuessedRoles.costWords) }
    if !told.isEmpty { amounts = told }
  }

  private static let costWords = [
    "cost", "fee", "charge", "commission", "markup", "interchange", "postage", "freight", "shipping", "kosten",
    "porto", "gebühr", "comisión", "tarifa", "versand", "envío",
  ]

  /// The cost that a column's title speaks of; nil for totals, prices and measures, which are none.
  private static func kind(of column: GuessedColumn) -> CostKind? {
    let none = [
      "gross", "net", "balance", "quantity", "qty", "weight", "price", "subtotal", "tax", "vat", "order total", "rate",
      "paid by", "zone", "number", "count", "zip", "postal", "length", "width", "height", "date", "brutto", "netto",
    ]
    if column.speaks(of: none), !column.speaks(of: ["cost", "fee", "charge"]) { return nil }
    if column.speaks(of: [
      "shipping", "freight", "postage", "porto", "carrier", "transport", "versand", "envío", "label",
    ]) {
      return .shipping
    }
    if column.speaks(of: ["fulfil", "pick", "pack", "handling", "warehouse", "lager"]) { return .fulfillment }
    if column.speaks(of: ["fee", "commission", "processing", "payment", "interchange", "gebühr", "comisión", "tarifa"])
    {
      return .payment
    }
    return column.speaks(of: ["cost", "charge", "amount", "kosten", "betrag", "importe"]) ? .other : nil
  }
}
