import Diagnostics
import Model
import Store
import Testing

@Suite struct MoneySumTests {
  private func sum(_ amounts: [Int64]) throws -> Int64 {
    var sum = MoneySum()
    for amount in amounts { sum.add(amount) }
    return try sum.amount(of: "a sum").e4
  }

  @Test func sumsUpToHalfOfAnAmountStand() throws {
    let half = Int64.max / 2
    #expect(try sum([]) == 0)
    #expect(try sum([half]) == half)
    #expect(try sum([-half]) == -half)
    // On the way it may be larger.
    #expect(try sum([.max, .max, -.max, -.max, 7]) == 7)
    // So the difference of two sums is an amount.
    #expect(half.subtractingReportingOverflow(-half).overflow == false)
  }

  @Test(arguments: [[Int64.max / 2, 1], [.min], [.max, .max]])
  func largerOnesAreRefused(amounts: [Int64]) throws {
    let failure = #expect(throws: Failure.self) { try sum(amounts) }
    #expect(failure?.exit == .rejected)
    #expect(failure?.diagnostics.first?.code.name == "money/sum-too-large")
  }
}
