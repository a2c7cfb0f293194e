// Everything the engine is told of the world: time, actor, calendars, limits. It asks for nothing itself.

public import KoshaRules

/// Who acts.
public struct Actor: Sendable, Hashable {
  /// The person's id; `system` for timers and the program itself.
  public var id: String
  /// The roles held.
  public var roles: [String]
  /// The person who really acts where an operator or a deputy acts for another; both go into the journal.
  public var operatorID: String?
  /// What makes the one who really acts a deputy; nil for an operator, who carries papers and decides nothing.
  public var deputyship: Workspace.Deputyship?

  /// An actor.
  public init(
    id: String, roles: [String], operatorID: String? = nil, deputyship: Workspace.Deputyship? = nil
  ) {
    self.id = id
    self.roles = roles
    self.operatorID = operatorID
    self.deputyship = deputyship
  }

  /// Whether the actor may act in a workflow at all.
  func isWithin(_ workflow: String) -> Bool {
    deputyship.flatMap(\.workflows).map { $0.contains(workflow) } ?? true
  }

  /// Timers and the program itself.
  public static let system = Actor(id: "system", roles: [])
}

/// Facts of a case that expressions see as `case`.
public struct CaseFacts: Sendable, Hashable {
  /// The id.
  public var id: String
  /// The number people quote.
  public var number: String
  /// When it was opened.
  public var openedAt: Instant
  /// By whom.
  public var openedBy: String
  /// The case that opened it, nil where a person did.
  public var opener: Opener?

  /// Facts.
  public init(id: String, number: String, openedAt: Instant, openedBy: String, opener: Opener? = nil) {
    self.id = id
    self.number = number
    self.openedAt = openedAt
    self.openedBy = openedBy
    self.opener = opener
  }
}

/// Bounds of one macrostep and of what a command may carry.
public struct EngineLimits: Sendable, Hashable {
  /// Microsteps of a macrostep before it is rolled back whole.
  public var microsteps: Int
  /// Macrosteps that one command may lead to through events a case sends itself.
  public var macrosteps: Int
  /// Events waiting on a queue.
  public var queuedEvents: Int
  /// Members a `foreach` visits.
  public var iterations: Int
  /// Bytes of the payload of a command, as JSON.
  public var payloadBytes: Int
  /// Cases that a case may open in its life.
  public var children: Int
  /// How many cases may stand above a case: each opened by the one before.
  public var depth: Int
  /// Messages between cases that one command may lead to.
  public var messages: Int
  /// Bounds of each evaluation.
  public var evaluation: EvaluationLimits

  /// Bounds.
  public init(
    microsteps: Int, macrosteps: Int, queuedEvents: Int, iterations: Int, payloadBytes: Int, children: Int, depth: Int,
    messages: Int, evaluation: EvaluationLimits
  ) {
    self.microsteps = microsteps
    self.macrosteps = macrosteps
    self.queuedEvents = queuedEvents
    self.iterations = iterations
    self.payloadBytes = payloadBytes
    self.children = children
    self.depth = depth
    self.messages = messages
    self.evaluation = evaluation
  }

  /// 1,000 microsteps, 100 macrosteps, 10,000 queued events, 100,000 iterations, 1 MiB of payload, 1,000 children, a
  /// depth of 16, 10,000 messages.
  public static let standard = EngineLimits(
    microsteps: 1_000, macrosteps: 100, queuedEvents: 10_000, iterations: 100_000, payloadBytes: 1 << 20,
    children: 1_000, depth: 16, messages: 10_000, evaluation: .standard)
}

/// The world as one command sees it.
public struct StepInput: Sendable {
  /// One instant for the whole command.
  public var now: Instant
  /// Who acts.
  public var actor: Actor
  /// The workspace: zone, calendars, roles, people.
  public var workspace: Workspace
  /// The rules of named zones.
  public var zones: any ZoneProvider
  /// Bounds.
  public var limits: EngineLimits
  /// Cases that are known not to be there, or to be over: an event for one fails in the step that sends it.
  public var unreachable: [Address] = []

  /// An input.
  public init(
    now: Instant, actor: Actor, workspace: Workspace, zones: any ZoneProvider, limits: EngineLimits = .standard
  ) {
    self.now = now
    self.actor = actor
    self.workspace = workspace
    self.zones = zones
    self.limits = limits
  }
}
