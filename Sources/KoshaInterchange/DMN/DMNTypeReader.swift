// Item definitions and type references of a DMN document in, types as they are written out.

import KoshaRules
import KoshaSource

extension DMNReader {
  mutating func itemDefinition(_ element: XMLElement) -> ItemDefinitionSyntax {
    var item = ItemDefinitionSyntax(
      name: name(of: element), isCollection: element.attribute("isCollection")?.text == "true")
    var isTypedInFEEL = true
    if let language = element.attribute("typeLanguage"), !DMNNamespace.isFEEL(language.text) {
      bag.add(InterchangeProblem.expressionLanguage(language.text), at: language.span)
      isTypedInFEEL = false
    }
    for part in parts(of: element) {
      switch part.name {
      case "typeRef", "type": if isTypedInFEEL { item.base = type(part.text, in: part) }
      case "allowedValues": item.allowed = unaryTests(part)
      case "typeConstraint": item.constraint = unaryTests(part)
      case "itemComponent": item.components.append(itemDefinition(part))
      case "functionItem":
        var parameters: [(name: Located<String>, type: TypeSyntax?)] = []
        for parameter in all("parameters", in: part) {
          parameters.append((name(of: parameter), typeReference(of: parameter)))
        }
        item.signature = (parameters, part.attribute("outputTypeRef").flatMap { type($0, in: part) })
      default: skip(part, in: element)
      }
    }
    return item
  }

  /// The `typeRef` of an element.
  func typeReference(of element: XMLElement) -> TypeSyntax? {
    element.attribute("typeRef").flatMap { type($0, in: element) }
  }

  /// A type's name as FEEL sees it: a prefix (DMN 1.1 to 1.2) becomes the name of the import that it stands for.
  func type(_ text: LocatedText, in element: XMLElement) -> TypeSyntax? {
    let name = Self.normalized(text.text)
    guard !name.isEmpty else { return nil }
    let located = Located(name, at: text.span)
    guard let colon = name.firstIndex(of: ":"), let space = element.bindings[String(name[..<colon])] else {
      return .named(located)
    }
    let local = String(name[name.index(after: colon)...])
    if let imported = importNames[space], !imported.isEmpty {
      return .named(located.map { _ in imported + "." + local })
    }
    return .named(located.map { _ in local })
  }

  /// The text of unary tests; nil where there is none, which allows everything.
  mutating func unaryTests(_ element: XMLElement) -> LocatedText? {
    if !speaksFEEL(element) { return nil }
    guard let text = require("text", in: element)?.text, !Self.normalized(text.text).isEmpty else { return nil }
    return text
  }

  /// Whether an element's expressions are FEEL; another language is an error at the element.
  mutating func speaksFEEL(_ element: XMLElement) -> Bool {
    let own = element.attribute("expressionLanguage")
    guard let language = own ?? language, !DMNNamespace.isFEEL(language.text) else { return true }
    bag.add(InterchangeProblem.expressionLanguage(language.text), at: own?.span ?? element.span)
    return false
  }
}
