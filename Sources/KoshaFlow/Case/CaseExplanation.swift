// Why a case stands as it does: each event and what keeps it, each decision made and what it rests on.

public import KoshaRules
public import KoshaSource

/// The reasons behind a case, for one reader.
public struct CaseExplanation: Sendable {
  /// A decision that was made, and what it would answer over the present data.
  public struct Decision: Sendable {
    /// The decision.
    public var id: String
    /// Its title, nil where its file gives none.
    public var title: Words?
    /// What it answered when it was last made.
    public var recorded: Value
    /// What it answers over the present data.
    public var present: Value
    /// The rules that make the present answer.
    public var fired: [String]
    /// The articles they rest on.
    public var basis: [Words]
    /// The columns' values; null where the reader may not see what they are made of.
    public var inputs: [Context.Entry]
    /// Names of the columns the reader may not see.
    public var masked: [String]
    /// For each rule what refused it.
    public var trace: [RuleTrace]
    /// What went wrong, if anything.
    public var errors: [Words]
  }

  /// The events, for the reader.
  public var events: [EventAvailability]
  /// The decisions that were made, in declared order.
  public var decisions: [Decision]

  /// Explains a case to a reader (`world.actor`).
  public static func make(
    _ record: CaseRecord, _ definition: WorkflowDefinition, in world: StepInput
  ) -> CaseExplanation {
    guard var deliberation = try? Deliberation(record, definition, in: world) else {
      return CaseExplanation(events: [], decisions: [])
    }
    return CaseExplanation(
      events: deliberation.availability(), decisions: record.decisions.map { deliberation.explain($0) })
  }

  /// The explanation as JSON, texts in the given language.
  public func json(_ language: Language) -> String {
    ValueJSON.encode(
      .object([
        ("events", .list(events.map { $0.value(language) })),
        ("decisions", .list(decisions.map { $0.value(language) })),
      ]))
  }
}

extension Deliberation {
  fileprivate mutating func explain(_ made: Context.Entry) -> CaseExplanation.Decision {
    let outcome = interpreter.evaluate(decision: made.name, source: 0, traced: true)
    let date = interpreter.referenceDate(source: 0)
    let version = definition.decisions.decision(made.name, on: date)
    var masked: [String] = []
    if case .table(let table)? = version?.logic {
      for input in table.inputs where input.slots.contains(where: { isHidden($0) }) { masked.append(input.name) }
    }
    return CaseExplanation.Decision(
      id: made.name, title: version?.title, recorded: made.value, present: outcome.result, fired: outcome.fired,
      basis: version?.basis(ofRules: outcome.fired) ?? [],
      inputs: outcome.inputs.map { masked.contains($0.name) ? Context.Entry($0.name, .null) : $0 }, masked: masked,
      trace: outcome.trace, errors: outcome.errors + outcome.remarks.map(\.reason.message))
  }

  private mutating func isHidden(_ slot: Int) -> Bool {
    slot < definition.fields.count && !mayRead(definition.fields[slot])
  }
}

extension CaseExplanation.Decision {
  fileprivate func value(_ language: Language) -> Value {
    let trace = trace.map { rule in
      Value.object([
        ("rule", .string(rule.rule)), ("matched", .boolean(rule.matched)),
        ("refused_by", .text(rule.refusedBy?.input)), ("cell", .text(rule.refusedBy?.cell)),
        ("basis", .text(rule.basis?[language])),
      ])
    }
    return .object([
      ("decision", .string(id)), ("title", .text(title?[language])), ("recorded", recorded), ("present", present),
      ("fired", .strings(fired)), ("basis", .strings(basis.map { $0[language] })),
      ("inputs", .context(Context(inputs))),
      ("masked", .strings(masked)), ("rules", .list(trace)), ("errors", .strings(errors.map { $0[language] })),
    ])
  }
}
