// What can be wrong with a decision model beside its expressions, and how it is said.

import KoshaSource

/// A mistake in a decision model.
enum ModelProblem: Problem {
  case unknownType(String, nearest: String?)
  case typeTooLarge(String)
  case unknownElement(String)
  case notImported(String)
  case nameTwice(String)
  case circle([String])
  // What decision files cannot say.
  case notRewritable(String)
  case externalFunction(String)
  case lostType(String, as: String, lost: String)
  case serviceIsItsDecisions(String, [String])
  case needsLeftOut(String, [String])
  case doesNotLoad(String, reason: Words)

  static let firstPlace = Words(ja: "最初はここ", en: "first given here")

  var code: String {
    switch self {
    case .unknownType: "KF0340"
    case .typeTooLarge: "KF0341"
    case .unknownElement: "KF0342"
    case .notImported: "KF0343"
    case .nameTwice: "KF0344"
    case .circle: "KF0345"
    case .notRewritable: "KF0346"
    case .externalFunction: "KF0347"
    case .lostType: "KF0348"
    case .serviceIsItsDecisions: "KF0349"
    case .needsLeftOut: "KF0359"
    case .doesNotLoad: "KF0360"
    }
  }

  var severity: Severity {
    switch self {
    case .lostType, .serviceIsItsDecisions: .warning
    default: .error
    }
  }

  var message: Words {
    switch self {
    case .unknownType(let name, _):
      Words(ja: "`\(name)` という型はこのモデルにありません", en: "the model has no type `\(name)`")
    case .typeTooLarge(let name):
      Words(ja: "型 `\(name)` が大きすぎます", en: "the type `\(name)` is too large")
    case .unknownElement(let id):
      Words(ja: "要素 `\(id)` はこのモデルにありません", en: "the model has no element `\(id)`")
    case .notImported(let namespace):
      Words(ja: "モデル `\(namespace)` が取り込まれていません", en: "the model `\(namespace)` is not imported")
    case .nameTwice(let name):
      Words(ja: "名前 `\(name)` が二つの要素にあります", en: "two elements have the name `\(name)`")
    case .circle(let names):
      Words(
        ja: "要求が輪になっています: \(names.map { "`\($0)`" }.joined(separator: " → "))",
        en: "the requirements make a circle: \(names.map { "`\($0)`" }.joined(separator: " → "))")
    case .notRewritable(let text):
      Words(
        ja: "式 `\(text)` は、名前を変えると書き表せません",
        en: "the expression `\(text)` cannot be written under other names")
    case .externalFunction(let kind):
      Words(
        ja: "\(kind)の関数は判定ファイルに書けません", en: "a function of \(kind) cannot stand in a decision file")
    case .lostType(let name, let type, let lost):
      Words(
        ja: "型 `\(name)` は `\(type)` として書きます。`\(lost)` は引き継がれません",
        en: "the type `\(name)` is written as `\(type)`, without `\(lost)`")
    case .serviceIsItsDecisions(let name, let decisions):
      Words(
        ja: "サービス `\(name)` は書き出しません。判定 \(decisions.map { "`\($0)`" }.joined(separator: "、"))がその答えです",
        en: "the service `\(name)` is not written: its answer is \(decisions.map { "`\($0)`" }.joined(separator: ", "))"
      )
    case .needsLeftOut(let name, let others):
      Words(
        ja: "`\(name)` は書き出せません。必要な \(others.map { "`\($0)`" }.joined(separator: "、"))が書き出せないためです",
        en: "`\(name)` is left out, since it needs \(others.map { "`\($0)`" }.joined(separator: ", "))")
    case .doesNotLoad(let name, let reason):
      Words(
        ja: "`\(name)` は判定ファイルとして読めません: \(reason.ja)",
        en: "`\(name)` cannot be read as a decision file: \(reason.en)")
    }
  }

  var help: Words? {
    switch self {
    case .unknownType(_, let nearest?):
      Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    case .notRewritable:
      Words(ja: "モデルの側で名前を短くするか、式を分けてください", en: "give simpler names in the model, or divide the expression")
    case .externalFunction:
      Words(ja: "関数の中身を FEEL で書いてください", en: "write the function in FEEL")
    default: nil
    }
  }
}
