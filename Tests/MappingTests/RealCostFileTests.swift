import Diagnostics
import Foundation
import Model
import Tabular
import TestSupport
import Testing

@testable import Mapping

/// Files of processors, read by the mapping that recognises them, against figures that were worked out apart from this
/// program.
@Suite struct RealCostFileTests {
  struct Case: CustomTestStringConvertible {
    var path: String
    var mapping: String
    var rows: Int
    /// Costs, whether of orders or not, by currency.
    var costs: [String]
    /// What all rows move, by currency.
    var moves: [String]
    var testDescription: String { path }

    init(_ path: String, _ mapping: String, rows: Int, costs: [String], moves: [String]) {
      self.path = path
      self.mapping = mapping
      self.rows = rows
      self.costs = costs
      self.moves = moves
    }
  }

  static let cases = [
    Case("hledger/stripe.csv", "stripe-balance", rows: 2, costs: ["USD 0.00"], moves: ["USD 11.23"]),
    Case("smashpig/Stripe/settlement_report.csv", "stripe-balance", rows: 7, costs: ["USD 1.95"], moves: ["USD 49.45"]),
    Case(
      "oca/paypal/activity_en.csv", "paypal-activity", rows: 76, costs: ["USD 2925.88"],
      moves: ["AUD 0.00", "EUR 43.34", "USD 1.90"]),
    Case("oca/paypal/empty_activity.csv", "paypal-activity", rows: 0, costs: [], moves: []),
    Case(
      "oca/paypal/statement_en.csv", "paypal-statement", rows: 19, costs: ["USD 816.50"],
      moves: ["EUR 0.00", "USD 280.30"]),
    Case(
      "smashpig/PayPal/stl.csv", "paypal-settlement", rows: 5, costs: ["AUD 3.00", "GBP 0.40"],
      moves: ["AUD 54.35", "GBP 5.60"]),
    Case(
      "smashpig/PayPal/stl_brl_refund.csv", "paypal-settlement", rows: 3, costs: ["BRL -3.38"],
      moves: ["BRL 0.00", "USD -2.11"]),
    Case(
      "smashpig/PayPal/stl_chargeback_reversal.csv", "paypal-settlement", rows: 2, costs: ["USD -20.00"],
      moves: ["USD 46.00"]),
    Case(
      "smashpig/PayPal/stl_currency_convert.csv", "paypal-settlement", rows: 3, costs: ["BRL 3.60"],
      moves: ["BRL 0.00", "USD 3.27"]),
    Case(
      "smashpig/PayPal/stl_dr_payment.csv", "paypal-settlement", rows: 2, costs: ["USD 7.00"], moves: ["USD 363.00"]),
    Case(
      "smashpig/PayPal/stl_payout_currency_convert.csv", "paypal-settlement", rows: 3, costs: ["AUD 0.00"],
      moves: ["AUD 100.00", "USD 120.00"]),
    Case(
      "smashpig/PayPal/trr_express_checkout_donation.csv", "paypal-settlement", rows: 1, costs: ["JPY 43.00"],
      moves: ["JPY 107.00"]),
    Case(
      "smashpig/PayPal/trr_express_with_non_data_rows.csv", "paypal-settlement", rows: 1, costs: ["JPY 43.00"],
      moves: ["JPY 107.00"]),
    Case(
      "smashpig/PayPal/trr_gravy_donation.csv", "paypal-settlement", rows: 1, costs: ["BRL 3.92"], moves: ["BRL 28.08"]),
    Case(
      "oca/adyen/settlement_detail_report_batch_380.csv", "adyen-settlement", rows: 228, costs: ["USD 427.73"],
      moves: ["USD 0.00"]),
    Case("oca/adyen/adyen_test.xlsx", "adyen-settlement", rows: 21, costs: ["USD 345.75"], moves: ["USD 0.00"]),
    Case(
      "smashpig/Adyen/settlement_detail_report_donation.csv", "adyen-settlement", rows: 2, costs: ["USD 0.24"],
      moves: ["USD 0.00"]),
    Case(
      "smashpig/Adyen/settlement_detail_report_donation_reordered.csv", "adyen-settlement", rows: 2,
      costs: ["USD 0.24"], moves: ["USD 0.00"]),
    Case(
      "smashpig/Adyen/settlement_detail_report_donation-ach.csv", "adyen-settlement", rows: 2, costs: ["USD 0.22"],
      moves: ["USD 0.00"]),
    Case(
      "smashpig/Adyen/settlement_detail_report_donation-ideal.csv", "adyen-settlement", rows: 2, costs: ["USD 0.27"],
      moves: ["USD 4.67"]),
    Case(
      "smashpig/Adyen/settlement_detail_report_invoice_deduction.csv", "adyen-settlement", rows: 2, costs: ["USD 0.03"],
      moves: ["USD -0.03"]),
    Case(
      "smashpig/Adyen/settlement_detail_report_refund.csv", "adyen-settlement", rows: 3, costs: ["USD 1.80"],
      moves: ["USD -6.83"]),
    Case(
      "smashpig/Adyen/payments_accounting_report_nyce.csv", "adyen-accounting", rows: 4, costs: ["USD 0.46"],
      moves: ["USD 20.04"]),
    Case(
      "smashpig/Adyen/payments_accounting_report_chargeback.csv", "adyen-accounting", rows: 1, costs: ["USD 10.86"],
      moves: ["USD -23.87"]),
    Case(
      "smashpig/Adyen/payments_accounting_report_gravy_chargeback.csv", "adyen-accounting", rows: 1,
      costs: ["USD 7.99"], moves: ["USD -9.74"]),
    Case(
      "smashpig/CheckoutCom/settlement-breakdown_ent_testcheckoutfixture_20260702_00000003k599_1.csv",
      "checkout-settlement", rows: 9, costs: ["USD 5.50"], moves: ["USD 79.50"]),
    Case("smashpig/dlocal/donation.csv", "dlocal-settlement", rows: 1, costs: ["USD 0.05"], moves: ["USD 1.50"]),
    Case(
      "smashpig/Trustly/P11KFUN-3618-r-code-reversal.csv", "trustly-settlement", rows: 2, costs: ["USD 0.01"],
      moves: ["USD 0.00"]),
    Case(
      "smashpig/Trustly/P11KFUN-3618-recurring-series-collision.csv", "trustly-settlement", rows: 2,
      costs: ["USD 0.00"], moves: ["USD 0.00"]),
    Case(
      "smashpig/Trustly/P11KFUN-3618-refund-long-merchant-reference.csv", "trustly-settlement", rows: 1, costs: [],
      moves: ["USD -5.00"]),
  ]

  @Test(arguments: RealCostFileTests.cases)
  func comesToWhatAHandComesTo(_ wanted: Case) throws {
    let path = PackageFolder.url("../shared/realfiles/" + wanted.path).path
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: \(wanted.path) is not here")
      return
    }
    let file = try InputFile.open(path)
    let mapping = try CostRecogniser(MappingCatalog(folder: nil)).mapping(for: file, options: ReadOptions())
    #expect(mapping.name == wanted.mapping)
    let sink = DiagnosticSink()
    let source = try CostRowSource(mapping, file: file, options: ReadOptions(), zone: .utc, sink: sink)
    var rows = 0
    var costs: [Currency: Int64] = [:]
    var moves: [Currency: Int64] = [:]
    while let row = try source.next() {
      rows += 1
      guard let currency = row.currency else {
        #expect(row.costs.isEmpty && row.total == 0)
        continue
      }
      for cost in row.costs { costs[currency, default: 0] += cost.e4 }
      moves[currency, default: 0] += row.total
    }
    func shown(_ sums: [Currency: Int64]) -> [String] { sums.map { "\($0.key) \(Amount(e4: $0.value))" }.sorted() }
    #expect(rows == wanted.rows)
    #expect(shown(costs).filter { !$0.hasSuffix(" 0.00") || wanted.costs.contains($0) } == wanted.costs)
    #expect(shown(moves) == wanted.moves)
    #expect(sink.errors == 0)
  }
}
