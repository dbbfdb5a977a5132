extension DiagnosticCode {
  static let customerCodes: [DiagnosticCode] = [
    .customerBadEmail, .customerNotFound, .customerSameTwice, .undeleteErased,
  ]

  /// What stands for an e-mail is none.
  public static let customerBadEmail = DiagnosticCode(
    "customers/bad-email", "'{email}' is no e-mail address, by which customers are told apart",
    hint: "correct the cell; one address, without a name beside it")
  /// No customer and no order has that address.
  public static let customerNotFound = DiagnosticCode(
    "customers/not-found", "there is no customer {email}", hint: "'daybook customers list' shows all of them")
  /// A customer cannot be merged into itself.
  public static let customerSameTwice = DiagnosticCode(
    "customers/same", "{email} and {into} are the same customer", hint: "name another one")
  /// An order came back whose customer was erased meanwhile.
  public static let undeleteErased = DiagnosticCode(
    "deleted/customer-erased", "the customer of order {order} was erased; the order is here without the person",
    hint: "nothing is to be done: its money, items and costs are whole")
}
