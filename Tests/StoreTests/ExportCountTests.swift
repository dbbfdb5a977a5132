import Model
import Store
import Testing

private let identity = RunIdentity(
  startedAt: Instant(seconds: 1_790_000_000), operator: "ann", login: "ann", host: "box", version: "1")

private let selection = ExportSelection(rows: .order, columns: [.field("order_id")])

private func add(_ id: String, to store: Store) throws {
  var order = OrderRecord()
  for name in ["created_at", "total", "is_test", "is_gift", "exported_to_accounting"] { order[name] = .number(0) }
  (order["order_id"], order["currency"]) = (.text(id), .text("EUR"))
  order["stage"] = .text(OrderStage.completedOrder.rawValue)
  try store.change { connection in
    let batch = try connection.begin(NewBatch(kind: .orders, identity: identity))
    _ = try OrderWriter(connection, batch: batch, identity: identity).insert(order, digest: order.digest)
  }
}

@Suite struct ExportCountTests {
  @Test func countsTheSnapshotThatIsRead() throws {
    try withStore { store in
      for id in ["1", "2", "3"] { try add(id, to: store) }
      let count = try store.exportCount()
      try store.read { connection in
        _ = try connection.lastDataBatch()
        count.begin(selection)
        #expect(try count.finish() == 3)
        #expect(count.known == 3)
      }
    }
  }

  @Test(arguments: [false, true])
  func leavesItToTheOtherConnectionWhereSomebodyCommitsInBetween(afterReading: Bool) throws {
    try withStore { store in
      try add("1", to: store)
      let other = try Store.open(store.path, .readWrite)
      let count = try store.exportCount()
      if !afterReading { try add("2", to: other) }
      try store.read { connection in
        _ = try connection.lastDataBatch()
        if afterReading { try add("2", to: other) }
        count.begin(selection)
        #expect(try count.finish() == nil)
        #expect(count.known == nil)
      }
    }
  }
}
