// FEEL values as the journal keeps them: JSON's own kinds as they are, every other kind under `@type` with its text.
// The entries of a context keep their order.

package import KoshaRules

extension JSON {
  /// The name under which a value's kind stands where JSON has none of its own.
  private static let kind = "@type"
  private static let content = "@value"

  private static func typed(_ type: String, _ text: String) -> JSON {
    .object([Member(kind, .string(type)), Member(content, .string(text))])
  }

  /// The document of a value; a function cannot be kept and becomes null.
  package init(_ value: Value) {
    switch value {
    case .null, .function: self = .null
    case .boolean(let flag): self = .boolean(flag)
    case .number(let number):
      let digits = number.plainDescription
      self = Int(digits).map(JSON.integer) ?? .number(digits)
    case .string(let text): self = .string(text)
    case .date(let date): self = .typed("date", date.description)
    case .time(let time): self = .typed("time", time.description)
    case .dateAndTime(let moment): self = .typed("date and time", moment.description)
    case .daysAndTimeDuration(let duration): self = .typed("days and time duration", duration.description)
    case .yearsAndMonthsDuration(let duration): self = .typed("years and months duration", duration.description)
    case .list(let members): self = .array(members.map { JSON($0) })
    case .context(let context): self = .context(context)
    case .range(let range):
      let excluded = range.excluded.map { [Member("excluded", JSON($0))] } ?? []
      self = .object(
        [
          Member(Self.kind, .string("range")),
          Member("start", range.start.map { JSON($0) } ?? .null),
          Member("end", range.end.map { JSON($0) } ?? .null),
          Member("start_included", .boolean(range.includesStart)),
          Member("end_included", .boolean(range.includesEnd)),
        ] + excluded)
    }
  }

  /// A context; one with an entry named `@type` is written as a list of pairs, so that it is not taken for a kind.
  private static func context(_ context: Context) -> JSON {
    let members = context.entries.map { Member($0.name, JSON($0.value)) }
    guard members.contains(where: { $0.name == kind }) else { return .object(members) }
    return .object([
      Member(kind, .string("context")),
      Member(content, .array(members.map { .array([.string($0.name), $0.value]) })),
    ])
  }

  /// Entries in their order.
  package init(_ entries: [Context.Entry]) {
    self = .context(Context(entries))
  }

  /// The value of a document; nil where it is none that `init(_:)` writes.
  package var value: Value? {
    switch self {
    case .null: return .null
    case .boolean(let flag): return .boolean(flag)
    case .integer(let number): return .number(Decimal128(number))
    case .number(let digits): return Decimal128(digits).map(Value.number)
    case .string(let text): return .string(text)
    case .array(let members):
      let values = members.compactMap(\.value)
      return values.count == members.count ? .list(values) : nil
    case .object(let members):
      if let type = self[Self.kind] { return type.string.flatMap(typedValue) }
      let entries = members.compactMap { member in member.value.value.map { Context.Entry(member.name, $0) } }
      return entries.count == members.count ? .context(Context(entries)) : nil
    }
  }

  /// The entries of a context's document.
  package var entries: [Context.Entry]? {
    if case .context(let context)? = value { context.entries } else { nil }
  }

  private func typedValue(_ type: String) -> Value? {
    let text = self[Self.content]?.string
    switch type {
    case "date": return text.flatMap { CalendarDate($0) }.map(Value.date)
    case "time": return text.flatMap { TimeOfDay($0) }.map(Value.time)
    case "date and time": return text.flatMap { DateAndTime($0) }.map(Value.dateAndTime)
    case "days and time duration": return text.flatMap { DaysAndTimeDuration($0) }.map(Value.daysAndTimeDuration)
    case "years and months duration":
      return text.flatMap { YearsAndMonthsDuration($0) }.map(Value.yearsAndMonthsDuration)
    case "context": return pairs
    case "range": return range
    default: return nil
    }
  }

  private var pairs: Value? {
    guard let members = self[Self.content]?.array else { return nil }
    let entries = members.compactMap { pair -> Context.Entry? in
      guard let parts = pair.array, parts.count == 2, let name = parts[0].string, let value = parts[1].value else {
        return nil
      }
      return Context.Entry(name, value)
    }
    return entries.count == members.count ? .context(Context(entries)) : nil
  }

  private var range: Value? {
    guard let start = self["start"], let end = self["end"], case .boolean(let includesStart)? = self["start_included"],
      case .boolean(let includesEnd)? = self["end_included"]
    else { return nil }
    let ends = (start.value, end.value)
    guard ends.0 != nil, ends.1 != nil else { return nil }
    return .range(
      RangeValue(
        start: start.isNull ? nil : ends.0, end: end.isNull ? nil : ends.1, includesStart: includesStart,
        includesEnd: includesEnd, excluded: self["excluded"]?.value))
  }
}
