// The walls of the house: a wall that is broken is a failing test and not a wish.

import Testing

@Suite("The house")
struct HouseTests {
  /// What each module may import beside the standard library: modules of ours, then outside packages.
  static let permittedImports: [String: Set<String>] = [
    "KoshaSource": [],
    "KoshaYAML": ["KoshaSource", "CLibYAML"],
    "KoshaRules": ["KoshaSource", "KoshaYAML"],
    "KoshaFlow": ["KoshaSource", "KoshaYAML", "KoshaRules", "Crypto", "Synchronization"],
    "KoshaStore": [
      "KoshaSource", "KoshaRules", "KoshaFlow", "CKoshaSQLite", "CKoshaPOSIX", "GRDB", "Foundation", "Glibc",
    ],
    "KoshaWorker": [
      "KoshaSource", "KoshaRules", "KoshaFlow", "Synchronization", "ServiceLifecycle", "UnixSignals", "Logging",
    ],
    "KoshaInterchange": ["KoshaSource", "KoshaYAML", "KoshaRules", "KoshaFlow", "CExpat"],
    "kosha-flow": [
      "KoshaSource", "KoshaYAML", "KoshaRules", "KoshaFlow", "KoshaStore", "KoshaWorker", "KoshaInterchange",
      "CKoshaPOSIX", "ArgumentParser", "Dispatch", "Foundation", "Glibc", "Synchronization", "Crypto",
    ],
  ]

  /// Modules that decide and never do.
  static let pureModules = ["KoshaSource", "KoshaYAML", "KoshaRules", "KoshaFlow"]

  /// What asks the world: a clock, randomness, files, threads, the environment.
  static let bannedInTheCore = [
    "Date()", "UUID()", "FileManager", "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator", ".random(",
    "Dispatch", "ProcessInfo", "getenv(", "Task {", "Task.detached", "DispatchQueue", "async ", "await ",
  ]

  @Test("Modules import only what their wall lets in", arguments: permittedImports.keys.sorted())
  func imports(module: String) throws {
    let permitted = try #require(Self.permittedImports[module])
    for file in try Repository.swiftFiles(in: "Sources/\(module)") {
      for line in file.lines {
        guard let imported = importedModule(line) else { continue }
        #expect(permitted.contains(imported), "\(file.path) imports \(imported)")
      }
    }
  }

  @Test("The pure core asks nothing of the world", arguments: pureModules)
  func purity(module: String) throws {
    for file in try Repository.swiftFiles(in: "Sources/\(module)") where !file.path.contains("/Service/") {
      for (number, line) in file.lines.enumerated() {
        let code = line.split(separator: "//", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        guard !isInsideText(code) else { continue }
        for banned in Self.bannedInTheCore {
          #expect(!containsWord(code, banned), "\(file.path):\(number + 1) uses `\(banned)`")
        }
        #expect(!declaresActor(code), "\(file.path):\(number + 1) declares an actor")
      }
    }
  }

  @Test("Every file says first what comes in and what goes out")
  func openings() throws {
    for file in try Repository.swiftFiles(in: "Sources") {
      #expect(file.text.hasPrefix("//"), "\(file.path) does not open with a comment")
    }
  }

  @Test("Files have one topic")
  func sizes() throws {
    for file in try Repository.swiftFiles(in: "Sources") {
      #expect(file.lines.count <= 600, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test("Nothing is left over")
  func leftovers() throws {
    let marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "try" + "!", "as" + "! ", "unwritten"]
    for file in try Repository.swiftFiles(in: "Sources") {
      for (number, line) in file.lines.enumerated() {
        for mark in marks {
          #expect(!line.contains(mark), "\(file.path):\(number + 1) holds `\(mark)`")
        }
      }
    }
  }

  private func importedModule(_ line: Substring) -> String? {
    var words = line.split(separator: " ")
    while let first = words.first, ["public", "package", "internal", "private", "@preconcurrency"].contains(first) {
      words.removeFirst()
    }
    guard words.count >= 2, words[0] == "import" else { return nil }
    let kinds: Set<Substring> = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
    let name = kinds.contains(words[1]) && words.count > 2 ? words[2] : words[1]
    return name.split(separator: ".").first.map(String.init)
  }

  /// Whether the line declares an actor; who acts in a case is called so as well.
  private func declaresActor(_ code: Substring) -> Bool {
    let modifiers: Set<Substring> = ["public", "package", "internal", "private", "fileprivate", "final", "distributed"]
    return code.split(separator: " ").first { !modifiers.contains($0) } == "actor"
  }

  /// Whether the line is part of a message rather than code: it begins with a quotation mark.
  private func isInsideText(_ code: Substring) -> Bool {
    code.drop { $0 == " " }.hasPrefix("\"")
  }

  private func containsWord(_ code: Substring, _ word: String) -> Bool {
    var rest = code
    while let range = rest.firstRange(of: word) {
      let before = range.lowerBound > rest.startIndex ? rest[rest.index(before: range.lowerBound)] : " "
      if word.hasPrefix(".") || !(before.isLetter || before.isNumber || before == "_" || before == "\"") { return true }
      rest = rest[range.upperBound...]
    }
    return false
  }
}
