// The values given with an event or an opening: accepted by name, read by type, set, and checked.

package import KoshaRules
import KoshaSource

/// Values read, each with its declaration.
struct BoundInput {
  var values: [(field: InputField, value: Value)] = []

  /// `event.data`: every declared input, null where it was not given.
  func data(declared: [InputField]) -> Value {
    var context = Context()
    for field in declared {
      context[field.name] = values.first { $0.field.name == field.name }?.value ?? context[field.name] ?? .null
    }
    return .context(context)
  }
}

extension Deliberation {
  /// What keeps values from being accepted under a declaration: a name it lacks, or a required one that is not given.
  func inputProblem(_ input: [InputValue], _ declared: [InputField]) -> CaseProblem? {
    if let unknown = input.first(where: { given in !declared.contains { $0.name == given.name } }) {
      let names = declared.map(\.name)
      return .unknownInput(
        name: unknown.name, nearest: Suggestion.nearest(to: unknown.name, in: names), accepted: names)
    }
    let missing = declared.filter { field in
      field.isRequired && !input.contains { $0.name == field.name && !$0.isNull }
    }
    return missing.isEmpty ? nil : .missingInput(missing.map { NamedTitle($0.name, $0.title) })
  }

  /// Reads values by their declared types; where a name is given twice the last counts.
  func read(_ input: [InputValue], _ declared: [InputField]) -> Result<BoundInput, InputFailure> {
    var bound = BoundInput()
    var unreadable: [UnreadableInput] = []
    for field in declared {
      guard let given = input.last(where: { $0.name == field.name }) else { continue }
      switch given.read(as: field.type) {
      case .success(let value): bound.values.append((field, anchored(value)))
      case .failure(let failure):
        unreadable.append(UnreadableInput(field: field.name, message: failure.message, help: failure.help))
      }
    }
    return unreadable.isEmpty ? .success(bound) : .failure(InputFailure(unreadable: unreadable))
  }

  /// A local date and time is one of the workspace's zone, so that it compares with `now`.
  private func anchored(_ value: Value) -> Value {
    guard case .dateAndTime(let moment) = value, moment.zone == nil,
      let offset = world.workspace.zone.offset(atLocal: moment.localSeconds, zones: world.zones)
    else { return value }
    return .dateAndTime(
      DateAndTime(
        date: moment.date, time: TimeOfDay(nanosecondOfDay: moment.time.nanosecondOfDay, zone: .offset(seconds: offset))
      ))
  }

  /// The first check over the new data that does not hold: of fields just set, and of others that read them.
  ///
  /// A field without a value has nothing to check.
  mutating func checkProblem(_ set: StateSet, _ fork: inout Interpreter) -> CaseProblem? {
    for (slot, field) in definition.fields.enumerated() {
      guard let check = field.check, set.contains(slot) || check.slots.contains(where: set.contains) else { continue }
      if case .null = fork.snapshot.values[slot] { continue }
      let evaluation = fork.evaluate(check, source: 0)
      switch evaluation.value {
      case .boolean(true): continue
      case .null where evaluation.remarks.isEmpty: continue
      default:
        return .check(
          field: NamedTitle(field.name, field.title), text: String(check.source.text.trimmed),
          readings: readings(of: check, fork.snapshot.values))
      }
    }
    return nil
  }
}

extension Deliberation {
  /// What refuses a command that carries more than a command may; nil where it does not.
  func payloadFailure(_ input: [InputValue], comment: String?) -> CaseDecision? {
    let limit = world.limits.payloadBytes
    var bytes = comment?.utf8.count ?? 0
    for given in input {
      bytes += given.name.utf8.count
      switch given.form {
      case .typed(let text): bytes += text.utf8.count
      case .plain(let value), .value(let value): bytes += ValueJSON.encode(value).utf8.count
      }
    }
    if bytes <= limit { return nil }
    return .failed(
      Words(
        ja: "値が大きすぎます（\(bytes) バイト、上限 \(limit) バイト）",
        en: "the values are too large (\(bytes) bytes, the limit is \(limit))"))
  }
}

/// Values that cannot be read.
struct InputFailure: Error {
  var unreadable: [UnreadableInput]
}

extension InputValue {
  /// The value, read by the type of its field; what a person left blank is null.
  package func read(as type: ValueType) -> Result<Value, HumanInputProblem> {
    switch form {
    case .typed(let text):
      return isNull ? .success(.null) : HumanInput.read(text, as: type)
    case .plain(let plain):
      if let value = Value.plain(plain, as: type) { return .success(value) }
      let text = plain.plainText ?? plain.feelText
      if case .enumeration(let allowed) = type { return .failure(.notAllowed(text, allowed: allowed)) }
      return .failure(.unreadable(type, text))
    case .value(let value):
      return type.admits(value) ? .success(value) : .failure(.unreadable(type, value.feelText))
    }
  }

  /// Whether the value is null, which is as if it were not given where one is required.
  var isNull: Bool {
    switch form {
    case .plain(.null), .value(.null): true
    case .typed(let text): text.trimmed.isEmpty
    case .plain, .value: false
    }
  }
}
