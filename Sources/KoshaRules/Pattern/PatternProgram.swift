// A pattern's tree in, the instructions out that both matchers run: Thompson's construction with priorities.

/// The instructions of a pattern.
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    case character(UInt32)
    case set(Int)
    /// Goes on at the first, and should that fail, at the second.
    case split(Int, Int)
    case jump(Int)
    /// Remembers the position as an end of a group.
    case save(Int)
    case start
    case end
    case backReference(Int)
    /// Remembers where a turn of a loop begins.
    case mark(Int)
    /// Leaves the loop where its turn took no character.
    case progress(Int, exit: Int)
    case match
  }

  private(set) var instructions: [Instruction] = []
  private(set) var sets: [CodePointSet] = []
  private(set) var markCount = 0
  private(set) var hasBackReference = false
  let groupCount: Int
  let isMultiLine: Bool
  let ignoresCase: Bool
  /// Whether it can match at the start of the text only.
  private(set) var isAnchored = false
  /// The code points that a match can begin with; nil where it may be empty or is not known.
  private(set) var firsts: CodePointFilter?

  /// Instructions of a program, and of those times the ends of groups.
  static let sizeLimit = 20_000
  private static let stateLimit = 2_000_000

  init(_ tree: PatternNode, groupCount: Int, _ flags: PatternFlags) throws(PatternError) {
    self.groupCount = groupCount
    isMultiLine = flags.multiLine && !flags.isLiteral
    ignoresCase = flags.ignoresCase
    try emit(tree)
    try add(.match)
    guard instructions.count * (groupCount + 1) <= Self.stateLimit else { throw .tooLarge }
    findFirsts()
  }

  // MARK: Construction

  private mutating func add(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < Self.sizeLimit else { throw .tooLarge }
    instructions.append(instruction)
  }

  private mutating func emit(_ node: PatternNode) throws(PatternError) {
    switch node {
    case .empty: break
    case .character(let code): try add(.character(code))
    case .set(let set):
      sets.append(set)
      try add(.set(sets.count - 1))
    case .sequence(let parts):
      for part in parts { try emit(part) }
    case .alternatives(let branches): try alternatives(branches)
    case .group(let number?, let content):
      try add(.save(2 * number))
      try emit(content)
      try add(.save(2 * number + 1))
    case .group(nil, let content): try emit(content)
    case .repetition(let content, let atLeast, let atMost, let isGreedy):
      try repetition(content, atLeast, atMost, isGreedy)
    case .backReference(let group):
      hasBackReference = true
      try add(.backReference(group))
    case .start: try add(.start)
    case .end: try add(.end)
    }
  }

  private mutating func alternatives(_ branches: [PatternNode]) throws(PatternError) {
    var jumps: [Int] = []
    for branch in branches.dropLast() {
      let split = instructions.count
      try add(.split(split + 1, 0))
      try emit(branch)
      jumps.append(instructions.count)
      try add(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    if let last = branches.last { try emit(last) }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  private mutating func repetition(
    _ content: PatternNode, _ atLeast: Int, _ atMost: Int?, _ isGreedy: Bool
  ) throws(PatternError) {
    // Each turn is written out; turns that write nothing must not go round for long.
    let before = instructions.count
    for turn in 0..<max(0, atMost == nil ? atLeast - 1 : atLeast) {
      try emit(content)
      if turn == 0, instructions.count == before { return }
    }
    guard let atMost else {
      try loop(content, isOptional: atLeast == 0, isGreedy)
      return
    }
    var splits: [Int] = []
    for _ in atLeast..<atMost {
      splits.append(instructions.count)
      try add(.split(0, 0))
      try emit(content)
    }
    for split in splits { setSplit(split, to: split + 1, instructions.count, isGreedy) }
  }

  /// One turn or more; where the content may be empty, a turn that takes nothing is the last.
  private mutating func loop(_ content: PatternNode, isOptional: Bool, _ isGreedy: Bool) throws(PatternError) {
    let entry = instructions.count
    if isOptional { try add(.split(0, 0)) }
    let top = instructions.count
    let isNullable = content.isNullable
    let mark = markCount
    if isNullable {
      markCount += 1
      try add(.mark(mark))
    }
    try emit(content)
    let check = instructions.count
    if isNullable { try add(.progress(mark, exit: 0)) }
    let last = instructions.count
    try add(.split(0, 0))
    let exit = instructions.count
    setSplit(last, to: top, exit, isGreedy)
    if isNullable { instructions[check] = .progress(mark, exit: exit) }
    if isOptional { setSplit(entry, to: top, exit, isGreedy) }
  }

  private mutating func setSplit(_ index: Int, to inside: Int, _ outside: Int, _ isGreedy: Bool) {
    instructions[index] = isGreedy ? .split(inside, outside) : .split(outside, inside)
  }

  // MARK: Where a match can begin

  private mutating func findFirsts() {
    let all = reachable(throughStart: true)
    isAnchored = !isMultiLine && !reachable(throughStart: false).contains { takesOrEnds(instructions[$0]) }
    var parts: [Instruction] = []
    for index in all {
      switch instructions[index] {
      case .character, .set: parts.append(instructions[index])
      case .match, .backReference: return
      default: continue
      }
    }
    firsts = CodePointFilter(
      characters: parts.compactMap { if case .character(let code) = $0 { code } else { nil } },
      sets: parts.compactMap { if case .set(let index) = $0 { sets[index] } else { nil } })
  }

  private func takesOrEnds(_ instruction: Instruction) -> Bool {
    switch instruction {
    case .character, .set, .backReference, .match: true
    default: false
    }
  }

  /// The instructions that can be reached from the first without taking a character.
  private func reachable(throughStart: Bool) -> [Int] {
    var seen = [Bool](repeating: false, count: instructions.count)
    var (open, reached) = ([0], [Int]())
    while let index = open.popLast() {
      if seen[index] { continue }
      seen[index] = true
      reached.append(index)
      switch instructions[index] {
      case .split(let first, let second): open += [first, second]
      case .jump(let target): open.append(target)
      case .save, .end, .mark: open.append(index + 1)
      case .start: if throughStart { open.append(index + 1) }
      case .progress(_, let exit): open += [index + 1, exit]
      case .character, .set, .backReference, .match: break
      }
    }
    return reached
  }
}

/// A quick test of a code point against several characters and sets.
struct CodePointFilter: Sendable {
  private let characters: [UInt32]
  private let sets: [CodePointSet]
  private let ascii: [Bool]

  init(characters: [UInt32], sets: [CodePointSet]) {
    self.characters = characters
    self.sets = sets
    ascii = (UInt32(0)..<128).map { code in characters.contains(code) || sets.contains { $0.contains(code) } }
  }

  @inline(__always)
  func admits(_ code: UInt32) -> Bool {
    if code < 128 { return ascii[Int(code)] }
    return characters.contains(code) || sets.contains { $0.contains(code) }
  }
}
