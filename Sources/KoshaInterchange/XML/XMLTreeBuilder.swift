// expat's events in, a tree out; expat tells the place of each event, start tags are read once more for their attributes'.

import CExpat
import KoshaSource

/// A run of text and where its parts stand.
private struct TextRun {
  var text: String
  var range: Range<Int>
  var segments: [OffsetMap.Segment]
}

/// Lives as long as one parse, on one thread.
final class XMLTreeBuilder {
  /// Between namespace and local name, as expat joins them; no name may hold it.
  static let separator: XML_Char = 0x0C

  let file: SourceFile
  private let parser: XML_Parser
  private var open: [XMLElement] = []
  private var declared: [(prefix: String, namespace: String)] = []
  private(set) var root: XMLElement?
  /// Text of the innermost open element that goes on.
  private var pending: TextRun?
  private(set) var failure: (InterchangeProblem, Range<Int>)?

  init(file: SourceFile, parser: XML_Parser) {
    self.file = file
    self.parser = parser
  }

  func parse() {
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetStartDoctypeDeclHandler(parser) { data, _, _, _, _ in XMLTreeBuilder.of(data)?.refuseDocumentType() }
    XML_SetStartNamespaceDeclHandler(parser) { data, prefix, namespace in
      XMLTreeBuilder.of(data)?.declared.append((XMLTreeBuilder.text(prefix), XMLTreeBuilder.text(namespace)))
    }
    XML_SetElementHandler(
      parser,
      { data, name, attributes in XMLTreeBuilder.of(data)?.begin(name, attributes) },
      { data, _ in XMLTreeBuilder.of(data)?.end() })
    XML_SetCharacterDataHandler(parser) { data, bytes, count in
      guard let bytes else { return }
      let buffer = UnsafeRawBufferPointer(start: bytes, count: Int(count))
      XMLTreeBuilder.of(data)?.add(String(decoding: buffer, as: UTF8.self))
    }
    let status = file.bytes.withUnsafeBytes { buffer in
      XML_Parse(parser, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count), 1)
    }
    if status != XML_STATUS_OK, failure == nil {
      let offset = min(max(0, Int(XML_GetCurrentByteIndex(parser))), file.bytes.count)
      failure = (
        .notWellFormed(fault(XML_GetErrorCode(parser))), offset..<min(offset + 1, file.bytes.count)
      )
    }
  }

  private static func of(_ data: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
    data.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func text(_ text: UnsafePointer<XML_Char>?) -> String { text.map { String(cString: $0) } ?? "" }

  /// The bytes of the event at hand.
  private var eventRange: Range<Int> {
    let start = max(0, Int(XML_GetCurrentByteIndex(parser)))
    return start..<start + Int(XML_GetCurrentByteCount(parser))
  }

  private func stop(_ problem: InterchangeProblem) {
    if failure == nil { failure = (problem, eventRange) }
    XML_StopParser(parser, XML_Bool(XML_FALSE))
  }

  private func refuseDocumentType() { stop(.documentType) }

  private func begin(_ name: UnsafePointer<XML_Char>?, _ values: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
    endText()
    guard open.count < XMLReader.depthLimit else {
      stop(.tooDeep(limit: XMLReader.depthLimit))
      return
    }
    var bindings = open.last?.bindings ?? [:]
    for (prefix, namespace) in declared { bindings[prefix] = namespace }
    declared = []
    let (namespace, local) = Self.split(Self.text(name))
    let range = eventRange
    var attributes: [XMLAttribute] = []
    if let values {
      guard range.count <= XMLReader.tagLimit else {
        stop(.tagTooLong(bytes: range.count, limit: XMLReader.tagLimit))
        return
      }
      let texts = XMLStartTag.attributes(of: file, in: range)
      var index = 0
      while let name = values[2 * index], index < texts.count {
        let (namespace, local) = Self.split(Self.text(name))
        attributes.append(XMLAttribute(namespace: namespace, name: local, value: texts[index]))
        index += 1
      }
    }
    open.append(
      XMLElement(
        namespace: namespace, name: local, attributes: attributes, children: [],
        span: SourceSpan(file: file, range: range), bindings: bindings))
  }

  private func end() {
    endText()
    guard let element = open.popLast() else { return }
    if open.isEmpty {
      root = element
    } else {
      open[open.count - 1].children.append(.element(element))
    }
  }

  /// Adds to the run of text at hand; an entity, a line end and each side of a comment are events of their own.
  private func add(_ text: String) {
    if open.isEmpty { return }
    let range = eventRange
    guard var run = pending else {
      pending = TextRun(
        text: text, range: range, segments: [OffsetMap.Segment(textOffset: 0, fileOffset: range.lowerBound)])
      return
    }
    // Held nowhere else, so that it grows in place however many events it has.
    pending = nil
    let length = run.text.utf8.count
    let last = run.segments[run.segments.count - 1]
    if last.fileOffset + length - last.textOffset != range.lowerBound || run.range.upperBound != range.lowerBound {
      run.segments.append(OffsetMap.Segment(textOffset: length, fileOffset: range.lowerBound))
    }
    run.text += text
    run.range = run.range.lowerBound..<range.upperBound
    pending = run
  }

  /// Gives the run of text at hand to the element that is open.
  private func endText() {
    guard let run = pending else { return }
    pending = nil
    open[open.count - 1].children.append(
      .text(
        LocatedText(
          text: run.text, span: SourceSpan(file: file, range: run.range), map: OffsetMap(segments: run.segments))))
  }

  private static func split(_ name: String) -> (namespace: String, name: String) {
    guard let separator = name.utf8.firstIndex(of: UInt8(separator)) else { return ("", name) }
    return (String(name[..<separator]), String(name[name.utf8.index(after: separator)...]))
  }

  private func fault(_ code: XML_Error) -> XMLFault {
    switch code {
    // So does expat call a document whose root is not closed.
    case XML_ERROR_NO_ELEMENTS: open.isEmpty ? .noElements : .unclosed
    case XML_ERROR_TAG_MISMATCH: .tagMismatch
    case XML_ERROR_DUPLICATE_ATTRIBUTE: .duplicateAttribute
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT: .afterRoot
    case XML_ERROR_UNDEFINED_ENTITY: .undefinedEntity
    case XML_ERROR_UNBOUND_PREFIX: .unboundPrefix
    case XML_ERROR_UNCLOSED_TOKEN, XML_ERROR_PARTIAL_CHAR, XML_ERROR_UNCLOSED_CDATA_SECTION: .unclosed
    case XML_ERROR_NO_MEMORY: .memory
    default: .syntax
    }
  }
}
