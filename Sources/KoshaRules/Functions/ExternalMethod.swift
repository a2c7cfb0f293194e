// What the body of an external function says in, the static method that it names out.

import KoshaSource

/// A static Java method by class and signature (DMN 1.5 §10.3.2.13.3).
struct ExternalMethod {
  private let className: String
  private let signature: String

  /// The method that a boxed context of `class` and `method signature` names; nil where it names none.
  init?(_ body: LogicSyntax) {
    guard case .context(let entries) = body else { return nil }
    func text(_ name: String) -> String? {
      guard let logic = entries.first(where: { $0.name.value == name })?.logic, case .expression(let text) = logic,
        let expression = try? Parser.expression(text.text, names: NameScope(Scope())),
        case .string(let string) = expression.form
      else { return nil }
      return string
    }
    guard let className = text("class"), let signature = text("method signature") else { return nil }
    self.className = className
    self.signature = signature
  }

  /// The method that `{java: {class: "…", method signature: "…"}}` names; nil where it names none.
  init?(mapping: Expression) {
    guard let java = mapping.entry("java"), case .string(let className)? = java.entry("class")?.form,
      case .string(let signature)? = java.entry("method signature")?.form
    else { return nil }
    self.className = className
    self.signature = signature
  }

  /// The method as remarks name it.
  var label: String { "\(className).\(signature)" }

  /// What carries it out; nil where the table has no such method.
  var function: ExternalFunctions.Body? {
    ExternalFunctions.function(className: className, methodSignature: signature)
  }
}

extension Expression {
  /// The entry of a context as written.
  func entry(_ name: String) -> Expression? {
    guard case .context(let entries) = form else { return nil }
    return entries.first { $0.name.text == name }?.value
  }
}
