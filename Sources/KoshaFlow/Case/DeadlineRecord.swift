// A deadline in a case: its budget, when it ran and when it stood still.

public import KoshaRules

/// A deadline of a case, from its start on; it stays when it has ended.
public struct DeadlineRecord: Sendable, Hashable {
  /// A time in which the clock stood still.
  public struct Stop: Sendable, Hashable {
    /// Since when.
    public var from: Instant
    /// Until when, nil while it still stands.
    public var until: Instant?

    /// A stop.
    public init(from: Instant, until: Instant?) {
      self.from = from
      self.until = until
    }
  }

  /// The deadline's id in the definition.
  public var id: String
  /// The budget as it was when it started: `20 business days`, `P30D`.
  public var budget: String
  /// How long before the end is warned, as it was when it started.
  public var warnBefore: String?
  /// When it started.
  public var startedAt: Instant
  /// The ledger, in order; the last one may still be open.
  public var stops: [Stop]
  /// When the budget is used up; while the clock stands still, as if it went on the moment it stopped.
  public var due: Instant
  /// When the warning was raised.
  public var warnedAt: Instant?
  /// When the breach was raised.
  public var breachedAt: Instant?
  /// When what it waits for came about.
  public var endedAt: Instant?

  /// A record.
  public init(
    id: String, budget: String, warnBefore: String?, startedAt: Instant, stops: [Stop] = [], due: Instant,
    warnedAt: Instant? = nil, breachedAt: Instant? = nil, endedAt: Instant? = nil
  ) {
    self.id = id
    self.budget = budget
    self.warnBefore = warnBefore
    self.startedAt = startedAt
    self.stops = stops
    self.due = due
    self.warnedAt = warnedAt
    self.breachedAt = breachedAt
    self.endedAt = endedAt
  }

  /// Since when the clock stands still, nil while it runs.
  public var stoppedAt: Instant? {
    if let last = stops.last, last.until == nil { last.from } else { nil }
  }

  /// The moment at which the budget is looked at: its end, the moment the clock stopped, else now.
  public func reference(_ now: Instant) -> Instant { endedAt ?? stoppedAt ?? now }

  /// Whether the budget was used up before what it waits for came about; derived, never stored.
  public func isOverdue(at now: Instant) -> Bool { reference(now) >= due }
}
