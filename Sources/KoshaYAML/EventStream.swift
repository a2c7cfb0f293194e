// libyaml's events over the bytes of a file, each with byte offsets; the only place that meets libyaml.

import CLibYAML
import KoshaSource

/// One event.
struct YAMLEvent {
  enum Kind {
    case streamEnd
    case documentStart(hasDirectives: Bool)
    case documentEnd
    case alias(String)
    case scalar(text: String, style: YAMLScalar.Style)
    case sequenceStart(isFlow: Bool)
    case sequenceEnd
    case mappingStart(isFlow: Bool)
    case mappingEnd
  }

  var kind: Kind
  /// The anchor of a node, nil for none.
  var anchor: String?
  /// The tag of a node, nil for none.
  var tag: String?
  /// Byte offsets in the file.
  var range: Range<Int>
}

/// Where and why libyaml gave up.
struct YAMLSyntaxError: Error {
  /// libyaml's own words for what it met.
  var problem: String
  /// Byte offset in the file.
  var offset: Int
  /// Byte offset of the construct it was reading, where it names one.
  var contextOffset: Int?
}

/// A parser over the bytes of one file.
///
/// INVARIANT: the C parser reads from `bytes`, whose storage outlives it: both are let go together in `deinit`.
final class EventStream {
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let input: UnsafeMutableBufferPointer<UInt8>
  private let offsets: CharacterOffsets

  /// A stream over the file's bytes from `start` on (behind a byte order mark).
  init(_ bytes: [UInt8], from start: Int) {
    input = .allocate(capacity: max(1, bytes.count - start))
    _ = input.initialize(fromContentsOf: bytes[start...].isEmpty ? [0x0A] : bytes[start...])
    offsets = CharacterOffsets(bytes, from: start)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    yaml_parser_initialize(parser)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(parser, input.baseAddress, max(1, bytes.count - start))
  }

  deinit {
    yaml_parser_delete(parser)
    parser.deallocate()
    input.deallocate()
  }

  /// The next event; after the stream's end, the end again.
  func next() throws(YAMLSyntaxError) -> YAMLEvent {
    while true {
      var event = yaml_event_t()
      guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
      defer { yaml_event_delete(&event) }
      let range = offsets[Int(event.start_mark.index)]..<offsets[Int(event.end_mark.index)]
      switch event.type {
      case YAML_NO_EVENT, YAML_STREAM_END_EVENT:
        return YAMLEvent(kind: .streamEnd, range: range)
      case YAML_STREAM_START_EVENT:
        continue
      case YAML_DOCUMENT_START_EVENT:
        let document = event.data.document_start
        let hasDirectives =
          document.version_directive != nil || document.tag_directives.start != document.tag_directives.end
        return YAMLEvent(kind: .documentStart(hasDirectives: hasDirectives), range: range)
      case YAML_DOCUMENT_END_EVENT:
        return YAMLEvent(kind: .documentEnd, range: range)
      case YAML_ALIAS_EVENT:
        return YAMLEvent(kind: .alias(string(event.data.alias.anchor) ?? ""), range: range)
      case YAML_SCALAR_EVENT:
        let scalar = event.data.scalar
        let text = String(
          decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
        return YAMLEvent(
          kind: .scalar(text: text, style: style(scalar.style)), anchor: string(scalar.anchor),
          tag: string(scalar.tag), range: range)
      case YAML_SEQUENCE_START_EVENT:
        let start = event.data.sequence_start
        return YAMLEvent(
          kind: .sequenceStart(isFlow: start.style == YAML_FLOW_SEQUENCE_STYLE), anchor: string(start.anchor),
          tag: string(start.tag), range: range)
      case YAML_SEQUENCE_END_EVENT:
        return YAMLEvent(kind: .sequenceEnd, range: range)
      case YAML_MAPPING_START_EVENT:
        let start = event.data.mapping_start
        return YAMLEvent(
          kind: .mappingStart(isFlow: start.style == YAML_FLOW_MAPPING_STYLE), anchor: string(start.anchor),
          tag: string(start.tag), range: range)
      case YAML_MAPPING_END_EVENT:
        return YAMLEvent(kind: .mappingEnd, range: range)
      default:
        preconditionFailure("libyaml has no event of type \(event.type.rawValue)")
      }
    }
  }

  private func failure() -> YAMLSyntaxError {
    let parser = parser.pointee
    let hasMark = parser.problem_mark.index > 0 || parser.problem_offset == 0
    return YAMLSyntaxError(
      problem: parser.problem.map { String(cString: $0) } ?? "",
      offset: hasMark ? offsets[Int(parser.problem_mark.index)] : offsets.start + Int(parser.problem_offset),
      contextOffset: parser.context == nil ? nil : offsets[Int(parser.context_mark.index)])
  }

  private func string(_ pointer: UnsafeMutablePointer<UInt8>?) -> String? {
    pointer.map { String(cString: $0) }
  }

  private func style(_ style: yaml_scalar_style_t) -> YAMLScalar.Style {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
    case YAML_LITERAL_SCALAR_STYLE: .literal
    case YAML_FOLDED_SCALAR_STYLE: .folded
    default: .plain
    }
  }
}

/// From libyaml's character indexes to byte offsets: libyaml counts characters, everything here counts bytes.
private struct CharacterOffsets {
  /// Characters between two entries of `anchors`.
  private static let stride = 64

  let start: Int
  private let bytes: [UInt8]
  /// The byte offset of every 64th character; empty where all is ASCII.
  private let anchors: [Int]

  init(_ bytes: [UInt8], from start: Int) {
    self.start = start
    self.bytes = bytes
    guard bytes.contains(where: { $0 >= 0x80 }) else {
      anchors = []
      return
    }
    var anchors: [Int] = []
    anchors.reserveCapacity(bytes.count / Self.stride + 1)
    var characters = 0
    for offset in start..<bytes.count where bytes[offset] & 0xC0 != 0x80 {
      if characters % Self.stride == 0 { anchors.append(offset) }
      characters += 1
    }
    self.anchors = anchors
  }

  subscript(index: Int) -> Int {
    guard !anchors.isEmpty else { return min(start + index, bytes.count) }
    let anchor = index / Self.stride
    guard anchor < anchors.count else { return bytes.count }
    var offset = anchors[anchor]
    var left = index % Self.stride
    while left > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }
}
