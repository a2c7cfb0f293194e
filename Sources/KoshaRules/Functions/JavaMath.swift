// The names of java.lang.Math in, functions of numbers out. What is irrational is worked out in 34 digits and rounded
// to a double by the caller, so that no machine's mathematical library shows in an answer.

enum JavaMath {
  typealias Body = @Sendable ([Decimal128]) -> Decimal128?

  /// The function of that name and number of parameters; nil where there is none such.
  static func function(_ name: String, _ count: Int) -> Body? {
    switch count {
    case 1:
      guard let body = unary(name) else { return nil }
      return { $0.count == 1 ? body($0[0]) : nil }
    case 2:
      guard let body = binary(name) else { return nil }
      return { $0.count == 2 ? body($0[0], $0[1]) : nil }
    case 3: return ternary(name)
    default: return nil
    }
  }

  /// Whether Java knows it for doubles alone, whatever the signature widens.
  static func isAlwaysReal(_ name: String) -> Bool {
    ![
      "abs", "absExact", "max", "min", "clamp", "round", "getExponent", "floorDiv", "floorMod", "ceilDiv", "ceilMod",
      "addExact", "subtractExact", "multiplyExact", "negateExact", "incrementExact", "decrementExact", "toIntExact",
      "multiplyHigh", "multiplyFull", "fma", "signum", "copySign",
    ].contains(name)
  }

  private static func unary(_ name: String) -> (@Sendable (Decimal128) -> Decimal128?)? {
    switch name {
    case "abs", "absExact": { $0.magnitude }
    case "sqrt": { $0.squareRoot }
    case "cbrt": { cubeRoot($0) }
    case "exp": { $0.exponential }
    case "expm1": { (series($0, of: exponentialLessOne) ?? Term($0.exponential) - .one).value }
    case "log": { $0.naturalLogarithm }
    case "log10": { (Term($0.naturalLogarithm) / Term(Decimal128(10).naturalLogarithm)).value }
    case "log1p": { (series($0, of: logarithmOfOneMore) ?? Term((Term($0) + .one).value?.naturalLogarithm)).value }
    case "floor": { $0.rounded(scale: 0, .floor) }
    case "ceil": { $0.rounded(scale: 0, .ceiling) }
    case "rint": { $0.rounded(scale: 0, .halfEven) }
    // Java rounds a half towards positive infinity.
    case "round": { (Term($0) + .half).value?.rounded(scale: 0, .floor) }
    case "signum": { Decimal128($0.signum) }
    case "sin": { sine(Term($0)).value }
    case "cos": { sine(Term($0) + .halfPi).value }
    case "tan": { (sine(Term($0)) / sine(Term($0) + .halfPi)).value }
    case "asin": { $0.magnitude > .one ? nil : arcSine(Term($0)).value }
    case "acos": { arcCosine($0) }
    case "atan": { arcTangent(Term($0)).value }
    case "sinh": { ((series($0, of: hyperbolicSine) ?? (power($0) - power($0.negated)) * .half)).value }
    case "cosh": { ((power($0) + power($0.negated)) * .half).value }
    case "tanh": { hyperbolicTangent($0) }
    case "toRadians": { (Term($0) * .halfPi / Term(90)).value }
    case "toDegrees": { (Term($0) * Term(90) / .halfPi).value }
    case "negateExact": { $0.negated }
    case "incrementExact": { $0.adding(.one) }
    case "decrementExact": { $0.subtracting(.one) }
    case "toIntExact": { abs($0.exactInt ?? .max) < 1 << 31 || $0 == Decimal128(-1 << 31) ? $0 : nil }
    default: nil
    }
  }

  private static func binary(_ name: String) -> (@Sendable (Decimal128, Decimal128) -> Decimal128?)? {
    switch name {
    case "max": { max($0, $1) }
    case "min": { min($0, $1) }
    case "pow": { $0.raised(to: $1) }
    case "hypot": { (Term($0) * Term($0) + Term($1) * Term($1)).value?.squareRoot }
    case "atan2": { arcTangent(of: $0, over: $1) }
    case "addExact": { $0.adding($1) }
    case "subtractExact": { $0.subtracting($1) }
    case "multiplyExact", "multiplyFull": { $0.multiplied(by: $1) }
    case "floorDiv": { (Term($0) / Term($1)).value?.rounded(scale: 0, .floor) }
    case "floorMod": { $1.isZero ? nil : $0.modulo($1) }
    case "ceilDiv": { (Term($0) / Term($1)).value?.rounded(scale: 0, .ceiling) }
    case "ceilMod":
      { dividend, divisor in
        divisor.isZero ? nil : dividend.modulo(divisor.negated)
      }
    case "IEEEremainder":
      { dividend, divisor in
        guard let times = (Term(dividend) / Term(divisor)).value?.rounded(scale: 0, .halfEven) else { return nil }
        return (Term(dividend) - Term(times) * Term(divisor)).value
      }
    case "copySign": { ($0.signum < 0) == ($1.signum < 0) ? $0 : $0.negated }
    case "scalb": { (Term($0) * Term(Decimal128(2).raised(to: $1))).value }
    default: nil
    }
  }

  private static func ternary(_ name: String) -> Body? {
    switch name {
    case "fma": { $0.count == 3 ? (Term($0[0]) * Term($0[1]) + Term($0[2])).value : nil }
    case "clamp": { $0.count == 3 && $0[1] <= $0[2] ? min(max($0[0], $0[1]), $0[2]) : nil }
    default: nil
    }
  }

  // MARK: Series

  /// A number, or none where an operation before gave none.
  private struct Term: Sendable {
    var value: Decimal128?

    static let one = Term(1)
    static let half = Term(Decimal128("0.5"))
    static let halfPi = Term(Decimal128("1.570796326794896619231321691639751"))
    static let fullTurn = Decimal128("6.283185307179586476925286766559006")

    init(_ value: Decimal128?) { self.value = value }
    init(_ value: Int) { self.value = Decimal128(value) }

    var negated: Term { Term(value?.negated) }
    var squareRoot: Term { Term(value?.squareRoot) }

    static func + (left: Term, right: Term) -> Term { Term(combine(left, right) { $0.adding($1) }) }
    static func - (left: Term, right: Term) -> Term { Term(combine(left, right) { $0.subtracting($1) }) }
    static func * (left: Term, right: Term) -> Term { Term(combine(left, right) { $0.multiplied(by: $1) }) }
    static func / (left: Term, right: Term) -> Term {
      Term(combine(left, right) { $1.isZero ? nil : $0.divided(by: $1) })
    }

    private static func combine(
      _ left: Term, _ right: Term, _ operation: (Decimal128, Decimal128) -> Decimal128?
    ) -> Decimal128? {
      guard let left = left.value, let right = right.value else { return nil }
      return operation(left, right)
    }
  }

  /// The sum of terms each of which is made of the one before; 34 digits are reached long before the last.
  private static func sum(_ first: Term, steps: Int = 60, _ next: (Term, Int) -> Term) -> Term {
    var (total, term) = (first, first)
    for step in 1...steps {
      term = next(term, step)
      total = total + term
    }
    return total
  }

  /// A series for small arguments, where the closed form would cancel its leading digits; nil for others.
  private static func series(_ number: Decimal128, of series: (Term) -> Term) -> Term? {
    guard let bound = Decimal128("0.25"), number.magnitude < bound else { return nil }
    return series(Term(number))
  }

  private static func exponentialLessOne(_ x: Term) -> Term { sum(x) { $0 * x / Term($1 + 1) } }

  private static func logarithmOfOneMore(_ x: Term) -> Term {
    // The terms x^n carry the divisor apart from themselves.
    var (total, power) = (x, x)
    for step in 2...60 {
      power = power * x.negated
      total = total + power / Term(step)
    }
    return total
  }

  private static func hyperbolicSine(_ x: Term) -> Term { sum(x) { $0 * x * x / Term(2 * $1 * (2 * $1 + 1)) } }

  private static func power(_ number: Decimal128) -> Term { Term(number.exponential) }

  private static func hyperbolicTangent(_ number: Decimal128) -> Decimal128? {
    // Beyond this it is 1 to 34 digits.
    if number.magnitude > Decimal128(45) { return Decimal128(number.signum) }
    let sine = series(number, of: hyperbolicSine) ?? (power(number) - power(number.negated)) * .half
    return (sine / ((power(number) + power(number.negated)) * .half)).value
  }

  private static func cubeRoot(_ number: Decimal128) -> Decimal128? {
    guard !number.isZero else { return .zero }
    guard let third = (Term.one / Term(3)).value, let root = number.magnitude.raised(to: third) else { return nil }
    // One step of Newton's takes away what the rounded exponent left.
    let improved = Term(root) - (Term(root) - Term(number.magnitude) / (Term(root) * Term(root))) / Term(3)
    return number.signum < 0 ? improved.negated.value : improved.value
  }

  /// The sine, by its series over one turn; right to more digits than a double has for angles of many turns.
  private static func sine(_ angle: Term) -> Term {
    guard let fullTurn = Term.fullTurn, let rest = angle.value?.modulo(fullTurn) else { return Term(nil) }
    let isBeyondHalf = (Term.halfPi * Term(2)).value.map { rest > $0 } ?? false
    let x = isBeyondHalf ? Term(rest) - Term(fullTurn) : Term(rest)
    return sum(x) { ($0 * x * x).negated / Term(2 * $1 * (2 * $1 + 1)) }
  }

  /// Halved three times, so that the series ends early.
  private static func arcTangent(_ x: Term) -> Term {
    var reduced = x
    for _ in 0..<3 { reduced = reduced / (.one + (.one + reduced * reduced).squareRoot) }
    var (total, power) = (reduced, reduced)
    for step in 1...60 {
      power = (power * reduced * reduced).negated
      total = total + power / Term(2 * step + 1)
    }
    return total * Term(8)
  }

  private static func arcSine(_ x: Term) -> Term {
    let cosine = ((.one - x) * (.one + x)).squareRoot
    guard cosine.value?.isZero == false else { return x * .halfPi }
    return arcTangent(x / cosine)
  }

  private static func arcCosine(_ x: Decimal128) -> Decimal128? {
    guard x.magnitude <= .one else { return nil }
    guard x != Decimal128(-1) else { return (Term.halfPi * Term(2)).value }
    return (arcTangent(((.one - Term(x)) / (.one + Term(x))).squareRoot) * Term(2)).value
  }

  private static func arcTangent(of y: Decimal128, over x: Decimal128) -> Decimal128? {
    if x.isZero { return (Term.halfPi * Term(y.signum)).value }
    let angle = arcTangent(Term(y) / Term(x))
    if x.signum > 0 { return angle.value }
    let halfTurn = Term.halfPi * Term(2)
    return (y.signum < 0 ? angle - halfTurn : angle + halfTurn).value
  }
}
