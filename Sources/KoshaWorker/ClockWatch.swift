// The system's clock held against one that only ever runs on: a clock that was set is told.

public import KoshaRules

/// Tells when the system's clock was set.
public struct ClockWatch: Sendable {
  /// What is told: more than five minutes, in milliseconds.
  public static let tolerance: Int64 = 5 * 60_000

  private var last: (clock: Instant, steady: Duration)?

  /// A watch that has seen nothing yet.
  public init() {}

  /// Looks at both clocks.
  ///
  /// - Parameters:
  ///   - clock: what the system's clock says.
  ///   - steady: what a clock says that is never set.
  /// - Returns: where the clock should be by the steady one, and where it is; nil where they agree.
  public mutating func look(clock: Instant, steady: Duration) -> (from: Instant, to: Instant)? {
    defer { last = (clock, steady) }
    guard let last else { return nil }
    let (seconds, attoseconds) = (steady - last.steady).components
    let passed = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
    let expected = Instant(milliseconds: last.clock.milliseconds + passed)
    return abs(clock.milliseconds - expected.milliseconds) > Self.tolerance ? (expected, clock) : nil
  }
}
