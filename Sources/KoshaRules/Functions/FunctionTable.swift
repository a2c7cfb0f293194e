// The functions that FEEL expressions call by name, and what a call is given.

/// One way to call a function.
package struct FunctionOverload: Sendable {
  /// A parameter.
  package struct Parameter: Sendable {
    package var name: String
    package var type: ValueType
    /// May be left out, last ones only.
    package var isOptional: Bool
    /// Takes all further arguments; they reach the body as they are, one after another.
    package var isVariadic: Bool

    package init(_ name: String, _ type: ValueType, optional: Bool = false, variadic: Bool = false) {
      self.name = name
      self.type = type
      self.isOptional = optional
      self.isVariadic = variadic
    }
  }

  package var parameters: [Parameter]
  package var result: ValueType
  /// Arguments in parameter order; an optional one left out is `.null` at its place (trailing ones are not passed).
  package var body: Body
  /// A body made for arguments some of which are constants (nil for the others); nil where they change nothing.
  package var specialized: (@Sendable (_ constants: [Value?]) -> Body?)?

  /// What answers a call.
  package typealias Body = @Sendable (_ arguments: [Value], _ call: inout CallContext) -> Value

  package init(
    _ parameters: [Parameter], _ result: ValueType, body: @escaping Body,
    specialized: (@Sendable (_ constants: [Value?]) -> Body?)? = nil
  ) {
    self.parameters = parameters
    self.result = result
    self.body = body
    self.specialized = specialized
  }

  /// The overload for arguments some of which are constants.
  func specialized(for constants: @autoclosure () -> [Value?]) -> FunctionOverload {
    guard let specialized, let body = specialized(constants()) else { return self }
    return FunctionOverload(parameters, result, body: body)
  }
}

/// A function with its overloads, tried in order.
package struct FunctionDefinition: Sendable {
  package var name: String
  package var overloads: [FunctionOverload]

  package init(_ name: String, _ overloads: [FunctionOverload]) {
    self.name = name
    self.overloads = overloads
  }
}

/// The functions known by name; names may contain spaces.
public final class FunctionTable: Sendable {
  package let definitions: [String: FunctionDefinition]
  /// The names as the parser knows them, made once for all texts.
  package let nameTable: NameTable

  package init(_ families: [[FunctionDefinition]]) {
    var definitions: [String: FunctionDefinition] = [:]
    for definition in families.joined() { definitions[definition.name] = definition }
    self.definitions = definitions
    nameTable = NameTable(definitions.keys.sorted())
  }

  /// The names in alphabetical order.
  public var names: [String] { definitions.keys.sorted() }

  package subscript(name: String) -> FunctionDefinition? { definitions[name] }

  /// FEEL's built-in functions and those of the workflow language (`business days`, `wareki`, …).
  public static let standard = FunctionTable([
    ConversionFunctions.all, RangeConversion.all, BooleanFunctions.all, StringFunctions.all, PatternFunctions.all,
    ListFunctions.all, AggregateFunctions.all,
    NumericFunctions.all, TemporalFunctions.all, RangeFunctions.all, SortFunction.all, ContextFunctions.all,
    WorkflowFunctions.all, PeriodFunctions.all,
  ])
}

/// What a function may ask of the evaluation that calls it.
public struct CallContext: Sendable {
  /// Clock, calendars and limits.
  public let environment: EvaluationEnvironment
  /// What became null, and why.
  public internal(set) var remarks: [Remark]
  /// Steps left before the evaluation is ended.
  package var remainingSteps: Int
  /// The nesting of calls, bounded by the limits.
  package var depth: Int
  /// Where on the stack the outermost call of a function stands, 0 outside of any; see `EvaluationLimits.stack`.
  package var stackBase: UInt
  /// The place of the call being evaluated, for remarks.
  package var place: Range<Int>

  package init(environment: EvaluationEnvironment) {
    self.environment = environment
    self.remarks = []
    self.remainingSteps = environment.limits.steps
    self.depth = 0
    self.stackBase = 0
    self.place = 0..<0
  }

  /// Forgets one evaluation before the next.
  mutating func restart() {
    if !remarks.isEmpty { remarks.removeAll() }
    remainingSteps = environment.limits.steps
    depth = 0
    stackBase = 0
    place = 0..<0
  }

  /// Records why the call gives null, and gives null.
  package mutating func fail(_ reason: RemarkReason) -> Value {
    // Once the steps are used up everything fails, and only the first reason tells anything.
    if remainingSteps >= 0, remarks.count < environment.limits.remarks {
      remarks.append(Remark(reason: reason, range: place))
    }
    return .null
  }
}
