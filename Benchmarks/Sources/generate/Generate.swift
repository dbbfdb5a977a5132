/// Makes the data of the benchmarks; the same seed gives the same bytes.
@main
enum Generate {
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    let numbers = words.map { Int($0) ?? -1 }
    if words.count == 4, words[0] == "orders" || words[0] == "xml", numbers[1] > 0, numbers[2] >= 0 {
      var files = OrderFiles(seed: UInt64(numbers[2]), folder: words[3], asXML: words[0] == "xml")
      files.write(numbers[1])
    } else if words.count == 4, words[0] == "costs", numbers[1] > 0, numbers[2] > 0, numbers[3] >= 0 {
      var sheet = CostSheet(seed: UInt64(numbers[3]))
      sheet.write(rows: numbers[1], orders: numbers[2], to: TextFile("-"))
    } else {
      stop("usage: generate orders|xml COUNT SEED FOLDER | generate costs ROWS ORDERS SEED > FILE")
    }
  }
}
