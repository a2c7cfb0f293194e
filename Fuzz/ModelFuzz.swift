// Documents in: each is read as a DMN model, compiled, evaluated within its limits and written as decision files; whatever is
// told is told within the document.

import KoshaInterchange
import KoshaRules
import KoshaSource

enum ModelFuzz {
  private static let environment: EvaluationEnvironment = {
    guard let now = DateAndTime("2023-04-03T09:00:00+09:00") else { fatalError("the constant is a date and time") }
    return EvaluationEnvironment(
      now: now, zone: .offset(seconds: 32_400),
      limits: EvaluationLimits(
        steps: 20_000, depth: 200, listLength: 10_000, stringLength: 100_000, remarks: 16, stack: 2 << 20))
  }()

  private static let inputs = Context([
    Context.Entry("a", .number(Decimal128(3))), Context.Entry("b c", .string("x")),
    Context.Entry("l", .list([.number(Decimal128(1)), .null])),
  ])

  static func run(_ bytes: [UInt8]) {
    let file = SourceFile(path: "fuzz.dmn", bytes: bytes)
    var bag = DiagnosticBag()
    let suite = TestSuiteReader.read(file, into: &bag)
    guard let syntax = DMNReader.read(file, into: &bag) else {
      require(suite != nil || bag.hasErrors, "neither a model nor an error")
      check(bag)
      return
    }
    let model = Model.compile(syntax, imports: [], into: &bag)
    for signature in model.targets {
      let value = model.evaluate(signature.target, inputs: inputs, in: environment)
      require(value.remarks.allSatisfy { !$0.reason.message.en.isEmpty }, "a remark without words")
    }
    let imported = DMNImport(syntax, imports: [], into: &bag)
    require(imported.decisions.ids.count == imported.files.count, "a file that is written is not read back")
    check(bag)
  }

  private static func check(_ bag: DiagnosticBag) {
    for diagnostic in bag.sorted {
      require(!diagnostic.message.ja.isEmpty && !diagnostic.message.en.isEmpty, "a diagnostic without words")
      if let span = diagnostic.span {
        require(
          span.range.lowerBound >= 0 && span.range.upperBound <= span.file.bytes.count, "a place outside the document")
      }
    }
  }
}
