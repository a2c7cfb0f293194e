// Clean text in; nesting kept within limits and the traps of YAML told, before libyaml sees the text.

import KoshaSource

/// The second linear pass: follows YAML's tokens without building anything.
///
/// libyaml 0.2.5 has no limit on nesting and takes time quadratic in it, so depth is bounded here. libyaml also stops at
/// the first fault; this pass goes on after one, and knows what was meant and how to quote it.
struct StructureScan {
  /// What is wrong.
  private(set) var bag = DiagnosticBag()
  /// Whether the text may be given to libyaml.
  private(set) var mayBeParsed = true
  /// Whether the tree that libyaml gives can be trusted.
  private(set) var isWellFormed = true
  /// Stretches in `[ ]` or `{ }` that libyaml cuts in pieces though one text is meant.
  private(set) var misread: [Range<Int>] = []

  let file: SourceFile
  let bytes: UnsafeBufferPointer<UInt8>
  let limits: YAMLLimits
  var position: Int

  /// An open `[` or `{`.
  struct Bracket {
    /// The byte itself.
    var opening: UInt8
    /// Where it stands.
    var offset: Int
    /// The column of the key that the whole would be.
    var keyColumn: Int?
    /// Whether the present entry has its `: ` already.
    var hasColon = false

    var closing: UInt8 { opening == UInt8(ascii: "[") ? UInt8(ascii: "]") : UInt8(ascii: "}") }
  }

  var brackets: [Bracket] = []
  /// Columns of the open block collections, ascending, as libyaml counts them.
  var indents: [Int] = []
  var lineStart: Int
  /// Whether a key may begin here (libyaml's `simple_key_allowed`).
  var mayBeginKey = true
  /// The column of the node on this line that a `: ` would make a key.
  var keyColumn: Int?
  /// Where the present value or entry begins, from its first character on.
  var valueStart: Int?
  /// What stands before the present position in the present value.
  var last = Last.nothing

  enum Last {
    /// Nothing yet, or only an anchor or tag.
    case nothing
    /// Only the `: ` of a plain key on this line.
    case colon
    /// A plain scalar.
    case plain
    /// Another complete node: quoted, an alias, a closed bracket.
    case node
  }

  /// A hostile file could have a fault in every line.
  private static let mostFaults = 50
  private var faults = 0

  init(_ file: SourceFile, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, limits: YAMLLimits) {
    self.file = file
    self.bytes = bytes
    self.limits = limits
    position = start
    lineStart = start
  }

  /// Walks the whole text.
  mutating func run() {
    beginLine()
    while position < bytes.count, mayBeParsed { token() }
    if mayBeParsed, let bracket = brackets.last { reportUnclosed(bracket) }
  }
}

// Reporting.
extension StructureScan {
  /// How much of libyaml's reading a fault leaves usable.
  enum Gravity {
    /// libyaml reads the text as it is meant.
    case readable
    /// libyaml fails or reads something else.
    case broken
    /// libyaml must not see the text.
    case fatal
  }

  mutating func report(_ problem: YAMLProblem, at range: Range<Int>, _ gravity: Gravity) {
    bag.add(problem, at: SourceSpan(file: file, range: range))
    faults += 1
    if gravity != .readable { isWellFormed = false }
    if gravity == .fatal || faults >= Self.mostFaults { mayBeParsed = false }
  }

  mutating func reportUnclosed(_ bracket: Bracket) {
    let lineEnd = contentEnd(from: bracket.offset)
    let character = Character(Unicode.Scalar(bracket.opening))
    let isWholeText = lineEnd > bracket.offset + 1 && bytes[bracket.offset + 1..<lineEnd].contains { !$0.isBlank }
    report(
      .unclosedBracket(character, quoted: isWholeText ? quoted(bracket.offset..<lineEnd) : nil),
      at: bracket.offset..<bracket.offset + 1, .broken)
  }

  func quoted(_ range: Range<Int>) -> String { Quotation.quoted(String(decoding: bytes[range], as: UTF8.self)) }

  /// Reports a text that must be quoted, and goes on behind it.
  mutating func trap(from start: Int, _ gravity: Gravity = .broken, _ problem: (String) -> YAMLProblem) {
    let end = brackets.isEmpty ? contentEnd(from: start) : itemEnd(from: start)
    let range = start..<max(end, position)
    report(problem(quoted(range)), at: range, gravity)
    if !brackets.isEmpty { misread.append(range) }
    // A text that begins on an earlier line ends before the present place, which must be left behind all the same.
    position =
      end > position
      ? end : max(position + 1, brackets.isEmpty ? contentEnd(from: position) : itemEnd(from: position))
    last = .node
    mayBeginKey = false
  }
}

// Looking at bytes.
extension StructureScan {
  func at(_ offset: Int) -> UInt8 { offset < bytes.count ? bytes[offset] : 0x0A }

  /// Whether a token ends at `offset`: clean text has no other bytes up to the space than blanks and line ends.
  func isSeparated(_ offset: Int) -> Bool { at(offset) <= 0x20 }

  func lineEnd(from offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A { end += 1 }
    if end > offset, bytes[end - 1] == 0x0D { end -= 1 }
    return end
  }

  /// The end of the line's text: before trailing blanks and before a comment.
  func contentEnd(from offset: Int) -> Int {
    let limit = lineEnd(from: offset)
    var end = offset
    var index = offset
    while index < limit {
      if bytes[index] == UInt8(ascii: "#"), index > offset, bytes[index - 1].isBlank, isSeparated(index + 1) { break }
      if !bytes[index].isBlank { end = index + 1 }
      index += 1
    }
    return end
  }

  /// The end of an item in `[ ]` or `{ }` that was meant as one text: brackets and quotes in it are balanced as far as
  /// the line goes.
  func itemEnd(from start: Int) -> Int {
    let limit = contentEnd(from: start)
    var depth = 0
    var index = start
    var end = start
    var firstCut: Int?
    while index < limit {
      let byte = bytes[index]
      if depth == 0, index > start, byte.endsFlowScalar, byte != UInt8(ascii: "["), byte != UInt8(ascii: "{") {
        return end
      }
      if byte.endsFlowScalar, firstCut == nil, index > start { firstCut = end }
      depth += Parenthesis.change(bytes, at: index)
      if depth < 0 { return firstCut ?? end }
      if byte == UInt8(ascii: "\""), let close = bytes[(index + 1)..<limit].firstIndex(of: byte) { index = close }
      if !byte.isBlank { end = index + 1 }
      index += 1
    }
    return depth == 0 ? end : firstCut ?? end
  }
}

extension UInt8 {
  /// Whether the byte ends a plain scalar in `[ ]` or `{ }`.
  var endsFlowScalar: Bool {
    switch self {
    case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
    default: false
    }
  }
}

/// Round, square, curly and full-width brackets.
enum Parenthesis {
  /// 1 where one opens, -1 where one closes, else 0.
  static func change(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Int {
    switch bytes[offset] {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): return 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): return -1
    case 0xE3, 0xEF:
      guard offset + 2 < bytes.count else { return 0 }
      switch (bytes[offset], bytes[offset + 1], bytes[offset + 2]) {
      // （ ） and 「 」 『 』 【 】 〔 〕.
      case (0xEF, 0xBC, 0x88): return 1
      case (0xEF, 0xBC, 0x89): return -1
      case (0xE3, 0x80, 0x8C), (0xE3, 0x80, 0x8E), (0xE3, 0x80, 0x90), (0xE3, 0x80, 0x94): return 1
      case (0xE3, 0x80, 0x8D), (0xE3, 0x80, 0x8F), (0xE3, 0x80, 0x91), (0xE3, 0x80, 0x95): return -1
      default: return 0
      }
    default: return 0
    }
  }
}
