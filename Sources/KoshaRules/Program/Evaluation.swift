// What goes into an evaluation beside the values, and what comes out.

/// Bounds of one evaluation.
public struct EvaluationLimits: Sendable, Hashable {
  /// Steps: iterations, calls and comparisons of list members.
  public var steps: Int
  /// Nested calls.
  public var depth: Int
  /// Members of a list that an expression builds.
  public var listLength: Int
  /// Bytes of a string that an expression builds.
  public var stringLength: Int
  /// Remarks kept.
  public var remarks: Int
  /// Bytes of the thread's stack that nested calls may take.
  public var stack: Int

  /// Bounds.
  public init(
    steps: Int, depth: Int, listLength: Int, stringLength: Int, remarks: Int, stack: Int = smallStack
  ) {
    self.stack = stack
    self.steps = steps
    self.depth = depth
    self.listLength = listLength
    self.stringLength = stringLength
    self.remarks = remarks
  }

  #if DEBUG
    /// What fits beside everything else into the smallest stack that threads have; unoptimised frames are several times
    /// larger, and the threads of a debugging build are taken to have 4 MiB.
    public static let smallStack = 2 << 20
  #else
    /// What fits beside everything else into the smallest stack that threads have, 512 KiB.
    public static let smallStack = 256 << 10
  #endif

  /// A million steps, 1,024 nested calls, a million list members, 16 MiB of string, 64 remarks, a small stack.
  public static let standard = EvaluationLimits(
    steps: 1_000_000, depth: 1_024, listLength: 1_000_000, stringLength: 16 << 20, remarks: 64)
}

/// The world as one evaluation sees it: no clock, no file and no randomness beside it.
///
/// Its parts stand behind one reference: frames and calls copy it at every step, and half a dozen references counted each
/// time cost more than a short table.
public struct EvaluationEnvironment: Sendable {
  private struct Parts: Sendable {
    var now: DateAndTime
    var zone: Zone
    var zones: any ZoneProvider
    var calendar: BusinessCalendar?
    var calendars: [BusinessCalendar]
    var isInState: (@Sendable (String) -> Bool)?
    var limits: EvaluationLimits
  }

  private final class Storage: Sendable {
    let parts: Parts

    init(_ parts: Parts) {
      self.parts = parts
    }
  }

  private var storage: Storage

  /// An environment.
  public init(
    now: DateAndTime, zone: Zone, zones: any ZoneProvider = FixedZones(), calendar: BusinessCalendar? = nil,
    calendars: [BusinessCalendar] = [], isInState: (@Sendable (String) -> Bool)? = nil,
    limits: EvaluationLimits = .standard
  ) {
    storage = Storage(
      Parts(
        now: now, zone: zone, zones: zones, calendar: calendar, calendars: calendars, isInState: isInState,
        limits: limits))
  }

  private mutating func change<Part>(_ part: WritableKeyPath<Parts, Part>, to value: Part) {
    var parts = storage.parts
    parts[keyPath: part] = value
    storage = Storage(parts)
  }

  /// One instant for the whole evaluation, in the workspace's zone.
  public var now: DateAndTime {
    get { storage.parts.now }
    set { change(\.now, to: newValue) }
  }

  /// The workspace's zone, in which local times are taken.
  public var zone: Zone {
    get { storage.parts.zone }
    set { change(\.zone, to: newValue) }
  }

  /// The rules of named zones.
  public var zones: any ZoneProvider {
    get { storage.parts.zones }
    set { change(\.zones, to: newValue) }
  }

  /// The calendar that counts business days where none is named.
  public var calendar: BusinessCalendar? {
    get { storage.parts.calendar }
    set { change(\.calendar, to: newValue) }
  }

  /// The calendars that may be named.
  public var calendars: [BusinessCalendar] {
    get { storage.parts.calendars }
    set { change(\.calendars, to: newValue) }
  }

  /// Whether a state of the case at hand is active; nil outside a case.
  public var isInState: (@Sendable (String) -> Bool)? {
    get { storage.parts.isInState }
    set { change(\.isInState, to: newValue) }
  }

  /// Bounds.
  public var limits: EvaluationLimits {
    get { storage.parts.limits }
    set { change(\.limits, to: newValue) }
  }

  /// The day of `now`.
  public var today: CalendarDate { now.date }
}

/// The answer of an evaluation.
public struct Evaluation: Sendable {
  /// The value.
  public var value: Value
  /// Why something became null on the way.
  public var remarks: [Remark]

  /// An answer.
  public init(value: Value, remarks: [Remark]) {
    self.value = value
    self.remarks = remarks
  }

  /// Whether the expression failed: a null with a remark (language.md, "What fails").
  public var isFailure: Bool {
    if case .null = value { !remarks.isEmpty } else { false }
  }
}
