// What a workflow says of time beside its states: deadlines and the cases that begin by themselves.

import KoshaRules
public import KoshaSource

/// A budget of time with a ledger of when it stood still.
public struct DeadlineDeclaration: Sendable {
  /// How the days of a budget are counted where it is one of whole days (民法140条).
  public enum Counting: String, Sendable, Hashable, CaseIterable {
    /// The first day does not count.
    case exclusive
    /// The first day counts.
    case inclusive
  }

  /// What comes before the end.
  public struct Warning: Sendable {
    /// How long before.
    public let before: Delay
    /// The event raised.
    public let event: Located<String>

    package init(before: Delay, event: Located<String>) {
      self.before = before
      self.event = event
    }
  }

  /// The id.
  public let id: String
  /// The title, the id where the file gives none.
  public let title: Words
  /// Where the authority comes from.
  public let basis: Words?
  /// The states whose first entry starts it; empty for the opening of the case.
  public let from: [Int]
  /// The states whose entry ends it; empty for the end of the case.
  public let until: [Int]
  /// The states in which it stands still.
  public let stopsIn: [Int]
  /// The budget.
  public let within: Delay
  /// Nil where the budget is a span of time from the instant of the start; else it ends with the end of a day.
  public let counting: Counting?
  /// Where a closed day is moved.
  public let adjustment: Adjustment?
  /// The calendar, the workflow's where nil.
  public let calendar: String?
  /// What comes before the end.
  public let warning: Warning?
  /// The event raised at the end.
  public let breach: Located<String>?
  /// The place of the id.
  public let span: SourceSpan

  package init(
    id: String, title: Words, basis: Words?, from: [Int], until: [Int], stopsIn: [Int], within: Delay,
    counting: Counting?, adjustment: Adjustment?, calendar: String?, warning: Warning?, breach: Located<String>?,
    span: SourceSpan
  ) {
    self.id = id
    self.title = title
    self.basis = basis
    self.from = from
    self.until = until
    self.stopsIn = stopsIn
    self.within = within
    self.counting = counting
    self.adjustment = adjustment
    self.calendar = calendar
    self.warning = warning
    self.breach = breach
    self.span = span
  }

  /// The event of a rung, nil where it has none.
  package func event(of rung: DeadlineRung) -> Located<String>? {
    switch rung {
    case .warn: warning?.event
    case .breach: breach
    }
  }
}

/// What a deadline comes to.
public enum DeadlineRung: String, Sendable, Hashable, CaseIterable {
  /// Its end is near.
  case warn
  /// Its end has come.
  case breach
}

extension WorkflowDefinition {
  /// A deadline by its id.
  public func deadline(_ id: String) -> DeadlineDeclaration? { deadlines.first { $0.id == id } }
}
