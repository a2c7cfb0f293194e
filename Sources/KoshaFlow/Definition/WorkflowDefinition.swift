// A compiled workflow: flat arrays in document order, names resolved, expressions compiled.

public import KoshaRules
public import KoshaSource
import KoshaYAML

/// What a compilation gives: a definition where there is no error, and all that is to be said.
public struct Compilation: Sendable {
  /// The definition, nil where there is an error.
  public var definition: WorkflowDefinition?
  /// Everything found.
  public var diagnostics: DiagnosticBag

  /// A result.
  public init(definition: WorkflowDefinition?, diagnostics: DiagnosticBag) {
    self.definition = definition
    self.diagnostics = diagnostics
  }

  /// Compiles a workflow's files (syntax, resolution, types; the checks of `Check/` are a step of their own).
  public static func compile(
    _ files: WorkflowFiles, in workspace: Workspace, zones: any ZoneProvider
  ) -> Compilation {
    var reader = WorkflowReader()
    let syntax = YAMLComposer.compose(files.workflow, into: &reader.bag).flatMap {
      reader.workflow($0, folder: files.folder)
    }
    let rules = RuleFiles(files.rules, into: &reader.bag)
    guard let syntax else { return Compilation(definition: nil, diagnostics: reader.bag) }
    var resolver = WorkflowResolver(files, in: workspace, reader.bag)
    let definition = resolver.definition(syntax, rules)
    return Compilation(definition: definition, diagnostics: resolver.bag)
  }
}

/// A compiled workflow.
public final class WorkflowDefinition: Sendable {
  /// The id.
  public let id: String
  /// The title.
  public let title: Words
  /// Where the authority comes from.
  public let basis: Words?
  /// When new cases may be opened under it.
  public let effective: EffectivePeriod
  /// SHA-256 of the definition's files (path and bytes of `workflow.yaml`, rules, letters), lower-case hex.
  public let digest: String
  /// The files, from which a pinned case is compiled again.
  public let files: WorkflowFiles
  /// Which day's rules apply; nil for the day the case was opened.
  public let referenceDate: Program?
  /// Who may open and read.
  public let access: Access
  /// How cases are numbered; nil gives `{workflow}-{year}-{seq:4}`.
  public let number: NumberTemplate
  /// The id of the calendar, the workspace's where the file names none.
  public let calendar: String?
  /// The data fields; the slot of each is its index.
  public let fields: [DataField]
  /// The decisions.
  public let decisions: DecisionSet
  /// Decision ids in slot order; the slot of each is `layout.firstDecision` + index.
  public let decisionIDs: [String]
  /// Which slot holds what.
  public let layout: SlotLayout
  /// The scope that expressions were compiled against.
  public let scope: Scope
  /// The events by name with their titles: those declared in file order, then others in order of first use.
  public let events: [EventDeclaration]
  /// All states in document order; index 0 is the workflow itself.
  public let states: [StateNode]
  /// All transitions in document order.
  public let transitions: [Transition]
  /// The letters' templates by name and language.
  public let letters: [LetterTemplate]
  /// Whether an expression may read `children`, so that they have to be looked up before one is evaluated; the word
  /// alone is looked for, in all its files.
  package let readsChildren: Bool
  /// The deadlines in file order.
  public let deadlines: [DeadlineDeclaration]
  /// The schedules that open cases, in file order.
  public let schedules: [ScheduleDeclaration]

  package init(
    id: String, title: Words, basis: Words?, effective: EffectivePeriod, digest: String, files: WorkflowFiles,
    referenceDate: Program?, access: Access, number: NumberTemplate, calendar: String?, fields: [DataField],
    decisions: DecisionSet, decisionIDs: [String], layout: SlotLayout, scope: Scope, events: [EventDeclaration],
    states: [StateNode], transitions: [Transition], letters: [LetterTemplate],
    deadlines: [DeadlineDeclaration] = [], schedules: [ScheduleDeclaration] = []
  ) {
    self.id = id
    self.title = title
    self.basis = basis
    self.effective = effective
    self.digest = digest
    self.files = files
    self.referenceDate = referenceDate
    self.access = access
    self.number = number
    self.calendar = calendar
    self.fields = fields
    self.decisions = decisions
    self.decisionIDs = decisionIDs
    self.layout = layout
    self.scope = scope
    self.events = events
    self.states = states
    self.transitions = transitions
    self.letters = letters
    readsChildren = ([files.workflow] + files.rules).contains { $0.bytes.contains("children") }
    self.deadlines = deadlines
    self.schedules = schedules
  }

  /// Whether its cases have a key: they hold what is sealed, a sensitive field or the votes of a secret ballot.
  package var keepsSecrets: Bool {
    fields.contains { $0.isSensitive } || states.contains { $0.ballot?.isSecret == true }
  }

  /// What a task is called: its own title, a ballot's by its state.
  public func title(of task: TaskRecord) -> Words {
    guard let state = state(task.state) else { return Words(task.state) }
    return task.isBallot ? state.title : state.task?.title ?? state.title
  }

  /// A field by name.
  public func field(_ name: String) -> DataField? { fields.first { $0.name == name } }

  /// A state by id; the workflow itself only where no state has its name.
  public func state(_ id: String) -> StateNode? {
    states.dropFirst().first { $0.id == id } ?? states.first.flatMap { $0.id == id ? $0 : nil }
  }

  /// An event's title, or its name where it has none.
  public func title(ofEvent name: String) -> Words {
    events.first { $0.name == name }?.title ?? Words(name)
  }
}

/// The slots of the values that expressions see, in the order of the scope's variables.
public struct SlotLayout: Sendable, Hashable {
  /// How many data fields; their slots are 0..<fieldCount.
  public var fieldCount: Int
  /// How many decisions; their slots follow the fields'.
  public var decisionCount: Int

  /// A layout.
  public init(fieldCount: Int, decisionCount: Int) {
    self.fieldCount = fieldCount
    self.decisionCount = decisionCount
  }

  /// The first decision's slot.
  public var firstDecision: Int { fieldCount }
  /// `event`.
  public var event: Int { fieldCount + decisionCount }
  /// `case`.
  public var caseFacts: Int { event + 1 }
  /// `actor`.
  public var actor: Int { event + 2 }
  /// `assignee`.
  public var assignee: Int { event + 3 }
  /// `now`.
  public var now: Int { event + 4 }
  /// `today`.
  public var today: Int { event + 5 }
  /// `children`.
  public var children: Int { event + 6 }
  /// The first slot for the locals of `foreach`.
  public var firstLocal: Int { event + 7 }
}

/// A data field.
public struct DataField: Sendable {
  /// The name.
  public let name: String
  /// Its type.
  public let type: ValueType
  /// The title, the name where the file gives none.
  public let title: Words
  /// The titles of an enumeration's values.
  public let valueTitles: [(value: String, title: Words)]
  /// The unit, for example `JPY`.
  public let unit: String?
  /// Help for those who fill it in.
  public let help: Words?
  /// Encrypted at rest, masked where the reader lacks the role.
  public let isSensitive: Bool
  /// Who may read it; empty for everyone who can read the case.
  public let read: [Who]
  /// The value when a case begins.
  public let initial: Program?
  /// What must hold over the case data.
  public let check: Program?
  /// The place of the name.
  public let span: SourceSpan

  package init(
    name: String, type: ValueType, title: Words, valueTitles: [(value: String, title: Words)] = [],
    unit: String? = nil, help: Words? = nil, isSensitive: Bool = false, read: [Who] = [], initial: Program? = nil,
    check: Program? = nil, span: SourceSpan
  ) {
    self.name = name
    self.type = type
    self.title = title
    self.valueTitles = valueTitles
    self.unit = unit
    self.help = help
    self.isSensitive = isSensitive
    self.read = read
    self.initial = initial
    self.check = check
    self.span = span
  }
}

/// Someone who may do something.
public enum Who: Sendable {
  /// Everyone who can read the case.
  case anyone
  /// Those who hold a role.
  case role(String)
  /// The person, or the people, an expression gives.
  case people(Program)
}

/// Someone who may not.
public enum Exclusion: Sendable {
  /// Those of whom a `Who` speaks.
  case who(Who)
  /// Whoever sent this event in this case.
  case sender(ofEvent: String)
}

/// Who may open and read cases.
public struct Access: Sendable {
  /// Who may open; nil for everyone in `people`, empty for no person.
  public let open: [Who]?
  /// The fields a person's opening may set.
  public let openInput: [InputField]
  /// Who may read; nil for everyone in `people`.
  public let read: [Who]?
  /// Who may set cases right: correct, take back, reopen, cancel; nil for operators.
  public let manage: [Who]?

  package init(open: [Who]?, openInput: [InputField], read: [Who]?, manage: [Who]?) {
    self.open = open
    self.openInput = openInput
    self.read = read
    self.manage = manage
  }
}

/// A field that an event or an opening may set.
public struct InputField: Sendable {
  /// The name.
  public let name: String
  /// Its type: the data field's, or the input's own where it is not kept.
  public let type: ValueType
  /// The title.
  public let title: Words
  /// Whether it must be given.
  public let isRequired: Bool
  /// The data field's slot; nil where the value is seen in `event.data` alone.
  public let slot: Int?
  /// The place.
  public let span: SourceSpan

  package init(name: String, type: ValueType, title: Words, isRequired: Bool, slot: Int?, span: SourceSpan) {
    self.name = name
    self.type = type
    self.title = title
    self.isRequired = isRequired
    self.slot = slot
    self.span = span
  }
}

/// An event and its title.
public struct EventDeclaration: Sendable {
  /// The name.
  public let name: String
  /// The title, nil where the file gives none.
  public let title: Words?
  /// Where it is declared or first used.
  public let span: SourceSpan

  package init(name: String, title: Words?, span: SourceSpan) {
    self.name = name
    self.title = title
    self.span = span
  }
}

/// A letter's template in one language.
public struct LetterTemplate: Sendable {
  /// The name (`approval` of `letters/approval.ja.md`).
  public let name: String
  /// The language, nil where the file name has none.
  public let language: Language?
  /// The file.
  public let file: SourceFile

  package init(name: String, language: Language?, file: SourceFile) {
    self.name = name
    self.language = language
    self.file = file
  }
}

/// The pattern of case numbers.
public struct NumberTemplate: Sendable, Hashable {
  /// A piece of the pattern.
  public enum Part: Sendable, Hashable {
    /// Text as it is.
    case text(String)
    /// The fiscal year of the opening, for example 2023.
    case fiscalYear
    /// The year of the opening.
    case year
    /// The era and year, for example R5.
    case era
    /// The month, two digits.
    case month
    /// The running number, padded with zeros; it restarts when what precedes it changes.
    case sequence(width: Int)
  }

  /// The parts in order; exactly one is a running number.
  public let parts: [Part]

  package init(parts: [Part]) {
    self.parts = parts
  }
}
