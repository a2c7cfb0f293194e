// Expressions compiled once and evaluated over a thousand contexts; prints evaluations a second and how many were true.

import KoshaRules
import KoshaSource

/// Rates of expressions.
enum ExpressionRates {
  struct Failure: Error {
    let text: String
  }

  /// SplitMix64, so that every engine of the race makes the same contexts.
  struct Stream {
    var state: UInt64

    mutating func below(_ bound: UInt64) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var word = state
      word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
      word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((word ^ (word >> 31)) % bound)
    }
  }

  static let industries = ["retail", "trade", "it", "foods", "metal", "paper", "games", "care"]

  /// A number of so many ten-thousandths, as a JSON reader would give it.
  static func number(tenThousandths: Int) -> Value {
    let digits = String(tenThousandths)
    return Decimal128("0." + String(repeating: "0", count: 4 - digits.utf8.count) + digits).map(Value.number) ?? .null
  }

  static func loanContexts() -> [[Value]] {
    var stream = Stream(state: 7)
    return (0..<1000).map { _ in
      let amount = 1000 + stream.below(500_000)
      let rate = 200 + stream.below(900)
      let limit = 100 + stream.below(2500)
      let industry = industries[stream.below(UInt64(industries.count))]
      return [
        .number(Decimal128(amount)), number(tenThousandths: rate), .number(Decimal128(limit)), .string(industry),
      ]
    }
  }

  static func arithmeticContexts() -> [[Value]] {
    var stream = Stream(state: 8)
    return (0..<1000).map { _ in (0..<3).map { _ in .number(Decimal128(stream.below(100))) } }
  }

  static let loanVariables = [
    Variable("amount", .number), Variable("rate", .number), Variable("limit", .number), Variable("industry", .string),
  ]

  static func compile(_ text: String, _ variables: [Variable]) throws -> Program {
    var bag = DiagnosticBag()
    let located = LocatedText(verbatim: text, path: "expression")
    guard let program = FEEL.compile(located, scope: Scope(variables), into: &bag) else {
      throw Failure(text: text)
    }
    return program
  }

  static func run(_ arguments: [String]) throws {
    let name = arguments.first ?? "loan"
    let seconds = arguments.dropFirst().first.flatMap(Double.init) ?? 1
    let (text, variables, contexts): (String, [Variable], [[Value]]) =
      switch name {
      case "arithmetic":
        (
          "(a + b) * 2 - c / 3 + a * b - (c - a) * 4 + b / 5 - a * 6 + (b + c) * 7 "
            + "- a / 8 + b * 9 - c + a > 100",
          ["a", "b", "c"].map { Variable($0, .number) }, arithmeticContexts()
        )
      case "comparison": ("amount <= 1000", loanVariables, loanContexts())
      default:
        (
          #"amount * rate / 12 <= limit and industry in ["retail", "trade", "it", "foods"]"#, loanVariables,
          loanContexts()
        )
      }
    let program = try compile(text, variables)
    var evaluator = Evaluator(in: try TableRates.environment())
    var holds = 0
    let start = ProcessorTime.seconds
    var rounds = 0
    while ProcessorTime.seconds - start < seconds {
      holds = 0
      for _ in 0..<20 {
        for context in contexts {
          if case .boolean(true) = evaluator.evaluate(program, context).value { holds += 1 }
        }
      }
      rounds += 20
    }
    print(Int(Double(rounds * contexts.count) / (ProcessorTime.seconds - start)), holds / 20)
  }
}
