// What can be wrong with an SCXML document, or cannot be said in a workflow: facts and codes; the words are in
// SCXMLMessages.swift.

import KoshaSource

/// Something about an SCXML document.
enum SCXMLProblem: Problem {
  // The document is none that SCXML allows.
  case notSCXML(root: String)
  case misplaced(String, in: String)
  case exclusive(String, String, of: String)
  case unknownState(String, nearest: String?)
  case notInside(target: String, of: String)
  case emptyTransition
  case conflictingTargets(String, String)
  case unreadableFile(String)

  // The workflow says it otherwise, or cannot.
  case renamed(Named, from: String, to: String)
  case unsayable(String, Unsayable)
  case unsupportedType(String, of: String)
  case unsupportedTarget(String)
  case unreadableDelay(String)
  case dataModel(String)
  case workflowName(String)

  /// What got another name.
  enum Named: Sendable, Hashable {
    case state
    case data
    case event
    case child
  }

  /// Why an expression has no FEEL.
  enum Unsayable: Sendable, Hashable {
    case syntax
    case construct(String)
    case name(String)
    case markup
    /// FEEL itself tells why.
    case fault(Words)
  }

  var code: String {
    switch self {
    case .notSCXML: "KF1050"
    case .misplaced: "KF1051"
    case .exclusive: "KF1052"
    case .unknownState: "KF1053"
    case .notInside: "KF1054"
    case .emptyTransition: "KF1055"
    case .conflictingTargets: "KF1056"
    case .unreadableFile: "KF1057"
    case .renamed: "KF1060"
    case .unsayable: "KF1061"
    case .unsupportedType: "KF1062"
    case .unsupportedTarget: "KF1063"
    case .unreadableDelay: "KF1064"
    case .dataModel: "KF1065"
    case .workflowName: "KF1066"
    }
  }

  var severity: Severity {
    switch self {
    case .emptyTransition, .renamed, .unsayable, .unsupportedType, .unsupportedTarget, .unreadableDelay:
      .warning
    default: .error
    }
  }
}
