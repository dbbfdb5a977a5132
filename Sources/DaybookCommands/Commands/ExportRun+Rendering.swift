import Model
import Store

extension ExportRun {
  /// How far it is, in a word or three.
  var stateText: String {
    guard let delivery else { return "written" }
    switch delivery.state {
    case .intended: return delivery.hasOpenAttempt ? "unconfirmed" : "unfinished"
    case .delivered, .failed, .abandoned: return delivery.state.rawValue
    }
  }

  /// The first file, and how many more there are.
  var filesText: String {
    let files = dataFiles
    let first = files.first?.path ?? self.files.first?.path ?? ""
    return files.count > 1 ? "\(first) and \(files.count - 1) more" : first
  }

  /// For other programs.
  var json: JSONValue {
    [
      "batch": JSONValue(batch), "at": JSONValue(appliedAt), "operator": .text(`operator`), "mapping": .text(mapping),
      "rows": JSONValue(rows), "state": .text(stateText), "destination": JSONValue(delivery?.destination),
      "scope": JSONValue(delivery?.scope.rawValue), "orders": JSONValue(delivery?.orders),
      "cut": JSONValue(delivery?.cut), "settled_at": JSONValue(delivery?.settledAt),
      "settled_by": JSONValue(delivery?.settledBy), "reason": JSONValue(delivery?.reason),
      "files": JSONValue(files) {
        [
          "path": .text($0.path), "place": JSONValue($0.place), "bytes": JSONValue($0.bytes),
          "sha256": JSONValue($0.sha256), "rows": JSONValue($0.rows),
        ]
      },
    ]
  }

  private func name(ofAttemptAt place: String) -> String {
    place == attemptPlaceOfAll ? "all files" : place.split(separator: "/").last.map(String.init) ?? place
  }

  /// For people.
  func text(_ attempts: [ExportAttempt]) -> String {
    var text = "Export \(batch): \(rows) row\(rows == 1 ? "" : "s") by \(mapping), \(appliedAt) by \(`operator`)\n"
    if let delivery {
      let orders = "\(delivery.orders) \(delivery.scope.rawValue) order\(delivery.orders == 1 ? "" : "s")"
      text += "Delivery to \(delivery.destination): \(stateText), \(orders), data up to batch \(delivery.cut)\n"
      if let at = delivery.settledAt, let by = delivery.settledBy {
        text += "Decided \(at) by \(by)\(delivery.reason.map { ": \($0)" } ?? "")\n"
      }
    }
    for file in files { text += "\(file.sha256)  \(printable(file.path))  \(file.bytes) bytes\n" }
    for attempt in attempts {
      let file = dataFiles.count > 1 ? ", \(printable(name(ofAttemptAt: attempt.file)))" : ""
      text += "Attempt \(attempt.number) at \(attempt.startedAt)\(file): \(attempt.outcomeText)\n"
      for line in attempt.message.split(whereSeparator: \.isNewline) { text += "  \(printable(String(line)))\n" }
    }
    return text
  }
}

extension ExportAttempt {
  /// How it ended, in a few words.
  var outcomeText: String {
    switch outcome {
    case .exit: code == 0 ? "delivered" : "exit code \(code ?? 0)"
    case .signal: "ended by signal \(code ?? 0)"
    case .timeout: "stopped at its time limit"
    case .notStarted: "could not be started"
    case .stopped: "stopped with its run"
    case nil: "nobody saw how it ended"
    }
  }

  /// For other programs.
  var json: JSONValue {
    [
      "n": JSONValue(number), "file": .text(file), "started_at": JSONValue(startedAt),
      "outcome": JSONValue(outcome?.rawValue), "code": JSONValue(code.map(Int.init)), "message": .text(message),
    ]
  }
}
