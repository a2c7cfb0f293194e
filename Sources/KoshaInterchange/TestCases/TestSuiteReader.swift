// A file of test cases (`testCases.xsd` of the DMN TCK) in, cases with FEEL values out.

public import KoshaRules
public import KoshaSource

/// Reads test cases.
public struct TestSuiteReader {
  private var bag = DiagnosticBag()
  private let types: DeclaredTypes

  private init(_ types: DeclaredTypes) { self.types = types }

  /// The cases of a file; nil with errors in `bag` where it holds none.
  ///
  /// - Parameter model: by whose types values are read that do not tell their own; without it they are strings.
  public static func read(
    _ file: SourceFile, for model: Model? = nil, into bag: inout DiagnosticBag
  ) -> TestSuite? {
    guard let root = XMLReader.read(file, into: &bag) else { return nil }
    guard root.name == "testCases" else {
      bag.add(InterchangeProblem.notTestCases(root: root.name), at: root.span)
      return nil
    }
    var reader = TestSuiteReader(DeclaredTypes(model))
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
          TestCase.Input(
            name: name, namespace: child.attribute("namespace")?.text, value: value(of: child, types.input(name, kind)))
        )
      case "resultNode":
        let isError = ["true", "1"].contains(child.attribute("errorResult")?.text ?? "")
        let type = types.result(name, kind)
        let expected = child.elements.first { $0.name == "expected" }.map { value(of: $0, type) } ?? .null
        test.results.append(
          TestCase.Result(name: name, isError: isError, expected: isError ? .null : expected, span: child.span))
      default: continue
      }
    }
    return test
  }

  /// What an element holds: `value`, `list`, or `component`s; nothing is null.
  ///
  /// - Parameter type: the type that the model declares for it.
  private mutating func value(of element: XMLElement, _ type: ValueType) -> Value {
    if isNil(element) { return .null }
    let parts = element.elements
    if let scalar = parts.first(where: { $0.name == "value" }) { return self.scalar(scalar, type) }
    if let list = parts.first(where: { $0.name == "list" }) {
      if isNil(list) { return .null }
      var members: [Value] = []
      for item in list.elements where item.name == "item" { members.append(value(of: item, type.member)) }
      return .list(members)
    }
    let components = parts.filter { $0.name == "component" }
    // A single component that is nil and has no name stands for null.
    guard !components.isEmpty else { return .null }
    if components.count == 1, components[0].attribute("name") == nil, isNil(components[0]) { return .null }
    var context = Context()
    for component in components {
      let name = component.attribute("name")?.text ?? ""
      context[name] = value(of: component, type.entry(name))
    }
    return .context(context)
  }

  private func isNil(_ element: XMLElement) -> Bool {
    ["true", "1"].contains(element.attribute("nil", in: DMNNamespace.instance)?.text ?? "")
  }

  private mutating func scalar(_ element: XMLElement, _ type: ValueType) -> Value {
    if isNil(element) { return .null }
    let content = element.text
    let text = DMNReader.normalized(content.text)
    guard let declared = element.attribute("type", in: DMNNamespace.instance) else {
      if let value = TestSuiteReader.value(text, content.text, as: type) { return value }
      bag.add(InterchangeProblem.unreadableValue(text: text, type: type.text), at: content.span)
      return .null
    }
    let read: Value?
    switch declared.text.split(separator: ":").last.map(String.init) ?? "" {
    case "string", "anySimpleType", "normalizedString", "token", "anyURI": return .string(content.text)
    case "boolean":
      read = TestSuiteReader.value(text, text, as: .boolean)
    case "decimal", "double", "float", "integer", "int", "long", "short", "byte", "nonNegativeInteger",
      "positiveInteger", "negativeInteger", "nonPositiveInteger", "unsignedInt", "unsignedLong", "unsignedShort",
      "unsignedByte":
      read = TestSuiteReader.value(text, text, as: .number)
    case "date": read = TestSuiteReader.value(text, text, as: .date)
    case "time": read = TestSuiteReader.value(text, text, as: .time)
    case "dateTime": read = TestSuiteReader.value(text, text, as: .dateAndTime)
    case "duration", "dayTimeDuration", "yearMonthDuration":
      read =
        TestSuiteReader.value(text, text, as: .daysAndTimeDuration)
        ?? TestSuiteReader.value(text, text, as: .yearsAndMonthsDuration)
    default:
      bag.add(InterchangeProblem.unknownValueType(declared.text), at: declared.span)
      return .null
    }
    if let read { return read }
    bag.add(InterchangeProblem.unreadableValue(text: text, type: declared.text), at: content.span)
    return .null
  }

  /// A text as a value of a type, as it stands where that is no scalar one; nil where it cannot be read as one.
  private static func value(_ text: String, _ whole: String, as type: ValueType) -> Value? {
    switch type {
    case .number: Decimal128(text.hasPrefix("+") ? text.dropFirst() : text[...]).map { .number($0) }
    case .boolean: ["true": true, "1": true, "false": false, "0": false][text].map { .boolean($0) }
    case .date: CalendarDate(text).map { .date($0) }
    case .time: TimeOfDay(text).map { .time($0) }
    case .dateAndTime: DateAndTime(text).map { .dateAndTime($0) }
    case .daysAndTimeDuration: DaysAndTimeDuration(text).map { .daysAndTimeDuration($0) }
    case .yearsAndMonthsDuration: YearsAndMonthsDuration(text).map { .yearsAndMonthsDuration($0) }
    // A single value stands for a list of it.
    case .list(let member): value(text, whole, as: member)
    default: .string(whole)
    }
  }
}

/// What a model declares for the inputs and results that test cases name.
private struct DeclaredTypes {
  private let signatures: [Model.Signature]

  init(_ model: Model?) { signatures = model?.targets ?? [] }

  /// The type of an input; an imported one is known by its own name as well.
  func input(_ name: String, _ kind: TestCase.Kind) -> ValueType {
    let asked = signatures.filter { signature in
      switch (kind, signature.target) {
      case (.decision, .decision): true
      case (.function(let name), .function(let other)), (.service(let name), .service(let other)): name == other
      default: false
      }
    }
    let parameters = asked.lazy.flatMap(\.parameters)
    return parameters.first { $0.name == name }?.type ?? parameters.first { $0.name.hasSuffix("." + name) }?.type
      ?? .any
  }

  /// The type of a result.
  func result(_ name: String, _ kind: TestCase.Kind) -> ValueType {
    let target: Model.Target =
      switch kind {
      case .decision: .decision(name)
      case .function(let name): .function(name)
      case .service(let name): .service(name)
      }
    guard let type = signatures.first(where: { $0.target == target })?.result else { return .any }
    // A service of several decisions answers a context of them; a result node may name one.
    if case .service = kind, let entry = type.fields?.first(where: { $0.name == name }) { return entry.type }
    return type
  }
}

extension ValueType {
  fileprivate var member: ValueType { if case .list(let member) = self { member } else { .any } }

  fileprivate var fields: [Field]? { if case .context(let fields) = self { fields } else { nil } }

  fileprivate func entry(_ name: String) -> ValueType { fields?.first { $0.name == name }?.type ?? .any }
}
