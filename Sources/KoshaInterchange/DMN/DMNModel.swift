// A DMN document and those it imports in, the compiled model out: the door for users of the library.

public import KoshaRules
public import KoshaSource

/// Models of DMN 1.2 to 1.5 in XML.
public enum DMNModel {
  /// The compiled model of a document; nil with errors in `bag` where it or an import is no model.
  ///
  /// A decision whose logic holds an error is told in `bag` and stands in the model: its value is null with a remark.
  public static func compile(
    _ document: SourceFile, imports: [SourceFile] = [], into bag: inout DiagnosticBag
  ) -> Model? {
    guard let syntax = DMNReader.read(document, into: &bag) else { return nil }
    let imported = imports.map { DMNReader.read($0, into: &bag) }
    let models = imported.compactMap(\.self)
    guard models.count == imported.count else { return nil }
    return Model.compile(syntax, imports: models, into: &bag)
  }
}
