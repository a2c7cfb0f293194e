// A source file in, a located tree out, every hazard of YAML refused at its place.

public import KoshaSource

/// Reads one YAML document into located nodes.
public enum YAMLComposer {
  /// The document of `file`, or nil where nothing usable could be read; what is wrong goes into `bag`.
  ///
  /// Directives are refused whatever they say: a file is YAML 1.2 and needs none. `---` and `...` around the one
  /// document are accepted.
  public static func compose(
    _ file: SourceFile, limits: YAMLLimits = .standard, into bag: inout DiagnosticBag
  ) -> YAMLNode? {
    let encoding = EncodingScan(file, limits: limits, into: &bag)
    guard encoding.isClean else { return nil }
    return file.bytes.withUnsafeBufferPointer { bytes -> YAMLNode? in
      var structure = StructureScan(file, bytes, from: encoding.start, limits: limits)
      structure.run()
      bag.add(contentsOf: structure.bag)
      guard structure.mayBeParsed,
        let stream = EventStream(bytes, from: encoding.start, isASCII: encoding.isASCII)
      else { return nil }
      var composition = Composition(
        file: file, bytes: bytes, stream: stream, limits: limits, misread: structure.misread)
      let node = composition.document(isAlreadyFaulty: structure.bag.hasErrors)
      bag.add(contentsOf: composition.bag)
      return structure.isWellFormed ? node : nil
    }
  }
}
