/// Values on a pile, in memory that is kept: arrays of hot loops, without what a Swift array checks at each touch.
final class Pile<Element> {
  /// The values, the lowest first.
  private(set) var start: UnsafeMutablePointer<Element>
  /// How many there are.
  private(set) var count = 0
  private var capacity: Int

  /// An empty one. Elements must need no cleaning up.
  init(capacity: Int = 64) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  deinit { start.deallocate() }

  /// The value on top; there must be one.
  var top: Element { start[count - 1] }

  /// Puts a value on top.
  @inline(__always)
  func push(_ element: Element) {
    if count == capacity { enlarge() }
    (start + count).initialize(to: element)
    count += 1
  }

  /// Takes everything away above a height.
  @inline(__always)
  func cut(to height: Int = 0) { count = height }

  /// Takes the lowest values away.
  func removeFirst(_ number: Int) {
    start.update(from: start + number, count: count - number)
    count -= number
  }

  /// Takes everything away and gives the memory back.
  func reset() {
    start.deallocate()
    capacity = 16
    start = .allocate(capacity: capacity)
    count = 0
  }

  private func enlarge() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: start, count: count)
    start.deallocate()
    start = larger
    capacity *= 2
  }
}
