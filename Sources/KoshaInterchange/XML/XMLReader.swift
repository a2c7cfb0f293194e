// The bytes of an XML document in, its tree of located elements out, or what is wrong with it; expat reads.

import CExpat
package import KoshaSource

/// Reads XML without document types, so that nothing outside the file is fetched and nothing inside it multiplies.
package enum XMLReader {
  /// The bytes a document may have.
  package static let sizeLimit = 16 << 20
  /// The elements that may stand inside each other.
  package static let depthLimit = 256
  /// The bytes a start tag may have; expressions stand in elements, and a name needs few.
  package static let tagLimit = 64 << 10

  /// The root element; nil with an error in `bag` where the document is not well formed or passes a limit.
  ///
  /// A file in another encoding than UTF-8 is turned into UTF-8 first; places are then those of the turned text.
  package static func read(_ file: SourceFile, into bag: inout DiagnosticBag) -> XMLElement? {
    guard file.bytes.count <= sizeLimit else {
      bag.add(InterchangeProblem.tooLarge(bytes: file.bytes.count, limit: sizeLimit), at: start(of: file))
      return nil
    }
    guard let file = XMLEncoding.inUTF8(file, into: &bag) else { return nil }
    guard let parser = XML_ParserCreateNS("UTF-8", XMLTreeBuilder.separator) else {
      bag.add(InterchangeProblem.notWellFormed(.memory), at: start(of: file))
      return nil
    }
    defer { XML_ParserFree(parser) }
    let builder = XMLTreeBuilder(file: file, parser: parser)
    builder.parse()
    if let (problem, range) = builder.failure {
      bag.add(problem, at: SourceSpan(file: file, range: range))
      return nil
    }
    return builder.root
  }

  static func start(of file: SourceFile) -> SourceSpan {
    SourceSpan(file: file, range: 0..<min(1, file.bytes.count))
  }
}
