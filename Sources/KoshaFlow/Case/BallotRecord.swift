// A ballot of a case while its state is active: who may vote, who has, and what the votes say.

public import KoshaRules

/// A ballot that is under way or over.
public struct BallotRecord: Sendable {
  /// Who voted, and when.
  public struct Voter: Sendable, Hashable {
    /// The person.
    public var person: String
    /// When.
    public var at: Instant

    /// A voter.
    public init(person: String, at: Instant) {
      self.person = person
      self.at = at
    }
  }

  /// The state it belongs to; it ends when the state is left.
  public var state: String
  /// The task that stands in the inboxes of those who have yet to vote.
  public var task: String
  /// The people who may vote, as they were when it began.
  public var eligible: [String]
  /// Those of them whom the subject keeps from voting.
  public var excepted: [String]
  /// How many votes are enough.
  public var need: Int
  /// Whether nobody is told who voted what.
  public var isSecret: Bool
  /// Whether no more votes are taken.
  public var isOver: Bool
  /// Those who voted, in order.
  public var voters: [Voter]
  /// What the votes say: in the order of the voters, of a secret ballot in the order of their own texts, so that none
  /// belongs to a voter.
  public var votes: [Context]

  /// A ballot.
  public init(
    state: String, task: String, eligible: [String], excepted: [String], need: Int, isSecret: Bool,
    isOver: Bool = false, voters: [Voter] = [], votes: [Context] = []
  ) {
    self.state = state
    self.task = task
    self.eligible = eligible
    self.excepted = excepted
    self.need = need
    self.isSecret = isSecret
    self.isOver = isOver
    self.voters = voters
    self.votes = votes
  }

  /// Adds a vote.
  mutating func add(_ vote: Context, of person: String, at: Instant) {
    voters.append(Voter(person: person, at: at))
    votes.append(vote)
    if isSecret { votes.sort { ValueJSON.encode(.context($0)) < ValueJSON.encode(.context($1)) } }
  }

  /// The votes as `into` holds them: `{by, at, …}` each, of a secret ballot without who and when.
  func list(in zone: Zone, zones: any ZoneProvider) -> Value {
    .list(
      votes.enumerated().map { index, vote in
        var entries: [Context.Entry] = [Context.Entry("by", .null), Context.Entry("at", .null)]
        if !isSecret {
          entries[0].value = .string(voters[index].person)
          entries[1].value = voters[index].at.dateAndTime(in: zone, zones: zones).map(Value.dateAndTime) ?? .null
        }
        return .context(Context(entries + vote.entries))
      })
  }
}

extension TaskRecord {
  /// As inboxes hold it: without what only the case itself tells.
  var inInbox: TaskRecord {
    var task = self
    task.owner = nil
    task.marks = []
    return task
  }

  /// The id of a ballot's task; a state's id holds no dot.
  static func ballotID(_ state: String, _ count: Int) -> String { "\(state).ballot#\(count)" }

  /// Whether it stands for a ballot, which nobody takes for themselves.
  package var isBallot: Bool { id.hasPrefix("\(state).ballot#") }
}
