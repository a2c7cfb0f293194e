// What can be wrong with a file before anyone asks what it means: facts and codes; the words are in YAMLMessages.swift.

import KoshaSource

/// Something wrong with the bytes, the YAML or the shape of a file.
enum YAMLProblem: Problem {
  // The bytes.
  case tooLarge(bytes: Int, limit: Int)
  case otherEncoding(name: String)
  case invalidUTF8(byte: UInt8)
  case controlCharacter(UInt32)
  case lineSeparator(UInt32)
  case strayByteOrderMark

  // YAML that is refused though it is well formed.
  case tabIndentation
  case wideSpaceIndentation(UInt32)
  case tooDeep(limit: Int)
  case tooManyNodes(limit: Int)
  case directive
  case severalDocuments
  case tag(String)
  case mergeKey
  case complexKey(quoted: String?)
  case emptyKey
  case recursiveAlias(String)
  case unknownAlias(String)
  case duplicateKey(String)
  case emptyDocument

  // The traps of plain text.
  case endedByFlow(quoted: String)
  case keyWithoutValue(String, quoted: String?)
  case hashInText(quoted: String)
  case indicator(Character, quoted: String)
  case colonInText(quoted: String)
  case textAfterNode(quoted: String?)

  // YAML that is not well formed.
  case unclosedQuote(Character)
  case unclosedBracket(Character, quoted: String?)
  case strayBracket(Character)
  case invalidEscape(String)
  case misplacedLine
  case missingColon
  case missingComma(Character)
  case notUnderstood

  // The shape that a key expects.
  case notMapping(Words, found: Shape)
  case notSequence(Words, found: Shape)
  case notText(Words, found: Shape, quoted: String?)
  case notBoolean(Words, text: String)
  case notInteger(Words, text: String)
  case integerOutOfRange(Words, text: String)
  case unknownKey(String, Words, nearest: String?, known: [String])
  case notYet(String)
  case missingKey(String, Words)
  case noLanguage(Words)

  /// What a node is, as a message names it.
  enum Shape: Sendable {
    case mapping
    case sequence
    case text
    case nothing
  }

  var code: String {
    switch self {
    case .tooLarge: "KF0001"
    case .otherEncoding: "KF0002"
    case .invalidUTF8: "KF0003"
    case .controlCharacter: "KF0004"
    case .lineSeparator: "KF0005"
    case .strayByteOrderMark: "KF0006"
    case .tabIndentation: "KF0101"
    case .wideSpaceIndentation: "KF0102"
    case .tooDeep: "KF0103"
    case .tooManyNodes: "KF0104"
    case .directive: "KF0105"
    case .severalDocuments: "KF0106"
    case .tag: "KF0107"
    case .mergeKey: "KF0108"
    case .complexKey: "KF0109"
    case .emptyKey: "KF0110"
    case .recursiveAlias: "KF0111"
    case .unknownAlias: "KF0112"
    case .duplicateKey: "KF0113"
    case .emptyDocument: "KF0114"
    case .endedByFlow: "KF0120"
    case .keyWithoutValue: "KF0121"
    case .hashInText: "KF0122"
    case .indicator: "KF0123"
    case .colonInText: "KF0124"
    case .textAfterNode: "KF0125"
    case .unclosedQuote: "KF0130"
    case .unclosedBracket: "KF0131"
    case .strayBracket: "KF0132"
    case .invalidEscape: "KF0133"
    case .misplacedLine: "KF0134"
    case .missingColon: "KF0135"
    case .missingComma: "KF0136"
    case .notUnderstood: "KF0137"
    case .notMapping: "KF0140"
    case .notSequence: "KF0141"
    case .notText: "KF0142"
    case .notBoolean: "KF0143"
    case .notInteger: "KF0144"
    case .integerOutOfRange: "KF0145"
    case .unknownKey: "KF0146"
    case .notYet: "KF0147"
    case .missingKey: "KF0148"
    case .noLanguage: "KF0149"
    }
  }
}

extension YAMLNode {
  /// The node's kind for a message.
  var shape: YAMLProblem.Shape {
    switch content {
    case .mapping: .mapping
    case .sequence: .sequence
    case .scalar: isNothing ? .nothing : .text
    }
  }
}
