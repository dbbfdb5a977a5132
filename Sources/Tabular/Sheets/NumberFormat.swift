/// What a number format makes of a number.
enum NumberFormat: UInt8 {
  /// A number.
  case number
  /// A date, with or without a time.
  case date
  /// A time of day.
  case time
  /// A length of time, such as `[h]:mm`.
  case elapsed

  /// The built-in formats (ECMA-376 part 1, 18.8.30, with those of East Asian and Thai Excel).
  init(builtIn id: Int) {
    switch id {
    case 14...17, 22, 27...31, 34...36, 50...54, 57, 58, 71...74: self = .date
    case 18...21, 32, 33, 45, 47, 55, 56, 75, 76, 78, 79, 80: self = .time
    case 46, 77: self = .elapsed
    case 81: self = .date
    default: self = .number
    }
  }

  /// A format from its code, such as `yyyy\-mm\-dd` or `#,##0.00 "days"`. The first section decides.
  init(code: String) {
    var bytes = Array(code.utf8)[...]
    var hasDate = false
    var hasTime = false
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: ";"):
        self = NumberFormat.kind(hasDate: hasDate, hasTime: hasTime)
        return
      case UInt8(ascii: "\""):
        bytes = bytes.drop { $0 != UInt8(ascii: "\"") }.dropFirst()
      case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"):
        bytes = bytes.dropFirst()
      case UInt8(ascii: "["):
        let content = bytes.prefix { $0 != UInt8(ascii: "]") }
        bytes = bytes.dropFirst(content.count + 1)
        if NumberFormat.isElapsed(content) {
          self = .elapsed
          return
        }
      case UInt8(ascii: "0"), UInt8(ascii: "#"), UInt8(ascii: "?"):
        // Digits are a number, but behind the point of seconds they are part of a time.
        if !hasTime && !hasDate {
          self = .number
          return
        }
      default:
        switch byte | 0x20 {
        case UInt8(ascii: "g") where bytes.prefix(6).map({ $0 | 0x20 }).elementsEqual("eneral".utf8):
          self = .number
          return
        case UInt8(ascii: "y"), UInt8(ascii: "d"), UInt8(ascii: "e"), UInt8(ascii: "g"), UInt8(ascii: "b"):
          hasDate = true
        case UInt8(ascii: "h"), UInt8(ascii: "s"): hasTime = true
        case UInt8(ascii: "m"):
          // Minutes stand beside hours or seconds; alone it is a month. `hasTime` wins in `kind`.
          if !hasTime { hasDate = hasDate || !NumberFormat.leadsToSeconds(bytes) }
        default: break
        }
      }
    }
    self = NumberFormat.kind(hasDate: hasDate, hasTime: hasTime)
  }

  private static func kind(hasDate: Bool, hasTime: Bool) -> NumberFormat {
    hasDate ? .date : hasTime ? .time : .number
  }

  /// `mm:ss` begins with minutes.
  private static func leadsToSeconds(_ bytes: ArraySlice<UInt8>) -> Bool {
    let next = bytes.first { ![UInt8(ascii: "m"), UInt8(ascii: "M"), UInt8(ascii: ":")].contains($0) }
    return next == UInt8(ascii: "s") || next == UInt8(ascii: "S")
  }

  /// `[h]`, `[mm]`, `[ss]`.
  private static func isElapsed(_ content: ArraySlice<UInt8>) -> Bool {
    guard let first = content.first else { return false }
    return content.allSatisfy { $0 | 0x20 == first | 0x20 } && "hms".utf8.contains(first | 0x20)
  }
}
