// A text and the shape of its context in, the program out: compiled when first met, and kept within bounds.

import KoshaFlow
import KoshaRules
import KoshaSource

/// Compiled texts by their bytes and the shapes of their contexts.
struct ProgramCache {
  /// What became of a text.
  enum Entry {
    case compiled(KoshaRules.Program)
    /// It cannot be read; with the first thing that is wrong.
    case refused(String?)
  }

  private struct KnownScope {
    let number: UInt32
    let scope: Scope
  }

  /// Programs and texts of one generation; there are two.
  private static let mostPrograms = 4096
  private static let mostBytes = 4 << 20
  /// A longer text or shape is compiled each time.
  private static let longestKey = 1 << 14

  private var scopes = Generations<KnownScope>(mostValues: 1024, mostBytes: mostBytes)
  private var programs = Generations<Entry>(mostValues: mostPrograms, mostBytes: mostBytes)
  private var scopeCount: UInt32 = 0
  private var shape = ScopeShape()

  /// The program of a text over contexts of this shape.
  mutating func program(of text: String, over context: Context, isUnary: Bool) -> Entry {
    shape.read(context, atMost: Self.longestKey)
    guard shape.isWhole, text.utf8.count <= Self.longestKey else {
      return Self.compile(text, FEELEvaluator.scope(of: context), isUnary)
    }
    let known = knownScope(of: context)
    var key: [UInt8] = []
    key.reserveCapacity(text.utf8.count + 5)
    withUnsafeBytes(of: known.number) { key.append(contentsOf: $0) }
    key.append(isUnary ? 1 : 0)
    key.append(contentsOf: text.utf8)
    return programs.value(of: ByteKey(bytes: key)) { Self.compile(text, known.scope, isUnary) }
  }

  private mutating func knownScope(of context: Context) -> KnownScope {
    let next = scopeCount
    let known = scopes.value(of: ByteKey(bytes: shape.bytes)) {
      KnownScope(number: next, scope: FEELEvaluator.scope(of: context))
    }
    // Numbers are never given twice: a scope that was dropped leaves programs that are found no more.
    if known.number == next { scopeCount &+= 1 }
    return known
  }

  private static func compile(_ text: String, _ scope: Scope, _ isUnary: Bool) -> Entry {
    var bag = DiagnosticBag()
    guard let program = FEELEvaluator.compile(text, scope: scope, isUnary: isUnary, into: &bag) else {
      return .refused(bag.sorted.first?.message.en)
    }
    return .compiled(program)
  }
}

/// Bytes to look up by; Swift's own strings are equal where they only look alike.
private struct ByteKey: Hashable {
  let bytes: [UInt8]

  func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
}

/// Values by key, the least lately used forgotten: what is found moves on into the generation at hand, and when that is
/// full the one before it is dropped.
private struct Generations<Held> {
  let mostValues: Int
  let mostBytes: Int
  private var current: [ByteKey: Held] = [:]
  private var previous: [ByteKey: Held] = [:]
  private var bytes = 0

  init(mostValues: Int, mostBytes: Int) {
    self.mostValues = mostValues
    self.mostBytes = mostBytes
  }

  mutating func value(of key: ByteKey, otherwise make: () -> Held) -> Held {
    if let held = current[key] { return held }
    let held = previous[key] ?? make()
    if current.count >= mostValues || bytes >= mostBytes {
      previous = current
      current = Dictionary(minimumCapacity: mostValues)
      bytes = 0
    }
    current[key] = held
    bytes += key.bytes.count
    return held
  }
}

/// The shape of a context as bytes: the same bytes only for contexts whose scopes are the same.
private struct ScopeShape {
  private(set) var bytes: [UInt8] = []
  /// Whether all of the context was read within the bound.
  private(set) var isWhole = true
  private var limit = 0

  mutating func read(_ context: Context, atMost limit: Int) {
    bytes.removeAll(keepingCapacity: true)
    isWhole = true
    self.limit = limit
    for entry in context.entries where entry.name != FEELEvaluator.inputName { append(entry) }
  }

  private mutating func append(_ entry: Context.Entry) {
    guard bytes.count <= limit else {
      isWhole = false
      return
    }
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: entry.name.utf8.count)) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: entry.name.utf8)
    append(entry.value)
  }

  private mutating func append(_ value: Value) {
    switch value {
    case .context(let context):
      bytes.append(UInt8(ascii: "{"))
      for entry in context.entries { append(entry) }
      // No length of a name begins with four such bytes.
      bytes.append(contentsOf: [0xFF, 0xFF, 0xFF, 0xFF])
    case .list(let members):
      bytes.append(UInt8(ascii: "["))
      var last = bytes.count..<bytes.count
      for member in members where isWhole {
        let start = bytes.count
        append(member)
        // A run of members of one shape is one.
        if bytes[last] == bytes[start...] { bytes.removeSubrange(start...) } else { last = start..<bytes.count }
        if bytes.count > limit { isWhole = false }
      }
      bytes.append(UInt8(ascii: "]"))
    default:
      bytes.append(UInt8(ascii: "."))
    }
  }
}
