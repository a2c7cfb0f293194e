// Why a case stands as it does: each transition with its guards and its article, each decision with the rules that
// fired and the values they saw, and for each event whether it can happen now.

public import KoshaRules
public import KoshaSource

/// A case explained to one reader, from its journal.
public struct CaseExplanation: Sendable {
  /// A transition that was taken, with what the definition says of it.
  public struct Taken: Sendable {
    /// The transition.
    public var record: TransitionRecord
    /// The texts of its guards.
    public var guards: [String]
    /// The article it rests on.
    public var basis: Words?
  }

  /// An entry of the journal with the reasons of its transitions.
  public struct Step: Sendable {
    /// The entry.
    public var entry: HistoryEntry
    /// The transitions taken, in order.
    public var transitions: [Taken]
  }

  /// The case as the reader may see it, with its events.
  public var view: CaseView
  /// What happened, the first first.
  public var steps: [Step]

  /// Explains a case from its journal entries as the reader may see them.
  public init(_ view: CaseView, _ definition: WorkflowDefinition, _ entries: [HistoryEntry]) {
    self.view = view
    steps = entries.map { entry in
      Step(
        entry: entry,
        transitions: entry.body.transitions.map { record in
          // An entry whose index fits no transition is told without reasons.
          let transition =
            definition.transitions.indices.contains(record.index) ? definition.transitions[record.index] : nil
          return Taken(record: record, guards: transition?.guards.map(\.text) ?? [], basis: transition?.basis)
        })
    }
  }

  /// The explanation as JSON shows it.
  ///
  /// - Parameter time: how a time is written.
  public func value(_ language: Language, time: (Instant) -> String) -> Value {
    .object([
      ("id", .string(view.record.id)), ("number", .string(view.record.number)),
      ("workflow", .string(view.record.workflow)), ("definition", .string(view.record.definition)),
      ("state", .strings(view.state)), ("steps", .list(steps.map { $0.value(language, time: time) })),
      ("events", .list(view.events.map { $0.value(language) })),
    ])
  }
}

extension CaseExplanation.Step {
  fileprivate func value(_ language: Language, time: (Instant) -> String) -> Value {
    let body = entry.body
    return .object([
      ("seq", .integer(entry.header.sequence)), ("at", .string(time(entry.header.time))),
      ("kind", .string(entry.header.kind.rawValue)), ("event", .text(body.event)), ("by", .string(body.by)),
      ("on_behalf_of", .text(body.onBehalfOf)), ("before", .strings(body.before)), ("after", .strings(body.after)),
      ("transitions", .list(transitions.map { $0.value(language) })),
      ("decisions", .list(body.decisions.map { $0.value(language) })),
    ])
  }
}

extension CaseExplanation.Taken {
  fileprivate func value(_ language: Language) -> Value {
    .object([
      ("source", .string(record.source)), ("targets", .strings(record.targets)), ("guards", .strings(guards)),
      ("basis", .text(basis?[language])),
    ])
  }
}

extension DecisionRecord {
  /// The decision as JSON shows it.
  package func value(_ language: Language) -> Value {
    .object([
      ("decision", .string(decision)), ("result", result), ("fired", .strings(fired)),
      ("basis", .strings(basis.map { $0[language] })), ("inputs", .context(Context(inputs))),
      ("errors", .strings(errors.map { $0[language] })),
    ])
  }
}
