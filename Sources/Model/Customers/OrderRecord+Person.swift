extension OrderFields {
  /// Fields of an order that say who the person is: what an erasure takes away.
  public static let personal: Set<String> = Set(
    ["email", "ip_address", "shipping_instructions", "customer_comments", "merchant_notes", "gift_message", "extra"]
      + ["billing", "shipping"].flatMap { kind in
        ["first_name", "last_name", "company", "address1", "address2", "city", "postal_code", "phone"].map {
          "\(kind)_\($0)"
        }
      })

  /// The same of lines: what was engraved, what a gateway said. Transactions and tracking numbers stay: costs are joined by
  /// them.
  public static let personalInLines: Set<String> = ["options", "extra", "details"]
}

extension OrderRecord {
  /// Takes away who the person is.
  public mutating func removePerson() {
    for (place, field) in OrderFields.order.enumerated() where OrderFields.personal.contains(field.name) {
      values[place] = .none
    }
    for group in OrderGroup.allCases {
      for (place, field) in group.fields.enumerated() where OrderFields.personalInLines.contains(field.name) {
        for line in lines[group.rawValue].indices { lines[group.rawValue][line][place] = .none }
      }
    }
  }
}
