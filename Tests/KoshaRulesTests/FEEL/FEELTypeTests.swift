// Expressions over declared types: the static type of each, or the exact words of what is wrong; and that values are of
// the type told for them.

import KoshaRules
import KoshaSource
import Testing

@Suite("FEEL types")
struct FEELTypeTests {
  @Test(arguments: FEELTest.rows("feel-types.csv"))
  func typesAsExpected(_ row: FEELTest.Row) throws {
    try #require(row.fields.count == 3)
    var variables: [Variable] = []
    if !row.fields[0].isEmpty {
      let type = try #require(ValueType(text: "{" + row.fields[0] + "}"))
      guard case .context(let fields) = type else {
        Issue.record("no context")
        return
      }
      variables = fields.map { Variable($0.name, $0.type) }
    }
    var bag = DiagnosticBag()
    let text = LocatedText(verbatim: row.fields[1], path: "expression")
    let program = FEEL.compile(text, scope: Scope(variables), into: &bag)
    let told = bag.sorted.first.map { "error: " + $0.message.en } ?? program?.type.text
    #expect(told == row.fields[2])
    if variables.isEmpty, bag.sorted.isEmpty, let program {
      #expect(program.type.admits(program.evaluate([], in: FEELTest.environment).value))
    }
  }

  /// The parameters and results of every function of the standard, by the standard's names.
  @Test(arguments: FEELTest.rows("function-table.csv"))
  func signature(_ row: FEELTest.Row) throws {
    try #require(row.fields.count == 3)
    let definition = try #require(FunctionTable.standard[row.fields[0]], "there is no function")
    let signatures = definition.overloads.map { overload in
      overload.parameters.map { parameter in
        "\(parameter.name): \(parameter.type.text)" + (parameter.isOptional ? "?" : parameter.isVariadic ? "*" : "")
      }.joined(separator: ", ") + " ; " + overload.result.text
    }
    #expect(signatures.contains("\(row.fields[1]) ; \(row.fields[2])"), "\(signatures)")
  }

  /// Lists and scalars of random literals, handed to the functions whose result follows from their arguments.
  @Test func valuesAreOfTheTypeTold() throws {
    var choice = SplitMix(seed: 20_230_401)
    let scalars = [
      "1", "2.5", "\"a\"", "true", "null", "@\"2023-04-01\"", "@\"P1D\"", "{a: 1}", "{a: \"x\"}", "[1..2]",
    ]
    func scalar() -> String { scalars[Int(choice.next() % UInt64(scalars.count))] }
    func list() -> String {
      "[" + (0..<Int(choice.next() % 4)).map { _ in scalar() }.joined(separator: ", ") + "]"
    }
    for _ in 0..<2_000 {
      let (one, two, three) = (list(), list(), scalar())
      let texts = [
        "min(\(one))", "max(\(three), \(scalar()))", "append(\(one), \(three))", "concatenate(\(one), \(two))",
        "union(\(one), \(two))", "distinct values(\(one))", "reverse(\(one))", "sublist(\(one), 1)",
        "remove(\(one), 1)", "insert before(\(one), 1, \(three))", "list replace(\(one), 1, \(three))",
        "flatten([\(one), \(three)])", "if true then \(three) else \(scalar())", "\(one)[1]",
        "[\(one), \(two)]", "context put({a: 1}, \"b\", \(three))", "for i in \(one) return [i, \(three)]",
      ]
      let text = texts[Int(choice.next() % UInt64(texts.count))]
      var bag = DiagnosticBag()
      let located = LocatedText(verbatim: text, path: "expression")
      guard let program = FEEL.compile(located, scope: Scope(), into: &bag) else { continue }
      let value = program.evaluate([], in: FEELTest.environment).value
      #expect(program.type.admits(value), "\(text) is no \(program.type.text)")
    }
  }
}

/// The generator SplitMix64, seeded.
private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
