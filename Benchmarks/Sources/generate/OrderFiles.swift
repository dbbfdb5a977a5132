/// Orders of two years, ids ascending with their dates, one to four lines of goods each (2.5 on average), the amounts
/// adding up.
///
/// Writes the same orders three times over: `flat.csv` in Daybook's own layout, a row a line of goods; `orders.csv` and
/// `items.csv` in the columns that the peers load. Or once more as `orders.xml`, an element a value, goods nested.
struct OrderFiles {
  /// The number of the first order; ids are `DEMO-` and ten digits.
  static let firstNumber = 9_000_000

  private var random: SplitMix
  private let tables: Tables?
  private let xml: OrdersXML?

  /// The three tables.
  private struct Tables {
    let flat: TextFile
    let orders: TextFile
    let items: TextFile

    var all: [TextFile] { [flat, orders, items] }
  }

  init(seed: UInt64, folder: String, asXML: Bool = false) {
    random = SplitMix(seed: seed)
    xml = asXML ? OrdersXML(TextFile(folder + "/orders.xml")) : nil
    tables =
      asXML
      ? nil
      : Tables(
        flat: TextFile(folder + "/flat.csv"), orders: TextFile(folder + "/orders.csv"),
        items: TextFile(folder + "/items.csv"))
  }

  mutating func write(_ count: Int) {
    tables?.flat.add(line: Self.flatOrderColumns + Self.flatItemColumns)
    tables?.orders.add(line: Self.peerOrderColumns)
    tables?.items.add(line: ["order_id", "line", "sku", "description", "qty", "unit_price", "cost", "weight_oz"])
    for index in 0..<count { writeOrder(index, of: count) }
    for file in tables?.all ?? [] { file.close() }
    xml?.close()
  }

  private struct Item {
    let sku: String
    let description: String
    let quantity: Int
    let price: Int
    let cost: Int
    let weight: Int

    /// As they stand in XML, the first one as an attribute.
    var fields: [(String, String)] {
      [
        ("sku", sku), ("description", description), ("qty", String(quantity)), ("unit_price", money(price)),
        ("cost", money(cost)), ("weight_oz", String(weight)),
      ]
    }
  }

  private mutating func writeOrder(_ index: Int, of count: Int) {
    let id = "DEMO-" + padded(Self.firstNumber + index, 10)
    let second = Int(731 * 86_400 * Double(index) / Double(count)) + random.below(30)
    let home = random.below(8)
    let billing = random.below(4) > 0 ? home : random.below(8)
    let lines = (0..<(1 + random.below(4))).map { _ in item() }
    let subtotal = lines.reduce(0) { $0 + $1.quantity * $1.price }
    let discount = random.below(6) > 0 ? 0 : subtotal / 10
    let tax = random.below(3) > 0 ? 0 : (subtotal - discount) * 7 / 100
    let shipping = random.below(5) > 0 ? 499 + random.below(2500) : 0
    let gift = random.below(20) > 0 ? 0 : 399
    let first = random.pick(Self.firstNames)
    let last = random.pick(Self.lastNames)
    let stage = random.pick(Self.stages)
    let status = random.below(30) > 0 ? "Processed" : "Refunded"
    let method = random.pick(Self.methods)
    let currency = random.pick(Self.currencies)
    let email = "user\(random.below(400_000))@example\(random.below(50)).com"
    let company = random.pick(Self.companies)
    let phone = "770-555-" + padded(random.below(10_000), 4)
    let address = "\(1 + random.below(9999)) Main St" + (random.below(9) > 0 ? "" : ", Apt 4")
    let shippingCode = padded(random.below(99_999), 5)
    let billingCode = padded(random.below(99_999), 5)
    let theme = "theme-\(random.below(6))"
    let affiliate = random.below(4) > 0 ? "" : String(1000 + random.below(900))
    let network = "10.\(random.below(256)).\(random.below(256)).\(random.below(256))"
    let note = random.pick(Self.notes)

    let head = [id, Self.instant(second), stage, status, method, currency, email, first, last, company, phone, address]
    let places = [
      Self.cities[home].0, Self.cities[home].1, shippingCode, "US", Self.cities[billing].0, Self.cities[billing].1,
      billingCode, "US",
    ]
    let total = subtotal - discount + tax + shipping + gift
    let amounts = [subtotal, discount, tax, shipping, gift, total].map(money)
    let weight = String(lines.reduce(0) { $0 + $1.quantity * $1.weight })
    let peerOrder = head + places + amounts + [weight, theme, affiliate, network, String(lines.count), note]
    xml?.add(Array(zip(Self.peerOrderColumns, peerOrder)), lines.map(\.fields))
    guard let tables else { return }
    tables.orders.add(line: peerOrder)
    let order = head + places + amounts + [weight, "oz", theme, affiliate, network, note]
    for (number, line) in lines.enumerated() {
      let goods = [line.sku, line.description, String(line.quantity), money(line.price), money(line.cost)]
      tables.items.add(line: [id, String(number + 1)] + goods + [String(line.weight)])
      // Order columns stand on the first row only, as shops export them.
      let left = number == 0 ? order : [id] + Array(repeating: "", count: order.count - 1)
      tables.flat.add(line: left + goods + [money(line.quantity * line.price), String(line.weight), "oz"])
    }
  }

  private mutating func item() -> Item {
    let number = random.below(5000)
    let size = ["S", "M", "L", "X"][number & 3]
    let quantity = 1 + (random.below(5) > 0 ? 0 : random.below(9))
    let price = 199 + number * 7 % 20_000
    return Item(
      sku: "SKU-" + padded(number, 5),
      description: number % 11 > 0 ? "Item \(number) size \(size)" : "Item \(number), 3\" pipe \(size)",
      quantity: quantity, price: price, cost: price * 6 / 10, weight: 1 + number % 64)
  }

  /// Seconds since the beginning of 2024 as a time in UTC; 2024 is a leap year, 2025 is not.
  private static func instant(_ second: Int) -> String {
    var day = second / 86_400
    var year = 2024
    while day >= (year % 4 == 0 ? 366 : 365) {
      day -= year % 4 == 0 ? 366 : 365
      year += 1
    }
    let months = [31, year % 4 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var month = 0
    while day >= months[month] {
      day -= months[month]
      month += 1
    }
    let date = "\(year)-" + padded(month + 1, 2) + "-" + padded(day + 1, 2)
    let time = [second / 3600 % 24, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
    return date + "T" + time + "Z"
  }

  private static let peerOrderColumns = [
    "order_id", "order_date", "stage", "payment_status", "payment_method", "currency", "email", "first_name",
    "last_name", "company", "phone", "ship_address1", "ship_city", "ship_state", "ship_zip", "ship_country",
    "bill_city",
    "bill_state", "bill_zip", "bill_country", "subtotal", "discount", "tax", "shipping", "gift_charge", "total",
    "weight_oz", "theme", "affiliate_id", "ip", "item_count", "notes",
  ]
  private static let flatOrderColumns = [
    "order_id", "created_at", "stage", "payment_status", "payment_method", "currency", "email", "billing_first_name",
    "billing_last_name", "billing_company", "billing_phone", "shipping_address1", "shipping_city", "shipping_state",
    "shipping_postal_code", "shipping_country", "billing_city", "billing_state", "billing_postal_code",
    "billing_country", "subtotal", "subtotal_discount", "tax", "shipping_handling", "gift_charge", "total", "weight",
    "weight_unit", "theme", "affiliate_id", "ip_address", "customer_comments",
  ]
  private static let flatItemColumns = [
    "item_sku", "item_description", "item_quantity", "item_unit_price", "item_unit_cost", "item_line_total",
    "item_weight", "item_weight_unit",
  ]

  private static let firstNames = [
    "Anna", "Ben", "Chloé", "David", "Eva", "Farid", "Grace", "Hugo", "Inés", "Jack", "Kai", "Lena", "Mark", "Nora",
    "Omar", "Paula",
  ]
  private static let lastNames = [
    "Smith", "Jones", "O'Brien", "Müller", "Garcia", "Nguyen", "Brown", "Wilson", "Lee", "Taylor", "Davis", "Clark",
    "Lewis", "Young",
  ]
  private static let stages = [
    "Completed Order", "Shipping Department", "Shipping Department", "Completed Order", "Completed Order",
    "Accounts Receivable", "Pending Clearance", "Fraud Review", "Completed Order", "Completed Order", "Rejected",
    "Quote Request",
  ]
  private static let cities = [
    ("Duluth", "GA"), ("Atlanta", "GA"), ("New York", "NY"), ("Portland", "OR"), ("Austin", "TX"), ("Boise", "ID"),
    ("Reno", "NV"), ("Tampa", "FL"),
  ]
  private static let methods = ["Credit Card", "PayPal", "Purchase Order", "Check", "Affirm"]
  private static let currencies = ["USD", "USD", "USD", "USD", "USD", "CAD", "EUR", "GBP"]
  private static let companies = ["", "", "", "", "Acme, Inc.", "Foo & Sons", "Bar \"Quality\" LLC"]
  private static let notes = [
    "", "", "", "", "", "", "", "Leave at door", "Call first, then deliver", "He said \"ring twice\"",
    "Line one\nline two", "Gift <wrap> & card",
  ]
}
