import Diagnostics
import Glibc
import Model
import Store
import Testing

/// A store in a folder of its own, removed afterwards.
func withStore(_ body: (Store) throws -> Void) throws {
  var template = Array("/tmp/daybook-orders-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
  let made = try #require(mkdtemp(&template))
  let folder = String(cString: made)
  let path = "\(folder)/daybook.sqlite"
  defer {
    for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
    rmdir(folder)
  }
  let currency = try #require(Currency("EUR"))
  let store = try Store.create(at: path, currency: currency, zone: "Europe/Berlin")
  try body(store)
  try store.close()
}

private let identity = RunIdentity(
  startedAt: Instant(seconds: 1_790_000_000), operator: "ann", login: "ann", host: "box", version: "1")

private func record(_ id: String, total: Int64, stage: OrderStage = .shippingDepartment) -> OrderRecord {
  var record = OrderRecord()
  record["order_id"] = .text(id)
  record["created_at"] = .number(1_780_000_000_000)
  record["stage"] = .text(stage.rawValue)
  record["currency"] = .text("EUR")
  record["total"] = .number(total)
  record["tax_rate"] = .number(82_500)
  record["is_test"] = .number(0)
  record["is_gift"] = .number(1)
  record["exported_to_accounting"] = .number(0)
  record["billing_last_name"] = .text("Žižka & \"Sons\"")
  for (group, values) in [
    (OrderGroup.items, ["sku": FieldValue.text("A-1"), "quantity": .number(20_000), "line_total": .number(total)]),
    (
      .items, ["sku": .text("B-1"), "quantity": .number(-10_000), "weight": .text("1.250"), "weight_unit": .text("LB")]
    ),
    (.payments, ["transaction_id": .text("00123"), "successful": .number(1), "amount": .number(total)]),
    (.shipments, ["tracking_number": .text("1Z")]), (.coupons, ["code": .text("TEN"), "discount": .number(5)]),
  ] {
    var line = OrderLine(repeating: .none, count: group.fields.count)
    for (place, field) in group.fields.enumerated() { line[place] = values[field.name] ?? .none }
    record[group].append(line)
  }
  record.tags = ["first", "vip"]
  return record
}

@Suite struct OrderStoreTests {
  @Test func bytesGiveTheOrderBack() throws {
    let order = record("007", total: 123_400)
    let bytes = order.bytes
    let read = bytes.withUnsafeBytes { OrderRecord(bytes: $0) }
    #expect(read == order)
    var other = order
    other["total"] = .number(123_401)
    #expect(other.digest != order.digest)
    #expect(bytes.dropLast().withUnsafeBytes { OrderRecord(bytes: $0) } == nil)
  }

  @Test func anOrderComesBackAsItWasWritten() throws {
    try withStore { store in
      let order = record("007", total: 123_400)
      let key = try store.change { connection in
        let batch = try connection.begin(NewBatch(kind: .orders, identity: identity))
        return try OrderWriter(connection, batch: batch, identity: identity).insert(order, digest: order.digest)
      }
      try store.read { connection in
        let stored = try #require(try connection.orderFinder().liveOrder("007"))
        #expect(stored.key == key)
        #expect(stored.digest == order.digest)
        #expect(stored.total == 123_400)
        #expect(try connection.orderFinder().record(key) == order)
        #expect(try connection.orderFinder().liveOrder("7") == nil)
        #expect(try connection.countLiveOrders() == 1)
        #expect(try connection.deletedOrderKey("007") == nil)
      }
    }
  }

  @Test func aChangedOrderIsReplacedWhole() throws {
    try withStore { store in
      var order = record("A", total: 10_000)
      try store.change { connection in
        let batch = try connection.begin(NewBatch(kind: .orders, identity: identity))
        try OrderWriter(connection, batch: batch, identity: identity).insert(order, digest: order.digest)
      }
      order[.items].removeLast()
      order["currency"] = .text("USD")
      order["stage"] = .text(OrderStage.completedOrder.rawValue)
      try store.change { connection in
        let stored = try #require(try connection.orderFinder().liveOrder("A"))
        let batch = try connection.begin(NewBatch(kind: .orders, identity: identity))
        try OrderWriter(connection, batch: batch, identity: identity).update(stored, to: order, digest: order.digest)
      }
      try store.read { connection in
        let stored = try #require(try connection.orderFinder().liveOrder("A"))
        #expect(stored.batch == 2)
        #expect(stored.currency == "USD")
        #expect(try connection.orderFinder().record(stored.key) == order)
      }
    }
  }

  @Test func theSpoolGivesOrdersByIDAndPiecesInFileOrder() throws {
    let spool = try OrderSpool()
    let ids = (0..<700).map { ["b", "a", "c"][$0 % 3] + ($0 % 2 == 0 ? "" : "x") }
    for (line, id) in ids.enumerated() {
      try spool.add(OrderPiece(orderID: id, line: line, rows: 1, record: line == 0 ? nil : record(id, total: 1)))
    }
    var seen: [String] = []
    var lines = 0
    try spool.forEachOrder { pieces in
      seen.append(pieces[0].orderID)
      lines += pieces.count
      #expect(pieces.map(\.line) == pieces.map(\.line).sorted())
      #expect(pieces.allSatisfy { $0.orderID == pieces[0].orderID })
      if pieces[0].orderID == "b" { #expect(pieces[0].record == nil) }
    }
    #expect(seen == ["a", "ax", "b", "bx", "c", "cx"])
    #expect(lines == 700)
    #expect(spool.count == 700)
  }
}
