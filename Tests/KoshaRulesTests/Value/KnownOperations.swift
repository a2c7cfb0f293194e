// The operations of `decimal-known.csv`, by name: the functions of numbers themselves, aggregates as FEEL.

import KoshaRules
import KoshaSource
import Testing

enum KnownOperations {
  /// The answer as text, nil where the operation has none.
  static func answer(_ name: String, _ operands: [Decimal128]) throws -> String? {
    let first = operands[0]
    switch name {
    case "text": return first.plainDescription
    case "compare": return first < operands[1] ? "-1" : first == operands[1] ? "0" : "1"
    case "add": return first.adding(operands[1])?.plainDescription
    case "subtract": return first.subtracting(operands[1])?.plainDescription
    case "multiply": return first.multiplied(by: operands[1])?.plainDescription
    case "divide": return first.divided(by: operands[1])?.plainDescription
    case "modulo": return first.modulo(operands[1])?.plainDescription
    case "power": return first.raised(to: operands[1])?.plainDescription
    case "sqrt": return first.squareRoot?.plainDescription
    case "exp": return first.exponential?.plainDescription
    case "log": return first.naturalLogarithm?.plainDescription
    case "mean", "median", "stddev": return try aggregate(name, operands)
    default:
      let roundings: [String: Decimal128.Rounding] = [
        "halfEven": .halfEven, "halfUp": .halfUp, "halfDown": .halfDown, "up": .up, "down": .down, "floor": .floor,
        "ceiling": .ceiling,
      ]
      let rounding = try #require(roundings[name], "\(name)")
      return first.rounded(scale: try #require(operands[1].exactInt), rounding)?.plainDescription
    }
  }

  private static func aggregate(_ name: String, _ operands: [Decimal128]) throws -> String? {
    var bag = DiagnosticBag()
    let text = LocatedText(verbatim: "\(name)(numbers)", path: "case")
    let scope = Scope([Variable("numbers", .list(.number))])
    let program = try #require(FEEL.compile(text, scope: scope, into: &bag))
    let date = try #require(CalendarDate(year: 2026, month: 4, day: 1))
    let zone = Zone.offset(seconds: 0)
    let environment = EvaluationEnvironment(
      now: DateAndTime(date: date, time: TimeOfDay(nanosecondOfDay: 0, zone: zone)), zone: zone)
    guard case .number(let number) = program.evaluate([.list(operands.map(Value.number))], in: environment).value else {
      return nil
    }
    return number.plainDescription
  }
}
