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
  package let logic: LogicSyntax?

  /// The names of its parameters where it is a function, nil where it is none.
  public var parameters: [String]? {
    if case .function(let function)? = logic { function.parameters.map(\.name.value) } else { nil }
  }
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
