// What a regular expression of the XPath/XQuery Functions dialect (F&O 3.1 §5.6.1) says, as a tree.

/// A part of a pattern.
indirect enum PatternNode: Sendable {
  case empty
  case character(UInt32)
  case set(CodePointSet)
  case sequence([PatternNode])
  case alternatives([PatternNode])
  /// A group; without an index it captures nothing.
  case group(Int?, PatternNode)
  case repetition(PatternNode, atLeast: Int, atMost: Int?, isGreedy: Bool)
  case backReference(Int)
  case start
  case end

  /// Whether it may match without taking a character.
  var isNullable: Bool {
    switch self {
    case .empty, .start, .end, .backReference: true
    case .character, .set: false
    case .sequence(let parts): parts.allSatisfy(\.isNullable)
    case .alternatives(let branches): branches.contains(where: \.isNullable)
    case .group(_, let content): content.isNullable
    case .repetition(let content, let atLeast, _, _): atLeast == 0 || content.isNullable
    }
  }
}

/// The flags of `matches` and `replace` (F&O 3.1 §5.6.2).
struct PatternFlags: Sendable, Hashable {
  /// `s`: `.` takes line ends too.
  var dotAll = false
  /// `m`: `^` and `$` stand at each line.
  var multiLine = false
  /// `i`: case variants are the same.
  var ignoresCase = false
  /// `x`: white space in the pattern says nothing.
  var ignoresSpace = false
  /// `q`: the pattern is the text to find.
  var isLiteral = false

  /// Nil where a letter is no flag.
  init?(_ text: String) {
    for scalar in text.unicodeScalars {
      switch scalar {
      case "s": dotAll = true
      case "m": multiLine = true
      case "i": ignoresCase = true
      case "x": ignoresSpace = true
      case "q": isLiteral = true
      default: return nil
      }
    }
  }
}

/// Why there is no pattern.
enum PatternError: Error, Hashable {
  /// The text is no regular expression.
  case syntax
  /// It is longer, deeper or larger than is allowed.
  case tooLarge
}
