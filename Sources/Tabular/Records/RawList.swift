/// A growing list of plain values without the checks of Array, for what every node of every record passes through. It is
/// a class, so that its owner holds it in a constant: a list in a variable of a class costs a check of exclusive access
/// each time.
final class RawList<Element: BitwiseCopyable> {
  /// The elements; the pointer changes when they grow.
  private(set) var start: UnsafeMutablePointer<Element>
  /// How many there are.
  private(set) var count = 0
  private var capacity: Int

  /// An empty list.
  init(capacity: Int = 16) {
    self.capacity = capacity
    start = .allocate(capacity: capacity)
  }

  /// A list of equal elements.
  convenience init(repeating element: Element, count: Int) {
    self.init(capacity: count)
    start.initialize(repeating: element, count: count)
    self.count = count
  }

  deinit { start.deallocate() }

  /// The last position.
  @inline(__always)
  var last: Int { count - 1 }

  /// The element at a position, which must be there.
  @inline(__always)
  subscript(position: Int) -> Element {
    get { start[position] }
    set { start[position] = newValue }
    _modify { yield &start[position] }
  }

  /// Adds an element at the end.
  @inline(__always)
  func append(_ element: Element) {
    if count == capacity { grow() }
    (start + count).initialize(to: element)
    count += 1
  }

  /// Forgets the last element.
  @inline(__always)
  func removeLast() { count -= 1 }

  /// Forgets all elements.
  @inline(__always)
  func removeAll() { count = 0 }

  @inline(never)
  private func grow() {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: start, count: count)
    start.deallocate()
    start = larger
    capacity *= 2
  }
}
