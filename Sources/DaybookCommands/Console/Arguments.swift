public import ArgumentParser
public import Changes
public import Daybook
public import Mapping
public import Model
public import Reporting
public import ServiceLevels
public import Store

// Words of the domain that options take as they are. The conformances are public because both sides are.

extension PrintFile.Format: ExpressibleByArgument {}

extension BatchKind: ExpressibleByArgument {}

extension RepeatLevel: ExpressibleByArgument {}

extension CostMapping.ConflictRule: ExpressibleByArgument {}

extension ExportFormat: ExpressibleByArgument {}

extension ProfitDimension: ExpressibleByArgument {}

extension ProfitDating: ExpressibleByArgument {}

extension ReportScope.Attribution: ExpressibleByArgument {}

extension CivilDate: ExpressibleByArgument {
  /// `YYYY-MM-DD`.
  public init?(argument: String) { self.init(argument) }
}

extension Month: ExpressibleByArgument {
  /// `YYYY-MM`.
  public init?(argument: String) { self.init(argument) }
}

extension CostKind: ExpressibleByArgument {}

extension OrderStage: ExpressibleByArgument {
  /// A stage's name in any case, or its short code.
  public init?(argument: String) { self.init(name: argument) }
}

extension OrderOperation: ExpressibleByArgument {
  /// An operation's name; letter case, spaces, - and _ do not matter.
  public init?(argument: String) { self.init(name: argument) }
}

extension Amount: ExpressibleByArgument {
  /// A plain decimal with at most four places.
  public init?(argument: String) {
    do {
      self = try Amount(argument)
    } catch {
      return nil
    }
  }
}

extension ChargebackState: ExpressibleByArgument {}

extension SHA256Digest: ExpressibleByArgument {
  /// 64 hexadecimal digits.
  public init?(argument: String) { self.init(argument) }
}
