// A compiled decision and its answer.

public import KoshaSource

/// The days on which a version of something is in force; both ends belong to it.
public struct EffectivePeriod: Sendable, Hashable {
  /// The first day, nil for always before.
  public var from: CalendarDate?
  /// The last day, nil for ever after.
  public var until: CalendarDate?

  /// A period.
  public init(from: CalendarDate? = nil, until: CalendarDate? = nil) {
    self.from = from
    self.until = until
  }

  /// Whether a day belongs to it.
  public func contains(_ date: CalendarDate) -> Bool {
    (from.map { $0 <= date } ?? true) && (until.map { date <= $0 } ?? true)
  }
}

/// A column of a table: what its rules test.
public struct DecisionInput: Sendable {
  /// The column's id.
  public let name: String
  /// Its type.
  public let type: ValueType
  /// The expression that gives its value from the case data; nil where the decision stands outside any workflow and
  /// the expression could not be resolved.
  public let program: Program?
  /// The expression's text (the name itself where `value` is absent).
  public let text: String
  /// The unary tests of `allowed`, nil where any value is.
  public let allowed: Program?
  /// The slot in which cells find the column's value.
  package let slot: Int
  /// The slots of the data fields its value reads.
  public var slots: [Int] { program?.slots ?? [] }
}

/// A column of a table: what its rules answer.
public struct DecisionOutput: Sendable {
  /// The column's id.
  public let name: String
  /// Its type; the order of an enumeration's values is their priority.
  public let type: ValueType
  /// The answer where no rule matches.
  public let defaultProgram: Program?
  /// Values in order of priority where the type is no enumeration that tells it: a DMN model's `outputValues`.
  public let priorities: [Value]?

  package init(name: String, type: ValueType, defaultProgram: Program?, priorities: [Value]? = nil) {
    self.name = name
    self.type = type
    self.defaultProgram = defaultProgram
    self.priorities = priorities
  }
}

/// The test of one cell.
///
/// Comparisons with constants stand as data, so that they need no call and can be indexed.
package enum CellTest: Sendable {
  /// Any value matches.
  case any
  /// A value matches that equals one of these; null equals null alone.
  case equals([Value])
  /// A unary test.
  case program(Program)
}

/// A rule of a table.
public struct DecisionRule: Sendable {
  /// The id, or its number from 1 where the file gives none.
  public let id: String
  /// One test for each input, nil where any value matches.
  public let tests: [Program?]
  /// The same tests as the scan of a table asks them.
  package let cells: [CellTest]
  /// One expression for each output, nil where the rule leaves it out (null).
  public let answers: [Program?]
  /// The article the rule rests on.
  public let basis: Words?
  /// The rule's place.
  public let span: SourceSpan
}

/// A compiled decision table.
public final class DecisionTable: Sendable {
  /// The hit policy.
  public let hitPolicy: HitPolicy
  /// The input columns.
  public let inputs: [DecisionInput]
  /// The output columns.
  public let outputs: [DecisionOutput]
  /// The rules in file order.
  public let rules: [DecisionRule]
  /// How many slots cells see: those of the scope, then columns whose names it lacks.
  package let slotCount: Int
  /// How an evaluation finds the rules that match.
  let index: TableIndex

  init(
    hitPolicy: HitPolicy, inputs: [DecisionInput], outputs: [DecisionOutput], rules: [DecisionRule], slotCount: Int
  ) {
    self.hitPolicy = hitPolicy
    self.inputs = inputs
    self.outputs = outputs
    self.rules = rules
    self.slotCount = slotCount
    index = TableIndex(inputs: inputs, outputs: outputs, rules: rules)
  }
}

/// What answers a decision.
public indirect enum DecisionLogic: Sendable {
  /// A table.
  case table(DecisionTable)
  /// A FEEL expression.
  case expression(Program)
  /// Ordered entries, each seeing the ones before; the last may be the answer, else the context is.
  case context([ContextEntry])
  /// A list.
  case list([DecisionLogic])
  /// A list of contexts with the same entries.
  case relation(columns: [String], rows: [[DecisionLogic]])
  /// A function definition.
  case function(BoxedFunction)
  /// A call with named arguments.
  case invocation(BoxedInvocation)
  /// `if … then … else …`.
  case conditional(condition: DecisionLogic, then: DecisionLogic, otherwise: DecisionLogic, span: SourceSpan)
  /// The members of a list that match.
  case filter(BoxedFilter)
  /// `for … in … return …`.
  case iteration(BoxedLoop)
  /// `some` or `every … in … satisfies …`.
  case quantified(isEvery: Bool, BoxedLoop)
  /// A logic whose answer is coerced to a type.
  case typed(DecisionLogic, Coercion)

  /// An entry of a boxed context.
  public struct ContextEntry: Sendable {
    /// The name.
    public let name: String
    /// What gives its value.
    public let logic: DecisionLogic
    /// The slot in which later entries find it.
    public let slot: Int
    /// Whether it is the answer and no entry.
    public let isAnswer: Bool
  }
}

/// One version of a decision: one file.
public final class Decision: Sendable {
  /// The id.
  public let id: String
  /// The title.
  public let title: Words?
  /// Where the authority comes from.
  public let basis: Words?
  /// When this version applies.
  public let effective: EffectivePeriod
  /// The decisions whose answers it reads.
  public let requires: [String]
  /// What answers.
  public let logic: DecisionLogic
  /// The type of the answer.
  public let type: ValueType
  /// The names of the scope that it reads, in slot order: data fields, and answers of decisions.
  public let reads: [String]
  /// The place of the id in the file.
  public let span: SourceSpan
  /// The file as it was read, for digests and displays.
  public var source: SourceFile { span.file }

  package init(
    id: String, title: Words?, basis: Words?, effective: EffectivePeriod, requires: [String], logic: DecisionLogic,
    type: ValueType, reads: [String], span: SourceSpan
  ) {
    self.id = id
    self.title = title
    self.basis = basis
    self.effective = effective
    self.requires = requires
    self.logic = logic
    self.type = type
    self.reads = reads
    self.span = span
  }
}

/// The answer of a decision.
public struct DecisionOutcome: Sendable {
  /// The decision.
  public var decision: String
  /// The answer.
  public var result: Value
  /// The ids of the rules that made it, in the order of the answer; empty for a boxed expression.
  public var fired: [String]
  /// The tables that were evaluated, in order, with their columns' values.
  package var tables: [TableCall]
  /// What most outcomes have nothing of; empty, or one.
  ///
  /// Whoever hands an outcome on counts one reference instead of four.
  private var findings: [Findings]

  private struct Findings: Sendable {
    var errors: [Words] = []
    var remarks: [Remark] = []
    var remarkPlaces: [SourceSpan] = []
    var required: [DecisionOutcome] = []
  }

  package init(decision: String) {
    self.decision = decision
    self.result = .null
    self.fired = []
    self.tables = []
    self.findings = []
  }

  private mutating func find<Part>(_ part: WritableKeyPath<Findings, Part>, _ value: Part) {
    if findings.isEmpty { findings = [Findings()] }
    findings[0][keyPath: part] = value
  }

  /// What the hit policy or an allowed value was violated by, or why a required decision could not be had.
  public var errors: [Words] {
    get { findings.first?.errors ?? [] }
    set { find(\.errors, newValue) }
  }

  /// Why something became null.
  public var remarks: [Remark] {
    get { findings.first?.remarks ?? [] }
    set { find(\.remarks, newValue) }
  }

  /// The place in the file of each of `remarks`.
  public var remarkPlaces: [SourceSpan] {
    get { findings.first?.remarkPlaces ?? [] }
    set { find(\.remarkPlaces, newValue) }
  }

  /// The outcomes of the decisions it required, in the order they were evaluated.
  public var required: [DecisionOutcome] {
    get { findings.first?.required ?? [] }
    set { find(\.required, newValue) }
  }

  /// Notes the rules that made an answer.
  mutating func fire(_ rules: [String]) {
    // The list of one rule stands in the table's index: taking it copies nothing.
    if fired.isEmpty { fired = rules } else { fired.append(contentsOf: rules) }
  }

  /// The value of each input column, in column order.
  public var inputs: [Context.Entry] {
    tables.flatMap { call in zip(call.table.inputs, call.columns).map { Context.Entry($0.name, $1) } }
  }

  /// For each rule what refused it; only where asked for, and worked out when read.
  public var trace: [RuleTrace] { tables.flatMap(\.trace) }

  /// Whether the decision failed: an error, or a null with a remark.
  public var isFailure: Bool {
    if !errors.isEmpty { return true }
    if case .null = result { return !remarks.isEmpty }
    return false
  }
}

/// What one rule did in an evaluation.
public struct RuleTrace: Sendable {
  /// The rule's id.
  public var rule: String
  /// Whether it matched.
  public var matched: Bool
  /// The first cell that refused it: column, the cell's text, its place.
  public var refusedBy: (input: String, cell: String, span: SourceSpan)?
  /// The article the rule rests on.
  public var basis: Words?
}
