// The syntax tree of the part of ECMAScript that charts use for conditions, values and small scripts.

/// An expression with its place in UTF-8 offsets of the text.
struct ECMAScriptExpression: Sendable {
  var form: Form
  var range: Range<Int>

  init(_ form: Form, _ range: Range<Int>) {
    self.form = form
    self.range = range
  }

  indirect enum Form: Sendable {
    case undefined
    case null
    case boolean(Bool)
    /// As written in decimal; hexadecimal and the like are turned.
    case number(String)
    case string(String)
    case name(String)
    case array([ECMAScriptExpression])
    case object([(key: String, value: ECMAScriptExpression)])
    case member(ECMAScriptExpression, String)
    case index(ECMAScriptExpression, ECMAScriptExpression)
    case call(ECMAScriptExpression, [ECMAScriptExpression])
    /// `!`, `-`, `+`, `typeof`, `void`.
    case prefix(String, ECMAScriptExpression)
    case binary(String, ECMAScriptExpression, ECMAScriptExpression)
    case conditional(ECMAScriptExpression, ECMAScriptExpression, ECMAScriptExpression)
    /// `=`, `+=`, … with the operator before the `=`, empty for none.
    case assignment(String, ECMAScriptExpression, ECMAScriptExpression)
    /// `x++`, `--x`.
    case step(by: Int, ECMAScriptExpression)
  }
}

/// A statement of a script.
indirect enum ECMAScriptStatement: Sendable {
  case expression(ECMAScriptExpression)
  /// `var`, `let` or `const` of one name.
  case declaration(String, ECMAScriptExpression?, Range<Int>)
  case branch(ECMAScriptExpression, [ECMAScriptStatement], [ECMAScriptStatement])
}

/// Why a text cannot be read or said.
struct ECMAScriptFault: Error {
  enum Kind: Sendable, Hashable {
    /// Not what the grammar allows here.
    case syntax
    /// ECMAScript, but nothing that FEEL could say.
    case unsupported(String)
    /// A name that the document nowhere declares.
    case unknownName(String)
  }

  var kind: Kind
  var range: Range<Int>
}
