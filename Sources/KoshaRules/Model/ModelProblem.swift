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

  static let firstPlace = Words(ja: "最初はここ", en: "first given here")

  var code: String {
    switch self {
    case .unknownType: "KF0340"
    case .typeTooLarge: "KF0341"
    case .unknownElement: "KF0342"
    case .notImported: "KF0343"
    case .nameTwice: "KF0344"
    case .circle: "KF0345"
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
    }
  }

  var help: Words? {
    switch self {
    case .unknownType(_, let nearest?):
      Words(ja: "`\(nearest)` のことですか", en: "did you mean `\(nearest)`?")
    default: nil
    }
  }
}
