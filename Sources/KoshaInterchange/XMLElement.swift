// Bytes of an XML document in, a tree of located elements out; expat reads, so that every element keeps its place.

import CExpat
import KoshaSource

/// An element with its namespace resolved.
package struct XMLElement: Sendable {
  /// The namespace's URI; empty where there is none.
  package var namespace: String
  /// The local name.
  package var name: String
}
