/// The tree of all paths that occur in records; each node that ever has a value of its own is a column.
final class RecordPaths {
  /// A path: a name for the how-manieth time within its parent.
  private struct Node: BitwiseCopyable {
    var group: Int
    /// How many times the name came before within the same parent.
    var occurrence: Int
    /// The node of the next occurrence; -1 for none.
    var next = -1
    /// The first group of its children, and the one that is expected next.
    var firstGroup = -1
    var lastGroup = -1
    var expected = -1
    var hasValue = false
  }

  /// The children of one name of one node.
  private struct Group: BitwiseCopyable {
    var name: Int32
    var firstNode: Int
    /// The next group of the same parent, in the order of first appearance; -1 for none.
    var next = -1
    /// In which visit of the parent `cursor` was reached.
    var visit = 0
    var cursor: Int
  }

  private struct Key: Hashable {
    var parent: Int
    var name: Int32
  }

  private struct Open: BitwiseCopyable {
    var end: Int
    var node: Int
    var visit: Int
  }

  private let nodes = RawList<Node>()
  private let groups = RawList<Group>()
  private var groupByName: [Key: Int] = [:]
  private var visits = 0
  private let open = RawList<Open>()
  private var names: RecordNames?

  /// How many columns there are.
  private(set) var columnCount = 0

  /// A tree of one node, the record.
  init() { nodes.append(Node(group: -1, occurrence: 0)) }

  /// Takes in the paths of a record and calls `body` with the node and the place of each of its entries.
  func visit(_ record: RecordNode, _ body: (_ node: Int, _ index: Int) -> Void) {
    let tape = record.tape
    names = tape.names
    let end = record.index + Int(tape[record.index].size)
    open.removeAll()
    reach(0, record.index, tape)
    body(0, record.index)
    var index = record.index + 1
    while index < end {
      while open[open.last].end <= index { open.removeLast() }
      let parent = open[open.last]
      let node = child(of: parent.node, tape[index].name, parent.visit)
      reach(node, index, tape)
      body(node, index)
      index += 1
    }
  }

  /// Notes whether a node has a value, and opens it where it has children.
  @inline(__always)
  private func reach(_ node: Int, _ index: Int, _ tape: RecordTape) {
    let size = Int(tape[index].size)
    if size > 1 {
      visits += 1
      open.append(Open(end: index + size, node: node, visit: visits))
    }
    if !nodes[node].hasValue, size == 1 || tape[index].textCount >= 0 {
      nodes[node].hasValue = true
      columnCount += 1
    }
  }

  /// The node of the next child of a name in a visit of its parent. Records are alike, so that the group behind the last
  /// one, or the last one again, is nearly always right.
  @inline(__always)
  private func child(of parent: Int, _ name: Int32, _ visit: Int) -> Int {
    let expected = nodes[parent].expected
    let group: Int
    if expected >= 0, groups[expected].name == name {
      group = expected
    } else if expected >= 0, groups[expected].next >= 0, groups[groups[expected].next].name == name {
      group = groups[expected].next
    } else {
      group = findGroup(parent, name)
    }
    nodes[parent].expected = group
    if groups[group].visit != visit {
      groups[group].visit = visit
      groups[group].cursor = groups[group].firstNode
    } else {
      let last = groups[group].cursor
      if nodes[last].next < 0 { addOccurrence(of: group, behind: last) }
      groups[group].cursor = nodes[last].next
    }
    return groups[group].cursor
  }

  private func findGroup(_ parent: Int, _ name: Int32) -> Int {
    let first = nodes[parent].firstGroup
    if first >= 0, groups[first].name == name { return first }
    let key = Key(parent: parent, name: name)
    if let known = groupByName[key] { return known }
    let group = groups.count
    groups.append(Group(name: name, firstNode: nodes.count, cursor: nodes.count))
    nodes.append(Node(group: group, occurrence: 0))
    groupByName[key] = group
    if first < 0 {
      nodes[parent].firstGroup = group
    } else {
      groups[nodes[parent].lastGroup].next = group
    }
    nodes[parent].lastGroup = group
    return group
  }

  private func addOccurrence(of group: Int, behind last: Int) {
    nodes[last].next = nodes.count
    nodes.append(Node(group: group, occurrence: nodes[last].occurrence + 1))
  }

  /// The column of each node, -1 for none, and the paths of the columns: children follow their parents, in the order of
  /// their names' first appearance, namesakes together. nil where the paths are longer than that together: a name stands
  /// again in each path below it.
  func numbered(longest: Int) -> (columns: [Int], paths: [String])? {
    var length = 0
    var columns = [Int](repeating: -1, count: nodes.count)
    var paths: [String] = []
    var rest: [(node: Int, path: String)] = [(0, "")]
    while let (node, path) = rest.popLast() {
      if nodes[node].hasValue {
        columns[node] = paths.count
        paths.append(path.isEmpty ? "." : path)
      }
      var children: [(node: Int, path: String)] = []
      var group = nodes[node].firstGroup
      while group >= 0 {
        var child = groups[group].firstNode
        while child >= 0 {
          let childPath = self.path(of: child, in: path)
          length += childPath.utf8.count
          guard length <= longest else { return nil }
          children.append((child, childPath))
          child = nodes[child].next
        }
        group = groups[group].next
      }
      rest += children.reversed()
    }
    return (columns, paths)
  }

  private func path(of node: Int, in parent: String) -> String {
    let name = names?[groups[nodes[node].group].name] ?? ""
    let step = nodes[node].occurrence == 0 ? name : "\(name)[\(nodes[node].occurrence + 1)]"
    return parent.isEmpty ? step : parent + "/" + step
  }
}
