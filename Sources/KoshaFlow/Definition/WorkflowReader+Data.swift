// The data of a workflow file: `data`, `events`, and what an event may set.

import KoshaRules
import KoshaSource
import KoshaYAML

extension WorkflowReader {
  /// `data`, in file order.
  mutating func fields(_ node: YAMLNode) -> [FieldSyntax] {
    guard let entries = node.freeEntries(Words(ja: "データ項目", en: "the data fields"), into: &bag) else { return [] }
    var fields: [FieldSyntax] = []
    fields.reserveCapacity(entries.count)
    for entry in entries { fields.append(field(entry)) }
    return fields
  }

  private mutating func field(_ entry: YAMLEntry) -> FieldSyntax {
    checkVariable(entry.key, .field)
    var field = FieldSyntax(
      name: entry.key, type: nil, title: nil, titles: [], unit: nil, help: nil, isSensitive: false, read: [],
      initial: nil, check: nil)
    guard let reader = MappingReader(entry.value, WorkflowKeys.field, into: &bag) else { return field }
    field.type = reader.required("type", into: &bag).flatMap { ValueTypeReader.read($0, into: &bag) }
    field.title = reader["title"].flatMap { words($0) }
    field.titles = reader["titles"].map { valueTitles($0) } ?? []
    field.unit = reader["unit"].flatMap { string($0) }
    field.help = reader["help"].flatMap { words($0) }
    field.isSensitive = reader["sensitive"].map { flag($0) } ?? false
    field.read = reader["read"].map { audience($0) } ?? []
    field.initial = reader["initial"].flatMap { expression($0) }
    field.check = reader["check"].flatMap { expression($0) }
    checkTitles(field)
    return field
  }

  private mutating func valueTitles(_ node: YAMLNode) -> [(value: Located<String>, title: Words)] {
    guard let entries = node.freeEntries(Words(ja: "値の表示名", en: "titles of values"), into: &bag) else { return [] }
    var titles: [(value: Located<String>, title: Words)] = []
    for entry in entries {
      if let title = words(entry.value) { titles.append((entry.key, title.value)) }
    }
    return titles
  }

  /// Titles are of an enumeration's values.
  private mutating func checkTitles(_ field: FieldSyntax) {
    guard let first = field.titles.first, let type = field.type else { return }
    guard let values = type.value.enumerationValues else {
      bag.add(WorkflowProblem.titlesOfNoEnumeration(type: type.value.text), at: first.value.span)
      return
    }
    for title in field.titles where !values.contains(title.value.value) {
      let nearest = Suggestion.nearest(to: title.value.value, in: values)
      bag.add(WorkflowProblem.unknown(.enumerationValue, title.value.value, nearest: nearest), at: title.value.span)
    }
  }

  /// `events`, in file order.
  mutating func events(_ node: YAMLNode) -> [EventSyntax] {
    guard let entries = node.freeEntries(Words(ja: "イベント", en: "the events"), into: &bag) else { return [] }
    var events: [EventSyntax] = []
    for entry in entries {
      checkEvent(entry.key)
      var event = EventSyntax(name: entry.key, title: nil)
      if !entry.value.isNull, let reader = MappingReader(entry.value, WorkflowKeys.event, into: &bag) {
        event.title = reader["title"].flatMap { words($0) }
      }
      events.append(event)
    }
    return events
  }

  /// `input`: names of fields, or mappings.
  mutating func inputs(_ node: YAMLNode) -> [InputSyntax] {
    var inputs: [InputSyntax] = []
    var seen: [String: SourceSpan] = [:]
    for item in node.itemsOrSelf {
      guard let input = input(item) else { continue }
      if let first = seen[input.name.value] {
        bag.add(
          WorkflowProblem.repeatedInput(input.name.value), at: input.name.span,
          related: [Diagnostic.Related(span: first, message: WorkflowProblem.firstPlace)])
      } else {
        seen[input.name.value] = input.name.span
        inputs.append(input)
      }
    }
    return inputs
  }

  private mutating func input(_ node: YAMLNode) -> InputSyntax? {
    guard case .mapping = node.content else {
      return string(node).map { InputSyntax(name: $0, isRequired: false, type: nil, title: nil, isKept: true) }
    }
    guard let reader = MappingReader(node, WorkflowKeys.input, into: &bag),
      let name = reader.required("field", into: &bag).flatMap({ string($0) })
    else { return nil }
    let isKept = reader["keep"].map { flag($0) } ?? true
    if !isKept { checkVariable(name, .field) }
    return InputSyntax(
      name: name, isRequired: reader["required"].map { flag($0) } ?? false,
      type: reader["type"].flatMap { ValueTypeReader.read($0, into: &bag) },
      title: reader["title"].flatMap { words($0) }, isKept: isKept)
  }

  /// A map from names to expressions: `assign`, and the `data:` of an action.
  mutating func data(_ node: YAMLNode) -> [DataSyntax] {
    guard let entries = node.freeEntries(Words(ja: "名前と式の組", en: "names and their expressions"), into: &bag) else {
      return []
    }
    var data: [DataSyntax] = []
    for entry in entries {
      if let value = expression(entry.value) { data.append(DataSyntax(name: entry.key, value: value)) }
    }
    return data
  }
}

extension ValueType {
  /// The values of an enumeration, or of a list of one.
  var enumerationValues: [String]? {
    switch self {
    case .enumeration(let values): values
    case .list(let member): member.enumerationValues
    default: nil
    }
  }
}
