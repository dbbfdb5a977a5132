public import ArgumentParser
public import Model

// Words of cases that options take as they are. The conformances are public because both sides are.

extension CaseParty: ExpressibleByArgument {
  /// The words that name a side.
  public static var allValueStrings: [String] { [merchant.rawValue, customer.rawValue] }
}

extension CaseStatus: ExpressibleByArgument {
  /// A status by its name in any case; `-` and `_` count as spaces.
  public init?(argument: String) { self.init(name: argument) }
}
