// Requests for the static type of a FEEL text in, one a line, the type or what is wrong out.

import KoshaRules
import KoshaSource

/// Tells static types of FEEL texts outside any workflow.
enum FEELTypes {
  /// The names a text may use, and the type of `?`.
  struct Names {
    var variables: [Variable] = []
    var input = ValueType.any
  }

  /// A text or value that names no type.
  struct NoType: Error {
    let name: String

    var words: Words {
      Words(ja: "`\(name)` の型を読めません", en: "the type of `\(name)` cannot be read")
    }
  }

  /// The names of declared types.
  static func names(in types: Context) -> Result<Names, NoType> {
    var names = Names()
    for entry in types.entries {
      guard let type = type(in: entry.value) else { return .failure(NoType(name: entry.name)) }
      if entry.name == "?" {
        names.input = type
      } else {
        names.variables.append(Variable(entry.name, type))
      }
    }
    return .success(names)
  }

  /// The names of a context, each with the type its value has.
  static func names(of context: Context) -> Names {
    var names = Names()
    for entry in context.entries {
      if entry.name == "?" {
        names.input = ValueType(of: entry.value)
      } else {
        names.variables.append(Variable(entry.name, ValueType(of: entry.value)))
      }
    }
    return names
  }

  /// The type of a text; nil where it can only fail, or uses an unknown name or entry, which `bag` tells.
  static func type(
    of text: String, names: Names, isUnary: Bool, into bag: inout DiagnosticBag
  ) -> ValueType? {
    FEEL.type(
      of: LocatedText(verbatim: text, path: "feel"), scope: Scope(names.variables),
      grammar: isUnary ? .unaryTests(input: names.input) : .expression, into: &bag)
  }

  /// The answer line to one request line of a batch.
  static func answer(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    do throws(FEELRequest.Refusal) {
      return line(try type(of: FEELRequest(bytes)))
    } catch {
      return error.line
    }
  }

  private static func type(of request: FEELRequest) throws(FEELRequest.Refusal) -> ValueType {
    var names: Names
    switch self.names(in: try request.object("types")) {
    case .success(let read): names = read
    case .failure(let problem): throw FEELRequest.Refusal(problem.words.en)
    }
    if let input = request["input"] {
      guard let type = type(in: input) else { throw FEELRequest.Refusal(NoType(name: "input").words.en) }
      names.input = type
    }
    var bag = DiagnosticBag()
    guard let type = type(of: request.expression, names: names, isUnary: request.isUnary, into: &bag) else {
      throw FEELRequest.Refusal(bag.sorted.first?.message.en ?? "the expression cannot be read")
    }
    return type
  }

  /// `{"type":…}`.
  static func line(_ type: ValueType) -> String {
    JSONText.of([Context.Entry("type", .string(type.text))])
  }

  /// The type that JSON names: its text, the values of an enumeration, or the entries of a context.
  private static func type(in value: Value) -> ValueType? {
    switch value {
    case .string(let text): return ValueType(text: text)
    case .null: return .null
    case .list(let members):
      var values: [String] = []
      for member in members {
        guard case .string(let text) = member, !values.contains(text) else { return nil }
        values.append(text)
      }
      return values.isEmpty ? nil : .enumeration(values)
    case .context(let context):
      var fields: [ValueType.Field] = []
      for entry in context.entries {
        guard let type = type(in: entry.value) else { return nil }
        fields.append(ValueType.Field(entry.name, type))
      }
      return .context(fields)
    default: return nil
    }
  }
}

extension ValueType {
  /// The type that a value has: a list's is what all its members are.
  init(of value: Value) {
    switch value {
    case .null: self = .null
    case .boolean: self = .boolean
    case .number: self = .number
    case .string: self = .string
    case .date: self = .date
    case .time: self = .time
    case .dateAndTime: self = .dateAndTime
    case .daysAndTimeDuration: self = .daysAndTimeDuration
    case .yearsAndMonthsDuration: self = .yearsAndMonthsDuration
    case .list(let members):
      self = .list(members.reduce(.null) { $0.joined(with: ValueType(of: $1)) })
    case .context(let context):
      self = .context(context.entries.map { ValueType.Field($0.name, ValueType(of: $0.value)) })
    case .range(let range):
      self = .range(ValueType(of: range.start ?? .null).joined(with: ValueType(of: range.end ?? .null)))
    case .function: self = .function(parameters: [], result: .any)
    }
  }
}

extension CommandFailure {
  static let noExpression = CommandFailure(
    .usage, code: "usage",
    Words(ja: "式がありません", en: "there is no expression"),
    help: Words(ja: "`kosha-flow feel '1 + 2'`", en: "`kosha-flow feel '1 + 2'`"))

  static let typesWithoutType = CommandFailure(
    .usage, code: "usage",
    Words(ja: "`--types` は `--type` と一緒に使います", en: "`--types` goes with `--type`"))

  static let contextAndTypes = CommandFailure(
    .usage, code: "usage",
    Words(
      ja: "`--context` と `--types` は一緒に使えません", en: "`--context` and `--types` do not go together"))
}
