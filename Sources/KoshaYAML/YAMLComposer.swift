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

/// Builds the tree from events.
private struct Composition: ~Copyable {
  private let file: SourceFile
  private let bytes: UnsafeBufferPointer<UInt8>
  private var stream: EventStream
  private let limits: YAMLLimits
  /// Stretches that libyaml takes for something else than was meant; already reported, so their pieces are dropped.
  private let misread: [Range<Int>]
  private(set) var bag = DiagnosticBag()
  private var nodeCount = 0
  private var anchors: [String: Anchor] = [:]

  /// A node that aliases may name.
  private struct Anchor {
    /// Nil while the node is being composed.
    var node: YAMLNode?
    /// Nodes below and with it.
    var count: Int
    /// Levels below it.
    var height: Int
  }

  /// A node and how many levels of collections it has.
  private struct Composed {
    var node: YAMLNode
    var height: Int
  }

  /// The whole composition ends.
  private enum Stop: Error {
    case limit
    case syntax(YAMLSyntaxError)
  }

  init(
    file: SourceFile, bytes: UnsafeBufferPointer<UInt8>, stream: consuming EventStream, limits: YAMLLimits,
    misread: [Range<Int>]
  ) {
    self.file = file
    self.bytes = bytes
    self.stream = stream
    self.limits = limits
    self.misread = misread
  }

  /// The one document, nil where there is none or it cannot be read to its end.
  mutating func document(isAlreadyFaulty: Bool) -> YAMLNode? {
    do throws(Stop) {
      var root: YAMLNode?
      while true {
        let event = try next()
        switch event {
        case .documentStart(let range):
          if root != nil {
            bag.add(YAMLProblem.severalDocuments, at: span(range))
            return root
          }
          root = try node(from: try next(), depth: 0, parentIndent: -1).node
        case .streamEnd:
          if root?.shape ?? .nothing == .nothing, !bag.hasErrors {
            bag.add(YAMLProblem.emptyDocument, at: span(0..<0))
          }
          return root
        default: break
        }
      }
    } catch {
      // What the scan has told is the cause; libyaml's view of it would only repeat it.
      if case .syntax(let error) = error, !isAlreadyFaulty {
        bag.add(SyntaxErrorReading(error, bytes: bytes).diagnostic(in: file))
      }
      return nil
    }
  }

  private mutating func next() throws(Stop) -> YAMLEvent {
    do throws(YAMLSyntaxError) {
      return try stream.next()
    } catch {
      throw .syntax(error)
    }
  }

  private func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: file, range: range) }

  private mutating func count(_ nodes: Int, at range: Range<Int>) throws(Stop) {
    nodeCount += nodes
    if nodeCount > limits.nodes {
      bag.add(YAMLProblem.tooManyNodes(limit: limits.nodes), at: span(range))
      throw .limit
    }
  }

  private mutating func checkDepth(_ depth: Int, at range: Range<Int>) throws(Stop) {
    if depth > limits.depth {
      bag.add(YAMLProblem.tooDeep(limit: limits.depth), at: span(range))
      throw .limit
    }
  }

  private mutating func node(from event: YAMLEvent, depth: Int, parentIndent: Int) throws(Stop) -> Composed {
    switch event {
    case .scalar(let text, let style, let isTaggedText, let anchor, let range):
      try count(1, at: range)
      let scalar = scalar(
        text, style: style, isTaggedText: isTaggedText, range: range, parentIndent: parentIndent)
      let node = YAMLNode(content: .scalar(scalar), span: scalar.located.span)
      if let anchor { anchors[anchor] = Anchor(node: node, count: 1, height: 0) }
      return Composed(node: node, height: 0)
    case .sequenceStart(let isFlow, let anchor, let range, let column):
      try count(1, at: range)
      try checkDepth(depth + 1, at: range)
      return try anchored(anchor) { (composition) throws(Stop) in
        try composition.sequence(isFlow: isFlow, range: range, depth: depth + 1, indent: column)
      }
    case .mappingStart(let isFlow, let anchor, let range, let column):
      try count(1, at: range)
      try checkDepth(depth + 1, at: range)
      return try anchored(anchor) { (composition) throws(Stop) in
        try composition.mapping(isFlow: isFlow, range: range, depth: depth + 1, indent: column)
      }
    case .alias(let name, let range):
      return try alias(name, range: range, depth: depth)
    case .end(let range), .documentStart(let range):
      // libyaml's grammar gives neither where a node must come.
      throw .syntax(YAMLSyntaxError(problem: "", offset: range.lowerBound, contextOffset: nil))
    case .documentEnd, .streamEnd:
      throw .syntax(YAMLSyntaxError(problem: "", offset: bytes.count, contextOffset: nil))
    }
  }

  private mutating func anchored(
    _ anchor: String?, _ compose: (inout Composition) throws(Stop) -> Composed
  ) throws(Stop) -> Composed {
    guard let anchor else { return try compose(&self) }
    let before = nodeCount
    anchors[anchor] = Anchor(node: nil, count: 0, height: 0)
    let composed = try compose(&self)
    anchors[anchor] = Anchor(node: composed.node, count: nodeCount - before + 1, height: composed.height)
    return composed
  }

  private mutating func alias(_ name: String, range: Range<Int>, depth: Int) throws(Stop) -> Composed {
    guard let anchor = anchors[name] else {
      bag.add(YAMLProblem.unknownAlias(name), at: span(range))
      return try empty(at: range)
    }
    guard let node = anchor.node else {
      bag.add(YAMLProblem.recursiveAlias(name), at: span(range))
      return try empty(at: range)
    }
    try count(anchor.count, at: range)
    try checkDepth(depth + anchor.height, at: range)
    return Composed(node: node, height: anchor.height)
  }

  /// Stands for what could not be read, so that the rest of the file is still checked.
  private mutating func empty(at range: Range<Int>) throws(Stop) -> Composed {
    try count(1, at: range)
    let located = LocatedText(text: "", span: span(range), map: OffsetMap(verbatimAt: range.lowerBound))
    return Composed(
      node: YAMLNode(content: .scalar(YAMLScalar(located: located, style: .plain)), span: span(range)), height: 0)
  }

  private func scalar(
    _ text: String, style: YAMLScalar.Style, isTaggedText: Bool, range: Range<Int>, parentIndent: Int
  ) -> YAMLScalar {
    var range = range
    let map: OffsetMap
    switch style {
    case .plain, .singleQuoted, .doubleQuoted:
      // The mark of a scalar with an anchor or tag is that of the property before it.
      if range.lowerBound < range.upperBound { range = contentStart(of: range)..<range.upperBound }
      map = ScalarMap.inline(bytes, range, style: style, length: text.utf8.count)
    case .literal, .folded:
      let start = contentStart(of: range)
      let block = ScalarMap.block(bytes, from: start, style: style, parentIndent: parentIndent)
      range = start..<max(start, block.end)
      map = block.map
    }
    return YAMLScalar(
      located: LocatedText(text: text, span: span(range), map: map), style: style, isTaggedText: isTaggedText)
  }

  /// Passes over `&anchor` and `!tag` with the blanks, comments and line ends after them.
  private func contentStart(of range: Range<Int>) -> Int {
    var offset = range.lowerBound
    func at(_ test: (UInt8) -> Bool) -> Bool { offset < range.upperBound && test(bytes[offset]) }
    while at({ $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "!") }) {
      while at({ !$0.isBlankOrLineEnd }) { offset += 1 }
      while at({ $0.isBlankOrLineEnd || $0 == UInt8(ascii: "#") }) {
        if bytes[offset] == UInt8(ascii: "#") {
          while at({ $0 != 0x0A }) { offset += 1 }
        } else {
          offset += 1
        }
      }
    }
    return offset
  }

  private mutating func sequence(
    isFlow: Bool, range: Range<Int>, depth: Int, indent: Int
  ) throws(Stop) -> Composed {
    var items: [YAMLNode] = []
    var height = 0
    var last = range
    while true {
      let event = try next()
      if case .end(let range) = event {
        last = range
        break
      }
      let item = try node(from: event, depth: depth, parentIndent: indent)
      height = max(height, item.height)
      items.append(item.node)
    }
    let end = isFlow ? last.upperBound : max(range.upperBound, items.last?.span.range.upperBound ?? 0)
    return Composed(
      node: YAMLNode(content: .sequence(items), span: span(range.lowerBound..<max(range.lowerBound, end))),
      height: height + 1)
  }

  private mutating func mapping(
    isFlow: Bool, range: Range<Int>, depth: Int, indent: Int
  ) throws(Stop) -> Composed {
    var entries = MappingEntries()
    var height = 0
    var end = range.upperBound
    while true {
      let event = try next()
      if case .end(let last) = event {
        if isFlow { end = last.upperBound }
        break
      }
      let keyNode = try node(from: event, depth: depth, parentIndent: indent)
      let value = try node(from: try next(), depth: depth, parentIndent: indent)
      height = max(height, keyNode.height, value.height)
      // An alias may stand for a node from anywhere before.
      end = max(end, keyNode.node.span.range.upperBound, value.node.span.range.upperBound)
      if isMisread(keyNode.node) { continue }
      guard let key = key(of: keyNode.node, event: event) else { continue }
      if isFlow, value.node.shape == .nothing {
        bag.add(
          YAMLProblem.keyWithoutValue(key.value, quoted: textSplitAtComma(before: key, in: entries.list)),
          at: key.span)
      }
      if let first = entries.append(YAMLEntry(key: key, value: value.node)) {
        bag.add(
          YAMLProblem.duplicateKey(key.value), at: key.span,
          related: [.init(span: first, message: YAMLProblem.firstPlace(of: key.value))])
      }
    }
    return Composed(
      node: YAMLNode(content: .mapping(entries.list), span: span(range.lowerBound..<max(range.lowerBound, end))),
      height: height + 1)
  }

  private func isMisread(_ node: YAMLNode) -> Bool {
    !misread.isEmpty && misread.contains { $0.contains(node.span.range.lowerBound) }
  }

  /// The text of a key; reports a key that is none.
  private mutating func key(of node: YAMLNode, event: YAMLEvent) -> Located<String>? {
    guard case .scalar(_, let style, _, _, let range) = event, case .scalar(let scalar) = node.content,
      style != .literal, style != .folded, !bytes[range].contains(0x0A)
    else {
      bag.add(YAMLProblem.complexKey(quoted: nil), at: node.span)
      return nil
    }
    if style == .plain, scalar.text.isEmpty {
      bag.add(YAMLProblem.emptyKey, at: node.span)
      return nil
    }
    if style == .plain, scalar.text == "<<" {
      bag.add(YAMLProblem.mergeKey, at: node.span)
      return nil
    }
    return Located(scalar.text, at: node.span)
  }

  /// Where a comma has cut a text in two, the whole of it in quotes.
  private func textSplitAtComma(before key: Located<String>, in entries: [YAMLEntry]) -> String? {
    guard let previous = entries.last?.value, let scalar = previous.scalar, scalar.style == .plain,
      previous.span.range.lowerBound < key.span.range.lowerBound, !scalar.text.isEmpty
    else { return nil }
    let whole = previous.span.range.lowerBound..<key.span.range.upperBound
    return bytes[whole].contains(0x0A) ? nil : Quotation.quoted(String(decoding: bytes[whole], as: UTF8.self))
  }
}

/// Entries in file order with a search by key that does not slow down in large mappings.
private struct MappingEntries {
  private(set) var list: [YAMLEntry] = []
  private var positions: [String: Int] = [:]

  /// Below this a walk over the list is faster than hashing.
  private static let walkLimit = 12

  /// Adds an entry, or answers the place of the same key before.
  mutating func append(_ entry: YAMLEntry) -> SourceSpan? {
    let key = entry.key.value
    if list.count < Self.walkLimit {
      if let same = list.first(where: { $0.key.value == key }) { return same.key.span }
    } else {
      if positions.isEmpty {
        for (position, entry) in list.enumerated() { positions[entry.key.value] = position }
      }
      if let same = positions[key] { return list[same].key.span }
      positions[key] = list.count
    }
    list.append(entry)
    return nil
  }
}
