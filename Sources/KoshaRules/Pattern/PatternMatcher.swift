// A program and a text in, the leftmost match out, in time linear in the text (Pike's simulation of all threads at once).

/// What a search may still cost, counted in instructions visited.
struct PatternBudget {
  var visits: Int
  /// Whether a search was given up.
  var isSpent: Bool { visits < 0 }
}

/// Where something matched, in code points: the ends of the whole and of each group, -1 for a group that took no part.
typealias PatternMatch = [Int]

extension PatternProgram {
  /// The first match at or after a position; nil without one, or where the budget is spent.
  func firstMatch(
    in text: [UInt32], from position: Int, capturing: Bool, _ budget: inout PatternBudget
  ) -> PatternMatch? {
    if hasBackReference {
      var search = BacktrackingSearch(self, text)
      return search.firstMatch(from: position, &budget)
    }
    var search = PikeSearch(self, text, slotCount: capturing ? 2 * (groupCount + 1) : 0)
    return search.firstMatch(from: position, &budget)
  }

  func isStart(_ position: Int, of text: [UInt32]) -> Bool {
    if position == 0 { return true }
    return isMultiLine && position < text.count && text[position - 1] == 10
  }

  func isEnd(_ position: Int, of text: [UInt32]) -> Bool {
    guard isMultiLine else { return position == text.count }
    // A line end that ends the text ends its line before itself only.
    if position == text.count { return text.last != 10 }
    return text[position] == 10
  }
}

/// All threads side by side, one for each instruction at most.
private struct PikeSearch {
  private let program: PatternProgram
  private let text: [UInt32]
  private let slotCount: Int
  private var current: Threads
  private var following: Threads
  /// What is still to be followed from an instruction: instructions to visit, and slots to set back.
  private var open: [Pending] = []
  private var slots: [Int32]

  typealias Pending = (target: Int, slot: Int, old: Int32)

  /// Threads in the order of their priority.
  struct Threads {
    var order: [Int32]
    var count = 0
    /// The generation in which an instruction was last visited.
    var visited: [Int32]
    var generation: Int32 = 0
    var slots: [Int32]

    init(_ size: Int, _ slotCount: Int) {
      order = [Int32](repeating: 0, count: size)
      visited = [Int32](repeating: 0, count: size)
      slots = [Int32](repeating: -1, count: size * slotCount)
    }

    mutating func clear() {
      count = 0
      generation += 1
    }

    /// Adds the threads that an instruction leads to without taking a character, in the order of their priority.
    mutating func add(
      _ first: Int, at position: Int, of text: [UInt32], _ program: PatternProgram, _ current: inout [Int32],
      _ open: inout [Pending], _ budget: inout PatternBudget
    ) {
      let slotCount = current.count
      open.append((first, -1, 0))
      while let (target, slot, old) = open.popLast() {
        if slot >= 0 {
          current[slot] = old
          continue
        }
        var index = target
        // Follows one path as far as it goes, leaving the others open.
        while visited[index] != generation {
          visited[index] = generation
          budget.visits -= 1
          switch program.instructions[index] {
          case .jump(let target):
            index = target
            continue
          case .split(let preferred, let other):
            open.append((other, -1, 0))
            index = preferred
            continue
          case .save(let slot):
            if slot < slotCount {
              open.append((0, slot, current[slot]))
              current[slot] = Int32(position)
            }
            index += 1
            continue
          case .mark, .progress:
            // A turn that took nothing comes back to instructions that are visited, and so ends by itself.
            index += 1
            continue
          case .start:
            if program.isStart(position, of: text) {
              index += 1
              continue
            }
          case .end:
            if program.isEnd(position, of: text) {
              index += 1
              continue
            }
          case .character, .set, .match, .backReference:
            order[count] = Int32(index)
            count += 1
            for slot in 0..<slotCount { slots[index * slotCount + slot] = current[slot] }
            budget.visits -= slotCount / 4
          }
          break
        }
      }
    }
  }

  init(_ program: PatternProgram, _ text: [UInt32], slotCount: Int) {
    self.program = program
    self.text = text
    self.slotCount = slotCount
    current = Threads(program.instructions.count, slotCount)
    following = Threads(program.instructions.count, slotCount)
    slots = [Int32](repeating: -1, count: slotCount)
  }

  mutating func firstMatch(from start: Int, _ budget: inout PatternBudget) -> PatternMatch? {
    var best: PatternMatch?
    var position = start
    current.clear()
    while true {
      if best == nil, !program.isAnchored || position == 0 {
        if current.count == 0, let firsts = program.firsts {
          // Nothing is under way: what no match begins with is passed over.
          while position < text.count, !firsts.admits(text[position]) { position += 1 }
          if position == text.count { return nil }
        }
        for slot in slots.indices { slots[slot] = -1 }
        if slotCount > 0 { slots[0] = Int32(position) }
        current.add(0, at: position, of: text, program, &slots, &open, &budget)
      }
      if current.count == 0 && (best != nil || program.isAnchored) { return best }
      let code = position < text.count ? text[position] : nil
      following.clear()
      step(code, at: position, &best, &budget)
      if budget.isSpent { return nil }
      if position == text.count { return best }
      swap(&current, &following)
      position += 1
    }
  }

  /// Moves every thread over one code point; a thread that has matched ends those of lower priority.
  private mutating func step(
    _ code: UInt32?, at position: Int, _ best: inout PatternMatch?, _ budget: inout PatternBudget
  ) {
    budget.visits -= current.count + 1
    for thread in 0..<current.count {
      let index = Int(current.order[thread])
      let takes: Bool
      switch program.instructions[index] {
      case .character(let expected): takes = code == expected
      case .set(let set): takes = code.map { program.sets[set].contains($0) } ?? false
      case .match:
        best = (0..<slotCount).map { Int(current.slots[index * slotCount + $0]) }
        if slotCount > 0 { best?[1] = position }
        return
      default: takes = false
      }
      guard takes else { continue }
      for slot in 0..<slotCount { slots[slot] = current.slots[index * slotCount + slot] }
      following.add(index + 1, at: position + 1, of: text, program, &slots, &open, &budget)
      if budget.isSpent { return }
    }
  }
}

/// One path after another, for patterns with back-references, which no simulation side by side can follow.
private struct BacktrackingSearch {
  private let program: PatternProgram
  private let text: [UInt32]
  private var slots: [Int]
  private var marks: [Int]
  /// Paths not yet taken, and what to set back on the way to them.
  private var trail: [Step] = []

  private enum Step {
    case path(Int, position: Int)
    case slot(Int, old: Int)
    case mark(Int, old: Int)
  }

  /// Steps that may wait at once.
  private static let trailLimit = 1_000_000

  init(_ program: PatternProgram, _ text: [UInt32]) {
    self.program = program
    self.text = text
    slots = [Int](repeating: -1, count: 2 * (program.groupCount + 1))
    marks = [Int](repeating: -1, count: program.markCount)
  }

  mutating func firstMatch(from start: Int, _ budget: inout PatternBudget) -> PatternMatch? {
    for position in start...text.count {
      if program.isAnchored, position > 0 { return nil }
      budget.visits -= 1
      if let firsts = program.firsts, position == text.count || !firsts.admits(text[position]) { continue }
      for slot in slots.indices { slots[slot] = -1 }
      trail.removeAll(keepingCapacity: true)
      trail.append(.path(0, position: position))
      if let end = matchEnd(&budget) {
        slots[0] = position
        slots[1] = end
        return slots
      }
      if budget.isSpent { return nil }
    }
    return nil
  }

  private mutating func matchEnd(_ budget: inout PatternBudget) -> Int? {
    while let step = trail.popLast() {
      switch step {
      case .slot(let slot, let old): slots[slot] = old
      case .mark(let mark, let old): marks[mark] = old
      case .path(let index, let position):
        if let end = follow(index, position, &budget) { return end }
        if budget.isSpent { return nil }
      }
    }
    return nil
  }

  /// Follows one path to its end: the end of a match, or nil.
  private mutating func follow(_ first: Int, _ start: Int, _ budget: inout PatternBudget) -> Int? {
    var (index, position) = (first, start)
    while true {
      budget.visits -= 1
      if budget.isSpent { return nil }
      guard trail.count < Self.trailLimit else {
        budget.visits = -1
        return nil
      }
      switch program.instructions[index] {
      case .character(let expected):
        guard position < text.count, text[position] == expected else { return nil }
        position += 1
      case .set(let set):
        guard position < text.count, program.sets[set].contains(text[position]) else { return nil }
        position += 1
      case .split(let preferred, let other):
        trail.append(.path(other, position: position))
        index = preferred
        continue
      case .jump(let target):
        index = target
        continue
      case .save(let slot):
        trail.append(.slot(slot, old: slots[slot]))
        slots[slot] = position
      case .start: guard program.isStart(position, of: text) else { return nil }
      case .end: guard program.isEnd(position, of: text) else { return nil }
      case .mark(let mark):
        trail.append(.mark(mark, old: marks[mark]))
        marks[mark] = position
      case .progress(let mark, let exit):
        if marks[mark] == position {
          index = exit
          continue
        }
      case .backReference(let group):
        guard let end = repeated(group, at: position, &budget) else { return nil }
        position = end
      case .match: return position
      }
      index += 1
    }
  }

  /// Where the text of a group stands again; a group that took no part is empty.
  private func repeated(_ group: Int, at position: Int, _ budget: inout PatternBudget) -> Int? {
    let (start, end) = (slots[2 * group], slots[2 * group + 1])
    guard start >= 0, end >= start else { return position }
    let length = end - start
    guard length <= text.count - position else { return nil }
    for offset in 0..<length {
      budget.visits -= 1
      let (first, second) = (text[start + offset], text[position + offset])
      guard first == second || (program.ignoresCase && CaseVariants.of(first).contains(second)) else { return nil }
    }
    return position + length
  }
}
