// Events in, the located tree out; what a tree may not hold is reported at its place.

import KoshaSource

/// Builds the tree from events.
struct Composition: ~Copyable {
  private let file: SourceFile
  private let bytes: UnsafeBufferPointer<UInt8>
  private var stream: EventStream
  private let limits: YAMLLimits
  /// Stretches that libyaml takes for something else than was meant; already reported, so their pieces are dropped.
  private let misread: [Range<Int>]
  private(set) var bag = DiagnosticBag()
  private var nodeCount = 0
  private var anchors: [String: Anchor] = [:]
  /// What is composed and not yet part of a collection: the items of sequences that are not at their end, on top the
  /// node composed last.
  private var nodes = Pile<YAMLNode>()
  /// The entries of mappings that are not at their end.
  private var entries = Pile<YAMLEntry>()

  /// A node that aliases may name.
  private struct Anchor {
    /// Nil while the node is being composed.
    var node: YAMLNode?
    /// Nodes below and with it.
    var count: Int
    /// Levels below it.
    var height: Int
  }

  /// What stands before a `:`.
  private struct Key {
    var text = ""
    var range: Range<Int>
    var fault: Fault?

    /// Why it may be no key.
    enum Fault {
      case complex
      case empty
      case merge
    }
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
        try advance()
        switch stream.event {
        case .documentStart:
          if root != nil {
            bag.add(YAMLProblem.severalDocuments, at: span(stream.range))
            return root
          }
          try advance()
          var height = 0
          try composeNode(depth: 0, parentIndent: -1, raising: &height)
          root = nodes.pop()
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

  private mutating func advance() throws(Stop) {
    do throws(YAMLSyntaxError) {
      try stream.advance()
    } catch {
      throw .syntax(error)
    }
  }

  private func span(_ range: Range<Int>) -> SourceSpan { SourceSpan(file: file, range: range) }
}

// Limits.
extension Composition {
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
}

// Nodes.
extension Composition {
  /// Lays the node that the present event begins on top of the pile; raises `height` to its levels of collections.
  private mutating func composeNode(depth: Int, parentIndent: Int, raising height: inout Int) throws(Stop) {
    let range = stream.range
    switch stream.event {
    case .scalar:
      try count(1, at: range)
      nodes.push(scalar(parentIndent: parentIndent))
      if let anchor = stream.anchor { anchors[anchor] = Anchor(node: nodes.top, count: 1, height: 0) }
    case .sequenceStart, .mappingStart:
      try composeCollection(depth: depth + 1, raising: &height)
    case .alias:
      try expandAlias(stream.anchor ?? "", range: range, depth: depth, raising: &height)
    case .end, .documentStart:
      // libyaml's grammar gives neither where a node must come.
      throw .syntax(YAMLSyntaxError(problem: "", offset: range.lowerBound, contextOffset: nil))
    case .documentEnd, .streamEnd:
      throw .syntax(YAMLSyntaxError(problem: "", offset: bytes.count, contextOffset: nil))
    }
  }

  private mutating func composeCollection(depth: Int, raising height: inout Int) throws(Stop) {
    try count(1, at: stream.range)
    try checkDepth(depth, at: stream.range)
    let anchor = stream.anchor
    let before = nodeCount
    if let anchor { anchors[anchor] = Anchor(node: nil, count: 0, height: 0) }
    var below = 0
    if stream.event == .sequenceStart {
      try composeSequence(depth: depth, raising: &below)
    } else {
      try composeMapping(depth: depth, raising: &below)
    }
    height = max(height, below + 1)
    if let anchor { anchors[anchor] = Anchor(node: nodes.top, count: nodeCount - before + 1, height: below + 1) }
  }

  private mutating func expandAlias(
    _ name: String, range: Range<Int>, depth: Int, raising height: inout Int
  ) throws(Stop) {
    guard let anchor = anchors[name] else {
      bag.add(YAMLProblem.unknownAlias(name), at: span(range))
      try composeEmpty(at: range)
      return
    }
    guard let node = anchor.node else {
      bag.add(YAMLProblem.recursiveAlias(name), at: span(range))
      try composeEmpty(at: range)
      return
    }
    try count(anchor.count, at: range)
    try checkDepth(depth + anchor.height, at: range)
    height = max(height, anchor.height)
    nodes.push(node)
  }

  /// Stands for what could not be read, so that the rest of the file is still checked.
  private mutating func composeEmpty(at range: Range<Int>) throws(Stop) {
    try count(1, at: range)
    let located = LocatedText(text: "", span: span(range), map: OffsetMap(verbatimAt: range.lowerBound))
    nodes.push(YAMLNode(YAMLScalar(located: located, style: .plain)))
  }

  private func scalar(parentIndent: Int) -> YAMLNode {
    let style = stream.style
    var range = stream.range
    let map: OffsetMap
    switch style {
    case .plain, .singleQuoted, .doubleQuoted:
      range = inlineRange()
      map = ScalarMap.inline(
        bytes, range, style: style, length: stream.textLength, isOneLine: stream.isOneLine)
    case .literal, .folded:
      let start = contentStart(of: range)
      let block = ScalarMap.block(bytes, from: start, style: style, parentIndent: parentIndent)
      range = start..<max(start, block.end)
      map = block.map
    }
    let scalar = YAMLScalar(
      located: LocatedText(text: stream.text, span: span(range), map: map), style: style,
      isTaggedText: stream.isTaggedText)
    return YAMLNode(scalar)
  }

  /// The place of the present plain or quoted scalar: its mark is that of an anchor or tag before it.
  private func inlineRange() -> Range<Int> {
    let range = stream.range
    guard stream.hasProperties, !range.isEmpty else { return range }
    return contentStart(of: range)..<range.upperBound
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

  private mutating func composeSequence(depth: Int, raising height: inout Int) throws(Stop) {
    let (range, isFlow, indent) = (stream.range, stream.isFlow, stream.column)
    let base = nodes.count
    var end = range.upperBound
    while true {
      try advance()
      if stream.event == .end {
        if isFlow { end = stream.range.upperBound }
        break
      }
      try composeNode(depth: depth, parentIndent: indent, raising: &height)
      if !isFlow { end = max(range.upperBound, nodes.top.end) }
    }
    let items = nodes.take(from: base)
    nodes.push(YAMLNode(sequence: items, at: span(range.lowerBound..<max(range.lowerBound, end))))
  }
}

// Mappings.
extension Composition {
  private mutating func composeMapping(depth: Int, raising height: inout Int) throws(Stop) {
    let (range, isFlow, indent) = (stream.range, stream.isFlow, stream.column)
    let base = entries.count
    var positions: [String: Int] = [:]
    var end = range.upperBound
    while true {
      try advance()
      if stream.event == .end {
        if isFlow { end = stream.range.upperBound }
        break
      }
      let key = try key(depth: depth, parentIndent: indent, raising: &height)
      try advance()
      try composeNode(depth: depth, parentIndent: indent, raising: &height)
      // An alias may stand for a node from anywhere before.
      end = max(end, key.range.upperBound, nodes.top.end)
      if isFlow, nodes.top.isNothing, key.fault == nil, !isMisread(key.range) {
        bag.add(
          YAMLProblem.keyWithoutValue(key.text, quoted: textSplitAtComma(before: key.range, after: base)),
          at: span(key.range))
      }
      if isEntry(key, from: base, &positions) {
        entries.push(YAMLEntry(key: Located(key.text, at: span(key.range)), value: nodes.pop()))
      } else {
        _ = nodes.pop()
      }
    }
    let list = entries.take(from: base)
    nodes.push(YAMLNode(mapping: list, at: span(range.lowerBound..<max(range.lowerBound, end))))
  }

  /// Whether the key begins an entry of the mapping whose entries begin at `base`; reports one that is none or is given
  /// twice.
  private mutating func isEntry(_ key: Key, from base: Int, _ positions: inout [String: Int]) -> Bool {
    if isMisread(key.range) { return false }
    switch key.fault {
    case .complex: bag.add(YAMLProblem.complexKey(quoted: nil), at: span(key.range))
    case .empty: bag.add(YAMLProblem.emptyKey, at: span(key.range))
    case .merge: bag.add(YAMLProblem.mergeKey, at: span(key.range))
    case nil:
      guard let first = place(of: key.text, from: base, &positions) else { return true }
      bag.add(
        YAMLProblem.duplicateKey(key.text), at: span(key.range),
        related: [.init(span: first, message: YAMLProblem.firstPlace(of: key.text))])
    }
    return false
  }

  /// The key that the present event begins.
  private mutating func key(depth: Int, parentIndent: Int, raising height: inout Int) throws(Stop) -> Key {
    guard stream.event == .scalar else {
      try composeNode(depth: depth, parentIndent: parentIndent, raising: &height)
      return Key(range: nodes.pop().span.range, fault: .complex)
    }
    let style = stream.style
    let isOneLine = stream.isOneLine
    if style == .literal || style == .folded || !isOneLine || stream.hasProperties {
      try composeNode(depth: depth, parentIndent: parentIndent, raising: &height)
      return key(stream.text, at: nodes.pop().span.range, style: style, isOneLine: isOneLine)
    }
    // Most keys are this simple, and need no node of their own.
    try count(1, at: stream.range)
    return key(stream.text, at: stream.range, style: style, isOneLine: true)
  }

  private func key(_ text: String, at range: Range<Int>, style: YAMLScalar.Style, isOneLine: Bool) -> Key {
    var key = Key(text: text, range: range)
    if style == .literal || style == .folded || !isOneLine {
      key.fault = .complex
    } else if style == .plain, text.isEmpty {
      key.fault = .empty
    } else if style == .plain, text == "<<" {
      key.fault = .merge
    }
    return key
  }

  private func isMisread(_ range: Range<Int>) -> Bool {
    !misread.isEmpty && misread.contains { $0.contains(range.lowerBound) }
  }

  /// Below this a walk over the keys is faster than hashing.
  private static var walkLimit: Int { 12 }

  /// Where the mapping whose entries begin at `base` already has a key; `positions` serves large mappings.
  private func place(of key: String, from base: Int, _ positions: inout [String: Int]) -> SourceSpan? {
    let known = entries.parts(from: base)
    if known.count < Self.walkLimit {
      for index in known.indices where known[index].key.value == key { return known[index].key.span }
      return nil
    }
    if positions.isEmpty {
      for index in known.indices { positions[known[index].key.value] = index }
    }
    if let same = positions[key] { return known[same].key.span }
    positions[key] = known.count
    return nil
  }

  /// Where a comma has cut a text in two, the whole of it in quotes.
  private func textSplitAtComma(before key: Range<Int>, after base: Int) -> String? {
    guard let previous = entries.parts(from: base).last?.value, let scalar = previous.scalar, scalar.style == .plain,
      previous.span.range.lowerBound < key.lowerBound, !scalar.text.isEmpty
    else { return nil }
    let whole = previous.span.range.lowerBound..<key.upperBound
    return bytes[whole].contains(0x0A) ? nil : Quotation.quoted(String(decoding: bytes[whole], as: UTF8.self))
  }
}
