// Expressions and what is known at their places in, warnings about null out; each place is told once.

import KoshaRules
import KoshaSource

/// Collects the warnings.
struct NullReport {
  private var told: Set<SourceSpan> = []
  private(set) var bag = DiagnosticBag()

  /// Where a decision's expressions are evaluated from, nil in the workflow's own.
  var origin: SourceSpan?

  /// What an expression is for.
  enum Purpose {
    case condition
    case value
    /// A condition for which null is as good as true, and only a failure counts.
    case check
  }

  /// Tells the places of an expression where a null would do harm.
  mutating func visit(_ program: Program?, _ known: NullKnowledge, _ model: NullModel, as purpose: Purpose) {
    guard let program, let nulls = program.nulls else { return }
    for use in nulls.uses where model.mayBeNull(use.reading, known) {
      if case .check = purpose, use.harm == .negation { continue }
      tell(use.reading, use.harm, in: program, model, purpose)
    }
    for reading in nulls.nullIf where model.mayBeNull(reading, known) {
      if let entry = reading.entry { tell(reading, .entry(entry), in: program, model, purpose) }
    }
  }

  /// Tells that a column's value may be null though its `allowed` admits none.
  mutating func notAllowed(_ program: Program, column: String, _ known: NullKnowledge, _ model: NullModel) {
    guard let reading = program.nulls?.nullIf.first(where: { $0.entry == nil && model.mayBeNull($0, known) }) else {
      return
    }
    add(.nullNotAllowed(program.text(of: reading), column: column), at: program.source.span(of: reading.range))
  }

  private mutating func tell(
    _ reading: NullUses.Reading, _ harm: NullUses.Harm, in program: Program, _ model: NullModel, _ purpose: Purpose
  ) {
    let isCondition = if case .value = purpose { false } else { true }
    let mend = NullMend(source: model.source(of: reading.subject), isCondition: isCondition)
    add(
      .mayBeNull(program.text(of: reading), harm: harm, mend: mend), at: program.source.span(of: reading.range))
  }

  private mutating func add(_ problem: FEELProblem, at span: SourceSpan) {
    guard told.insert(span).inserted else { return }
    bag.add(
      problem, at: span, related: origin.map { [.init(span: $0, message: CheckProblem.decidedHere)] } ?? [])
  }
}

extension Program {
  /// The text of a reading.
  fileprivate func text(of reading: NullUses.Reading) -> String {
    String(decoding: Array(source.text.utf8)[reading.range], as: UTF8.self)
  }
}

extension NullModel {
  /// What kind of thing may be null.
  fileprivate func source(of subject: NullSubject) -> NullMend.Source {
    if subject.slot < definition.layout.firstDecision { return .field }
    return subject.slot < definition.layout.event ? .decision : .other
  }
}
