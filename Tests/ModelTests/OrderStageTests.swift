import Model
import Testing

@Suite struct OrderStageTests {
  @Test func nothingMovesToItselfToUnknownOrTwice() {
    for stage in OrderStage.allCases {
      #expect(!stage.moves.contains(stage))
      #expect(!stage.moves.contains(.unknown))
      #expect(Set(stage.moves).count == stage.moves.count)
      #expect(!stage.moves.isEmpty, "\(stage.rawValue) is a dead end")
    }
  }

  @Test func whatLeftTheHouseIsNotCancelledAndGoesBackOnlyToBeShippedOrPaid() {
    #expect(OrderStage.completedOrder.moves == [.accountsReceivable, .shippingDepartment])
    #expect(OrderStage.shippingDepartment.moves.contains(.rejected))
    #expect(!OrderStage.quoteSent.moves.contains(.completedOrder))
    #expect(OrderStage.allCases.filter { $0.onceShipped != nil } == [.shippingDepartment, .completedOrder, .unknown])
  }

  @Test func operationsAreReadHoweverTheyAreSpelled() {
    for name in ["set stage", "Set-Stage", "SET_STAGE", "setstage"] { #expect(OrderOperation(name: name) == .setStage) }
    #expect(OrderOperation(name: "explode") == nil)
  }
}
