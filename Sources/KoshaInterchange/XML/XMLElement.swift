// The tree of an XML document: elements, attributes and text, each with its place in the file.

package import KoshaSource

/// An element with its namespace resolved.
package struct XMLElement: Sendable {
  /// The namespace's URI; empty where there is none.
  package var namespace: String
  /// The local name.
  package var name: String
  /// In document order, namespace declarations left out.
  package var attributes: [XMLAttribute]
  /// Elements and runs of text, in document order.
  package var children: [XMLNode]
  /// The start tag.
  package var span: SourceSpan
  /// The namespaces that prefixes stand for here; the default namespace stands under the empty prefix.
  package var bindings: [String: String]

  /// The attribute of a local name that has no namespace.
  package func attribute(_ name: String) -> LocatedText? {
    attributes.first { $0.name == name && $0.namespace.isEmpty }?.value
  }

  /// The attribute of a local name in a namespace.
  package func attribute(_ name: String, in namespace: String) -> LocatedText? {
    attributes.first { $0.name == name && $0.namespace == namespace }?.value
  }

  /// The elements among the children.
  package var elements: [XMLElement] {
    children.compactMap { if case .element(let element) = $0 { element } else { nil } }
  }

  /// The text directly inside, comments left out; where there is none, an empty text at the element.
  package var text: LocatedText {
    var result: LocatedText?
    for case .text(let text) in children {
      guard let before = result else {
        result = text
        continue
      }
      let length = before.text.utf8.count
      let more = text.map.segments.map {
        OffsetMap.Segment(textOffset: $0.textOffset + length, fileOffset: $0.fileOffset)
      }
      let range = before.span.range.lowerBound..<text.span.range.upperBound
      result = LocatedText(
        text: before.text + text.text, span: SourceSpan(file: span.file, range: range),
        map: OffsetMap(segments: before.map.segments + more))
    }
    return result ?? LocatedText(text: "", span: span, map: OffsetMap(verbatimAt: span.range.lowerBound))
  }
}

/// An attribute with its namespace resolved.
package struct XMLAttribute: Sendable {
  /// The namespace's URI; empty where the name has no prefix.
  package var namespace: String
  /// The local name.
  package var name: String
  /// The value, entities resolved.
  package var value: LocatedText
}

/// What an element holds.
package enum XMLNode: Sendable {
  /// An element.
  case element(XMLElement)
  /// A run of text, entities resolved and line ends as `\n`.
  case text(LocatedText)
}
