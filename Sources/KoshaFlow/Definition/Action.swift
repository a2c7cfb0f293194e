// Executable content of a compiled workflow.

public import KoshaRules
public import KoshaSource

/// A text as written, or the expression behind `=`.
public enum TextSource: Sendable {
  /// The text itself.
  case literal(Located<String>)
  /// FEEL giving the text.
  case expression(Program)
}

/// A named value of the `data:` of an action.
public struct DataEntry: Sendable {
  /// The name.
  public let name: Located<String>
  /// The value.
  public let program: Program
  /// The word itself where the value is a bare one that nothing here has as its name: it may be a value of the
  /// enumeration that the field of an opened case is.
  package let bareWord: String?

  package init(name: Located<String>, program: Program, bareWord: String? = nil) {
    self.name = name
    self.program = program
    self.bareWord = bareWord
  }
}

/// An action; lists of them are blocks: the first that fails ends its block alone.
public indirect enum Action: Sendable {
  /// Sets fields in order, each seeing the ones before.
  case assign([Assignment])
  /// Evaluates a decision; its answer becomes the decision's value.
  case decide(decision: String, span: SourceSpan)
  /// Puts an event on the internal queue.
  case raise(event: TextSource, data: Program?, span: SourceSpan)
  /// Sends an event to this case itself or to another, after the macrostep or after a delay.
  case send(SendAction)
  /// Opens a case of its own.
  case open(OpenAction)
  /// Drops a delayed event by the id its sender gave.
  case cancel(id: TextSource, span: SourceSpan)
  /// Tells people; an effect.
  case notify(NotifyAction)
  /// Produces a letter; an effect.
  case letter(LetterAction)
  /// Either list.
  case branch(condition: Program, then: [Action], else: [Action], span: SourceSpan)
  /// The list for each member.
  case foreach(ForeachAction)
  /// Notes a value in the journal.
  case log(Program)

  /// One field set.
  public struct Assignment: Sendable {
    /// The field's slot.
    public let slot: Int
    /// The value.
    public let program: Program
    /// The place of the field's name.
    public let span: SourceSpan

    package init(slot: Int, program: Program, span: SourceSpan) {
      self.slot = slot
      self.program = program
      self.span = span
    }
  }

  /// `send`.
  public struct SendAction: Sendable {
    /// The event.
    public let event: TextSource
    /// `parent`, a child's id, or a case's number; nil for the case itself.
    public let to: TextSource?
    /// How long after; nil for at once after the macrostep.
    public let delay: Delay?
    /// The id by which `cancel` finds it.
    public let id: TextSource?
    /// `event.data`.
    public let data: Program?
    /// The place.
    public let span: SourceSpan

    package init(
      event: TextSource, to: TextSource?, delay: Delay?, id: TextSource?, data: Program?, span: SourceSpan
    ) {
      self.event = event
      self.to = to
      self.delay = delay
      self.id = id
      self.data = data
      self.span = span
    }
  }

  /// `open`.
  public struct OpenAction: Sendable {
    /// The workflow.
    public let workflow: TextSource
    /// The id under which this case knows the other; nil for one the engine makes, `WORKFLOW.N`.
    public let id: TextSource?
    /// The fields it begins with.
    public let data: [DataEntry]
    /// Whether every event from outside goes to it too (SCXML `autoforward`); of a `child` alone.
    public let forwards: Bool
    /// What is done first with every event that it sends (SCXML `<finalize>`); of a `child` alone.
    public let finalize: [Action]
    /// The place.
    public let span: SourceSpan

    package init(
      workflow: TextSource, id: TextSource?, data: [DataEntry], forwards: Bool = false, finalize: [Action] = [],
      span: SourceSpan
    ) {
      self.workflow = workflow
      self.id = id
      self.data = data
      self.forwards = forwards
      self.finalize = finalize
      self.span = span
    }
  }

  /// `notify`.
  public struct NotifyAction: Sendable {
    /// Whom.
    public let to: [Who]
    /// The letter's template, nil where only a title is told.
    public let letter: String?
    /// How.
    public let channel: Channel
    /// The template's data.
    public let data: [DataEntry]
    /// The id under which the outcome comes back, nil for none.
    public let id: String?
    /// The place.
    public let span: SourceSpan

    package init(
      to: [Who], letter: String?, channel: Channel, data: [DataEntry], id: String?, span: SourceSpan
    ) {
      self.to = to
      self.letter = letter
      self.channel = channel
      self.data = data
      self.id = id
      self.span = span
    }
  }

  /// The way of a notice.
  public enum Channel: String, Sendable, Hashable, CaseIterable {
    /// Mail.
    case email
    /// An HTTP call.
    case webhook
    /// A file.
    case file
  }

  /// `letter`.
  public struct LetterAction: Sendable {
    /// The template.
    public let template: String
    /// The slot of the document field it is kept in.
    public let into: Int?
    /// The template's data.
    public let data: [DataEntry]
    /// The id under which the outcome comes back, nil for none.
    public let id: String?
    /// The place.
    public let span: SourceSpan

    package init(template: String, into: Int?, data: [DataEntry], id: String?, span: SourceSpan) {
      self.template = template
      self.into = into
      self.data = data
      self.id = id
      self.span = span
    }
  }

  /// `foreach`.
  public struct ForeachAction: Sendable {
    /// The list.
    public let list: Program
    /// The slot of the member.
    public let itemSlot: Int
    /// The slot of its number from 1, nil where not wanted.
    public let indexSlot: Int?
    /// What is done for each.
    public let body: [Action]
    /// The place.
    public let span: SourceSpan

    package init(list: Program, itemSlot: Int, indexSlot: Int?, body: [Action], span: SourceSpan) {
      self.list = list
      self.itemSlot = itemSlot
      self.indexSlot = indexSlot
      self.body = body
      self.span = span
    }
  }
}
