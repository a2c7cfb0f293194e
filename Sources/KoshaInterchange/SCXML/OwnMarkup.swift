// What the workflow language says beyond SCXML, as XML of our own namespace: values of YAML in, elements out, and back.
//
// `<kosha:entry key="by" type="list"><kosha:item>loan-clerk</kosha:item></kosha:entry>` holds a list; of the type `map`
// it holds entries, of the type `plain` a number, `true`, `false` or `null`, of no type a text.

import KoshaSource

/// Our own elements.
enum OwnMarkup {
  /// The value an element of ours holds.
  static func value(of element: XMLElement) -> YAMLText {
    let own = element.elements.filter { $0.namespace == SCXMLNamespace.kosha }
    switch element.attribute("type")?.text {
    case "list": return .sequence(own.map { value(of: $0) })
    case "map": return .mapping(own.compactMap { pair(of: $0) })
    case "plain": return .text(element.text.text)
    default: return .string(element.text.text)
    }
  }

  private static func pair(of element: XMLElement) -> YAMLPair? {
    element.attribute("key").map { ($0.text, value(of: element)) }
  }
}
