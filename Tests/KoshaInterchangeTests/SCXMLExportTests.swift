// A workflow to SCXML and back: what comes back is the same statechart, for the corporation's workflows and random ones.

import Foundation
import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaTestSupport
import KoshaYAML
import Testing

@testable import KoshaInterchange

@Suite("Workflows as SCXML")
struct SCXMLExportTests {
  /// Everything a definition holds, places left out.
  private func description(_ value: Any) -> String {
    switch value {
    case is SourceSpan: return ""
    case let program as Program: return "«\(program.source.text)»"
    case let text as String: return text
    case let actions as [Action]:
      return "[" + actions.flatMap(Self.single).map { description($0 as Any) }.joined(separator: ", ") + "]"
    default: break
    }
    let mirror = Mirror(reflecting: value)
    if mirror.children.isEmpty { return "\(value)" }
    let skipped: Set<String> = [
      "files", "digest", "decisions", "layout", "letters", "span", "origin", "scope", "readsChildren",
    ]
    let parts = mirror.children.filter { !skipped.contains($0.label ?? "") }.map { child in
      (child.label.map { $0 + ": " } ?? "") + description(child.value)
    }
    return "(" + parts.joined(separator: ", ") + ")"
  }

  /// An assignment of several fields is several of one, in order.
  private static func single(_ action: Action) -> [Action] {
    if case .assign(let assignments) = action { assignments.map { .assign([$0]) } } else { [action] }
  }

  private func compile(_ text: String, like files: WorkflowFiles, in workspace: Workspace) throws -> WorkflowDefinition
  {
    let copy = WorkflowFiles(
      folder: files.folder, workflow: SourceFile(path: "w.yaml", text: text), rules: files.rules,
      letters: files.letters,
      tests: [])
    let compilation = Compilation.compile(copy, in: workspace, zones: FixedZones())
    let errors = compilation.diagnostics.sorted.filter { $0.severity == .error }.map {
      "\($0.span?.start.line ?? 0) \($0.message.en)"
    }
    #expect(errors == [], "\(text)")
    return try #require(compilation.definition)
  }

  private func expectSame(_ files: WorkflowFiles, in workspace: Workspace) throws {
    var bag = DiagnosticBag()
    let root = try #require(YAMLComposer.compose(files.workflow, into: &bag))
    let document = SCXMLExport.document(root, id: files.folder, into: &bag)
    let imported = SCXMLImport.workflows(
      SourceFile(path: "w.scxml", text: document), name: files.folder, files: { _ in nil }, into: &bag)
    #expect(bag.sorted.map { "\($0.span?.start.line ?? 0): \($0.message.en)" } == [])
    let text = try #require(imported?.first?.text)
    #expect(imported?.count == 1)
    let source = String(decoding: files.workflow.bytes, as: UTF8.self)
    let before = description(try compile(source, like: files, in: workspace))
    let after = description(try compile(text, like: files, in: workspace))
    if before != after {
      let index = zip(before, after).prefix { $0 == $1 }.count
      Issue.record(
        "\(files.folder): …\(before.dropFirst(max(0, index - 80)).prefix(200))\nbecomes\n…\(after.dropFirst(max(0, index - 80)).prefix(200))"
      )
    }
    // Written again it is the same document.
    let again = try #require(YAMLComposer.compose(SourceFile(path: "w.yaml", text: text), into: &bag))
    #expect(SCXMLExport.document(again, id: files.folder, into: &bag) == document)
  }

  @Test("come back as they were")
  func workflows() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Workflows")
    func files(_ path: String) -> [SourceFile] {
      let place = folder.appendingPathComponent(path)
      let names = ((try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []).sorted()
      return names.compactMap { name in
        (try? Data(contentsOf: place.appendingPathComponent(name))).map {
          SourceFile(path: "\(path)/\(name)", bytes: Array($0))
        }
      }
    }
    var bag = DiagnosticBag()
    let marker = SourceFile(
      path: "kosha.yaml", bytes: Array(try Data(contentsOf: folder.appendingPathComponent("kosha.yaml"))))
    let workspace = try #require(
      Workspace.read(marker, calendars: files("calendars"), zones: FixedZones(), into: &bag))
    var count = 0
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      guard let workflow = files(name).first(where: { $0.path == "\(name)/workflow.yaml" }) else { continue }
      count += 1
      try expectSame(
        WorkflowFiles(
          folder: name, workflow: workflow, rules: files("\(name)/rules"), letters: files("\(name)/letters"), tests: []),
        in: workspace)
    }
    #expect(count >= 5)
  }

  @Test("come back whatever they hold", arguments: 0..<150)
  func random(seed: UInt64) throws {
    var generator = RandomWorkflow(seed: seed)
    let text = generator.text()
    try expectSame(
      WorkflowFiles(
        folder: "test", workflow: SourceFile(path: "test/workflow.yaml", text: text), rules: [], letters: [], tests: []),
      in: ImportedCharts.workspace())
  }
}

/// A seed in, a workflow with states of every kind and actions of most out.
private struct RandomWorkflow {
  private var generator: SeededGenerator
  private var ids: [String] = []

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  private indirect enum Node {
    case leaf(String)
    case inner(String, isParallel: Bool, [Node])

    var id: String {
      switch self {
      case .leaf(let id), .inner(let id, _, _): id
      }
    }
  }

  mutating func text() -> String {
    let tree = nodes(2 + generator.below(3), depth: 0)
    let head = """
      kosha: 1
      workflow: test
      title: {ja: 試験, en: "A test: <&>"}
      data:
        n: {type: number, initial: 1, title: 数}
        s: {type: string, read: [clerk]}
        l: {type: list of number}

      """
    let root = generator.below(3) == 0 ? "entry: [{log: '\"root\"'}]\ninitial: \(pick(ids))\n" : ""
    return head + root + "states:\n" + tree.map { state($0, indent: 1, inParallel: false) }.joined()
  }

  private mutating func pick(_ list: [String]) -> String { list[generator.below(list.count)] }

  private mutating func nodes(_ count: Int, depth: Int) -> [Node] {
    var nodes: [Node] = []
    for _ in 0..<count {
      let id = "s\(ids.count)" + (generator.below(4) == 0 ? ".x" : generator.below(4) == 0 ? "-状態" : "")
      ids.append(id)
      if depth < 2, generator.below(2) == 0 {
        let isParallel = generator.below(2) == 0
        nodes.append(.inner(id, isParallel: isParallel, self.nodes(1 + generator.below(3), depth: depth + 1)))
      } else {
        nodes.append(.leaf(id))
      }
    }
    return nodes
  }

  private mutating func state(_ node: Node, indent: Int, inParallel: Bool) -> String {
    let pad = String(repeating: "  ", count: indent)
    var text = "\(pad)\(node.id):\n"
    if case .leaf = node, !inParallel, generator.below(6) == 0 {
      return text + "\(pad)  final: true\n\(pad)  outcome: done\n\(pad)  output: '{n: n}'\n"
    }
    if generator.below(3) == 0 {
      text += "\(pad)  title: {ja: \"状態<1>\", en: \"a \\\"state\\\"\"}\n\(pad)  tags: [x, \"1\"]\n"
    }
    if generator.below(3) == 0 { text += "\(pad)  task: {for: [clerk], due: P3D}\n" }
    if generator.below(2) == 0 {
      text += "\(pad)  entry: \(generator.below(2) == 0 ? actions() : "[\(actions()), \(actions())]")\n"
    }
    if generator.below(3) == 0 { text += "\(pad)  exit: \(actions())\n" }
    if generator.below(2) == 0 {
      text +=
        "\(pad)  on:\n\(pad)    go: \(transition(isPerson: true))\n\(pad)    \"error.*\": \(transition(isPerson: false))\n"
      text +=
        "\(pad)    x.y: [\(transition(isPerson: true)), \(transition(isPerson: true))]\n\(pad)    quit: \(pick(ids))\n"
    } else if generator.below(2) == 0 {
      text += "\(pad)  on: [{event: [a, b.*], target: \(pick(ids))}, {event: \"*\", guard: n > 1}]\n"
    }
    if generator.below(4) == 0 { text += "\(pad)  always: [{guard: n > 5, target: \(pick(ids))}]\n" }
    if generator.below(4) == 0 {
      text +=
        "\(pad)  after: [{delay: PT1.5S, target: \(pick(ids))}, {delay: '= duration(\"P1D\")', guard: n > 0, actions: \(actions())}, {at: 'date(\"2023-04-03\")', target: \(pick(ids))}]\n"
    }
    guard case .inner(_, let isParallel, let children) = node else {
      if generator.below(6) == 0 { text += "\(pad)  child: {workflow: other, id: kid, data: {n: n}}\n" }
      return text
    }
    if generator.below(3) == 0 { text += "\(pad)  done: \(pick(ids))\n" }
    if isParallel { text += "\(pad)  parallel: true\n" }
    if !isParallel, generator.below(2) == 0 {
      let first = children[generator.below(children.count)].id
      text += "\(pad)  initial: \(generator.below(2) == 0 ? first : "{target: \(first), actions: \(actions())}")\n"
    }
    text += "\(pad)  states:\n"
    if generator.below(3) == 0 {
      let target = isParallel ? "" : ", target: \(children[0].id), actions: \(actions())"
      text += "\(pad)    h\(node.id): {history: \(generator.below(2) == 0 ? "deep" : "shallow")\(target)}\n"
    }
    for child in children { text += state(child, indent: indent + 2, inParallel: isParallel) }
    return text
  }

  private mutating func transition(isPerson: Bool) -> String {
    var parts: [String] = []
    if generator.below(4) != 0 { parts.append("target: \(pick(ids))") }
    switch generator.below(4) {
    case 0: parts.append("guard: 'n < 3 and s = \"<a>\"'")
    case 1: parts.append("guard: [n > 0, {if: n < 9, message: {ja: 多すぎます, en: too many}}]")
    default: break
    }
    if generator.below(3) == 0 { parts.append("internal: true") }
    if isPerson, generator.below(2) == 0 {
      parts.append("by: [clerk], input: [n, {field: s, required: true}], comment: required, title: 進める")
    }
    if generator.below(2) == 0 { parts.append("actions: \(actions())") }
    return "{\(parts.joined(separator: ", "))}"
  }

  private mutating func actions() -> String {
    var list: [String] = []
    for _ in 0...generator.below(3) {
      switch generator.below(12) {
      case 0: list.append("{assign: {n: n + 1, s: '\"a\"'}}")
      case 1: list.append("{raise: x.y}")
      case 2: list.append("{raise: x.y, data: '{n: n}'}")
      case 3: list.append("{send: go}")
      case 4: list.append("{send: {event: '= \"x\" + s', delay: P3D, id: r1, to: parent, data: n}}")
      case 5: list.append("{send: {event: x.y, delay: '= duration(\"PT1S\")', id: '= s', to: '= s'}}")
      case 6: list.append("{cancel: r1}")
      case 7: list.append("{cancel: '= s'}")
      case 8:
        list.append(
          "{if: n > 1, then: [{log: n}], else: [{if: n > 2, then: [{log: s}], else: [{log: n}, {raise: x.y}]}]}")
      case 9: list.append("{foreach: l, as: m, index: i, do: [{assign: {n: m + i}}]}")
      case 10: list.append("{notify: {to: [clerk], channel: file, data: {n: n}}}")
      default: list.append("{open: {workflow: other, id: o1, data: {n: n}}}")
      }
    }
    return "[\(list.joined(separator: ", "))]"
  }
}
