// Every character of a decoded scalar leads back to its bytes, in every style.

import KoshaSource
import KoshaTestSupport
import KoshaYAML
import Testing

@Suite("Scalar map")
struct ScalarMapTests {
  /// A scalar written piece by piece, with what each piece means and where it stands.
  struct Writing {
    var source = "键: "
    var text = ""
    var offsets: [Int] = []

    mutating func write(_ written: String, as meaning: String, at distance: Int = 0) {
      let start = source.utf8.count + distance
      for (index, _) in meaning.unicodeScalars.enumerated() { offsets.append(start + (index == 0 ? 0 : index)) }
      source += written
      text += meaning
    }
  }

  static let letters = ["a", "Z", "9", "é", "融", "資", "😀", "か", "=", "<"]

  static func plainOrQuoted(_ style: YAMLScalar.Style, _ generator: inout SeededGenerator) -> Writing {
    var writing = Writing()
    let quote = style == .singleQuoted ? "'" : style == .doubleQuoted ? "\"" : ""
    writing.source += quote
    writing.write("x", as: "x")
    for _ in 0..<generator.below(30) {
      switch generator.below(8) {
      case 0: writing.write(" ", as: " ")
      case 1:
        // The space of a folded line end stands for the line end; blanks around it are dropped.
        let blanks = String(repeating: " ", count: generator.below(3))
        writing.source += blanks
        writing.write("\n", as: " ")
        writing.source += "   "
      case 2:
        writing.source += "\n  "
        writing.write("\n", as: "\n")
        writing.source += "    "
      case 3 where style == .singleQuoted: writing.write("''", as: "'")
      case 3 where style == .doubleQuoted:
        let (written, meaning) = generator.pick([
          ("\\n", "\n"), ("\\\"", "\""), ("\\\\", "\\"), ("\\u3042", "あ"), ("\\x41", "A"), ("\\U0001F600", "😀"),
          ("\\t", "\t"), ("\\L", "\u{2028}"), ("\\_", "\u{A0}"),
        ])
        writing.write(written, as: meaning)
      case 4 where style == .doubleQuoted:
        writing.source += "\\\n   "
      default:
        let letter = generator.pick(letters)
        writing.write(letter, as: letter)
        continue
      }
      // A blank, a fold or an escape is always followed by a letter, so that no two blanks meet at a line end.
      writing.write("y", as: "y")
    }
    writing.source += quote + "\n"
    return writing
  }

  static func block(_ style: YAMLScalar.Style, _ generator: inout SeededGenerator) -> Writing {
    var writing = Writing()
    let indent = 1 + generator.below(4)
    let isExplicit = generator.below(2) == 0
    let chomping = generator.pick(["", "-", "+"])
    writing.source += (style == .literal ? "|" : ">") + (isExplicit ? "\(indent)" : "") + chomping
    writing.source += generator.pick(["\n", "   # 註\n"])
    // Each line: how far it is indented beyond the block, and whether it is empty.
    let lines = (0..<1 + generator.below(6)).map { _ in
      (isEmpty: generator.below(4) == 0, extra: generator.below(4) == 0 ? 1 + generator.below(2) : 0)
    }
    var pending: [Int] = []
    var previous: Int?
    func flush(_ breaks: [Int], after: Int?, before: Int) {
      // Folding: between two lines that are not indented further one break is a space, more lose the first.
      if style == .folded, after == 0, before == 0 {
        if breaks.count == 1 {
          writing.text += " "
          writing.offsets.append(breaks[0])
        } else {
          for offset in breaks.dropFirst() {
            writing.text += "\n"
            writing.offsets.append(offset)
          }
        }
        return
      }
      for offset in breaks {
        writing.text += "\n"
        writing.offsets.append(offset)
      }
    }
    for (number, line) in lines.enumerated() {
      if line.isEmpty, number > 0 {
        pending.append(writing.source.utf8.count)
        writing.source += "\n"
        continue
      }
      let extra = number == 0 && !isExplicit ? 0 : line.extra
      flush(pending, after: previous, before: extra)
      pending = []
      writing.source += String(repeating: " ", count: indent)
      for _ in 0..<extra { writing.write(" ", as: " ") }
      for place in 0...generator.below(8) {
        // A blank at the beginning would be indentation.
        let letter = generator.pick(letters + ["#", ":"] + (place > 0 ? [" z"] : []))
        writing.write(letter, as: letter)
      }
      previous = extra
      pending.append(writing.source.utf8.count)
      writing.source += "\n"
    }
    let kept = chomping == "-" ? 0 : chomping == "+" ? pending.count : min(1, pending.count)
    for offset in pending.prefix(kept) {
      writing.text += "\n"
      writing.offsets.append(offset)
    }
    writing.source += "次: 1\n"
    return writing
  }

  static let styles: [YAMLScalar.Style] = [.plain, .singleQuoted, .doubleQuoted, .literal, .folded]

  @Test("every character leads back to its bytes", arguments: styles, 0..<200)
  func property(_ style: YAMLScalar.Style, _ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let writing =
      switch style {
      case .literal, .folded: Self.block(style, &generator)
      default: Self.plainOrQuoted(style, &generator)
      }
    var bag = DiagnosticBag()
    let root = YAMLComposer.compose(SourceFile(path: "a.yaml", text: writing.source), into: &bag)
    #expect(bag.diagnostics.map(\.message.en) == [], "\(writing.source)")
    guard case .mapping(let entries) = try #require(root).content else {
      Issue.record("no mapping")
      return
    }
    let scalar = try #require(entries[0].value.scalar)
    #expect(scalar.style == style)
    #expect(scalar.text == writing.text, "\(writing.source)")
    var offset = 0
    var found: [Int] = []
    for character in scalar.text.unicodeScalars {
      found.append(scalar.located.map.fileOffset(of: offset))
      offset += String(character).utf8.count
    }
    #expect(found == writing.offsets, "\(writing.source)")
  }
}
