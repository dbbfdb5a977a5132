import Diagnostics

extension ReportDocument {
  /// The whole document as one HTML file that needs nothing else: no script, no network, pictures inline.
  public var html: HTML {
    let head: [HTML] = [
      .void("meta", ["charset": "utf-8"]),
      .void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
      .void(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
        ]),
      .void("meta", ["name": "referrer", "content": "no-referrer"]), .element("title", [:], title),
      .element("style", [:], [.literal(ReportStyle.sheet), .literal(signatures.isEmpty ? "" : ReportStyle.upright)]),
    ]
    let body: [HTML] = [
      .newline,
      .element("header", [:], [.element("h1", [:], title), factList, warningList]),
      .newline,
      .element(
        "nav", ["aria-label": "Parts of the report"],
        [.element("ul", [:], sections.map { .element("li", [:], [.element("a", ["href": "#\($0.id)"], $0.title)]) })]),
      .newline, .element("main", [:], sections.map(\.html)), .newline, signatureBlock,
      .element(
        "footer", [:],
        [.element("p", [:], "Made by Daybook. The same data and the same request give the same bytes.")]),
      .newline,
    ]
    return .element(
      "html", ["lang": "en"], [.newline, .element("head", [:], head), .newline, .element("body", [:], body), .newline]
    ).asDocument
  }

  private var factList: HTML {
    .element(
      "dl", ["class": "facts"],
      facts.map { fact in
        .element(
          "div", ["class": fact.value.shown.count > 40 ? "wide" : nil],
          [.element("dt", [:], fact.label), .element("dd", [:], fact.value.shown)])
      })
  }

  private var signatureBlock: HTML {
    guard !signatures.isEmpty else { return .empty }
    let blocks = signatures.map { role in
      HTML.element(
        "div", [:],
        [.element("strong", [:], role)]
          + ["Name", "Date", "Signature"].map { .element("p", [:], [.element("span", [:], $0)]) })
    }
    let signed: HTML = signed.map { .element("div", ["class": "signed"], $0) } ?? .empty
    return .element("section", ["class": "signatures", "aria-label": "Signatures"], [signed] + blocks)
  }

  private var warningList: HTML {
    guard !warnings.isEmpty else { return .empty }
    return .element(
      "ul", ["class": "warnings"],
      warnings.map { .element("li", [:], "Warning: \($0.message)" + ($0.hint.map { " (\($0))" } ?? "")) })
  }
}

extension HTML {
  fileprivate var asDocument: HTML { HTML.joined([.literal("<!DOCTYPE html>\n"), self, .newline]) }
}

extension ReportDocument.Section {
  var html: HTML {
    let parts: [HTML] = [
      .element("h2", ["id": "\(id)-title"], title),
      note.map { .element("p", ["class": "note"], $0) } ?? .empty,
      cards.isEmpty ? .empty : .element("ul", ["class": "cards"], cards.map(\.html)),
      charts.isEmpty ? .empty : .element("div", ["class": "charts"], charts.map(\.html)),
    ]
    return .element(
      "section", ["id": id, "aria-labelledby": "\(id)-title"],
      parts + tables.filter { $0.audience != .machines }.map(\.html) + [.newline])
  }
}

extension ReportDocument.Card {
  var html: HTML {
    .element(
      "li", ["class": tone.rawValue],
      [.element("strong", [:], title), .element("span", ["class": "figure"], figure.shown)]
        + details.map { .element("span", ["class": "detail"], $0) })
  }
}

extension ReportTable {
  /// The table for people: the first column names the row.
  var html: HTML {
    let isNumber = columns.indices.map { index in rows.contains { $0[index].isNumber } }
    let head = columns.indices.map { index in
      HTML.element("th", ["scope": "col", "class": isNumber[index] ? "number" : nil], columns[index].title)
    }
    func line(_ row: [ReportValue]) -> HTML {
      .element(
        "tr", [:],
        row.indices.map { index in
          index == 0
            ? .element("th", ["scope": "row", "class": isNumber[0] ? "number" : row[0].textClass], [row[0].html])
            : .element("td", ["class": isNumber[index] ? "number" : row[index].textClass], [row[index].html])
        })
    }
    let note = rows.isEmpty ? HTML.element("p", ["class": "note"], "Nothing to show.") : .empty
    return .element(
      "div",
      ["class": "scroll", "id": "table-\(id)", "role": "region", "aria-label": caption, "tabindex": "0"],
      [
        .element(
          "table", [:],
          [
            .element("caption", [:], caption), .element("thead", [:], [.element("tr", [:], head)]),
            .element("tbody", [:], rows.map(line)),
            totals.isEmpty ? .empty : .element("tfoot", [:], totals.map(line)),
          ]), note, .newline,
      ])
  }
}

extension ReportValue {
  /// The value as people see it.
  fileprivate var html: HTML {
    if case .link(let text, let table) = self { return .element("a", ["href": "#table-\(table)"], text) }
    return .text(shown)
  }

  /// Long texts may wrap.
  fileprivate var textClass: String? {
    switch self {
    case .text(let text), .link(let text, _): text.count > 24 ? "text" : nil
    default: nil
    }
  }
}
