// Files made to harm: each is refused at a place, none brings the reader down.

import KoshaSource
import KoshaTestSupport
import KoshaYAML
import Testing

@Suite("Hostile files")
struct HostileTests {
  @Test("there are enough of them")
  func number() {
    #expect(HostileFile.all.count >= 300)
  }

  @Test("each is refused at a place", arguments: HostileFile.all)
  func refused(_ attack: HostileFile) {
    var bag = DiagnosticBag()
    _ = YAMLComposer.compose(SourceFile(path: "a.yaml", bytes: attack.bytes), into: &bag)
    #expect(bag.hasErrors)
    #expect(bag.diagnostics.allSatisfy { $0.span != nil })
    #expect(bag.diagnostics.count <= 200)
    _ = DiagnosticRenderer(language: .ja).text(of: bag)
  }

  @Test("random bytes and mixed-up files are read or refused", arguments: 0..<300)
  func noise(_ seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let pieces = [
      "a", ": ", ":", "- ", "-", "? ", "[", "]", "{", "}", ",", "\n", "\n  ", "\n    ", "\"", "'", "|", ">", "|\n", "#",
      " #", "&a ",
      "*a", "!!str ", "!x ", "%", "@", "`", "融", "\\", "\\n", "(", ")", "---\n", "...", "\t", "　", "\r\n", "~", "<<: ",
    ]
    let text = (0..<generator.below(60)).map { _ in generator.pick(pieces) }.joined()
    var bag = DiagnosticBag()
    let node = YAMLComposer.compose(SourceFile(path: "a.yaml", text: text), into: &bag)
    #expect(node != nil || bag.hasErrors, "\(String(reflecting: text))")
    _ = DiagnosticRenderer(language: .en).text(of: bag)
  }
}
