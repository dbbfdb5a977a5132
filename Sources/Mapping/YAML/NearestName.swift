/// The name that takes the fewest changed, added, left out or swapped letters to become `text`, in any case; the first
/// of several. A name that begins with the text counts as one mistake away. Nil where there are no names.
///
/// This is the "optimal string alignment" distance: a swap of two neighbours counts as one mistake, as it is for a
/// typist.
public func nearestName(to text: String, among names: [String]) -> String? {
  let wanted = Array(text.lowercased().unicodeScalars.prefix(64))
  var best: (name: String, distance: Int)?
  for name in names {
    let letters = Array(name.lowercased().unicodeScalars.prefix(64))
    var distance = typingDistance(wanted, letters)
    if wanted.count > 2, letters.starts(with: wanted) { distance = min(distance, 1) }
    if distance < best?.distance ?? .max { best = (name, distance) }
  }
  return best?.name
}

private func typingDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
  var beforeLast = [Int](repeating: 0, count: right.count + 1)
  var last = Array(0...right.count)
  for row in 1...left.count {
    var current = [row]
    for column in 1...right.count {
      let same = left[row - 1] == right[column - 1]
      var least = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
      if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
        least = min(least, beforeLast[column - 2] + 1)
      }
      current.append(least)
    }
    (beforeLast, last) = (last, current)
  }
  return last[right.count]
}
