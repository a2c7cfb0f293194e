// Clean UTF-8 bytes in, libyaml's events out with byte offsets; the only importer of CLibYAML.

import CLibYAML
import KoshaSource

/// One event of a document.
enum YAMLEvent {
  /// A scalar; `anchor` names it for aliases, `isTaggedText` tells a `!!str`.
  case scalar(text: String, style: YAMLScalar.Style, isTaggedText: Bool, anchor: String?, range: Range<Int>)
  /// A sequence begins; `column` is its indentation in block style.
  case sequenceStart(isFlow: Bool, anchor: String?, range: Range<Int>, column: Int)
  /// A mapping begins.
  case mappingStart(isFlow: Bool, anchor: String?, range: Range<Int>, column: Int)
  /// A sequence or mapping ends.
  case end(range: Range<Int>)
  /// A reference to an anchor.
  case alias(name: String, range: Range<Int>)
  /// A document begins.
  case documentStart(range: Range<Int>)
  /// A document ends.
  case documentEnd
  /// Nothing follows.
  case streamEnd
}

/// The parser's own words on text that is no YAML.
struct YAMLSyntaxError: Error {
  /// What libyaml says.
  var problem: String
  /// Where.
  var offset: Int
  /// The byte offset at which the construct around it begins.
  var contextOffset: Int?
}

/// Owns libyaml's parser; the bytes must outlive it.
struct EventStream: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  private let start: Int
  private let isASCII: Bool
  /// A character index and the byte offset it stands at; moved to each mark in turn, so that a file is walked once.
  private var characterIndex = 0
  private var byteOffset: Int

  /// A stream over `bytes` from `start` on; nil where memory is short.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isASCII: Bool) {
    self.bytes = bytes
    self.start = start
    self.isASCII = isASCII
    byteOffset = start
    parser = .allocate(capacity: 1)
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      return nil
    }
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    if let base = bytes.baseAddress {
      yaml_parser_set_input_string(parser, base + start, bytes.count - start)
    } else {
      yaml_parser_set_input_string(parser, "", 0)
    }
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// The next event.
  mutating func next() throws(YAMLSyntaxError) -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxError() }
      defer { yaml_event_delete(&event) }
      if let translated = translate(event) { return translated }
    }
  }

  private mutating func translate(_ event: yaml_event_t) -> YAMLEvent? {
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      return .scalar(
        text: String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self),
        style: Self.style(scalar.style),
        isTaggedText: scalar.tag.map { Self.string($0) == "tag:yaml.org,2002:str" } ?? false,
        anchor: scalar.anchor.map(Self.string),
        range: range(of: event))
    case YAML_SEQUENCE_START_EVENT:
      let sequence = event.data.sequence_start
      return .sequenceStart(
        isFlow: sequence.style == YAML_FLOW_SEQUENCE_STYLE, anchor: sequence.anchor.map(Self.string),
        range: range(of: event), column: event.start_mark.column)
    case YAML_MAPPING_START_EVENT:
      let mapping = event.data.mapping_start
      return .mappingStart(
        isFlow: mapping.style == YAML_FLOW_MAPPING_STYLE, anchor: mapping.anchor.map(Self.string),
        range: range(of: event), column: event.start_mark.column)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return .end(range: range(of: event))
    case YAML_ALIAS_EVENT:
      return .alias(name: event.data.alias.anchor.map(Self.string) ?? "", range: range(of: event))
    case YAML_DOCUMENT_START_EVENT:
      return .documentStart(range: range(of: event))
    case YAML_DOCUMENT_END_EVENT:
      return .documentEnd
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT:
      return .streamEnd
    default:
      return nil
    }
  }

  private static func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }

  private static func string(_ text: UnsafeMutablePointer<yaml_char_t>) -> String {
    String(cString: text)
  }

  private mutating func range(of event: yaml_event_t) -> Range<Int> {
    let lower = offset(of: event.start_mark)
    return lower..<max(lower, offset(of: event.end_mark))
  }

  private mutating func syntaxError() -> YAMLSyntaxError {
    let parser = parser.pointee
    return YAMLSyntaxError(
      problem: parser.problem.map { String(cString: $0) } ?? "",
      offset: offset(of: parser.problem_mark),
      contextOffset: parser.context == nil ? nil : offset(of: parser.context_mark))
  }

  /// Marks count characters; neighbouring marks are near each other, so the walk between them is linear in the whole.
  private mutating func offset(of mark: yaml_mark_t) -> Int {
    if isASCII { return min(start + mark.index, bytes.count) }
    while characterIndex < mark.index, byteOffset < bytes.count {
      byteOffset += 1
      while byteOffset < bytes.count, bytes[byteOffset] & 0xC0 == 0x80 { byteOffset += 1 }
      characterIndex += 1
    }
    while characterIndex > mark.index {
      byteOffset -= 1
      while byteOffset > start, bytes[byteOffset] & 0xC0 == 0x80 { byteOffset -= 1 }
      characterIndex -= 1
    }
    return byteOffset
  }
}
