import Diagnostics
import Mapping
public import Model
public import Store
import Tabular

/// A report that is a folder in `reports/`: `report.yaml` says what it is called and how its columns are shown, `query.sql`
/// what is in it. Where `report.yaml` names an engine, that makes the report, and there is no query.
public struct ReportFolder: Sendable {
  /// The folder's name.
  public let name: String
  /// What people read at its top.
  public let title: String
  /// How to read it.
  public let note: String?
  /// What makes it; nil for its query.
  public let engine: Engine?
  /// How columns are shown, by their names; others as they are.
  public let columns: [Column]
  /// Charts of its rows.
  public let charts: [ChartOfRows]
  /// What the query knows by name, with the values where nobody says others.
  public let parameters: [(name: String, value: String)]
  /// The SELECT, without its comments; empty where an engine makes the report.
  public let query: String
  /// Of both files.
  public let digest: SHA256Digest

  /// What a column holds.
  public enum Kind: String, Sendable, CaseIterable {
    /// A text.
    case text
    /// A number of things.
    case count
    /// Ten-thousandths of a currency's unit.
    case money
    /// Hundredths of a percent.
    case share
    /// Seconds.
    case seconds
    /// Days since 1970.
    case date
    /// Milliseconds since 1970.
    case instant
  }

  /// How a column is shown.
  public struct Column: Sendable {
    /// Its name in the query.
    public var name: String
    /// What people read above it.
    public var title: String
    /// What it holds.
    public var kind: Kind
  }

  /// What makes a report that no query can.
  public enum Engine: String, Sendable, CaseIterable {
    /// `report profit`.
    case profit
    /// `report sla`.
    case sla

    /// Its parameters, with the values where nobody says others.
    var parameters: [(name: String, value: String)] {
      switch self {
      case .profit: [("by", "month"), ("by_date", "order"), ("rates", "")]
      case .sla: [("by_date", "start")]
      }
    }
  }

  /// The names of all reports that are folders, in their order.
  public static func names(_ files: ReportFiles) throws -> [String] {
    try files.folders().filter { try files.file("\($0)/report.yaml") != nil }
  }

  /// Reads a report; nil where there is none of that name. Fails with `configuration` and every mistake in it.
  public init?(_ name: String, in files: ReportFiles) throws {
    guard !name.contains("/"), !name.hasPrefix("."), let settings = try files.file("\(name)/report.yaml") else {
      return nil
    }
    let mistakes = YAMLMistakes(file: settings.name)
    guard let group = YAMLFile.read(settings.bytes, mistakes) else { throw mistakes.failure }
    let title = group.requiredText("title")
    let engine = group.choice("engine", Engine.self)
    note = group.text("note")
    columns = engine == nil ? ReportFolder.columns(group) : []
    charts = engine == nil ? ChartOfRows.read(group) : []
    parameters = ReportFolder.parameters(group, of: engine)
    group.finish()
    guard let title, mistakes.isEmpty else { throw mistakes.failure }
    self.name = name
    self.title = title
    self.engine = engine
    guard engine == nil else {
      query = ""
      digest = SHA256Digest(of: settings.bytes)
      return
    }
    guard let query = try files.file("\(name)/query.sql") else {
      throw Failure(
        .configuration, .badConfiguration, at: SourceLocation(file: settings.name),
        facts: ["reason": "there is no query.sql beside report.yaml", "help": "write the SELECT into that file"])
    }
    self.query = ReportFolder.withoutComments(String(decoding: query.bytes, as: UTF8.self))
    digest = SHA256Digest(of: settings.bytes + query.bytes)
  }

  private static func columns(_ group: YAMLGroup) -> [Column] {
    group.list("columns").compactMap { $0.group() }.compactMap { column in
      let name = column.requiredText("name")
      let found = Column(
        name: name ?? "", title: column.text("title") ?? name ?? "", kind: column.choice("kind", Kind.self) ?? .text)
      column.finish()
      return name == nil ? nil : found
    }
  }

  /// An engine has its own, to which the file gives values; a query has those that the file names.
  private static func parameters(_ group: YAMLGroup, of engine: Engine?) -> [(name: String, value: String)] {
    let members = group.group("parameters")?.allMembers() ?? []
    func mistake(_ member: YAMLGroup.Member, _ reason: String, _ help: String) {
      member.value.mistake(.badConfiguration, facts: ["reason": "'\(member.key)' is no \(reason)", "help": help])
    }
    if let engine {
      let known = engine.parameters
      for member in members where !known.contains(where: { $0.name == member.key }) {
        mistake(member, "parameter of \(engine.rawValue)", "it has: \(known.map(\.name).joined(separator: ", "))")
      }
      return known.map { name, value in
        (name, members.first { $0.key == name }.flatMap { $0.value.text() } ?? value)
      }
    }
    return members.map { member in
      if !isName(member.key) { mistake(member, "name of a parameter", "use lower-case letters, digits and _") }
      return (member.key, member.value.text() ?? "")
    }
  }

  /// The values of the parameters, some of which somebody says. Fails with `usage` for one that the report does not have.
  public func values(_ said: [(name: String, value: String)]) throws -> [(name: String, value: String)] {
    for value in said where !parameters.contains(where: { $0.name == value.name }) {
      let known = parameters.map(\.name).joined(separator: ", ")
      throw Failure(
        .usage, .usage,
        facts: [
          "reason": "the report \(name) has no parameter \(value.name)",
          "help": known.isEmpty ? "it has none" : "it has: \(known)",
        ])
    }
    return parameters.map { parameter in
      (parameter.name, said.last { $0.name == parameter.name }?.value ?? parameter.value)
    }
  }

  /// Names of parameters stand in the statement as they are.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else { return false }
    return text.utf8.count <= 40
      && text.utf8.allSatisfy {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || $0 == UInt8(ascii: "_")
      }
  }

  /// Lines that begin with `--` are for people.
  private static func withoutComments(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.drop { $0 == " " }.hasPrefix("--") ? "" : $0 }.joined(separator: "\n")
  }

  /// The report for a period, from one snapshot. `values` replaces parameters. Fails with `configuration` where the query
  /// cannot be read, `usage` for a parameter that it does not have.
  public func document(
    from: CivilDate?, to: CivilDate, zone: TimeZoneRules, values: [(name: String, value: String)],
    hiding hidden: Set<String>, store: Store
  ) throws -> ReportDocument {
    func start(_ day: CivilDate) -> Int64 { zone.instant(of: WallTime(date: day, secondOfDay: 0)).milliseconds }
    let first = from ?? CivilDate(days: 0)
    var this: [(name: String, value: ReportQuery.Value)] = [
      ("from_on", .number(Int64(first.days))), ("to_on", .number(Int64(to.days))), ("from_at", .number(start(first))),
      ("before_at", .number(start(to.adding(days: 1)))),
    ]
    for (name, text) in try self.values(values) {
      this.append((name, Int64(text).map(ReportQuery.Value.number) ?? .text(text)))
    }
    var query = ReportQuery(self.query, of: name, this: this, zone: zone)
    query.hidden = hidden
    let (result, last) = try store.read { (try query.run(on: $0), try $0.lastBatch()) }
    var document = ReportDocument(
      name: name, title: title,
      facts: [
        .init("from", "From", from.map(ReportValue.date) ?? .none), .init("to", "To", .date(to)),
        .init("zone", "Zone", .text(zone.identifier)), .init("last_batch", "Data as of batch", .count(Int(last))),
        .init("rows", "Rows", .count(result.rows.count)),
        .init("report_sha256", "Report", .text(digest.description)),
      ])
    for parameter in this.dropFirst(4) {
      document.facts.append(.init(parameter.name, parameter.name, ReportFolder.shown(parameter.value, .text)))
    }
    document.sections = [section(result)]
    return document
  }

  private func section(_ result: ReportQuery.Result) -> ReportDocument.Section {
    var section = ReportDocument.Section(id: "rows", title: title, note: note)
    let kinds = result.columns.map { name in columns.first { $0.name == name } }
    var table = ReportTable(
      id: "figures", caption: "Rows",
      columns: zip(result.columns, kinds).map { name, column in
        ReportTable.Column(name, column?.title ?? name, column.map { ReportFolder.heading($0.kind) } ?? .text)
      })
    for row in result.rows { table.add(zip(row, kinds).map { ReportFolder.shown($0, $1?.kind ?? .text) }) }
    section.tables = [table]
    section.charts = charts.enumerated().compactMap { $1.chart(of: table, id: "chart-\($0 + 1)") }
    return section
  }

  private static func heading(_ kind: Kind) -> ColumnHeading.Kind {
    switch kind {
    case .text: .text
    case .count, .share, .seconds: .number
    case .money: .money
    case .date: .date
    case .instant: .text
    }
  }

  private static func shown(_ value: ReportQuery.Value, _ kind: Kind) -> ReportValue {
    switch (value, kind) {
    case (.none, _): .none
    case (.text(let text), _): .text(text)
    case (.number(let number), .text): .text(String(number))
    case (.number(let number), .count): .count(Int(number))
    case (.number(let number), .money): .amount(Amount(e4: number))
    case (.number(let number), .share): .basisPoints(Int(number))
    case (.number(let number), .seconds): .seconds(number)
    case (.number(let number), .date): .date(CivilDate(days: Int32(clamping: number)))
    case (.number(let number), .instant): .instant(Instant(milliseconds: number))
    }
  }
}
