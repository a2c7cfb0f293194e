// Numbers as people in Japan write them: `3,000,000`, `300万`, `1億2000万円`, `▲500`.

enum HumanNumber {
  /// The counting units by 10^4, and thousand within them.
  private static let units: [(character: Character, exponent: Int)] = [("兆", 12), ("億", 8), ("万", 4), ("千", 3)]

  static func read(_ typed: String, written: String) throws(HumanInputProblem) -> Decimal128 {
    guard let number = parse(typed) else { throw .unreadable(.number, written) }
    return number
  }

  private static func parse(_ typed: String) -> Decimal128? {
    var text = typed.filter { $0 != " " }[...]
    var isNegative = false
    // ▲ and △ stand for a minus sign in accounts.
    if let first = text.first, "-▲△+".contains(first) {
      isNegative = first != "+"
      text = text.dropFirst()
    }
    if text.first == "\u{A5}" { text = text.dropFirst() } else if text.last == "円" { text = text.dropLast() }
    var total = Decimal128.zero
    var lastExponent = Int.max
    while !text.isEmpty {
      let digits = text.prefix { "0123456789.,".contains($0) }
      guard let part = plain(digits) else { return nil }
      text = text.dropFirst(digits.count)
      var exponent = 0
      // `3千万` is a thousand times a unit.
      if text.first == "千", let next = text.dropFirst().first, let unit = units.first(where: { $0.character == next }),
        unit.exponent > 3
      {
        exponent = 3 + unit.exponent
        text = text.dropFirst(2)
      } else if let unit = units.first(where: { $0.character == text.first }) {
        exponent = unit.exponent
        text = text.dropFirst()
      } else if !text.isEmpty {
        return nil
      }
      // Units fall from left to right, and no part may reach into the one before.
      guard exponent < lastExponent, let scaled = part.multiplied(by: power(exponent)),
        lastExponent == .max || scaled < power(lastExponent), let sum = total.adding(scaled)
      else { return nil }
      total = sum
      lastExponent = exponent
    }
    guard lastExponent != .max else { return nil }
    return isNegative ? total.negated : total
  }

  private static func power(_ exponent: Int) -> Decimal128 {
    Decimal128(coefficient: PowersOfTen.value(exponent), exponent: 0, isNegative: false)
  }

  /// Digits with an optional fraction; commas only where they group by three.
  private static func plain(_ digits: Substring) -> Decimal128? {
    let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
    guard let whole = parts.first, parts.count <= 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    if parts.count == 2, parts[1].contains(",") { return nil }
    let groups = whole.split(separator: ",", omittingEmptySubsequences: false)
    if groups.count > 1 {
      guard let first = groups.first, (1...3).contains(first.count), groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
    }
    // More than 34 digits would be rounded: what is typed is taken exactly or not at all.
    let bare = digits.filter { $0 != "," }
    guard bare.filter({ $0 != "." }).drop(while: { $0 == "0" }).count <= Decimal128.precision else { return nil }
    return Decimal128(bare)
  }
}
