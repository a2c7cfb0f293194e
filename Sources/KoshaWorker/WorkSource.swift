// A source of work: what a worker does again and again.

public import KoshaFlow
public import KoshaRules

/// What one look at a source came to.
public struct WorkRound: Sendable {
  /// What was done and met, in order.
  public var events: [WorkEvent]
  /// Whether more is due already.
  public var hasMore: Bool
  /// When something is due next, as far as it is known.
  public var next: Instant?

  /// A round.
  public init(events: [WorkEvent] = [], hasMore: Bool = false, next: Instant? = nil) {
    self.events = events
    self.hasMore = hasMore
    self.next = next
  }
}

/// A source of work.
///
/// Several workers may look at one; what each does is once and for all, or can be done again.
public protocol WorkSource: Sendable {
  /// Does what is due, a part of it where there is much, so that a worker that is to stop need not wait long.
  func work() async throws(StoreError) -> WorkRound
}
