// A file of test cases (`testCases.xsd` of the DMN TCK) in, cases with FEEL values out.

import KoshaRules
public import KoshaSource

/// Reads test cases.
public struct TestSuiteReader {
  private var bag = DiagnosticBag()

  /// The cases of a file; nil with errors in `bag` where it holds none.
  public static func read(_ file: SourceFile, into bag: inout DiagnosticBag) -> TestSuite? {
    guard let root = XMLReader.read(file, into: &bag) else { return nil }
    guard root.name == "testCases" else {
      bag.add(InterchangeProblem.notTestCases(root: root.name), at: root.span)
      return nil
    }
    var reader = TestSuiteReader()
    var suite = TestSuite(modelName: nil, cases: [])
    for element in root.elements {
      switch element.name {
      case "modelName": suite.modelName = element.text.text
      case "testCase": suite.cases.append(reader.testCase(element, number: suite.cases.count + 1))
      default: continue
      }
    }
    bag.add(contentsOf: reader.bag)
    return suite
  }

  private mutating func testCase(_ element: XMLElement, number: Int) -> TestCase {
    let invocable = element.attribute("invocableName")?.text
    let kind: TestCase.Kind
    switch (element.attribute("type")?.text, invocable) {
    case (nil, _), ("decision", _): kind = .decision
    case ("bkm", let name?): kind = .function(name)
    case ("decisionService", let name?): kind = .service(name)
    case ("bkm", nil), ("decisionService", nil):
      bag.add(InterchangeProblem.missingAttribute("invocableName", of: element.name), at: element.span)
      kind = .decision
    case (let type?, _):
      bag.add(
        InterchangeProblem.unknownChoice(
          attribute: "type", value: type, known: ["decision", "bkm", "decisionService"]),
        at: element.attribute("type")?.span)
      kind = .decision
    }
    var test = TestCase(
      id: element.attribute("id")?.text ?? String(number), kind: kind, inputs: [], results: [])
    for child in element.elements {
      let name = child.attribute("name")?.text ?? ""
      switch child.name {
      case "inputNode":
        test.inputs.append(
          TestCase.Input(name: name, namespace: child.attribute("namespace")?.text, value: value(of: child)))
      case "resultNode":
        let isError = ["true", "1"].contains(child.attribute("errorResult")?.text ?? "")
        let expected = child.elements.first { $0.name == "expected" }.map { value(of: $0) } ?? .null
        test.results.append(
          TestCase.Result(name: name, isError: isError, expected: isError ? .null : expected, span: child.span))
      default: continue
      }
    }
    return test
  }

  /// What an element holds: `value`, `list`, or `component`s; nothing is null.
  private mutating func value(of element: XMLElement) -> Value {
    if isNil(element) { return .null }
    let parts = element.elements
    if let scalar = parts.first(where: { $0.name == "value" }) { return self.scalar(scalar) }
    if let list = parts.first(where: { $0.name == "list" }) {
      if isNil(list) { return .null }
      var members: [Value] = []
      for item in list.elements where item.name == "item" { members.append(value(of: item)) }
      return .list(members)
    }
    let components = parts.filter { $0.name == "component" }
    // A single component that is nil and has no name stands for null.
    guard !components.isEmpty else { return .null }
    if components.count == 1, components[0].attribute("name") == nil, isNil(components[0]) { return .null }
    var context = Context()
    for component in components { context[component.attribute("name")?.text ?? ""] = value(of: component) }
    return .context(context)
  }

  private func isNil(_ element: XMLElement) -> Bool {
    ["true", "1"].contains(element.attribute("nil", in: DMNNamespace.instance)?.text ?? "")
  }

  private mutating func scalar(_ element: XMLElement) -> Value {
    if isNil(element) { return .null }
    let content = element.text
    guard let declared = element.attribute("type", in: DMNNamespace.instance) else { return .string(content.text) }
    let type = declared.text.split(separator: ":").last.map(String.init) ?? ""
    let text = DMNReader.normalized(content.text)
    let read: Value?
    switch type {
    case "string", "anySimpleType", "normalizedString", "token", "anyURI": return .string(content.text)
    case "boolean":
      read = ["true": true, "1": true, "false": false, "0": false][text].map { .boolean($0) }
    case "decimal", "double", "float", "integer", "int", "long", "short", "byte", "nonNegativeInteger",
      "positiveInteger", "negativeInteger", "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort",
      "unsignedByte":
      read = Decimal128(text.hasPrefix("+") ? text.dropFirst() : text[...]).map { .number($0) }
    case "date": read = CalendarDate(text).map { .date($0) }
    case "time": read = TimeOfDay(text).map { .time($0) }
    case "dateTime":
      read = DateAndTime(text).map { .dateAndTime($0) }
    case "duration", "dayTimeDuration", "yearMonthDuration":
      read =
        DaysAndTimeDuration(text).map { .daysAndTimeDuration($0) }
        ?? YearsAndMonthsDuration(text).map { .yearsAndMonthsDuration($0) }
    default:
      bag.add(InterchangeProblem.unknownValueType(declared.text), at: declared.span)
      return .null
    }
    if let read { return read }
    bag.add(InterchangeProblem.unreadableValue(text: text, type: declared.text), at: content.span)
    return .null
  }
}
