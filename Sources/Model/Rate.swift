/// Rates such as 0.0825, which are kept as millionths.
public enum Rate {
  /// A rate as a decimal without needless zeros.
  public static func text(millionths: Int64) -> String {
    let fraction = padded(Int(millionths.magnitude % 1_000_000), 6)
    let places = fraction.prefix(fraction.count - fraction.reversed().prefix { $0 == "0" }.count)
    let whole = (millionths < 0 ? "-" : "") + String(millionths.magnitude / 1_000_000)
    return places.isEmpty ? whole : "\(whole).\(places)"
  }
}
