// A decision file as it was read, every part located, nothing compiled yet.

public import KoshaSource
import KoshaYAML

/// A decision file read but not compiled: its syntax, every part located.
public struct DecisionSyntax: Sendable {
  /// The id.
  public let id: Located<String>
  /// The type of the answer as the file declares it (a table's outputs; `any` for an expression).
  public let type: ValueType
  /// The title.
  public let title: Words?
  /// Where the authority comes from.
  public let basis: Words?
  /// When this version applies.
  public let effective: EffectivePeriod
  /// The decisions whose answers it reads.
  public let requires: [Located<String>]
  /// What answers; nil where it could not be read.
  let logic: LogicSyntax?
}

/// What answers a decision, or an entry of a boxed context.
indirect enum LogicSyntax: Sendable {
  case table(TableSyntax)
  case expression(LocatedText)
  case context([EntrySyntax])

  /// The type of the answer as the file declares it.
  var type: ValueType {
    if case .table(let table) = self { table.type } else { .any }
  }
}

/// An entry of a boxed context.
struct EntrySyntax: Sendable {
  var name: Located<String>
  var logic: LogicSyntax
}

/// A decision table.
struct TableSyntax: Sendable {
  var hit: Located<HitPolicy>
  var inputs: [InputSyntax]
  var outputs: [OutputSyntax]
  var rules: [RuleSyntax]

  /// The type of the answer: an output's own or a context of them, a list of these under a policy of several answers.
  var type: ValueType {
    let one: ValueType =
      outputs.count == 1 ? outputs[0].type : .context(outputs.map { .init($0.name.value, $0.type) })
    switch hit.value {
    case .unique, .first, .any, .priority, .collectMin, .collectMax: return one
    case .outputOrder, .ruleOrder, .collect: return .list(one)
    case .collectSum, .collectCount: return .number
    }
  }
}

/// A column of tests.
struct InputSyntax: Sendable {
  var name: Located<String>
  var type: ValueType
  var value: LocatedText?
  var allowed: CellSyntax?
}

/// A column of answers.
struct OutputSyntax: Sendable {
  var name: Located<String>
  var type: ValueType
  var defaultCell: CellSyntax?
}

/// A rule, a cell for each column in column order.
struct RuleSyntax: Sendable {
  var id: Located<String>
  var basis: Words?
  var when: [CellSyntax?]
  var then: [CellSyntax?]
  var span: SourceSpan
}

/// A cell as written.
struct CellSyntax: Sendable {
  var text: LocatedText
  /// What the cell is by itself, `true` and numbers unquoted.
  var core: CoreScalar

  /// The text without the white space around it.
  var trimmed: Substring { text.text.trimmed }
}

extension StringProtocol where SubSequence == Substring {
  /// The text without the white space around it.
  var trimmed: Substring {
    var rest = self[...]
    if let first = unicodeScalars.first, let last = unicodeScalars.last, first.isASCII, first > " ", last.isASCII,
      last > " "
    {
      return rest
    }
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return rest
  }
}

extension LocatedText {
  /// The text from a UTF-8 offset on, its places kept.
  package func suffix(fromByte offset: Int) -> LocatedText {
    var segments = [OffsetMap.Segment(textOffset: 0, fileOffset: map.fileOffset(of: offset))]
    for segment in map.segments where segment.textOffset > offset {
      segments.append(.init(textOffset: segment.textOffset - offset, fileOffset: segment.fileOffset))
    }
    return LocatedText(
      text: String(decoding: text.utf8.dropFirst(offset), as: UTF8.self), span: span,
      map: OffsetMap(segments: segments))
  }
}
