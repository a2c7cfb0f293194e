// Every bound on what a file may hold, in one place.

/// Bounds on a YAML file; a message that refuses one names the bound.
public struct YAMLLimits: Sendable, Hashable {
  /// Bytes of a file.
  public var bytes: Int
  /// Nodes of a file, aliases expanded.
  public var nodes: Int
  /// Levels of nesting.
  public var depth: Int

  /// Bounds.
  public init(bytes: Int, nodes: Int, depth: Int) {
    self.bytes = bytes
    self.nodes = nodes
    self.depth = depth
  }

  /// Workflows, calendars, scenarios: 1 MiB, 100,000 nodes, 64 levels.
  public static let standard = YAMLLimits(bytes: 1 << 20, nodes: 100_000, depth: 64)
  /// Files under `rules/`, which hold large tables: 4 MiB, 500,000 nodes, 64 levels.
  public static let rules = YAMLLimits(bytes: 4 << 20, nodes: 500_000, depth: 64)
}
