// What can be wrong with an XML document, a DMN model or its test cases: facts and codes; the words are in InterchangeMessages.swift.

package import KoshaSource

/// Something wrong with a document of an exchange format.
enum InterchangeProblem: Problem {
  // XML.
  case tooLarge(bytes: Int, limit: Int)
  case encoding(String)
  case invalidBytes(encoding: String)
  case documentType
  case tooDeep(limit: Int)
  case notWellFormed(XMLFault)
  case tagTooLong(bytes: Int, limit: Int)

  // DMN.
  case notDMN(root: String)
  case unknownElement(String, in: String)
  case missingAttribute(String, of: String)
  case missingElement(String, in: String)
  case expressionLanguage(String)
  case unknownChoice(attribute: String, value: String, known: [String])
  case cellCount(column: String, expected: Int, found: Int)
  case importKind(String)
  case severalExpressions(String)
  case reference(String)
  case importedValues
  case unknownModel(namespace: String)
  case duplicateIdentifier(String)
  case character(Unicode.Scalar)

  // Test cases.
  case notTestCases(root: String)
  case unreadableValue(text: String, type: String)
  case unknownValueType(String)

  var code: String {
    switch self {
    case .tooLarge: "KF1001"
    case .encoding: "KF1002"
    case .invalidBytes: "KF1003"
    case .documentType: "KF1004"
    case .tooDeep: "KF1005"
    case .notWellFormed: "KF1006"
    case .tagTooLong: "KF1007"
    case .notDMN: "KF1010"
    case .unknownElement: "KF1011"
    case .missingAttribute: "KF1012"
    case .missingElement: "KF1013"
    case .expressionLanguage: "KF1014"
    case .unknownChoice: "KF1015"
    case .cellCount: "KF1016"
    case .importKind: "KF1017"
    case .severalExpressions: "KF1018"
    case .reference: "KF1019"
    case .importedValues: "KF1020"
    case .unknownModel: "KF1021"
    case .duplicateIdentifier: "KF1022"
    case .character: "KF1023"
    case .notTestCases: "KF1030"
    case .unreadableValue: "KF1031"
    case .unknownValueType: "KF1032"
    }
  }

  var severity: Severity {
    switch self {
    case .unknownElement: .warning
    default: .error
    }
  }
}

/// Why a document is not well formed.
enum XMLFault: Sendable {
  case noElements
  case tagMismatch
  case duplicateAttribute
  case afterRoot
  case undefinedEntity
  case unboundPrefix
  case unclosed
  case memory
  case syntax
}

/// An imported model that is not at hand, for those who look for it.
package struct ModelImportProblem: Problem {
  private let problem: InterchangeProblem

  package init(namespace: String) { problem = .unknownModel(namespace: namespace) }

  package var code: String { problem.code }
  package var message: Words { problem.message }
  package var help: Words? { problem.help }
}
