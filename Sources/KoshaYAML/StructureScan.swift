import KoshaSource
struct StructureScan {
  var bag = DiagnosticBag()
  var mayBeParsed = true
  var isWellFormed = true
  var misread: [Range<Int>] = []
  init(_ file: SourceFile, _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, limits: YAMLLimits) {}
  mutating func run() {}
}
