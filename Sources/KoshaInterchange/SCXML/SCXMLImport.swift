// An SCXML document in, workflows out: one for the document, and one for each document that it invokes.

import KoshaFlow
import KoshaRules
package import KoshaSource

/// A workflow made from a document.
package struct ImportedWorkflow: Sendable {
  /// Its id, which is its folder's name.
  package var id: String
  /// The text of its `workflow.yaml`.
  package var text: String
}

/// Makes workflows from SCXML documents.
package struct SCXMLImport {
  /// Gives a file that a document names, by its name; nil where it cannot be read.
  package typealias Files = (String) -> SourceFile?

  var bag = DiagnosticBag()
  let files: Files
  private var finished: [ImportedWorkflow] = []
  private var takenIDs: Set<String>
  /// Documents of files by their names, so that each is one workflow however often it is invoked.
  private var ofFiles: [String: String] = [:]

  /// The workflows that a document comes to, its own first; nil with errors in `bag` where it is none.
  ///
  /// What a workflow cannot say is a warning at its place; SCXML's `error.execution` comes there when a case runs.
  /// - Parameter name: the workflow's id; where nil, the document's name or that of its file.
  package static func workflows(
    _ file: SourceFile, name: String?, files: @escaping Files, into bag: inout DiagnosticBag
  ) -> [ImportedWorkflow]? {
    guard let chart = SCXMLReader.read(file, into: &bag) else { return nil }
    let stem = Substring(file.path.split(separator: "/").last ?? "")
    let id = name ?? chart.name?.text ?? String(stem.split(separator: ".").first ?? stem)
    guard Identifier.isPlain(id) else {
      bag.add(SCXMLProblem.workflowName(id), at: name == nil ? chart.name?.span ?? chart.root.span : nil)
      return nil
    }
    var run = SCXMLImport(files: files, id: id)
    run.add(chart, id: id, isChild: false)
    bag.add(contentsOf: run.bag)
    return bag.hasErrors ? nil : run.finished
  }

  private init(files: @escaping Files, id: String) {
    self.files = files
    takenIDs = [id]
  }

  private mutating func add(_ chart: ChartSyntax, id: String, isChild: Bool) {
    let place = finished.count
    finished.append(ImportedWorkflow(id: id, text: ""))
    let language = language(of: chart)
    var vocabulary = ChartVocabulary(chart, workflow: id, language: language, isChild: isChild)
    bag.add(contentsOf: vocabulary.bag)
    vocabulary.bag = DiagnosticBag()
    var writer = ChartWriter(
      chart: chart, id: id, isChild: isChild, vocabulary: vocabulary, language: language, children: self)
    let pairs = writer.workflow()
    self = writer.children
    bag.add(contentsOf: writer.expressions.bag)
    finished[place].text = YAMLText.lines(pairs).document()
  }

  private mutating func language(of chart: ChartSyntax) -> ChartLanguage {
    if chart.isOurs { return .workflow }
    guard let model = chart.dataModel else { return .ecmascript }
    if SCXMLNamespace.isFEEL(model.text) { return .feel }
    if !["ecmascript", "null", ""].contains(model.text.lowercased()) {
      bag.add(SCXMLProblem.dataModel(model.text), at: model.span)
    }
    return .ecmascript
  }

  // MARK: Invoked documents

  /// The workflow of a document that stands inside another; its id.
  mutating func workflow(of chart: ChartSyntax, under parent: String, named name: String) -> String {
    let id = unusedID(under: parent, named: name)
    add(chart, id: id, isChild: true)
    return id
  }

  /// The workflow of a document in a file; nil where that cannot be read.
  mutating func workflow(ofFile name: String, under parent: String, at span: SourceSpan) -> String? {
    let path = Self.path(of: name)
    if let known = ofFiles[path] { return known }
    guard let file = files(path) else {
      bag.add(SCXMLProblem.unreadableFile(name), at: span)
      return nil
    }
    guard let chart = SCXMLReader.read(file, into: &bag) else { return nil }
    let stem = path.split(separator: "/").last.map(String.init) ?? path
    let id = unusedID(under: parent, named: stem.hasSuffix(".scxml") ? String(stem.dropLast(6)) : stem)
    // Before it is read whole, since it may invoke itself.
    ofFiles[path] = id
    add(chart, id: id, isChild: true)
    return id
  }

  private mutating func unusedID(under parent: String, named name: String) -> String {
    let wanted = ChartVocabulary.mended("\(parent)-\(name)").split(separator: ".").joined(separator: "-")
    var id = wanted
    var number = 1
    while !takenIDs.insert(id).inserted {
      number += 1
      id = "\(wanted)-\(number)"
    }
    return id
  }

  /// `file:` names a file beside the document.
  static func path(of name: String) -> String {
    var path = name[...]
    if path.hasPrefix("file:") { path = path.dropFirst(5) }
    if path.hasPrefix("//") { path = path.dropFirst(2) }
    return String(path)
  }

  /// The text of a file that a document names; nil where it cannot be read.
  mutating func text(ofFile name: LocatedText) -> LocatedText? {
    guard let file = files(Self.path(of: name.text)),
      let text = String(validating: file.bytes, as: UTF8.self)
    else {
      bag.add(SCXMLProblem.unreadableFile(name.text), at: name.span)
      return nil
    }
    return LocatedText(
      text: text, span: SourceSpan(file: file, range: 0..<file.bytes.count), map: OffsetMap(verbatimAt: 0))
  }
}
