// The namespaces of SCXML documents, and the texts by which SCXML names its own processor.

/// Namespaces.
enum SCXMLNamespace {
  static let scxml = "http://www.w3.org/2005/07/scxml"
  /// Of what the workflow language says beyond SCXML.
  static let kosha = "urn:kosha-flow:1"

  /// The data model of FEEL, in documents of ours.
  static let feelDataModel = "feel"

  /// What `type` of `<send>` may be: SCXML's own event processor (SCXML C.1).
  static let eventProcessors: Set<String> = [
    "http://www.w3.org/TR/scxml/#SCXMLEventProcessor", "http://www.w3.org/TR/scxml/", "http://www.w3.org/TR/scxml",
    "scxml",
  ]
  /// What `type` of `<invoke>` may be (SCXML §6.4.2).
  static let invocations: Set<String> = ["http://www.w3.org/TR/scxml/", "http://www.w3.org/TR/scxml", "scxml"]

  /// Whether a `datamodel` says that expressions are FEEL.
  static func isFEEL(_ dataModel: String) -> Bool { dataModel.lowercased().contains("feel") }
}
