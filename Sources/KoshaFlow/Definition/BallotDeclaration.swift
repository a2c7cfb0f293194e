// Ballots and checklists of a compiled workflow.

public import KoshaRules
public import KoshaSource

/// A vote of many: each answers once, with the event `vote`.
public struct BallotDeclaration: Sendable {
  /// The event with which people vote.
  public static let event = "vote"

  /// How many votes are enough.
  public enum Need: Sendable, Hashable {
    /// Everyone who may vote.
    case all
    /// So many.
    case count(Int)
    /// This share of those who may vote, in percent, rounded up.
    case percent(Int)

    /// How many of so many voters.
    public func votes(of voters: Int) -> Int {
      switch self {
      case .all: voters
      case .count(let count): count
      case .percent(let percent): (voters * percent + 99) / 100
      }
    }
  }

  /// What one vote says.
  public struct Answer: Sendable {
    /// The input.
    public let field: InputField
    /// What must hold over it, and over the case.
    public let check: Program?

    package init(field: InputField, check: Program?) {
      self.field = field
      self.check = check
    }
  }

  /// Who may vote.
  public let audience: [Who]
  /// Whom the subject keeps from voting: ids of people.
  public let except: Program?
  /// What each vote says, in file order; the slots of these names follow those of the case in `check`.
  public let answers: [Answer]
  /// How many votes are enough.
  public let need: Need
  /// The slot of the field that holds the votes.
  public let into: Int?
  /// Whether nobody is told who voted what, nor anything before it is over.
  public let isSecret: Bool
  /// When it closes, counted from entry.
  public let close: Delay?
  /// The place.
  public let span: SourceSpan

  package init(
    audience: [Who], except: Program?, answers: [Answer], need: Need, into: Int?, isSecret: Bool, close: Delay?,
    span: SourceSpan
  ) {
    self.audience = audience
    self.except = except
    self.answers = answers
    self.need = need
    self.into = into
    self.isSecret = isSecret
    self.close = close
    self.span = span
  }
}

/// An item of a task's checklist.
public struct ChecklistItem: Sendable {
  /// The text.
  public let title: Words
  /// Whether the state's events wait for it.
  public let isRequired: Bool

  package init(title: Words, isRequired: Bool) {
    self.title = title
    self.isRequired = isRequired
  }
}
