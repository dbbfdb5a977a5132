import Diagnostics
import GRDB
public import Model

extension StoreConnection {
  /// The zone (IANA name) and the currency of the workspace that the store was made for.
  public func madeFor() throws -> (zone: String, currency: Currency) {
    let zone = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'zone'")
    let currency = try String.fetchOne(db, sql: "SELECT value FROM meta WHERE name = 'currency'").flatMap(Currency.init)
    guard let zone, let currency else {
      throw Failure(.damaged, .storeDamaged, facts: ["path": "", "reason": "its zone or currency is missing"])
    }
    return (zone, currency)
  }
}
