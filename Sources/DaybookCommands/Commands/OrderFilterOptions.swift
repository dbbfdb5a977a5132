import ArgumentParser
import Daybook
import Model

/// Which orders are meant: the options that `orders list` and `orders operate` share.
struct OrderFilterOptions: ParsableArguments {
  @Option(help: "Only of that stage: its name or short code. May be said several times.")
  var stage: [OrderStage] = []

  @Option(help: ArgumentHelp("Only made on that day or later, YYYY-MM-DD.", valueName: "date"))
  var from: CivilDate?

  @Option(help: ArgumentHelp("Only made on that day or earlier.", valueName: "date"))
  var to: CivilDate?

  @Option(help: ArgumentHelp("Only paid on that day or later.", valueName: "date"))
  var paidFrom: CivilDate?

  @Option(help: ArgumentHelp("Only paid on that day or earlier.", valueName: "date"))
  var paidTo: CivilDate?

  @Option(help: ArgumentHelp("Only shipped on that day or later.", valueName: "date"))
  var shippedFrom: CivilDate?

  @Option(help: ArgumentHelp("Only shipped on that day or earlier.", valueName: "date"))
  var shippedTo: CivilDate?

  @Option(
    help: ArgumentHelp(
      "Only from this id on: shorter ids come before longer ones, so that 999 is before 1000.", valueName: "id"))
  var idFrom: String?

  @Option(help: ArgumentHelp("Only up to this id.", valueName: "id"))
  var idTo: String?

  @Option(help: ArgumentHelp("Only with a total of this or more.", valueName: "amount"))
  var minTotal: Amount?

  @Option(help: ArgumentHelp("Only with a total of this or less.", valueName: "amount"))
  var maxTotal: Amount?

  @Option(help: "Only sold by that channel. May be said several times.")
  var channel: [String] = []

  @Option(help: "Only with that label. May be said several times: one of them is enough.")
  var tag: [String] = []

  /// The filter that the options make.
  func filter(_ conditions: [String], option: String) -> OrderFilter {
    var filter = OrderFilter()
    filter.stages = stage
    filter.made = DateRange(from: from, to: to)
    filter.paid = DateRange(from: paidFrom, to: paidTo)
    filter.shipped = DateRange(from: shippedFrom, to: shippedTo)
    filter.ids = (idFrom, idTo)
    filter.total = (minTotal, maxTotal)
    filter.channels = channel
    filter.tags = tag
    filter.conditions = conditions
    filter.conditionOption = option
    return filter
  }

  /// Whether one of the options was given.
  var isSaid: Bool {
    let days = [from, to, paidFrom, paidTo, shippedFrom, shippedTo]
    return !stage.isEmpty || days.contains { $0 != nil } || idFrom != nil || idTo != nil || minTotal != nil
      || maxTotal != nil || !channel.isEmpty || !tag.isEmpty
  }
}
