import Diagnostics
import Model

/// Totals, files and what they ask of the order of rows.
extension ExportLayout {
  static func readTotals(_ group: YAMLGroup?, _ scope: ExportNames, _ layout: ExportLayout) -> Totals? {
    guard let group else { return nil }
    let by = group.value("by").flatMap(scope.field)
    let period = readPeriod(group, by)
    let isGrand = group.bool("grand") ?? true
    let isAlone = group.bool("only") ?? false
    let label = group.text("label") ?? "Total {group}"
    let grandLabel = group.text("grand_label") ?? "Total"
    group.finish()
    if layout.format.isNested || !layout.records.isEmpty {
      group.mistakes.add(.layoutTotalsOfRecords, at: group.position, facts: ["format": layout.format.rawValue])
    }
    if !layout.columns.isEmpty, !layout.columns.contains(where: { $0.total != nil }) {
      group.mistakes.add(.layoutWithoutTotals, at: group.position)
    }
    var totals = Totals(by: by, isGrand: isGrand, isAlone: isAlone, label: label, grandLabel: grandLabel)
    totals.period = period
    return totals
  }

  /// `period: month` beside `by: created_at`.
  private static func readPeriod(_ group: YAMLGroup, _ by: ExportField?) -> ExportDays.Unit {
    guard let value = group.value("period") else { return .day }
    if group.value("by") == nil {
      value.mistake(.layoutNeeds, facts: ["key": "period", "other": "by"])
    } else if let by, by.kind != .instant, by.kind != .date {
      value.mistake(
        .layoutOptionDoesNotFit,
        facts: ["option": "period", "field": by.name, "kind": by.kind.rawValue, "kinds": "date, instant"])
    }
    return value.choice(ExportDays.Unit.self) ?? .day
  }

  static func readSplit(_ group: YAMLGroup?, _ scope: ExportNames, _ layout: ExportLayout) -> Split? {
    guard let group else { return nil }
    let into = group.value("into")
    let isSheets = into?.choice(among: ["files", "sheets"]) == "sheets"
    if isSheets, layout.format != .xlsx {
      into?.mistake(.layoutSheetsOfWorkbooks, facts: ["format": layout.format.rawValue])
    }
    let by = group.value("by").flatMap(scope.field)
    let period = readPeriod(group, by)
    let every = group.int("every", in: 1...10_000_000)
    let rows = group.int("rows", in: 1...10_000_000)
    if ["by", "every", "rows"].allSatisfy({ group.value($0) == nil }) {
      group.mistakes.add(.layoutEmptySplit, at: group.position)
    }
    group.finish()
    var split = Split(by: by, every: every, rows: rows, isSheets: isSheets)
    split.period = period
    return split
  }

  /// The names of files; nil where the layout says nothing.
  static func readFileName(_ value: YAMLValue?, _ layout: ExportLayout) -> ExportFileName? {
    guard let value, let text = value.text() else { return nil }
    do {
      let name = try ExportFileName(text)
      if let split = layout.fileSplit, !name.tellsApart(split) {
        value.mistake(.layoutFilesOfOneName)
      } else if name.namesGroup, layout.fileSplit?.by == nil {
        value.mistake(.layoutNeeds, facts: ["key": "group", "other": "by' of 'split"])
      }
      return name
    } catch {
      switch error {
      case .path: value.mistake(.layoutFileName, facts: ["name": text])
      case .pattern(let letters): value.mistake(.layoutDatePattern, facts: ["letters": letters])
      case .place(let place):
        let known = ExportFileName.Place.allCases.map(\.rawValue)
        value.mistake(
          .layoutFilePlace,
          facts: [
            "place": place, "nearest": nearestName(to: place, among: known) ?? "",
            "known": known.joined(separator: ", "),
          ])
      }
      return nil
    }
  }

  /// Rows of an order stay together unless they are sorted by fields of their own, and then some things cannot be.
  func checkOrder(_ group: YAMLGroup, _ scope: ExportNames) {
    func isOwn(_ name: String) -> Bool { scope.all.first { $0.name == name }.map { $0.part == rows.own } ?? false }
    let isTorn =
      rows != .case
      && (sort.contains { isOwn($0.field) } || [totals?.by?.name, split?.by?.name].contains { $0.map(isOwn) ?? false })
    guard isTorn else { return }
    if orderValues == .first {
      group.value("order_values")?.mistake(.layoutTornOrders, facts: ["key": "order_values: first"])
    }
    if split?.every != nil { group.value("split")?.mistake(.layoutTornOrders, facts: ["key": "split: every"]) }
  }
}

extension ExportFileName {
  /// How files are called where the layout says nothing: deliveries are numbered, so that none takes the place of one that
  /// was not collected yet.
  public static func usual(_ layout: ExportLayout, isDelivery: Bool) -> ExportFileName {
    var pieces: [Piece] = [.mapping]
    if isDelivery { pieces += [.text("-"), .destination, .text("-"), .delivery(digits: 4)] }
    if layout.fileSplit?.by != nil { pieces += [.text("-"), .group] }
    if layout.fileSplit?.every != nil || layout.fileSplit?.rows != nil { pieces += [.text("-"), .sequence(digits: 3)] }
    return ExportFileName(pieces: pieces + [.text(".\(layout.format.fileExtension)")])
  }
}
