// What can be wrong with a FEEL text; worded in FEELMessages.swift.

import KoshaSource

/// The facts of an error in a FEEL text.
package enum FEELProblem: Problem, Equatable {
  case unexpected(found: String, expected: Expected)
  case unexpectedEnd(expected: Expected)
  case unterminatedString
  case unterminatedComment
  case wideForm(text: String, ascii: String)
  case unknownEscape(String)
  case unexpectedCharacter(String)
  case numberOutOfRange(String)
  case tooDeep(limit: Int)
  case textTooLong(limit: Int)
  case duplicateEntry(String)
  case duplicateParameter(String)
  case mixedArguments
  case externalFunction(String)
  case unknownType(String)
  case outsideEnumeration(String)
  case unknownName(String, nearest: String?, quoted: String?)
  case bareValue(String)
  case unknownState(String, nearest: String?)
  case unknownFunction(String, nearest: String?)
  case argumentCount(function: String, given: Int, accepted: [Int], takesMore: Bool)
  case unknownParameter(function: String, name: String, nearest: String?)
  case missingParameter(function: String, name: String)
  case argumentType(function: String, parameter: String, expected: String, given: String)
  case operands(operation: String, left: String, right: String)
  case operand(operation: String, type: String)
  case valueOutsideEnumeration(String, allowed: [String], nearest: String?)
  case condition(type: String)
  case unreadableLiteral(what: String, text: String)
  case unknownMember(String, type: String)
  case unlistedMember(String, type: String, nearest: String?)
  case type(expected: String, given: String)
  case notAFunction(String, type: String)
  case inputOutsideTest
  case mayBeNull(String, harm: NullUses.Harm, mend: NullMend)
  case nullNotAllowed(String, column: String)
  case emptyRange(String, mend: String)
  case neverTogether(String, String)
  case noMember(String, count: Int?)
  case neverInstance(of: String, given: String)
  case mayBeOutsideEnumeration(String, allowed: [String], nearest: String?)

  /// Whether the text has a value, though always the same: no author can mean it, but FEEL allows it.
  var isPointless: Bool {
    switch self {
    case .emptyRange, .neverTogether, .noMember, .neverInstance: true
    default: false
    }
  }
}

/// How a null that would do harm can be kept away.
package struct NullMend: Sendable, Hashable {
  /// What may be null.
  package enum Source: Sendable, Hashable {
    /// A data field, whose value an event may not have given yet.
    case field
    /// A decision that has not been made, or that may answer null.
    case decision
    /// Anything else.
    case other
  }

  package var source: Source
  /// Whether the expression is a condition, and not a value.
  package var isCondition: Bool

  package init(source: Source, isCondition: Bool) {
    self.source = source
    self.isCondition = isCondition
  }
}

/// What the grammar allows at a place.
package enum Expected: Sendable, Equatable {
  case expression
  case `operator`
  case name
  case type
  case string
  case rangeEnd
  case end
  case text(String)
}

/// The first error of a text that is no FEEL, at UTF-8 offsets.
package struct SyntaxFailure: Error, Equatable {
  package var problem: FEELProblem
  package var range: Range<Int>

  init(_ problem: FEELProblem, _ range: Range<Int>) {
    self.problem = problem
    self.range = range
  }
}
