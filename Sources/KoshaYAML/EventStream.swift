// Clean UTF-8 bytes in, libyaml's events out with byte offsets; the only importer of CLibYAML.

import CLibYAML
import KoshaSource

/// What comes next in a document.
enum YAMLEvent {
  /// A scalar.
  case scalar
  /// A sequence begins.
  case sequenceStart
  /// A mapping begins.
  case mappingStart
  /// A sequence or mapping ends.
  case end
  /// A reference to an anchor.
  case alias
  /// A document begins.
  case documentStart
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

/// Owns libyaml's parser and its present event; the bytes must outlive it.
///
/// The event is read where libyaml has put it: a copy of it for each of the many small nodes of a table took longer
/// than libyaml itself.
struct EventStream: ~Copyable {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let present: UnsafeMutablePointer<yaml_event_t>
  private let bytes: UnsafeBufferPointer<UInt8>
  private let start: Int
  private let isASCII: Bool
  /// A character index and the byte offset it stands at; moved to each mark in turn, so that a file is walked once.
  private var characterIndex = 0
  private var byteOffset: Int

  /// Whether the present event must be deleted; a good part of all events are ends, which hold nothing.
  private var ownsMemory = false
  /// The present event.
  private(set) var event = YAMLEvent.streamEnd
  /// Its place.
  private(set) var range = 0..<0

  /// A stream over `bytes` from `start` on, before its first event; nil where memory is short.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isASCII: Bool) {
    self.bytes = bytes
    self.start = start
    self.isASCII = isASCII
    byteOffset = start
    parser = .allocate(capacity: 1)
    present = .allocate(capacity: 1)
    present.initialize(to: yaml_event_t())
    guard yaml_parser_initialize(parser) == 1 else {
      parser.deallocate()
      present.deallocate()
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
    if ownsMemory { yaml_event_delete(present) }
    present.deallocate()
    yaml_parser_delete(parser)
    parser.deallocate()
  }

  /// Goes to the next event.
  mutating func advance() throws(YAMLSyntaxError) {
    while true {
      if ownsMemory { yaml_event_delete(present) }
      ownsMemory = false
      guard yaml_parser_parse(parser, present) == 1 else { throw syntaxError() }
      switch present.pointee.type.rawValue {
      case YAML_STREAM_START_EVENT.rawValue: continue
      case YAML_SEQUENCE_END_EVENT.rawValue, YAML_MAPPING_END_EVENT.rawValue:
        event = .end
      case YAML_SCALAR_EVENT.rawValue:
        event = .scalar
        ownsMemory = true
      case YAML_SEQUENCE_START_EVENT.rawValue:
        event = .sequenceStart
        ownsMemory = true
      case YAML_MAPPING_START_EVENT.rawValue:
        event = .mappingStart
        ownsMemory = true
      case YAML_ALIAS_EVENT.rawValue:
        event = .alias
        ownsMemory = true
      case YAML_DOCUMENT_START_EVENT.rawValue:
        event = .documentStart
        ownsMemory = true
      case YAML_DOCUMENT_END_EVENT.rawValue:
        event = .documentEnd
      default:
        event = .streamEnd
      }
      let lower = offset(of: present.pointee.start_mark.index)
      range = lower..<max(lower, offset(of: present.pointee.end_mark.index))
      return
    }
  }

  private mutating func syntaxError() -> YAMLSyntaxError {
    let problem = parser.pointee.problem.map { String(cString: $0) } ?? ""
    let place = offset(of: parser.pointee.problem_mark.index)
    return YAMLSyntaxError(
      problem: problem, offset: place,
      contextOffset: parser.pointee.context == nil ? nil : offset(of: parser.pointee.context_mark.index))
  }

  /// Marks count characters; neighbouring marks are near each other, so the walk between them is linear in the whole.
  private mutating func offset(of index: Int) -> Int {
    if isASCII { return min(start + index, bytes.count) }
    var (left, offset) = (index - characterIndex, byteOffset)
    while left > 0, offset < bytes.count {
      offset += Self.length(of: bytes[offset])
      left -= 1
    }
    while left < 0 {
      offset -= 1
      while offset > start, bytes[offset] & 0xC0 == 0x80 { offset -= 1 }
      left += 1
    }
    (characterIndex, byteOffset) = (index - left, offset)
    return offset
  }

  /// The bytes of the character that begins with `lead`; the text is known to be clean UTF-8.
  private static func length(of lead: UInt8) -> Int {
    lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
  }
}

// What the present event holds; each is asked only of the events that have it.
extension EventStream {
  /// Whether the event begins and ends on one line.
  var isOneLine: Bool { present.pointee.start_mark.line == present.pointee.end_mark.line }

  /// The column of a collection, its indentation in block style.
  var column: Int { present.pointee.start_mark.column }

  /// The decoded text of a scalar.
  var text: String {
    String(
      decoding: UnsafeBufferPointer(start: present.pointee.data.scalar.value, count: textLength), as: UTF8.self)
  }

  /// The bytes of a scalar's decoded text.
  var textLength: Int { present.pointee.data.scalar.length }

  /// How a scalar is written.
  var style: YAMLScalar.Style {
    switch present.pointee.data.scalar.style.rawValue {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE.rawValue: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE.rawValue: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE.rawValue: .literal
    case YAML_FOLDED_SCALAR_STYLE.rawValue: .folded
    default: .plain
    }
  }

  /// Whether a scalar is a `!!str`.
  var isTaggedText: Bool {
    guard let tag = present.pointee.data.scalar.tag else { return false }
    return String(cString: tag) == "tag:yaml.org,2002:str"
  }

  /// Whether a sequence or mapping stands in `[ ]` or `{ }`.
  var isFlow: Bool {
    event == .sequenceStart
      ? present.pointee.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
      : present.pointee.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
  }

  /// Whether an anchor or tag stands before a scalar: its place then begins with them.
  var hasProperties: Bool {
    present.pointee.data.scalar.anchor != nil || present.pointee.data.scalar.tag != nil
  }

  /// The name that aliases may use for a scalar or collection, or the name that an alias uses.
  var anchor: String? {
    let name: UnsafeMutablePointer<yaml_char_t>? =
      switch event {
      case .scalar: present.pointee.data.scalar.anchor
      case .sequenceStart: present.pointee.data.sequence_start.anchor
      case .mappingStart: present.pointee.data.mapping_start.anchor
      case .alias: present.pointee.data.alias.anchor
      default: nil
      }
    return name.map { String(cString: $0) }
  }
}
