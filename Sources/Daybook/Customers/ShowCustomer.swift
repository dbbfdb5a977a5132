import Diagnostics
public import Model
public import Store

/// `daybook customers list`: customers by e-mail.
public struct ListCustomers: Sendable {
  /// Which ones.
  public var filter: CustomerFilter

  /// A list of what a filter lets through.
  public init(_ filter: CustomerFilter) { self.filter = filter }

  /// The customers.
  public func run(in session: Session) throws -> [CustomerSummary] { try session.read { try $0.customers(filter) } }
}

/// `daybook customers show EMAIL`: everything that the store holds of a customer, on one page.
public struct ShowCustomer: Sendable {
  /// What there is.
  public struct Result: Sendable {
    /// The profile.
    public let customer: CustomerSummary
    /// All e-mails: its own, then those of customers that were merged into it.
    public let emails: [String]
    /// Addresses in the order in which they came.
    public let addresses: [CustomerAddress]
    /// Live orders, the newest first.
    public let orders: [OrderSummary]
    /// Cases, the one in which something last happened first.
    public let cases: [CustomerCase]
  }

  /// The e-mail.
  public var email: String

  /// A request for the customer of an e-mail.
  public init(_ email: String) { self.email = email }

  /// The page; fails with `rejected` where there is no such customer.
  public func run(in session: Session) throws -> Result {
    try session.read { store in
      guard let customer = try CustomerRow.key(email).flatMap(store.customer) else {
        throw Failure(.rejected, .customerNotFound, facts: ["email": email])
      }
      return Result(
        customer: customer, emails: try store.emails(ofCustomer: customer.key),
        addresses: try store.addresses(ofCustomer: customer.key), orders: try store.orders(ofCustomer: customer.key),
        cases: try store.cases(ofCustomer: customer.key))
    }
  }
}
