public import ArgumentParser
public import Changes
public import Mapping
public import Model
public import Store

// Words of the domain that options take as they are. The conformances are public because both sides are.

extension BatchKind: ExpressibleByArgument {}

extension RepeatLevel: ExpressibleByArgument {}

extension CostMapping.ConflictRule: ExpressibleByArgument {}

extension CivilDate: ExpressibleByArgument {
  /// `YYYY-MM-DD`.
  public init?(argument: String) { self.init(argument) }
}
