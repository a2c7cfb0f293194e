// FEEL's two durations (DMN 1.5 §10.3.2.3.7–8).

/// A days and time duration, in nanoseconds.
public struct DaysAndTimeDuration: Sendable, Hashable, Comparable {
  /// Whole seconds, of the duration's sign.
  public let seconds: Int64
  /// The rest in nanoseconds, of the duration's sign, magnitude below 10^9.
  public let nanoseconds: Int32

  /// A duration.
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// `P3DT4H`, `-PT0.5S`; nil for anything else, years and months included.
  public init?(_ text: some StringProtocol) { preconditionFailure("unwritten") }

  /// The canonical ISO form.
  public var description: String { preconditionFailure("unwritten") }

  /// By length.
  public static func < (left: DaysAndTimeDuration, right: DaysAndTimeDuration) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}

/// A years and months duration, in months.
public struct YearsAndMonthsDuration: Sendable, Hashable, Comparable {
  /// Months, negative for a duration back.
  public let months: Int64

  /// A duration.
  public init(months: Int64) {
    self.months = months
  }

  /// `P1Y2M`, `-P3M`; nil for anything else.
  public init?(_ text: some StringProtocol) { preconditionFailure("unwritten") }

  /// The canonical ISO form.
  public var description: String { preconditionFailure("unwritten") }

  /// By length.
  public static func < (left: YearsAndMonthsDuration, right: YearsAndMonthsDuration) -> Bool {
    left.months < right.months
  }
}
