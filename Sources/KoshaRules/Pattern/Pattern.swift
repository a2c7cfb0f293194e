// Regular expressions as `matches`, `replace` and `split` use them (F&O 3.1 §5.6.3–5): text in, answers and parts out.

/// A compiled regular expression.
struct Pattern: Sendable {
  private let program: PatternProgram
  private let isLiteral: Bool
  /// How many instructions it takes.
  var size: Int { program.instructions.count }
  /// Whether it matches the empty text, so that it can part no text.
  let matchesEmpty: Bool

  init(_ text: String, _ flags: PatternFlags) throws(PatternError) {
    let (tree, groupCount) = try PatternParser.read(text, flags)
    program = try PatternProgram(tree, groupCount: groupCount, flags)
    isLiteral = flags.isLiteral
    var budget = PatternBudget(visits: 1_000_000)
    matchesEmpty = program.firstMatch(in: [], from: 0, capturing: false, &budget) != nil
    if budget.isSpent { throw .tooLarge }
  }

  /// Whether any part of a text matches; nil where the budget is spent.
  func matches(_ text: String, _ budget: inout PatternBudget) -> Bool? {
    let codes = text.unicodeScalars.map(\.value)
    let found = program.firstMatch(in: codes, from: 0, capturing: false, &budget) != nil
    return budget.isSpent ? nil : found
  }

  /// A text to put in a match's place: pieces of text and groups.
  struct Replacement: Sendable {
    fileprivate enum Part: Sendable {
      case text(String)
      case group(Int)
    }
    fileprivate var parts: [Part] = []
  }

  /// Reads `$1`, `$0`, `\$` and `\\`; nil where a `$` or a backslash stands for nothing.
  func replacement(_ text: String) -> Replacement? {
    if isLiteral { return Replacement(parts: [.text(text)]) }
    var result = Replacement()
    var plain = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\\":
        guard let escaped = rest.popFirst(), escaped == "\\" || escaped == "$" else { return nil }
        plain.unicodeScalars.append(escaped)
      case "$":
        guard var number = rest.first.flatMap(Self.digit) else { return nil }
        rest.removeFirst()
        // A further digit belongs to the number only where there are so many groups.
        while let next = rest.first.flatMap(Self.digit), number > 0, number * 10 + next <= program.groupCount {
          number = number * 10 + next
          rest.removeFirst()
        }
        if !plain.isEmpty { result.parts.append(.text(plain)) }
        plain = ""
        result.parts.append(.group(number))
      default: plain.unicodeScalars.append(scalar)
      }
    }
    if !plain.isEmpty { result.parts.append(.text(plain)) }
    return result
  }

  private static func digit(_ scalar: Unicode.Scalar) -> Int? {
    ("0"..."9").contains(scalar) ? Int(scalar.value) - 0x30 : nil
  }

  /// The text with every match replaced; nil where the budget is spent or the result would be longer than `limit` bytes.
  func replacing(
    in text: String, with replacement: Replacement, limit: Int, _ budget: inout PatternBudget
  ) -> String? {
    let codes = text.unicodeScalars.map(\.value)
    var result: [UInt8] = []
    var copied = 0
    var isWithinLimit = true
    parts(of: codes, &budget) { match in
      Self.append(codes[copied..<match[0]], to: &result)
      for part in replacement.parts {
        switch part {
        case .text(let text): result.append(contentsOf: text.utf8)
        case .group(let group):
          guard group <= program.groupCount, match[2 * group] >= 0, match[2 * group + 1] >= match[2 * group] else {
            continue
          }
          Self.append(codes[match[2 * group]..<match[2 * group + 1]], to: &result)
        }
      }
      copied = match[1]
      isWithinLimit = result.count <= limit
      return isWithinLimit
    }
    guard !budget.isSpent, isWithinLimit else { return nil }
    Self.append(codes[copied...], to: &result)
    return String(decoding: result, as: UTF8.self)
  }

  /// What stands between the matches; nil where the budget is spent or there are more than `limit` parts.
  func splitting(_ text: String, limit: Int, _ budget: inout PatternBudget) -> [String]? {
    let codes = text.unicodeScalars.map(\.value)
    var result: [String] = []
    var copied = 0
    func add(_ part: ArraySlice<UInt32>) {
      var bytes: [UInt8] = []
      Self.append(part, to: &bytes)
      result.append(String(decoding: bytes, as: UTF8.self))
    }
    parts(of: codes, &budget) { match in
      add(codes[copied..<match[0]])
      copied = match[1]
      return result.count < limit
    }
    guard !budget.isSpent, result.count < limit else { return nil }
    add(codes[copied...])
    return result
  }

  /// Calls `take` with every match, left to right, as long as it answers true.
  private func parts(
    of codes: [UInt32], _ budget: inout PatternBudget, _ take: (PatternMatch) -> Bool
  ) {
    var position = 0
    while position <= codes.count,
      let match = program.firstMatch(in: codes, from: position, capturing: true, &budget)
    {
      guard take(match) else { return }
      position = match[1] > match[0] ? match[1] : match[1] + 1
    }
  }

  private static func append(_ codes: ArraySlice<UInt32>, to bytes: inout [UInt8]) {
    for code in codes {
      guard let scalar = Unicode.Scalar(code) else { continue }
      if code < 128 { bytes.append(UInt8(code)) } else { bytes.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
    }
  }
}
