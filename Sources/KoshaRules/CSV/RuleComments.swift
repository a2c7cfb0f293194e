// The rules of a decision file in YAML in, the lines on which each stands and the comments on them out: what a tree of
// nodes leaves out.

import KoshaSource
import KoshaYAML

/// Where each rule of a block sequence stands, line by line.
struct RuleBlocks {
  /// The lines of each rule, those of comments before it among them, without the last line end.
  let blocks: [Range<Int>]
  private let file: SourceFile
  /// The places of all scalars and keys, ascending, in which a `#` is no comment.
  private let texts: [Range<Int>]

  /// Nil where the rules do not stand on lines of their own.
  init?(_ rules: YAMLNode) {
    guard case .sequence(let items) = rules.content, !items.isEmpty else { return nil }
    let file = rules.span.file
    let bytes = file.bytes
    guard bytes[rules.span.range.lowerBound] == UInt8(ascii: "-") else { return nil }
    var blocks: [Range<Int>] = []
    var start = RuleBlocks.beginOfComments(before: rules.span.range.lowerBound, of: file)
    for item in items {
      let end = bytes[max(start, item.span.range.upperBound)...].firstIndex(of: 0x0A) ?? bytes.count
      guard start <= end else { return nil }
      blocks.append(start..<end)
      start = min(end + 1, bytes.count)
    }
    self.file = file
    self.blocks = blocks
    var texts: [Range<Int>] = []
    RuleBlocks.collect(rules, into: &texts)
    self.texts = texts
  }

  private static func collect(_ node: YAMLNode, into texts: inout [Range<Int>]) {
    switch node.content {
    case .scalar: texts.append(node.span.range)
    case .sequence(let items): for item in items { collect(item, into: &texts) }
    case .mapping(let entries):
      for entry in entries {
        texts.append(entry.key.span.range)
        collect(entry.value, into: &texts)
      }
    }
  }

  /// Where the lines of comments begin that lead up to the line of an offset.
  private static func beginOfComments(before offset: Int, of file: SourceFile) -> Int {
    var line = file.position(of: offset).line
    while line > 1 {
      let text = file.text(ofLine: line - 1).drop { $0 == " " }
      guard text.isEmpty || text.hasPrefix("#") else { break }
      line -= 1
    }
    return file.lineStarts[line - 1]
  }

  /// The comments on a rule's lines, each without its `#` and the space behind it; nil where there are none.
  func comment(_ rule: Int) -> String? {
    var comments: [String] = []
    var offset = blocks[rule].lowerBound
    while offset < blocks[rule].upperBound {
      if let text = text(at: offset) {
        offset = text.upperBound
        continue
      }
      guard file.bytes[offset] == UInt8(ascii: "#") else {
        offset += 1
        continue
      }
      let end = file.bytes[offset...].firstIndex(of: 0x0A) ?? file.bytes.count
      var comment = file.bytes[offset + 1..<end]
      if comment.last == 0x0D { comment = comment.dropLast() }
      if comment.first == 0x20 { comment = comment.dropFirst() }
      comments.append(String(decoding: comment, as: UTF8.self))
      offset = end
    }
    return comments.allSatisfy(\.isEmpty) ? nil : comments.joined(separator: "\n")
  }

  /// The lines of a rule as they stand.
  func text(of rule: Int) -> String {
    var bytes = file.bytes[blocks[rule]]
    if bytes.last == 0x0D { bytes = bytes.dropLast() }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The scalar that holds an offset.
  private func text(at offset: Int) -> Range<Int>? {
    var low = 0
    var high = texts.count
    while low < high {
      let middle = (low + high) / 2
      if texts[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low < texts.count && texts[low].contains(offset) ? texts[low] : nil
  }
}
