// The elements of a document and their requirements as they are written in, the graph that its diagram shows out.

/// What a diagram shows.
struct RequirementGraph {
  /// The shape of an element.
  enum Kind {
    case input
    case decision
    case function
    case service
    case source
  }

  struct Node {
    let kind: Kind
    let id: String
    let name: String
  }

  /// A requirement; the ends are indices of nodes.
  struct Edge {
    let id: String
    let from: Int
    let to: Int
  }

  private(set) var nodes: [Node] = []
  private var indices: [String: Int] = [:]
  private var requirements: [(id: String, from: String, to: String)] = []

  var isEmpty: Bool { nodes.isEmpty }

  mutating func add(_ kind: Kind, _ id: String, _ name: String) {
    indices[id] = nodes.count
    nodes.append(Node(kind: kind, id: id, name: name))
  }

  mutating func connect(_ required: String, to element: String, as id: String) {
    requirements.append((id, required, element))
  }

  /// The requirements between elements of the document.
  var edges: [Edge] {
    requirements.compactMap { requirement in
      guard let from = indices[requirement.from], let to = indices[requirement.to] else { return nil }
      return Edge(id: requirement.id, from: from, to: to)
    }
  }
}
