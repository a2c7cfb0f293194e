// What a worker tells while it works: facts, worded by whoever shows them.

public import KoshaRules
public import KoshaSource

/// Something that a worker did or met.
public enum WorkEvent: Sendable {
  /// A timer fired.
  case fired(number: String, timer: String)
  /// A timer could not fire; it is tried again later.
  case timerFailed(number: String, timer: String, why: Words)
  /// A schedule opened a case.
  case opened(workflow: String, schedule: String, occurrence: String, number: String)
  /// An occurrence of a schedule that came while nothing ran and is not opened any more.
  case missed(workflow: String, schedule: String, occurrence: String)
  /// A schedule could not open its case; it is tried again later.
  case scheduleFailed(workflow: String, schedule: String, occurrence: String, why: Words)
  /// A calendar was edited and deadlines of a case moved.
  case reckoned(number: String)
  /// The system's clock was set forward or back.
  case clockJumped(from: Instant, to: Instant)
  /// The store, or the workspace, could not be used; tried again later.
  case trouble(Words)
  /// The workspace was edited and is used as it stands now.
  case reloaded
}
