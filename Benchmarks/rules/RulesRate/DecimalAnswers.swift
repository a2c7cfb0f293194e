// Lines `operation<TAB>operands<TAB>expected` in, disagreements and their count out.
//
// The expected answer comes with the line, so that a number of 6,000 places need not be printed to be compared;
// `compare` lines hold the comparison itself to account.

import KoshaRules
import KoshaSource

/// Answers to operations.
enum DecimalAnswers {
  static func run() {
    var answered = 0
    var disagreements = 0
    let programs = Programs()
    while let line = readLine() {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard parts.count == 3 else { continue }
      answered += 1
      let operands = parts[1].split(separator: " ").map(String.init)
      if let given = programs?.disagreement(parts[0], operands, expected: parts[2]) {
        disagreements += 1
        print("\(line)\tgave \(given.prefix(200))")
      }
    }
    if programs == nil { print("the aggregate functions did not compile") }
    print("answered \(programs == nil ? 0 : answered) disagreements \(disagreements)")
  }

  /// The aggregate functions as programs over one list.
  struct Programs {
    let aggregates: [String: Program]
    let environment: EvaluationEnvironment

    init?() {
      var aggregates: [String: Program] = [:]
      for name in ["mean", "median", "stddev"] {
        var bag = DiagnosticBag()
        let scope = Scope([Variable("numbers", .list(.number))])
        let text = LocatedText(verbatim: "\(name)(numbers)", path: "expression")
        guard let program = FEEL.compile(text, scope: scope, into: &bag) else { return nil }
        aggregates[name] = program
      }
      guard let date = CalendarDate(year: 2026, month: 4, day: 1) else { return nil }
      let zone = Zone.offset(seconds: 0)
      self.aggregates = aggregates
      environment = EvaluationEnvironment(
        now: DateAndTime(date: date, time: TimeOfDay(nanosecondOfDay: 0, zone: zone)), zone: zone)
    }

    /// What was given where it is not what was expected.
    func disagreement(_ operation: String, _ operands: [String], expected: String) -> String? {
      if operation == "text" {
        let text = Decimal128(operands[0])?.plainDescription ?? "nil"
        return text == expected ? nil : text
      }
      let numbers = operands.compactMap { Decimal128($0) }
      guard numbers.count == operands.count, let first = numbers.first else { return "an operand that is no number" }
      if operation == "compare" {
        let order = first < numbers[1] ? "-1" : first == numbers[1] ? "0" : "1"
        return order == expected ? nil : order
      }
      let answer = answer(operation, first, numbers)
      if expected == "nil" { return answer?.plainDescription }
      guard let answer else { return "nil" }
      return answer == Decimal128(expected) ? nil : answer.plainDescription
    }

    private func answer(_ operation: String, _ first: Decimal128, _ numbers: [Decimal128]) -> Decimal128? {
      switch operation {
      case "add": return first.adding(numbers[1])
      case "subtract": return first.subtracting(numbers[1])
      case "multiply": return first.multiplied(by: numbers[1])
      case "divide": return first.divided(by: numbers[1])
      case "modulo": return first.modulo(numbers[1])
      case "power": return first.raised(to: numbers[1])
      case "sqrt": return first.squareRoot
      case "exp": return first.exponential
      case "log": return first.naturalLogarithm
      case "mean", "median", "stddev":
        let evaluation = aggregates[operation]?.evaluate([.list(numbers.map(Value.number))], in: environment)
        if case .number(let number) = evaluation?.value { return number }
        return nil
      default:
        let roundings: [String: Decimal128.Rounding] = [
          "halfEven": .halfEven, "halfUp": .halfUp, "halfDown": .halfDown, "up": .up, "down": .down, "floor": .floor,
          "ceiling": .ceiling,
        ]
        guard let rounding = roundings[operation], let scale = numbers[1].exactInt else { return nil }
        return first.rounded(scale: scale, rounding)
      }
    }
  }
}
