// A DMN model and its test cases in, microseconds of every decision that the cases ask for out; answers are checked first.

import Foundation
import KoshaInterchange
import KoshaRules
import KoshaSource

/// How long the decisions of a model take.
enum ModelRates {
  static func run(_ arguments: [String]) throws {
    guard arguments.count == 3, let seconds = Double(arguments[2]) else {
      throw TableRates.Failure(text: "MODEL TESTS SECONDS")
    }
    var bag = DiagnosticBag()
    guard let model = DMNModel.compile(try file(arguments[0]), into: &bag),
      let suite = TestSuiteReader.read(try file(arguments[1]), into: &bag), let first = suite.cases.first
    else { throw TableRates.Failure(text: bag.sorted.first?.message.en ?? "no test case") }
    let environment = try TableRates.environment()
    let inputs = Context(first.inputs.map { Context.Entry($0.name, $0.value) })
    var times: [Double] = []
    for result in first.results {
      let target = Model.Target.decision(result.name)
      let answer = model.evaluate(target, inputs: inputs, in: environment).value
      guard isNear(answer, result.expected) else {
        throw TableRates.Failure(text: "\(result.name): \(answer) is not \(result.expected)")
      }
      let time = microseconds(seconds / Double(first.results.count)) {
        _ = model.evaluate(target, inputs: inputs, in: environment)
      }
      times.append(time)
      print("  \(result.name): \(rounded(time)) µs")
    }
    let mean = times.reduce(0, +) / Double(times.count)
    print(
      "\(model.name): \(times.count) decisions from all inputs, mean \(rounded(mean)) µs,"
        + " slowest \(rounded(times.max() ?? 0)) µs")
  }

  private static func file(_ path: String) throws -> SourceFile {
    SourceFile(path: path, bytes: Array(try Data(contentsOf: URL(filePath: path))))
  }

  /// As the answer is expected; numbers within 10^-8, as test cases round them.
  private static func isNear(_ answer: Value, _ expected: Value) -> Bool {
    guard case .number(let given) = answer, case .number(let wanted) = expected else {
      return answer.isSame(as: expected)
    }
    guard let tolerance = Decimal128("0.00000001"), let difference = given.subtracting(wanted) else { return false }
    return difference.magnitude <= tolerance
  }

  /// The mean time of one call.
  private static func microseconds(_ seconds: Double, _ body: () -> Void) -> Double {
    let start = ProcessorTime.seconds
    var calls = 0
    while ProcessorTime.seconds - start < seconds {
      for _ in 0..<100 { body() }
      calls += 100
    }
    return (ProcessorTime.seconds - start) * 1_000_000 / Double(calls)
  }

  private static func rounded(_ time: Double) -> String { String(format: "%.2f", time) }
}
