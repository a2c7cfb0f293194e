// One run of the program: options, language, workspace, store and person, each looked up when first asked for.

import KoshaFlow
import KoshaRules
import KoshaSource

/// What a command works with.
final class Session {
  let options: SessionOptions
  let folder: WorkspaceFolder
  let zones = SystemZones()
  let clock: any Clock
  /// The account that runs the program; the demonstration runs as the operator of its copy.
  let account: String
  /// Whether there is someone to ask for what is missing.
  let isInteractive: Bool

  init(
    _ options: SessionOptions, clock: any Clock = SystemClock(), account: String = Account.name,
    isInteractive: Bool? = nil
  ) {
    self.options = options
    self.folder = WorkspaceFolder.find(options.workspace)
    self.clock = clock
    self.account = account
    self.isInteractive =
      isInteractive ?? (Console.inputIsTerminal && Console.outputIsTerminal && !options.json)
  }

  /// `--lang`, `KOSHA_LANG`, `LC_ALL`/`LANG`, the workspace's first language, else Japanese.
  lazy var language: Language = {
    if let preferred = LanguageChoice.preferred(options.lang) { return preferred }
    if let workspaceOnce { return workspaceOnce.languages.first ?? .ja }
    var bag = DiagnosticBag()
    guard let workspace = try? readWorkspace(into: &bag) else { return .ja }
    if !bag.hasErrors { workspaceOnce = workspace }
    return workspace.languages.first ?? .ja
  }()

  /// A text in the session's language.
  func say(_ words: Words) -> String { words[language] }

  /// A text in the session's language.
  func say(ja: String, en: String) -> String { language == .ja ? ja : en }

  /// Values in the session's language and the workspace's zone.
  func display() throws -> ValueDisplay {
    ValueDisplay(language: language, zone: try workspace().zone, zones: zones)
  }

  // MARK: - Workspace

  private var workspaceOnce: Workspace?

  /// The workspace; refused with everything that is wrong where `kosha.yaml` or a calendar cannot be used.
  func workspace() throws -> Workspace {
    if let workspaceOnce { return workspaceOnce }
    var bag = DiagnosticBag()
    let workspace = try readWorkspace(into: &bag)
    guard let workspace, !bag.hasErrors else {
      let language = LanguageChoice.preferred(options.lang) ?? workspace?.languages.first ?? .ja
      if !options.json { DiagnosticOutput.printToError(bag.sorted, language: language) }
      throw CommandFailure(
        .badConfiguration, code: "workspace",
        Words(
          ja: "ワークスペースの設定 `\(folder.marker)` に誤りがあります",
          en: "the workspace's settings in `\(folder.marker)` have errors"),
        details: [
          Context.Entry(
            "diagnostics", .list(bag.sorted.map { DiagnosticOutput.value($0, language: language) }))
        ])
    }
    workspaceOnce = workspace
    return workspace
  }

  /// Refused where there is no `kosha.yaml`.
  func requireWorkspace() throws {
    guard Files.exists(folder.marker) else {
      throw CommandFailure(
        .badConfiguration, code: "no_workspace",
        Words(
          ja: "ワークスペースがありません: `\(folder.marker)` が見つかりません",
          en: "there is no workspace: `\(folder.marker)` is not there"),
        help: Words(
          ja: "`--workspace フォルダ` で指定するか、`kosha-flow init` で作ってください",
          en: "name one with `--workspace DIR`, or make one with `kosha-flow init`"))
    }
  }

  /// Reads `kosha.yaml` and the calendars, leaving what is wrong in the bag.
  func readWorkspace(into bag: inout DiagnosticBag) throws -> Workspace? {
    try requireWorkspace()
    let file = SourceFile(path: folder.marker, bytes: try Files.read(folder.marker))
    return Workspace.read(file, calendars: try folder.calendarFiles(), zones: zones, into: &bag)
  }

  /// Opened by `service()`.
  var serviceOnce: CaseService?

  private var catalogueOnce: FolderCatalogue?

  /// The workflows of the workspace.
  func catalogue() throws -> FolderCatalogue {
    if let catalogueOnce { return catalogueOnce }
    let catalogue = try FolderCatalogue(folder: folder, workspace: workspace(), zones: zones)
    catalogueOnce = catalogue
    return catalogue
  }

  /// A workflow that compiles; refused with everything that is wrong.
  func definition(_ workflow: String) throws -> WorkflowDefinition {
    let catalogue = try catalogue()
    guard let compilation = catalogue.compilation(of: workflow) else {
      throw noSuchWorkflow(workflow, among: catalogue.workflows)
    }
    return try usable(compilation, of: workflow)
  }

  /// The definition of a compilation, or the refusal that shows all its errors.
  func usable(_ compilation: Compilation, of workflow: String) throws -> WorkflowDefinition {
    if let definition = compilation.definition, !compilation.diagnostics.hasErrors { return definition }
    throw brokenDefinition(compilation, of: workflow)
  }

  /// The refusal that shows all errors of a definition.
  func brokenDefinition(_ compilation: Compilation, of workflow: String) -> CommandFailure {
    let errors = compilation.diagnostics.sorted.filter { $0.severity == .error }
    if !options.json { DiagnosticOutput.printToError(errors, language: language) }
    return CommandFailure(
      .badData, code: "definition",
      Words(
        ja: "ワークフロー `\(workflow)` に誤りが \(errors.count) 件あります",
        en: "the workflow `\(workflow)` has \(errors.count) error\(errors.count == 1 ? "" : "s")"),
      details: [Context.Entry("diagnostics", .list(errors.map { DiagnosticOutput.value($0, language: language) }))])
  }

  func noSuchWorkflow(_ workflow: String, among known: [String]) -> CommandFailure {
    let nearest = Suggestion.nearest(to: workflow, in: known)
    return CommandFailure(
      .notFound, code: "not_found",
      Words(ja: "ワークフロー `\(workflow)` はありません", en: "there is no workflow `\(workflow)`"),
      help: nearest.map { Words(ja: "`\($0)` のことですか", en: "did you mean `\($0)`") }
        ?? Words(
          ja: "あるのは " + known.joined(separator: "、"), en: "there are: " + known.joined(separator: ", ")))
  }

  // MARK: - Person

  /// The person of the account that runs the program; nil where the workspace maps none.
  func person() throws -> Workspace.Person? {
    return try workspace().people.first { $0.osUser == account }
  }

  /// Who acts, `--as` taken into account; refused (77) for an account that no person is mapped to.
  func actor() throws -> Actor {
    guard let person = try person() else {
      throw CommandFailure(
        .refused, code: "role",
        Words(
          ja: "アカウント `\(account)` はどの担当者にも結び付いていないため、案件を扱えません",
          en: "the account `\(account)` is mapped to no person, so it cannot work on cases"),
        help: Words(
          ja: "`\(folder.marker)` の `people:` に `os_user: \(account)` を書いてください",
          en: "give a person `os_user: \(account)` in `people:` of `\(folder.marker)`"))
    }
    guard let other = options.actingAs, other != person.id else {
      return Actor(id: person.id, roles: person.roles)
    }
    let today = try evaluationEnvironment().today
    let deputyship = try workspace().deputyship(of: person.id, for: other, on: today)
    guard deputyship != nil || person.roles.contains(Workspace.operatorRole) else {
      throw CommandFailure(
        .refused, code: "role",
        Words(
          ja: "`--as` は役割 `operator` の人か、今日の代理の人だけが使えます（`\(person.id)` はどちらでもありません）",
          en: "`--as` is for those who hold the role `operator` and for deputies of the day; `\(person.id)` is neither")
      )
    }
    guard let actedFor = try workspace().person(other) else {
      throw try noSuchPerson(other, among: workspace().people.map(\.id))
    }
    return Actor(id: actedFor.id, roles: actedFor.roles, operatorID: person.id, deputyship: deputyship)
  }

  func noSuchPerson(_ person: String, among known: [String]) -> CommandFailure {
    CommandFailure(
      .notFound, code: "not_found",
      Words(ja: "`\(person)` という人はいません", en: "there is no person `\(person)`"),
      help: Suggestion.nearest(to: person, in: known).map {
        Words(ja: "`\($0)` のことですか", en: "did you mean `\($0)`")
      })
  }

  // MARK: - Store

  /// `--store`, `KOSHA_STORE`, the workspace's `store:`, else `.kosha/kosha.db` beside the workspace.
  func storeAddress() throws -> String {
    if let option = options.store ?? Variables["KOSHA_STORE"] { return option }
    return try workspace().store ?? folder.defaultStore
  }
}

extension Session {
  /// The world of an expression evaluated outside a case; without a workspace the zone is Asia/Tokyo.
  func evaluationEnvironment(calendar: String? = nil) throws -> EvaluationEnvironment {
    let workspace = Files.exists(folder.marker) ? try workspace() : nil
    let zone = workspace?.zone ?? .named("Asia/Tokyo")
    guard let now = clock.now().dateAndTime(in: zone, zones: zones) else {
      throw CommandFailure(
        .badConfiguration, code: "time_zone",
        Words(ja: "時間帯 `\(zone.suffix)` が分かりません", en: "the time zone `\(zone.suffix)` is unknown"))
    }
    var limits = EvaluationLimits.standard
    if let share = MainStack.evaluationShare { limits.stack = max(limits.stack, share) }
    return EvaluationEnvironment(
      now: now, zone: zone, zones: zones,
      calendar: (calendar ?? workspace?.calendar).flatMap { workspace?.calendar($0) },
      calendars: workspace?.calendars ?? [], limits: limits)
  }
}
