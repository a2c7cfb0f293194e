// Data fields, inputs and access of a workflow, resolved.

import KoshaRules
import KoshaSource

extension WorkflowResolver {
  /// The data fields in slot order.
  mutating func dataFields() -> [DataField] {
    var resolved: [DataField] = []
    resolved.reserveCapacity(fields.count)
    for field in fields {
      let type = field.type?.value ?? .any
      resolved.append(
        DataField(
          name: field.name.value, type: type, title: field.title?.value ?? Words(field.name.value),
          valueTitles: field.titles.map { ($0.value.value, $0.title) }, unit: field.unit?.value,
          help: field.help?.value, isSensitive: field.isSensitive, read: audience(field.read),
          initial: field.initial.flatMap { value($0, expected: type) }, check: field.check.flatMap { condition($0) },
          span: field.name.span))
    }
    return resolved
  }

  mutating func access(_ access: AccessSyntax) -> Access {
    Access(
      open: access.open.map { audience($0, anyone: true) }, openInput: inputs(access.openInput),
      read: access.read.map { audience($0) }, manage: access.manage.map { audience($0) })
  }

  /// What an event or an opening may set.
  mutating func inputs(_ inputs: [InputSyntax]) -> [InputField] {
    var resolved: [InputField] = []
    for input in inputs {
      if let field = input.isKept ? keptInput(input) : passingInput(input) { resolved.append(field) }
    }
    return resolved
  }

  private mutating func keptInput(_ input: InputSyntax) -> InputField? {
    guard let slot = slot(of: input.name) else { return nil }
    let type = type(ofField: slot)
    if let declared = input.type, fields[slot].type != nil, declared.value != type {
      bag.add(WorkflowProblem.inputType(field: input.name.value, type: type.text), at: declared.span)
    }
    return InputField(
      name: input.name.value, type: type, title: input.title?.value ?? title(ofField: slot),
      isRequired: input.isRequired, slot: slot, span: input.name.span)
  }

  /// An input that is seen in `event.data` alone: of its own type, else of the type of the field so named.
  private mutating func passingInput(_ input: InputSyntax) -> InputField? {
    let slot = fieldSlots[input.name.value]
    guard let type = input.type?.value ?? slot.map({ type(ofField: $0) }) else {
      bag.add(WorkflowProblem.inputWithoutType(input.name.value), at: input.name.span)
      return nil
    }
    return InputField(
      name: input.name.value, type: type,
      title: input.title?.value ?? slot.map { title(ofField: $0) } ?? Words(input.name.value),
      isRequired: input.isRequired, slot: nil, span: input.name.span)
  }

  private func title(ofField slot: Int) -> Words { fields[slot].title?.value ?? Words(fields[slot].name.value) }
}
