// Workflows written in tests: a text in, the compilation out.

import KoshaFlow
import KoshaRules
import KoshaSource
import KoshaYAML
import Testing

/// A workflow of a test, beside rules and letters that a test may name.
struct WorkflowSource {
  /// The file, or what follows its heading where it begins with another key.
  var body: String
  var rules: [String] = []
  var letters: [String] = ["approval.ja.md", "approval.en.md"]

  /// What is put before the body.
  var heading: String { body.hasPrefix("kosha:") ? "" : "kosha: 1\nworkflow: sample\n" }

  static let workspace = Workspace(
    organisation: Words("test"), languages: [.ja, .en], timeZone: "Asia/Tokyo", calendar: "office",
    roles: [
      Workspace.Role(id: "clerk", title: Words(ja: "担当", en: "Clerk")),
      Workspace.Role(id: "manager", title: Words(ja: "課長", en: "Manager")),
    ],
    people: [
      Workspace.Person(id: "desk-1", title: Words("desk-1"), roles: ["clerk"]),
      Workspace.Person(id: "chief", title: Words("chief"), roles: ["manager"]),
    ],
    calendars: calendars)

  private static let calendars: [BusinessCalendar] = {
    var bag = DiagnosticBag()
    let text = "calendar: office\ntime_zone: Asia/Tokyo\nweekend: [saturday, sunday]\nholidays: japan\n"
    let node = YAMLComposer.compose(SourceFile(path: "calendars/office.yaml", text: text), into: &bag)
    return node.flatMap { BusinessCalendar.read($0, into: &bag) }.map { [$0] } ?? []
  }()

  var files: WorkflowFiles {
    WorkflowFiles(
      folder: "sample", workflow: file("sample/workflow.yaml", heading + body),
      rules: rules.enumerated().map { file("sample/rules/\($0.offset).yaml", $0.element) },
      letters: letters.map { file("sample/letters/\($0)", "text") })
  }

  func compile() -> Compilation { Compilation.compile(files, in: WorkflowSource.workspace, zones: FixedZones()) }

  /// The definition of a workflow without fault.
  func definition(sourceLocation: SourceLocation = #_sourceLocation) throws -> WorkflowDefinition {
    let compilation = compile()
    #expect(compilation.diagnostics.diagnostics.map(\.transcript) == [], sourceLocation: sourceLocation)
    return try #require(compilation.definition, sourceLocation: sourceLocation)
  }

  private func file(_ path: String, _ text: String) -> SourceFile {
    SourceFile(path: path, text: text)
  }
}

extension Diagnostic {
  /// Place, code and sentence, for failures that can be read.
  var transcript: String {
    let place = span.map { "\($0.file.path):\($0.start.line):\($0.start.column)" } ?? "-"
    return "\(place): \(severity.rawValue)[\(code)]: \(message.en)" + (help.map { " (\($0.en))" } ?? "")
  }
}
