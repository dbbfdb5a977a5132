/// A cost sheet over the orders of ``OrderFiles``, in no order: blank cells (12 of 100), zeros, amounts with none, one or
/// two decimals, rows of payment alone, several rows an order, and one bad row in a thousand, of four kinds.
struct CostSheet {
  private var random: SplitMix

  init(seed: UInt64) { random = SplitMix(seed: seed) }

  mutating func write(rows: Int, orders: Int, to file: TextFile) {
    file.add("Order ID,Actual Shipping,Actual Fulfillment,Actual Payment\n")
    for _ in 0..<rows {
      var number = OrderFiles.firstNumber + random.below(orders)
      var cells = [amount(isPayment: false), amount(isPayment: false), amount(isPayment: true)]
      if random.below(5) == 0 { (cells[0], cells[1]) = ("", "") }
      if random.below(1000) == 0 {
        switch random.below(4) {
        case 0: number += orders
        case 1: cells[0] = "N/A"
        case 2: cells[2] = "12.34567"
        default: cells[1] = "1O.50"
        }
      }
      file.add("DEMO-\(padded(number, 10)),\(cells[0]),\(cells[1]),\(cells[2])\n")
    }
    file.close()
  }

  private mutating func amount(isPayment: Bool) -> String {
    let kind = random.below(100)
    if kind < 12 { return "" }
    if kind < 20 { return random.below(2) > 0 ? "0" : "0.00" }
    var cents = isPayment ? 500 + random.below(40_000) : 100 + random.below(3000)
    // Fees given back.
    if isPayment, kind < 32 { cents = -cents / 3 }
    if kind > 95 { return String(cents / 100) }
    if kind > 90 { return (cents < 0 ? "-" : "") + "\(abs(cents) / 100).\(abs(cents) / 10 % 10)" }
    return money(cents)
  }
}
