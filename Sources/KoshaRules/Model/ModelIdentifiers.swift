// The names of a model's elements in, ids that XML takes out: the same for the same names.

/// Gives each element an id of letters that every XML schema takes.
struct ModelIdentifiers {
  /// What an id begins with.
  enum Kind: String {
    case input
    case decision
    case function
    case source
  }

  private var ids: [String: String] = [:]
  private var taken: Set<String> = []

  /// The id of an element, always the same one.
  mutating func id(of kind: Kind, _ name: String) -> String {
    let key = "\(kind.rawValue) \(name)"
    if let known = ids[key] { return known }
    var id = kind.rawValue + "_"
    for scalar in name.unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "_": id.unicodeScalars.append(scalar)
      case " ": id += "_"
      default: id += "u" + String(scalar.value, radix: 16, uppercase: true)
      }
    }
    var (candidate, number) = (id, 1)
    while !taken.insert(candidate).inserted {
      number += 1
      candidate = "\(id).\(number)"
    }
    ids[key] = candidate
    return candidate
  }

  /// Whether a text is a name by FEEL's grammar (DMN 1.5 §10.3.1.2, rules 27 to 29).
  static func isFEELName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first else { return false }
    func isASCIIPart(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "_" || ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
    }
    switch first.value {
    case 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: return false
    default: break
    }
    return name.unicodeScalars.allSatisfy { $0.isASCII ? isASCIIPart($0) : ScalarClass.isNamePart($0) }
  }
}
