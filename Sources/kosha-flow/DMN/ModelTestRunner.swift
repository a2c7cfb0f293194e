// Test cases of a DMN model in, an outcome for each result node out.

import KoshaInterchange
import KoshaRules
import KoshaSource

/// Evaluates test cases and compares their answers.
struct ModelTestRunner {
  let source: ModelSource
  /// The decision files made of the model, where these are tried instead of it.
  let files: DMNImport?
  let comparison: ResultComparison
  let environment: EvaluationEnvironment
  let language: Language

  func run(_ test: TestCase) -> [ModelTestOutcome] {
    let inputs = self.inputs(of: test)
    return test.results.map { result in
      let target: Model.Target =
        switch test.kind {
        case .decision: .decision(result.name)
        case .function(let name): .function(name)
        case .service(let name): .service(name)
        }
      let evaluated = evaluate(target, inputs)
      let evaluation = evaluated ?? Evaluation(value: .null, remarks: [])
      let expected = files?.model.plain(result.expected) ?? result.expected
      // A service of several decisions answers a context of them; a result node names one.
      var actual = evaluation.value
      if case .service(let name) = test.kind, name != result.name, case .context(let answers) = actual,
        let service = source.syntax.services.first(where: { $0.name.value == name }),
        service.outputDecisions.count > 1, let answer = answers[files?.model.names[result.name] ?? result.name]
      {
        actual = answer
      }
      return ModelTestOutcome(
        testCase: test.id, resultNode: result.name,
        status: evaluated != nil && comparison.isSame(expected, actual) ? .passed : .failed, expected: expected,
        actual: actual,
        message: evaluated == nil
          ? Words(ja: "判定ファイルに書けません", en: "no decision file holds it")[language]
          : evaluation.remarks.first?.reason.message[language] ?? "")
    }
  }

  /// The value of a target; nil where decision files are tried and none holds it.
  private func evaluate(_ target: Model.Target, _ inputs: Context) -> Evaluation? {
    guard let files else { return source.model.evaluate(target, inputs: inputs, in: environment) }
    return files.evaluate(target, inputs: inputs, in: environment)
  }

  private func inputs(of test: TestCase) -> Context {
    var context = Context()
    for input in test.inputs {
      guard let namespace = input.namespace else {
        context[input.name] = input.value
        continue
      }
      for path in source.paths(to: namespace) { context.set(input.value, at: path + [input.name]) }
    }
    return context
  }
}

extension Context {
  fileprivate mutating func set(_ value: Value, at path: [String]) {
    guard let name = path.first else { return }
    if path.count == 1 {
      self[name] = value
      return
    }
    var inner = Context()
    if case .context(let known)? = self[name] { inner = known }
    inner.set(value, at: Array(path.dropFirst()))
    self[name] = .context(inner)
  }
}

/// How one result node ended.
struct ModelTestOutcome {
  enum Status: String {
    case passed
    case failed
  }

  let testCase: String
  let resultNode: String
  let status: Status
  let expected: Value
  let actual: Value
  let message: String

  var json: Value {
    .context(
      Context([
        Context.Entry("test_case", .string(testCase)), Context.Entry("result_node", .string(resultNode)),
        Context.Entry("status", .string(status.rawValue)), Context.Entry("expected", expected),
        Context.Entry("actual", actual), Context.Entry("message", .string(message)),
      ]))
  }

  func print(_ session: Session) {
    if status == .passed {
      Console.line("  " + Console.styled("✓", .green) + " \(testCase) \(resultNode)")
      return
    }
    Console.line("  " + Console.styled("✗", .red) + " \(testCase) \(resultNode)")
    Console.line(
      session.say(
        ja: "      期待: \(expected.feelText)  実際: \(actual.feelText)",
        en: "      expected: \(expected.feelText)  actual: \(actual.feelText)"))
    if !message.isEmpty { Console.line("      " + message) }
  }
}
