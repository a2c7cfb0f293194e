// A decision as `rule list` and `rule show` tell it: a row, JSON, and its table for people.

import KoshaFlow
import KoshaRules
import KoshaSource

/// One version of a decision, described.
struct DecisionDescription {
  private let decision: Decision
  private let workflow: String?
  private let language: Language

  init(_ decision: Decision, workflow: String?, language: Language) {
    self.decision = decision
    self.workflow = workflow
    self.language = language
  }

  private var name: String { workflow.map { "\($0)/\(decision.id)" } ?? decision.id }

  private var table: DecisionTable? {
    if case .table(let table) = decision.logic { table } else { nil }
  }

  /// The period in force as `FROM..UNTIL`, empty where it is always.
  private var period: String {
    let effective = decision.effective
    if effective.from == nil, effective.until == nil { return "" }
    return "\(effective.from?.description ?? "")..\(effective.until?.description ?? "")"
  }

  /// The cells of `rule list`.
  var row: [String] {
    [
      name, decision.title?[language] ?? "", table?.hitPolicy.text ?? kindName,
      table.map { "\($0.rules.count)" } ?? "", period, decision.basis?[language] ?? "",
    ]
  }

  private var kindName: String { kindName(of: decision.logic) }

  private func kindName(of logic: DecisionLogic) -> String {
    switch logic {
    case .table: say("表", "table")
    case .expression: say("式", "expression")
    case .context: say("文脈", "context")
    case .list: say("リスト", "list")
    case .relation: say("関係表", "relation")
    case .function: say("関数", "function")
    case .invocation: say("呼び出し", "invocation")
    case .conditional: say("条件分岐", "conditional")
    case .filter: say("絞り込み", "filter")
    case .iteration: say("繰り返し", "iteration")
    case .quantified: say("限量", "quantified")
    case .typed(let inner, _): kindName(of: inner)
    }
  }

  // MARK: - JSON

  private var heading: [Context.Entry] {
    func date(_ date: CalendarDate?) -> Value { date.map { .string($0.description) } ?? .null }
    return [
      Context.Entry("decision", .string(decision.id)),
      Context.Entry("workflow", workflow.map(Value.string) ?? .null),
      Context.Entry("title", decision.title.map { .string($0[language]) } ?? .null),
      Context.Entry("basis", decision.basis.map { .string($0[language]) } ?? .null),
      Context.Entry(
        "effective",
        .context(
          Context([
            Context.Entry("from", date(decision.effective.from)),
            Context.Entry("until", date(decision.effective.until)),
          ]))),
      Context.Entry("hit", table.map { .string($0.hitPolicy.text) } ?? .null),
      Context.Entry("requires", .list(decision.requires.map(Value.string))),
    ]
  }

  /// One object of `rule list`.
  var summary: Value {
    .context(
      Context(heading + [Context.Entry("rules", table.map { .number(Decimal128($0.rules.count)) } ?? .null)]))
  }

  /// The document of `rule show`.
  var json: Value {
    var entries = heading
    entries.append(Context.Entry("type", .string(decision.type.text)))
    if let table {
      entries.append(Context.Entry("inputs", .list(table.inputs.map(input))))
      entries.append(Context.Entry("outputs", .list(table.outputs.map(output))))
      entries.append(Context.Entry("rules", .list(table.rules.map { rule($0, table) })))
    } else {
      entries.append(Context.Entry("logic", logic(decision.logic)))
    }
    return .context(Context(entries))
  }

  private func input(_ input: DecisionInput) -> Value {
    .context(
      Context([
        Context.Entry("name", .string(input.name)), Context.Entry("type", .string(input.type.text)),
        Context.Entry("value", .string(input.text)),
        Context.Entry("allowed", input.allowed.map { .string($0.text) } ?? .null),
      ]))
  }

  private func output(_ output: DecisionOutput) -> Value {
    .context(
      Context([
        Context.Entry("name", .string(output.name)), Context.Entry("type", .string(output.type.text)),
        Context.Entry("default", output.defaultProgram.map { .string($0.text) } ?? .null),
      ]))
  }

  private func rule(_ rule: DecisionRule, _ table: DecisionTable) -> Value {
    func cells(_ names: [String], _ programs: [KoshaRules.Program?]) -> Value {
      .context(
        Context(
          zip(names, programs).compactMap { name, program in
            program.map { Context.Entry(name, .string($0.text)) }
          }))
    }
    return .context(
      Context([
        Context.Entry("id", .string(rule.id)),
        Context.Entry("when", cells(table.inputs.map(\.name), rule.tests)),
        Context.Entry("then", cells(table.outputs.map(\.name), rule.answers)),
        Context.Entry("basis", rule.basis.map { .string($0[language]) } ?? .null),
      ]))
  }

  private func logic(_ logic: DecisionLogic) -> Value {
    switch logic {
    case .expression(let program): .string(program.text)
    case .context(let entries):
      .context(Context(entries.map { Context.Entry($0.name, self.logic($0.logic)) }))
    case .table(let table): .list(table.rules.map { rule($0, table) })
    case .typed(let inner, _): self.logic(inner)
    default: BoxedDescription(logic: self.logic).value(of: logic)
    }
  }

  // MARK: - Words

  /// Prints the decision with its table.
  func print() {
    Console.line(Console.styled(decision.title.map { "\($0[language]) (\(name))" } ?? name, .bold))
    if let basis = decision.basis { Console.line(say("根拠: ", "basis: ") + basis[language]) }
    if !period.isEmpty { Console.line(say("適用期間: ", "effective: ") + period) }
    if !decision.requires.isEmpty {
      Console.line(say("前提の判定: ", "requires: ") + decision.requires.joined(separator: ", "))
    }
    if let table { printTable(table) } else { printLogic(decision.logic, indentation: "") }
    Console.line()
  }

  private func printTable(_ table: DecisionTable) {
    Console.line(say("方針: ", "hit policy: ") + table.hitPolicy.text)
    for input in table.inputs where input.text != input.name {
      Console.line("  \(input.name) = \(input.text)")
    }
    for output in table.outputs {
      guard let program = output.defaultProgram else { continue }
      Console.line("  " + say("当てはまる規則がないとき", "where no rule matches") + ": \(output.name) = \(program.text)")
    }
    let hasBasis = table.rules.contains { $0.basis != nil }
    var grid = TextTable(
      [say("規則", "rule")] + table.inputs.map(\.name) + ["→"] + table.outputs.map(\.name)
        + (hasBasis ? [say("根拠", "basis")] : []))
    for rule in table.rules {
      grid.add(
        [rule.id] + rule.tests.map { $0?.text ?? "-" } + ["→"] + rule.answers.map { $0?.text ?? "–" }
          + (hasBasis ? [rule.basis?[language] ?? ""] : []))
    }
    grid.print()
  }

  private func printLogic(_ logic: DecisionLogic, indentation: String) {
    switch logic {
    case .expression(let program): Console.line(indentation + program.text)
    case .context(let entries):
      for entry in entries {
        if case .expression(let program) = entry.logic {
          Console.line("\(indentation)\(entry.name) = \(program.text)")
        } else {
          Console.line("\(indentation)\(entry.name):")
          printLogic(entry.logic, indentation: indentation + "  ")
        }
      }
    case .table(let table): printTable(table)
    case .typed(let inner, _): printLogic(inner, indentation: indentation)
    default:
      let boxed = BoxedDescription(logic: self.logic)
      for (label, part) in boxed.lines(of: logic) {
        guard let part else {
          Console.line(indentation + label)
          continue
        }
        if case .expression(let program) = part {
          Console.line("\(indentation)\(label) \(program.text)")
        } else {
          Console.line(indentation + label)
          printLogic(part, indentation: indentation + "  ")
        }
      }
    }
  }

  private func say(_ ja: String, _ en: String) -> String { language == .ja ? ja : en }
}
