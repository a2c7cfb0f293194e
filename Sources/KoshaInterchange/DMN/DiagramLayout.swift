// A graph of requirements in, a place for each element and a way for each requirement out: what is required stands below
// what requires it, layer by layer, as decision requirements diagrams are drawn (Sugiyama, Tagawa, Toda 1981).

import KoshaSource

/// The places of a diagram, in its units.
struct DiagramLayout {
  struct Bounds {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
  }

  struct Point {
    var x: Int
    var y: Int
  }

  /// For each node of the graph.
  private(set) var bounds: [Bounds] = []
  /// For each edge of the graph, from the element required to the one that requires it.
  private(set) var routes: [[Point]] = []
  private(set) var width = 0
  private(set) var height = 0

  private static let margin = 20
  private static let gap = 24.0
  private static let layerHeight = 130
  private static let shapeHeight = 60

  init(_ graph: RequirementGraph) {
    let edges = graph.edges
    var layers = Layers(graph.nodes.map { Self.width(of: $0.name) }, edges.map { ($0.from, $0.to) }, gap: Self.gap)
    layers.order()
    let centres = layers.centres()
    let left = zip(centres, layers.widths).map { $0 - $1 / 2 }.min() ?? 0
    func x(_ place: Int) -> Int { Int((centres[place] - left).rounded()) + Self.margin }
    func top(_ place: Int) -> Int { layers.layer[place] * Self.layerHeight + Self.margin }
    for (index, node) in graph.nodes.enumerated() {
      let width = Int(layers.widths[index])
      let height = node.kind == .input ? 46 : Self.shapeHeight
      // Shapes of one layer have one middle.
      let inset = (Self.shapeHeight - height) / 2
      bounds.append(Bounds(x: x(index) - width / 2, y: top(index) + inset, width: width, height: height))
    }
    for (index, edge) in edges.enumerated() {
      let (from, to) = (bounds[edge.from], bounds[edge.to])
      var points = [Point(x: from.x + from.width / 2, y: from.y)]
      // Upright beside the shapes of a layer, slanted between layers alone.
      for bend in layers.bends[index] {
        points.append(Point(x: x(bend), y: top(bend) + Self.shapeHeight))
        points.append(Point(x: x(bend), y: top(bend)))
      }
      points.append(Point(x: to.x + to.width / 2, y: to.y + to.height))
      routes.append(points)
    }
    width = (bounds.map { $0.x + $0.width }.max() ?? 0) + Self.margin
    height = (bounds.map { $0.y + $0.height }.max() ?? 0) + Self.margin
  }

  /// The width of a shape that holds a name, within reason; an even number.
  private static func width(of name: String) -> Double {
    Double(min(max(DisplayWidth.of(name) * 8 + 24, 100), 240) / 2 * 2)
  }
}

/// The places of a layered graph: its nodes, then the bends of edges that pass through layers.
private struct Layers {
  private(set) var widths: [Double]
  private(set) var layer: [Int]
  /// The places through which each edge passes, the lowest first.
  private(set) var bends: [[Int]] = []
  private let gap: Double
  /// How many elements that require nothing a layer takes beside the others.
  private static let breadth = 10
  private var above: [[Int]]
  private var below: [[Int]]
  private var rows: [[Int]] = []

  init(_ widths: [Double], _ edges: [(from: Int, to: Int)], gap: Double) {
    self.widths = widths
    self.gap = gap
    layer = Self.layers(of: widths.count, edges)
    above = widths.map { _ in [] }
    below = widths.map { _ in [] }
    for edge in edges {
      var passed: [Int] = []
      var last = edge.from
      // An edge of a circle points downwards and is drawn without bends.
      for row in stride(from: layer[edge.from] - 1, to: layer[edge.to], by: -1) {
        let bend = self.widths.count
        self.widths.append(0)
        layer.append(row)
        above.append([])
        below.append([])
        connect(last, to: bend)
        passed.append(bend)
        last = bend
      }
      if layer[edge.from] > layer[edge.to] { connect(last, to: edge.to) }
      bends.append(passed)
    }
    rows = Array(repeating: [], count: (layer.max() ?? -1) + 1)
    for place in layer.indices { rows[layer[place]].append(place) }
  }

  private mutating func connect(_ lower: Int, to upper: Int) {
    above[lower].append(upper)
    below[upper].append(lower)
  }

  /// Each node's layer: one below the lowest that requires it, on top what nothing requires.
  ///
  /// What requires nothing itself moves further down where its layer is full.
  private static func layers(of count: Int, _ edges: [(from: Int, to: Int)]) -> [Int] {
    var layer = [Int](repeating: 0, count: count)
    // A path is no longer than there are nodes; circles end there.
    for _ in 0..<count {
      var isSettled = true
      for edge in edges where edge.from != edge.to && layer[edge.from] <= layer[edge.to] && layer[edge.to] + 1 < count {
        layer[edge.from] = layer[edge.to] + 1
        isSettled = false
      }
      if isSettled { break }
    }
    let requiring = Set(edges.map(\.to))
    var taken: [Int: Int] = [:]
    for place in layer.indices where requiring.contains(place) { taken[layer[place], default: 0] += 1 }
    for place in layer.indices where !requiring.contains(place) {
      while taken[layer[place], default: 0] >= breadth { layer[place] += 1 }
      taken[layer[place], default: 0] += 1
    }
    return layer
  }

  /// Orders each layer by the middle of what its places are connected to, down and up again.
  mutating func order() {
    for sweep in 0..<12 {
      let isDown = sweep % 2 == 0
      for row in isDown ? Array(rows.indices) : rows.indices.reversed() {
        let neighbours = isDown ? above : below
        let beside = isDown ? row - 1 : row + 1
        guard rows.indices.contains(beside) else { continue }
        var position: [Int: Int] = [:]
        for (index, place) in rows[beside].enumerated() { position[place] = index }
        var keyed: [(key: Double, index: Int, place: Int)] = []
        for (index, place) in rows[row].enumerated() {
          let found = neighbours[place].compactMap { position[$0] }
          let key = found.isEmpty ? Double(index) : Double(found.reduce(0, +)) / Double(found.count)
          keyed.append((key, index, place))
        }
        rows[row] = keyed.sorted { ($0.key, $0.index) < ($1.key, $1.index) }.map(\.place)
      }
    }
  }

  /// The middle of each place: near what it is connected to, none over another.
  func centres() -> [Double] {
    var centres = [Double](repeating: 0, count: widths.count)
    for row in rows {
      var x = 0.0
      for place in row {
        centres[place] = x + widths[place] / 2
        x += widths[place] + gap
      }
    }
    for sweep in 0..<24 {
      let isDown = sweep % 2 == 0
      for row in isDown ? Array(rows.indices) : rows.indices.reversed() {
        let wanted = rows[row].map { place -> Double in
          let preferred = isDown ? above[place] : below[place]
          let neighbours = preferred.isEmpty ? (isDown ? below[place] : above[place]) : preferred
          guard !neighbours.isEmpty else { return centres[place] }
          return neighbours.reduce(0) { $0 + centres[$1] } / Double(neighbours.count)
        }
        for (place, centre) in zip(rows[row], apart(rows[row], wanted)) { centres[place] = centre }
      }
    }
    return centres
  }

  /// The centres nearest to those wanted, in their order and apart: the least squares of an isotonic regression, by
  /// pooling neighbours that collide.
  private func apart(_ row: [Int], _ wanted: [Double]) -> [Double] {
    var offset = 0.0
    var offsets: [Double] = []
    for (index, place) in row.enumerated() {
      if index > 0 { offset += (widths[row[index - 1]] + widths[place]) / 2 + gap }
      offsets.append(offset)
    }
    var pools: [(sum: Double, count: Int)] = []
    for (centre, offset) in zip(wanted, offsets) {
      pools.append((centre - offset, 1))
      while let last = pools.last, let before = pools.dropLast().last,
        before.sum / Double(before.count) > last.sum / Double(last.count)
      {
        pools.removeLast(2)
        pools.append((before.sum + last.sum, before.count + last.count))
      }
    }
    let values = pools.flatMap { Array(repeating: $0.sum / Double($0.count), count: $0.count) }
    return zip(values, offsets).map { $0 + $1 }
  }
}
