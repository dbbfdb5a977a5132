import Diagnostics
public import Model
import Tabular

/// A rate as an exact fraction: what one unit of a currency is worth in another.
public struct ExchangeRate: Sendable, Hashable {
  let numerator: Int64
  let denominator: Int64

  static let one = ExchangeRate(numerator: 1, denominator: 1)

  /// The rate the other way round.
  var inverse: ExchangeRate { ExchangeRate(numerator: denominator, denominator: numerator) }

  init(numerator: Int64, denominator: Int64) {
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Reads a positive plain decimal of at most nine digits before the point and nine behind it; nil for anything else.
  init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      (1...9).contains(parts[0].count), let whole = Int64(parts[0])
    else { return nil }
    var fraction = parts.count == 2 ? String(parts[1]) : ""
    while fraction.hasSuffix("0") { fraction.removeLast() }
    guard fraction.count <= 9 else { return nil }
    var scale: Int64 = 1
    for _ in 0..<fraction.count { scale *= 10 }
    numerator = whole * scale + (Int64(fraction) ?? 0)
    denominator = scale
    guard numerator > 0 else { return nil }
  }

  /// An amount in the other currency, half of a ten-thousandth away from zero.
  func of(_ amount: Int64) throws -> Int64 { try amount.times(numerator, over: denominator) }
}

/// Rates by day: what one unit of a currency was worth in the merchant's own.
public struct ExchangeRates: Sendable {
  /// The merchant's own currency.
  public let home: Currency
  /// SHA-256 of the file; nil where there is none.
  public let digest: SHA256Digest?
  private var byCurrency: [Currency: [(date: CivilDate, rate: ExchangeRate)]] = [:]

  /// No rates.
  public init(home: Currency) {
    self.home = home
    digest = nil
  }

  /// Reads a CSV with the columns `date`, `currency` and `rate`. Fails with `rejected`, naming the line, for what is no
  /// date, currency or rate, and for two rates of one currency and day.
  public init(readingFrom path: String, home: Currency) throws {
    self.home = home
    let bytes = try SmallFile.bytes(of: path, limit: 1 << 26)
    digest = SHA256Digest(of: bytes)
    let table = try InputFile.open(path).table()
    func wrong(_ reason: String, _ line: Int?) -> Failure {
      Failure(
        .rejected, .profitBadRates, at: SourceLocation(file: path, line: line),
        facts: ["reason": reason, "currency": home.description])
    }
    let header = try table.nextTexts()?.map { $0.lowercased().filter { $0 != " " } } ?? []
    guard let date = header.firstIndex(of: "date"), let currency = header.firstIndex(of: "currency"),
      let rate = header.firstIndex(of: "rate")
    else { throw wrong("the first row does not name date, currency and rate", 1) }
    while let row = try table.next() {
      let (day, code, text) = (row[date].text, row[currency].text, row[rate].text)
      guard let day = CivilDate(day) else { throw wrong("'\(day)' is not a date", row.number) }
      guard let code = Currency(code) else { throw wrong("'\(code)' is not a currency", row.number) }
      guard let value = ExchangeRate(text) else { throw wrong("'\(text)' is not a rate", row.number) }
      byCurrency[code, default: []].append((day, value))
    }
    for (code, rates) in byCurrency {
      let sorted = rates.sorted { $0.date < $1.date }
      if let twice = zip(sorted, sorted.dropFirst()).first(where: { $0.date == $1.date }) {
        throw wrong("\(code) has two rates for \(twice.0.date)", nil)
      }
      byCurrency[code] = sorted
    }
  }

  /// What one unit of `from` was worth in `to` on a day: by the file's last rate on or before it, else by the rate that
  /// an order froze (what one unit of the merchant's own currency was worth in `frozenCurrency`); nil where neither
  /// says it.
  func rate(
    from: Currency, to: Currency, on date: CivilDate, frozen: ExchangeRate?, frozenCurrency: Currency
  ) -> ExchangeRate? {
    if from == to { return .one }
    func inHome(_ currency: Currency) -> ExchangeRate? {
      if currency == home { return .one }
      return fileRate(currency, date) ?? (currency == frozenCurrency ? frozen?.inverse : nil)
    }
    guard let source = inHome(from), let target = inHome(to) else { return nil }
    let (numerator, overflow) = source.numerator.multipliedReportingOverflow(by: target.denominator)
    let (denominator, overflow2) = source.denominator.multipliedReportingOverflow(by: target.numerator)
    return overflow || overflow2 ? nil : ExchangeRate(numerator: numerator, denominator: denominator)
  }

  private func fileRate(_ currency: Currency, _ date: CivilDate) -> ExchangeRate? {
    guard let rates = byCurrency[currency] else { return nil }
    var (low, high) = (0, rates.count)
    while low < high {
      let middle = (low + high) / 2
      if rates[middle].date <= date { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? nil : rates[low - 1].rate
  }
}
