// Places in a file: a span of bytes, a value with its span, and a text whose characters map back to the file.

/// A range of bytes of a file.
public struct SourceSpan: Sendable, Hashable {
  /// The file.
  public var file: SourceFile
  /// Trees hold a span for every node, and are read faster the less memory they take; a file has less than 4 GiB.
  private var lower: UInt32
  private var upper: UInt32

  /// The byte offsets, end excluded.
  public var range: Range<Int> {
    get { Int(lower)..<Int(upper) }
    set { (lower, upper) = (UInt32(newValue.lowerBound), UInt32(newValue.upperBound)) }
  }

  /// A span.
  public init(file: SourceFile, range: Range<Int>) {
    self.file = file
    lower = UInt32(range.lowerBound)
    upper = UInt32(range.upperBound)
  }

  /// Where the span begins.
  public var start: SourcePosition { file.position(of: Int(lower)) }
  /// Where the span ends (the position after its last character).
  public var end: SourcePosition { file.position(of: Int(upper)) }
}

/// A value with the place it was read from.
public struct Located<Value> {
  /// The value.
  public var value: Value
  /// Where it stands.
  public var span: SourceSpan

  /// A value at a place.
  public init(_ value: Value, at span: SourceSpan) {
    self.value = value
    self.span = span
  }

  /// Another value at the same place.
  public func map<Result>(_ transform: (Value) -> Result) -> Located<Result> {
    Located<Result>(transform(value), at: span)
  }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {
  /// Values are compared, places are not, so that tests compare trees.
  public static func == (left: Located, right: Located) -> Bool { left.value == right.value }
}

/// How UTF-8 offsets of a decoded text map to byte offsets of its file.
///
/// A list of segments in order; inside a segment both advance byte by byte, at each segment start they are re-anchored
/// (after an escape, a folded line end, an indentation).
public struct OffsetMap: Sendable, Hashable {
  /// One anchor: from this offset of the text on, the file's offset advances in step.
  public struct Segment: Sendable, Hashable {
    /// The UTF-8 offset in the decoded text.
    public var textOffset: Int
    /// The byte offset in the file.
    public var fileOffset: Int

    /// An anchor.
    public init(textOffset: Int, fileOffset: Int) {
      self.textOffset = textOffset
      self.fileOffset = fileOffset
    }
  }

  /// Most texts stand in the file as they are, and need no list.
  private enum Storage: Sendable, Hashable {
    case verbatim(Int)
    case anchored([Segment])
  }

  private var storage: Storage

  /// The anchors, ascending by text offset; the first is at text offset 0.
  public var segments: [Segment] {
    get {
      switch storage {
      case .verbatim(let fileOffset): [Segment(textOffset: 0, fileOffset: fileOffset)]
      case .anchored(let segments): segments
      }
    }
    set { self = OffsetMap(segments: newValue) }
  }

  /// A map from anchors.
  public init(segments: [Segment]) {
    if segments.count == 1, segments[0].textOffset == 0 {
      storage = .verbatim(segments[0].fileOffset)
    } else {
      storage = .anchored(segments)
    }
  }

  /// A text that stands in the file exactly as it is, from `fileOffset` on.
  public init(verbatimAt fileOffset: Int) {
    storage = .verbatim(fileOffset)
  }

  /// The byte offset in the file of a UTF-8 offset of the text.
  public func fileOffset(of textOffset: Int) -> Int {
    let segments: [Segment]
    switch storage {
    case .verbatim(let fileOffset): return fileOffset + textOffset
    case .anchored(let anchors): segments = anchors
    }
    var low = 0
    var high = segments.count
    guard high > 0 else { return textOffset }
    while high - low > 1 {
      let middle = (low + high) / 2
      if segments[middle].textOffset <= textOffset { low = middle } else { high = middle }
    }
    return segments[low].fileOffset + (textOffset - segments[low].textOffset)
  }
}

/// A decoded text whose every character knows its place in the file.
public struct LocatedText: Sendable {
  /// The decoded text.
  public var text: String
  /// The whole scalar in the file, quotes included.
  public var span: SourceSpan
  /// From UTF-8 offsets of `text` to byte offsets of the file.
  public var map: OffsetMap

  /// A text at a place.
  public init(text: String, span: SourceSpan, map: OffsetMap) {
    self.text = text
    self.span = span
    self.map = map
  }

  /// A text that is a whole file of its own, for example an expression of the command line.
  public init(verbatim text: String, path: String) {
    let file = SourceFile(path: path, text: text)
    self.init(
      text: text, span: SourceSpan(file: file, range: 0..<file.bytes.count), map: OffsetMap(verbatimAt: 0))
  }

  /// The place of a range of UTF-8 offsets of the text.
  public func span(of range: Range<Int>) -> SourceSpan {
    let start = map.fileOffset(of: range.lowerBound)
    let end = range.isEmpty ? start : map.fileOffset(of: range.upperBound - 1) + 1
    return SourceSpan(file: span.file, range: start..<max(start, end))
  }
}
