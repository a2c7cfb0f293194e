// Scenario files in, scenarios out; everything wrong with a file is told at once.

import KoshaRules
import KoshaSource
import KoshaYAML

/// Reads the scenarios of one workflow.
struct ScenarioReader {
  /// The workflow; while a step in a child is read, the child's.
  var definition: WorkflowDefinition
  let catalogue: any DefinitionCatalogue
  let workspace: Workspace
  var bag = DiagnosticBag()

  init(_ definition: WorkflowDefinition, among catalogue: any DefinitionCatalogue, _ workspace: Workspace) {
    self.definition = definition
    self.catalogue = catalogue
    self.workspace = workspace
  }

  /// Reads one file.
  static func read(
    _ file: SourceFile, _ definition: WorkflowDefinition, among catalogue: any DefinitionCatalogue,
    _ workspace: Workspace
  ) -> ScenarioFile {
    var reader = ScenarioReader(definition, among: catalogue, workspace)
    var result = ScenarioFile(scenarios: [], cover: nil, bag: DiagnosticBag())
    if let root = YAMLComposer.compose(file, into: &reader.bag) { reader.file(root, &result) }
    result.bag.add(contentsOf: reader.bag)
    return result
  }

  private mutating func file(_ root: YAMLNode, _ result: inout ScenarioFile) {
    guard case .mapping(let entries) = root.content, entries.contains(where: { $0.key.value == "scenarios" }) else {
      scenario(root, &result)
      return
    }
    guard let mapping = MappingReader(root, ScenarioKeys.file, into: &bag) else { return }
    if let workflow = mapping["workflow"] { checkWorkflow(workflow) }
    if let node = mapping["cover"] { result.cover = percentage(node) }
    for node in mapping["scenarios"]?.items(Words(ja: "シナリオ", en: "the scenarios"), into: &bag) ?? [] {
      scenario(node, &result)
    }
  }

  /// Reads one scenario; what is wrong with it goes into the file's bag, the first of it into the scenario as well.
  private mutating func scenario(_ node: YAMLNode, _ result: inout ScenarioFile) {
    let outer = bag
    bag = DiagnosticBag()
    var read = scenario(node, cover: &result.cover)
    read?.problem = bag.sorted.first { $0.severity == .error }
    if let read { result.scenarios.append(read) }
    let own = bag
    bag = outer
    bag.add(contentsOf: own)
  }

  private mutating func scenario(_ node: YAMLNode, cover: inout Located<Int>?) -> ScenarioSyntax? {
    guard let mapping = MappingReader(node, ScenarioKeys.scenario, into: &bag),
      let name = mapping.required("scenario", into: &bag)?.string(
        Words(ja: "シナリオの名前", en: "a scenario's name"), into: &bag)
    else { return nil }
    if let workflow = mapping["workflow"] { checkWorkflow(workflow) }
    if let node = mapping["cover"] { cover = percentage(node) }
    let given = mapping["given"].flatMap { MappingReader($0, ScenarioKeys.given, into: &bag) }
    let now = given?["now"].flatMap { moment($0) }
    let actor = given?["as"].flatMap { person($0) }
    var scenario = ScenarioSyntax(
      name: name, now: now, actor: actor, data: given?["data"].map { values($0, event: nil) } ?? [],
      story: .workflow([]))
    if let decision = mapping["decision"] {
      refuse(["steps"], in: mapping, Words(ja: "ワークフローのシナリオ", en: "a scenario of a workflow"))
      guard let id = decision.string(Words(ja: "判定表の id", en: "a decision's id"), into: &bag) else { return scenario }
      if !definition.decisionIDs.contains(id.value) { unknown(.decision, id, definition.decisionIDs) }
      let fired = mapping["fired"].map { rules($0, of: id.value) }
      scenario.story = .decision(id, expect: mapping["expect"], fired: fired, firedSpan: mapping["fired"]?.span)
    } else if let steps = mapping["steps"] {
      refuse(["expect", "fired"], in: mapping, Words(ja: "判定表のシナリオ", en: "a scenario of a decision"))
      if actor == nil, given?["as"] == nil { bag.add(ScenarioProblem.noActor, at: name.span) }
      scenario.story = .workflow(self.steps(steps))
    } else {
      bag.add(ScenarioProblem.neither, at: name.span)
    }
    return scenario
  }

  private mutating func refuse(_ keys: [String], in mapping: MappingReader, _ kind: Words) {
    for entry in mapping.entries where keys.contains(entry.key.value) {
      bag.add(ScenarioProblem.ofOtherKind(key: entry.key.value, kind: kind), at: entry.key.span)
    }
  }

  private mutating func checkWorkflow(_ node: YAMLNode) {
    guard let id = node.string(Words(ja: "ワークフローの id", en: "a workflow's id"), into: &bag) else { return }
    if id.value != definition.id { unknown(.workflow, id, [definition.id]) }
  }

  private mutating func rules(_ node: YAMLNode, of decision: String) -> [Located<String>] {
    let known = definition.decisions.versions(of: decision).flatMap(\.ruleIDs)
    let ids = names(node, Words(ja: "規則の id", en: "a rule's id"))
    for id in ids where !known.contains(id.value) { unknown(.rule, id, known) }
    return ids
  }

  // MARK: Scalars

  mutating func unknown(_ reference: ScenarioReference, _ name: Located<String>, _ known: [String]) {
    let nearest = Suggestion.nearest(to: name.value, in: known)
    bag.add(ScenarioProblem.unknown(reference, name.value, nearest: nearest), at: name.span)
  }

  /// One name or a list of them.
  mutating func names(_ node: YAMLNode, _ what: Words) -> [Located<String>] {
    if node.isNull { return [] }
    var names: [Located<String>] = []
    for item in node.itemsOrSelf {
      if let name = item.string(what, into: &bag) { names.append(name) }
    }
    return names
  }

  mutating func moment(_ node: YAMLNode) -> DateAndTime? {
    guard let text = node.string(Words(ja: "日時", en: "a date and time"), into: &bag) else { return nil }
    if let moment = moment(text.value) { return moment }
    bag.add(ScenarioProblem.time(text.value), at: text.span)
    return nil
  }

  /// A time with an offset, a local one, or the beginning of a day.
  func moment(_ text: String) -> DateAndTime? {
    DateAndTime(text)
      ?? CalendarDate(text).map { DateAndTime(date: $0, time: TimeOfDay(nanosecondOfDay: 0, zone: nil)) }
  }

  private mutating func percentage(_ node: YAMLNode) -> Located<Int>? {
    guard let text = node.string(Words(ja: "百分率", en: "a percentage"), into: &bag) else { return nil }
    if text.value.hasSuffix("%"), let percent = Int(text.value.dropLast()), (0...100).contains(percent) {
      return Located(percent, at: text.span)
    }
    bag.add(ScenarioProblem.cover(text.value), at: text.span)
    return nil
  }

  /// A person of the workspace by id, or one made up here.
  mutating func person(_ node: YAMLNode) -> Actor? {
    if case .mapping = node.content {
      guard let mapping = MappingReader(node, ScenarioKeys.person, into: &bag),
        let id = mapping.required("id", into: &bag)?.string(Words(ja: "人の id", en: "a person's id"), into: &bag)
      else { return nil }
      let roles = mapping["roles"].map { names($0, Words(ja: "役割の id", en: "a role's id")) } ?? []
      let known = workspace.roles.map(\.id) + [Workspace.operatorRole]
      for role in roles where !known.contains(role.value) { unknown(.role, role, known) }
      return Actor(id: id.value, roles: roles.map(\.value))
    }
    guard let id = node.string(Words(ja: "人の id", en: "a person's id"), into: &bag) else { return nil }
    if let person = workspace.person(id.value) { return Actor(id: person.id, roles: person.roles) }
    unknown(.person, id, workspace.people.map(\.id))
    return nil
  }
}

extension Decision {
  /// The ids of its rules in file order; none for a boxed expression.
  var ruleIDs: [String] {
    if case .table(let table) = logic { table.rules.map(\.id) } else { [] }
  }
}
