// The text of a regular expression in, its tree out (F&O 3.1 §5.6.1 over XML Schema 1.1 part 2 appendix G).

/// Reads a pattern; recursion is bounded by `depthLimit`.
struct PatternParser {
  private let text: [Unicode.Scalar]
  private let flags: PatternFlags
  private var index = 0
  private var depth = 0
  /// Groups opened so far.
  private(set) var groupCount = 0
  private var closedGroups: Set<Int> = []

  /// Nested groups and classes.
  private static let depthLimit = 200
  /// Code points of a pattern.
  private static let lengthLimit = 10_000

  static func read(
    _ pattern: String, _ flags: PatternFlags
  ) throws(PatternError) -> (tree: PatternNode, groupCount: Int) {
    guard pattern.utf8.count <= 4 * lengthLimit, pattern.unicodeScalars.count <= lengthLimit else { throw .tooLarge }
    var parser = PatternParser(Array(pattern.unicodeScalars), flags)
    if flags.isLiteral {
      return (.sequence(parser.text.map { parser.character($0.value) }), 0)
    }
    let tree = try parser.alternatives()
    // What is left is a closing parenthesis too many.
    guard parser.index == parser.text.count else { throw .syntax }
    return (tree, parser.groupCount)
  }

  private init(_ text: [Unicode.Scalar], _ flags: PatternFlags) {
    self.flags = flags
    self.text = flags.ignoresSpace && !flags.isLiteral ? Self.withoutSpace(text) : text
  }

  /// White space removed, but within character classes.
  private static func withoutSpace(_ text: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    var (classDepth, isEscaped) = (0, false)
    for scalar in text {
      if classDepth == 0, [" ", "\t", "\n", "\r"].contains(scalar) { continue }
      result.append(scalar)
      if isEscaped {
        isEscaped = false
        continue
      }
      switch scalar {
      case "\\": isEscaped = true
      case "[": classDepth += 1
      case "]": classDepth = max(0, classDepth - 1)
      default: break
      }
    }
    return result
  }

  private var peek: Unicode.Scalar? { index < text.count ? text[index] : nil }

  private mutating func next() throws(PatternError) -> Unicode.Scalar {
    guard index < text.count else { throw .syntax }
    index += 1
    return text[index - 1]
  }

  private mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard peek == scalar else { return false }
    index += 1
    return true
  }

  private mutating func descend() throws(PatternError) {
    depth += 1
    guard depth <= Self.depthLimit else { throw .tooLarge }
  }

  private func character(_ code: UInt32) -> PatternNode {
    let variants = flags.ignoresCase ? CaseVariants.of(code) : []
    if variants.isEmpty { return .character(code) }
    return .set(CodePointSet([.ranges(([code] + variants).map { $0...$0 }, isNegated: false)]))
  }

  // MARK: Branches and pieces

  private mutating func alternatives() throws(PatternError) -> PatternNode {
    var branches = [try branch()]
    while skip("|") { branches.append(try branch()) }
    return branches.count == 1 ? branches[0] : .alternatives(branches)
  }

  private mutating func branch() throws(PatternError) -> PatternNode {
    var pieces: [PatternNode] = []
    while let scalar = peek, scalar != "|", scalar != ")" { pieces.append(try quantified(try atom())) }
    return switch pieces.count {
    case 0: .empty
    case 1: pieces[0]
    default: .sequence(pieces)
    }
  }

  private mutating func quantified(_ atom: PatternNode) throws(PatternError) -> PatternNode {
    let bounds: (atLeast: Int, atMost: Int?)
    switch peek {
    case "?": bounds = (0, 1)
    case "*": bounds = (0, nil)
    case "+": bounds = (1, nil)
    case "{":
      index += 1
      let atLeast = try count()
      var atMost: Int? = atLeast
      if skip(",") { atMost = peek == "}" ? nil : try count() }
      guard peek == "}", atLeast <= atMost ?? atLeast else { throw .syntax }
      bounds = (atLeast, atMost)
    default: return atom
    }
    index += 1
    let isGreedy = !skip("?")
    return .repetition(atom, atLeast: bounds.atLeast, atMost: bounds.atMost, isGreedy: isGreedy)
  }

  private mutating func count() throws(PatternError) -> Int {
    var value = 0
    let start = index
    while let digit = digit() {
      value = value * 10 + digit
      guard value <= 1_000_000 else { throw .tooLarge }
      index += 1
    }
    guard index > start else { throw .syntax }
    return value
  }

  /// The value of the digit that stands here.
  private func digit() -> Int? {
    guard let scalar = peek, ("0"..."9").contains(scalar) else { return nil }
    return Int(scalar.value) - 0x30
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    let scalar = try next()
    switch scalar {
    case "(": return try group()
    case "[": return .set(try characterClass())
    case ".": return .set(flags.dotAll ? .everything : .noLineEnd)
    case "^": return .start
    case "$": return .end
    case "\\": return try escape()
    case ")", "]", "{", "}", "?", "*", "+", "|": throw .syntax
    default: return character(scalar.value)
    }
  }

  private mutating func group() throws(PatternError) -> PatternNode {
    try descend()
    defer { depth -= 1 }
    var number: Int?
    if skip("?") {
      guard skip(":") else { throw .syntax }
    } else {
      groupCount += 1
      number = groupCount
    }
    let content = try alternatives()
    guard skip(")") else { throw .syntax }
    if let number { closedGroups.insert(number) }
    return .group(number, content)
  }

  private mutating func escape() throws(PatternError) -> PatternNode {
    if let first = digit() {
      guard first > 0 else { throw .syntax }
      index += 1
      var number = first
      // A further digit belongs to it only where there are so many groups.
      while let next = digit(), number * 10 + next <= groupCount {
        number = number * 10 + next
        index += 1
      }
      guard closedGroups.contains(number) else { throw .syntax }
      return .backReference(number)
    }
    switch try escaped() {
    case .character(let code): return character(code)
    case .item(let item): return .set(CodePointSet([item]))
    }
  }

  // MARK: Character classes

  private enum Escaped {
    case character(UInt32)
    case item(CodePointSet.Item)
  }

  /// What stands behind a backslash, in a class and outside.
  private mutating func escaped() throws(PatternError) -> Escaped {
    let scalar = try next()
    switch scalar {
    case "n": return .character(10)
    case "r": return .character(13)
    case "t": return .character(9)
    case "\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "-", "[", "]", "^", "$": return .character(scalar.value)
    case "p", "P":
      guard skip("{") else { throw .syntax }
      var name = ""
      while let part = peek, part != "}" {
        name.unicodeScalars.append(part)
        index += 1
      }
      guard skip("}"), let item = CodePointSet.Item.property(name, isNegated: scalar == "P") else { throw .syntax }
      return .item(item)
    default:
      guard let item = CodePointSet.Item.escape(scalar) else { throw .syntax }
      return .item(item)
    }
  }

  /// A class behind its `[`: `[^a-z\d-[aeiou]]`.
  private mutating func characterClass() throws(PatternError) -> CodePointSet {
    try descend()
    defer { depth -= 1 }
    let isNegated = skip("^")
    var items: [CodePointSet.Item] = []
    var isAfterRange = false
    while true {
      let scalar = try next()
      if scalar == "]" {
        guard !items.isEmpty else { throw .syntax }
        return CodePointSet(items, isNegated: isNegated)
      }
      if scalar == "-", skip("[") {
        guard !items.isEmpty else { throw .syntax }
        let subtracted = try characterClass()
        guard skip("]") else { throw .syntax }
        return CodePointSet(items, isNegated: isNegated, without: subtracted)
      }
      var first = scalar.value
      switch scalar {
      case "[": throw .syntax
      case "-":
        // A hyphen stands for itself first, last and behind an escape of many characters.
        guard items.isEmpty || !isAfterRange || peek == "]" || isSubtraction else { throw .syntax }
      case "\\":
        switch try escaped() {
        case .item(let item):
          items.append(item)
          isAfterRange = false
          continue
        case .character(let code): first = code
        }
      default: break
      }
      if peek == "-", let end = try rangeEnd() {
        guard end >= first else { throw .syntax }
        items.append(item(first...end))
        isAfterRange = true
      } else {
        items.append(item(first...first))
        isAfterRange = false
      }
    }
  }

  /// Whether `-[` stands here.
  private var isSubtraction: Bool { peek == "-" && index + 1 < text.count && text[index + 1] == "[" }

  /// The end of a range behind its hyphen; nil where the hyphen belongs to no range.
  private mutating func rangeEnd() throws(PatternError) -> UInt32? {
    guard index + 1 < text.count, text[index + 1] != "]", text[index + 1] != "[" else { return nil }
    index += 1
    let scalar = try next()
    // `[a--[b]]`: a hyphen that itself is followed by a subtraction.
    guard scalar == "\\" else { return scalar.value }
    guard case .character(let code) = try escaped() else { throw .syntax }
    return code
  }

  private func item(_ range: ClosedRange<UInt32>) -> CodePointSet.Item {
    flags.ignoresCase ? .folded(range) : .ranges([range], isNegated: false)
  }
}
