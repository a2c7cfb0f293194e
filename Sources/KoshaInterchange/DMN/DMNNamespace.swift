// The namespaces of DMN's versions and what a reader has to know of each.

/// DMN's namespaces.
enum DMNNamespace {
  /// The models of DMN 1.1 to 1.5.
  static let models: Set<String> = [
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
  ]
  /// The model of DMN 1.5, which is written.
  static let model = "https://www.omg.org/spec/DMN/20230324/MODEL/"
  /// The diagrams of DMN 1.5, and the parts they are made of.
  static let diagram = "https://www.omg.org/spec/DMN/20230324/DMNDI/"
  static let diagramCommon = "http://www.omg.org/spec/DMN/20180521/DC/"
  static let diagramInterchange = "http://www.omg.org/spec/DMN/20180521/DI/"
  /// Of `xsi:type` and `xsi:nil`.
  static let instance = "http://www.w3.org/2001/XMLSchema-instance"

  /// Whether a namespace or language is FEEL's, in any version.
  static func isFEEL(_ text: String) -> Bool {
    let text = text.lowercased()
    return text.isEmpty || text == "feel" || text.hasSuffix("/feel/") || text.hasSuffix("/feel")
      || text.hasSuffix("/feel.xsd") || text == "http://www.omg.org/spec/feel/20140401"
  }
}
