// A source file in, a located tree out, every hazard of YAML refused at its place.

public import KoshaSource

/// Reads one YAML document into located nodes.
public enum YAMLComposer {
  /// The document of `file`, or nil where nothing usable could be read; what is wrong goes into `bag`.
  public static func compose(
    _ file: SourceFile, limits: YAMLLimits = .standard, into bag: inout DiagnosticBag
  ) -> YAMLNode? {
    guard let start = SourceScan.scan(file, limits: limits, into: &bag) else { return nil }
    var composition = Composition(file: file, limits: limits, start: start)
    let root = composition.document()
    bag.add(contentsOf: composition.bag)
    return composition.isUsable ? root : nil
  }
}

/// Why composing ends before the end of the file; the reason is in the bag already.
private struct CompositionEnded: Error {}

/// The composing of one document.
private struct Composition {
  private let file: SourceFile
  private let limits: YAMLLimits
  private let stream: EventStream
  private let traps: PlainScalarTraps
  /// Completed anchored nodes with their size in nodes.
  private var anchors: [String: (node: YAMLNode, size: Int)] = [:]
  /// Anchored collections that are still open.
  private var openAnchors: Set<String> = []
  private var nodeCount = 0
  private(set) var bag = DiagnosticBag()
  /// Whether what was read stands for the file, apart from the errors told.
  private(set) var isUsable = true

  init(file: SourceFile, limits: YAMLLimits, start: Int) {
    self.file = file
    self.limits = limits
    self.stream = EventStream(file.bytes, from: start)
    self.traps = PlainScalarTraps(file: file)
  }

  private func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: file, range: range) }

  // MARK: - Documents

  mutating func document() -> YAMLNode? {
    do {
      guard case .documentStart(let hasDirectives) = try expect() else {
        bag.add(YAMLProblem.empty, at: span(0..<0))
        isUsable = false
        return nil
      }
      if hasDirectives { bag.add(YAMLProblem.directive, at: span(0..<min(1, file.bytes.count))) }
      let first = try nextEvent()
      let root = try node(first, depth: 1, inFlow: false)
      _ = try nextEvent()
      let after = try nextEvent()
      if case .documentStart = after.kind { bag.add(YAMLProblem.severalDocuments, at: span(after.range)) }
      return root
    } catch {
      isUsable = false
      return nil
    }
  }

  private mutating func expect() throws(CompositionEnded) -> YAMLEvent.Kind { try nextEvent().kind }

  private mutating func nextEvent() throws(CompositionEnded) -> YAMLEvent {
    do throws(YAMLSyntaxError) {
      return try stream.next()
    } catch {
      let (problem, range) = SyntaxErrorWording(file: file).wording(of: error)
      bag.add(problem, at: span(range))
      throw CompositionEnded()
    }
  }

  // MARK: - Nodes

  private mutating func node(
    _ event: YAMLEvent, depth: Int, inFlow: Bool
  ) throws(CompositionEnded) -> YAMLNode {
    if depth > limits.depth {
      bag.add(YAMLProblem.tooDeep(limit: limits.depth), at: span(event.range))
      throw CompositionEnded()
    }
    let sizeBefore = nodeCount
    try count(1, at: event.range)
    checkTag(event)
    if let anchor = event.anchor { openAnchors.insert(anchor) }
    let node: YAMLNode
    switch event.kind {
    case .scalar(let text, let style):
      node = scalar(text, style, at: event.range)
      if style == .plain { traps.check(text, at: event.range, inFlow: inFlow, into: &bag) }
    case .alias(let name):
      return try alias(name, at: event.range)
    case .sequenceStart(let isFlow):
      node = try sequence(from: event.range.lowerBound, depth: depth, isFlow: isFlow)
    case .mappingStart(let isFlow):
      node = try mapping(from: event.range.lowerBound, depth: depth, isFlow: isFlow)
    case .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
      preconditionFailure("libyaml gives a node here by its grammar")
    }
    if let anchor = event.anchor {
      openAnchors.remove(anchor)
      anchors[anchor] = (node, nodeCount - sizeBefore)
    }
    return node
  }

  private func scalar(_ text: String, _ style: YAMLScalar.Style, at range: Range<Int>) -> YAMLNode {
    let map = ScalarMap.map(text, style: style, in: file.bytes, at: range)
    let located = LocatedText(text: text, span: span(trimmed(range, style)), map: map)
    return YAMLNode(content: .scalar(YAMLScalar(located: located, style: style)), span: located.span)
  }

  /// libyaml ends a block scalar at the next token; its place ends with its last line.
  private func trimmed(_ range: Range<Int>, _ style: YAMLScalar.Style) -> Range<Int> {
    guard style == .literal || style == .folded else { return range }
    var end = min(range.upperBound, file.bytes.count)
    while end > range.lowerBound, [0x0A, 0x0D, 0x20].contains(file.bytes[end - 1]) { end -= 1 }
    return range.lowerBound..<end
  }

  private mutating func count(_ nodes: Int, at range: Range<Int>) throws(CompositionEnded) {
    nodeCount += nodes
    if nodeCount > limits.nodes {
      bag.add(YAMLProblem.tooManyNodes(limit: limits.nodes), at: span(range))
      throw CompositionEnded()
    }
  }

  private mutating func checkTag(_ event: YAMLEvent) {
    guard let tag = event.tag, !Self.coreTags.contains(tag) else { return }
    let written = file.bytes[event.range.lowerBound...].prefix { ![0x20, 0x0A, 0x0D, 0x2C, 0x5D, 0x7D].contains($0) }
    let start = event.range.lowerBound
    bag.add(
      YAMLProblem.tag(String(decoding: written, as: UTF8.self)), at: span(start..<start + max(1, written.count)))
  }

  private static let coreTags: Set<String> = Set(
    ["str", "int", "float", "bool", "null", "seq", "map"].map { "tag:yaml.org,2002:" + $0 } + ["!"])

  private mutating func alias(_ name: String, at range: Range<Int>) throws(CompositionEnded) -> YAMLNode {
    if openAnchors.contains(name) {
      bag.add(YAMLProblem.recursiveAlias(name), at: span(range))
    } else if let known = anchors[name] {
      try count(known.size - 1, at: range)
      return known.node
    } else {
      bag.add(YAMLProblem.unknownAlias(name), at: span(range))
    }
    return scalar("", .plain, at: range)
  }

  private mutating func sequence(
    from start: Int, depth: Int, isFlow: Bool
  ) throws(CompositionEnded) -> YAMLNode {
    var items: [YAMLNode] = []
    while true {
      let event = try nextEvent()
      if case .sequenceEnd = event.kind {
        return YAMLNode(content: .sequence(items), span: span(start..<end(event, isFlow, items.last?.span)))
      }
      items.append(try node(event, depth: depth + 1, inFlow: isFlow))
    }
  }

  private mutating func mapping(
    from start: Int, depth: Int, isFlow: Bool
  ) throws(CompositionEnded) -> YAMLNode {
    var entries: [YAMLEntry] = []
    var keys: [String: SourceSpan] = [:]
    while true {
      let event = try nextEvent()
      if case .mappingEnd = event.kind {
        return YAMLNode(
          content: .mapping(entries), span: span(start..<end(event, isFlow, entries.last?.value.span)))
      }
      let keyNode = try node(event, depth: depth + 1, inFlow: false)
      let valueEvent = try nextEvent()
      let value = try node(valueEvent, depth: depth + 1, inFlow: isFlow)
      guard let key = keyNode.scalar else {
        bag.add(YAMLProblem.keyIsNoText, at: keyNode.span)
        continue
      }
      if isFlow, isAbsent(value) {
        traps.reportKeyWithoutValue(key, after: entries.last, into: &bag)
        continue
      }
      if key.text == "<<", key.style == .plain {
        bag.add(YAMLProblem.mergeKey, at: keyNode.span)
      } else if let first = keys[key.text] {
        bag.add(
          YAMLProblem.duplicateKey(key.text), at: keyNode.span,
          related: [
            Diagnostic.Related(span: first, message: Words(ja: "最初はここです", en: "it is first given here"))
          ])
      } else {
        keys[key.text] = keyNode.span
        entries.append(YAMLEntry(key: Located(key.text, at: keyNode.span), value: value))
      }
    }
  }

  /// Whether nothing stands where a value should: libyaml gives an empty plain scalar of no width.
  private func isAbsent(_ node: YAMLNode) -> Bool {
    guard let scalar = node.scalar else { return false }
    return scalar.style == .plain && scalar.text.isEmpty && node.span.range.isEmpty
  }

  /// A flow collection ends behind its bracket, a block collection with its last node.
  private func end(_ event: YAMLEvent, _ isFlow: Bool, _ last: SourceSpan?) -> Int {
    isFlow ? event.range.upperBound : last?.range.upperBound ?? event.range.upperBound
  }
}
