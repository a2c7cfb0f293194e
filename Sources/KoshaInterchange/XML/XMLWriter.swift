// Elements, attributes and texts in, the text of an XML 1.0 document out, indented, everything escaped.

import KoshaSource

/// Writes one document; a character that XML cannot hold is reported at the place it came from.
struct XMLWriter {
  /// An attribute; left out where its value is nil.
  typealias Attribute = (name: String, value: String?)

  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private(set) var bag = DiagnosticBag()
  /// Where what is being written came from.
  var place: SourceSpan?
  private var depth = 0
  /// Where the text ends as long as the element begun last holds nothing.
  private var emptyEnd = 0

  /// An element that holds nothing.
  mutating func empty(_ name: String, _ attributes: [Attribute] = []) {
    start(name, attributes)
    text += "/>\n"
  }

  /// Begins an element; what is written until `close` stands inside it.
  mutating func open(_ name: String, _ attributes: [Attribute] = []) {
    start(name, attributes)
    text += ">\n"
    depth += 1
    emptyEnd = text.utf8.count
  }

  /// Ends the element begun last.
  mutating func close(_ name: String) {
    depth -= 1
    if text.utf8.count == emptyEnd {
      text.removeLast(2)
      text += "/>\n"
      return
    }
    indent()
    text += "</\(name)>\n"
  }

  /// An element that holds a text, its white space kept.
  mutating func element(_ name: String, _ attributes: [Attribute] = [], holding content: String) {
    start(name, attributes)
    text += ">"
    append(content, inAttribute: false)
    text += "</\(name)>\n"
  }

  private mutating func start(_ name: String, _ attributes: [Attribute]) {
    indent()
    text += "<" + name
    for case (let attribute, let value?) in attributes {
      text += " \(attribute)=\""
      append(value, inAttribute: true)
      text += "\""
    }
  }

  private mutating func indent() {
    text += String(repeating: "  ", count: depth)
  }

  /// Readers make one line end of a carriage return, and one space of a line end in an attribute, unless they stand as
  /// references (XML 1.0 §2.11, §3.3.3).
  private mutating func append(_ content: String, inAttribute: Bool) {
    for scalar in content.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"" where inAttribute: text += "&quot;"
      case "\r": text += "&#13;"
      case "\n" where inAttribute: text += "&#10;"
      case "\t" where inAttribute: text += "&#9;"
      case "\n", "\t": text.unicodeScalars.append(scalar)
      default:
        if scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF {
          bag.add(InterchangeProblem.character(scalar), at: place)
        } else {
          text.unicodeScalars.append(scalar)
        }
      }
    }
  }
}
