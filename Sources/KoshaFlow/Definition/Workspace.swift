// The organisation as `kosha.yaml` describes it, and the files of a workspace as the shell hands them in.

public import KoshaRules
public import KoshaSource

/// The files of a workspace; the core reads none itself.
public struct WorkspaceFiles: Sendable {
  /// `kosha.yaml`.
  public var workspace: SourceFile
  /// `calendars/*.yaml`, by path.
  public var calendars: [SourceFile]
  /// The workflow folders, by name.
  public var workflows: [WorkflowFiles]

  /// Files.
  public init(workspace: SourceFile, calendars: [SourceFile], workflows: [WorkflowFiles]) {
    self.workspace = workspace
    self.calendars = calendars
    self.workflows = workflows
  }
}

/// The files of one workflow.
public struct WorkflowFiles: Sendable {
  /// The folder's name, which is the workflow's id.
  public var folder: String
  /// `workflow.yaml`.
  public var workflow: SourceFile
  /// `rules/*.yaml`, by path.
  public var rules: [SourceFile]
  /// `letters/*`, by path.
  public var letters: [SourceFile]
  /// `tests/*.yaml`, by path; no part of the definition.
  public var tests: [SourceFile]

  /// Files.
  public init(
    folder: String, workflow: SourceFile, rules: [SourceFile] = [], letters: [SourceFile] = [],
    tests: [SourceFile] = []
  ) {
    self.folder = folder
    self.workflow = workflow
    self.rules = rules
    self.letters = letters
    self.tests = tests
  }
}

/// The organisation.
public struct Workspace: Sendable {
  /// A role.
  public struct Role: Sendable, Hashable {
    /// The id.
    public var id: String
    /// The title.
    public var title: Words

    /// A role.
    public init(id: String, title: Words) {
      self.id = id
      self.title = title
    }
  }

  /// A person (a desk, an account) who acts.
  public struct Person: Sendable, Hashable {
    /// The id.
    public var id: String
    /// The title.
    public var title: Words
    /// The roles held.
    public var roles: [String]
    /// The account of the operating system.
    public var osUser: String?
    /// Who may act for this person, and when.
    public var deputies: [Deputyship]

    /// A person.
    public init(
      id: String, title: Words, roles: [String], osUser: String? = nil, deputies: [Deputyship] = []
    ) {
      self.id = id
      self.title = title
      self.roles = roles
      self.osUser = osUser
      self.deputies = deputies
    }
  }

  /// Someone who acts for a person who is away.
  public struct Deputyship: Sendable, Hashable {
    /// The deputy.
    public var person: String
    /// In force from this day on.
    public var period: EffectivePeriod
    /// In these workflows; nil for all.
    public var workflows: [String]?

    /// A deputyship.
    public init(person: String, period: EffectivePeriod, workflows: [String]?) {
      self.person = person
      self.period = period
      self.workflows = workflows
    }
  }

  /// The built-in role of those who may act for others with `--as`.
  public static let operatorRole = "operator"

  /// Who this is.
  public var organisation: Words
  /// The languages, the default first.
  public var languages: [Language]
  /// The zone's IANA name.
  public var timeZone: String
  /// The id of the calendar that applies where none is named.
  public var calendar: String?
  /// The roles in file order.
  public var roles: [Role]
  /// The people in file order.
  public var people: [Person]
  /// The store's address, if the file names one.
  public var store: String?
  /// The calendars by id, in file order.
  public var calendars: [BusinessCalendar]

  /// A workspace.
  public init(
    organisation: Words, languages: [Language], timeZone: String, calendar: String?, roles: [Role], people: [Person],
    store: String? = nil, calendars: [BusinessCalendar] = []
  ) {
    self.organisation = organisation
    self.languages = languages
    self.timeZone = timeZone
    self.calendar = calendar
    self.roles = roles
    self.people = people
    self.store = store
    self.calendars = calendars
  }

  /// The zone.
  public var zone: Zone { .named(timeZone) }

  /// A calendar by id.
  public func calendar(_ id: String) -> BusinessCalendar? { calendars.first { $0.id == id } }

  /// A person by id.
  public func person(_ id: String) -> Person? { people.first { $0.id == id } }

  /// What lets someone act for a person on a day; of several the first.
  public func deputyship(of deputy: String, for person: String, on day: CalendarDate) -> Deputyship? {
    self.person(person)?.deputies.first { $0.person == deputy && $0.period.contains(day) }
  }

  /// Reads `kosha.yaml` and the calendars; nil where nothing usable could be read.
  public static func read(
    _ file: SourceFile, calendars: [SourceFile], zones: any ZoneProvider, into bag: inout DiagnosticBag
  ) -> Workspace? {
    var reader = WorkspaceReader(zones: zones)
    let workspace = reader.workspace(file, calendars: calendars)
    bag.add(contentsOf: reader.bag)
    return workspace
  }
}
