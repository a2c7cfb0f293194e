// The ids of a model's elements in, ids of one document out: each a name by XML's rules, none twice.

import KoshaRules

/// Gives out the ids of a document.
struct DocumentIdentifiers {
  /// The id of the document itself.
  private(set) var document = ""
  private var elements: [String: String] = [:]
  private var inputs: Set<String> = []
  private var taken: Set<String> = []
  private var requirements: [String: Int] = [:]

  init(_ model: ModelSyntax) {
    let ids =
      model.inputs.map(\.id) + model.functions.map(\.id) + model.decisions.map(\.id) + model.services.map(\.id)
      + model.sources.map(\.id)
    for id in ids where elements[id] == nil { elements[id] = unused(id) }
    inputs = Set(model.inputs.map(\.id))
    document = unused("definitions")
  }

  func element(_ id: String) -> String { elements[id] ?? id }

  func isInput(_ reference: ElementReference) -> Bool {
    reference.namespace == nil && inputs.contains(reference.id)
  }

  func href(_ reference: ElementReference) -> String {
    guard let namespace = reference.namespace else { return "#" + element(reference.id) }
    return namespace + "#" + reference.id
  }

  /// An id for one more requirement of an element.
  mutating func requirement(of element: String) -> String {
    requirements[element, default: 0] += 1
    return unused("\(element)_requires_\(requirements[element] ?? 1)")
  }

  /// An id that nothing else in the document has; letters and digits of ASCII, which every processor takes for a name.
  mutating func unused(_ wanted: String) -> String {
    var id = ""
    for scalar in wanted.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "_": id.unicodeScalars.append(scalar)
      case "0"..."9", "-", ".":
        if id.isEmpty { id = "_" }
        id.unicodeScalars.append(scalar)
      default: id += "_"
      }
    }
    if id.isEmpty { id = "_" }
    var (candidate, number) = (id, 1)
    while !taken.insert(candidate).inserted {
      number += 1
      candidate = "\(id).\(number)"
    }
    return candidate
  }
}
