// Exact decimal numbers: IEEE 754-2008 decimal128, 34 digits, round half even.

/// A decimal number `(-1)^sign × coefficient × 10^exponent`, coefficient below 10^34, exponent -6176…6111.
///
/// Finite values only: where the standard would give an infinity or a NaN, operations answer nil and FEEL answers null.
/// Equality, ordering and hashing are by value (`2.0 == 2.00`); the exponent is kept, so that cohorts print as
/// computed.
public struct Decimal128: Sendable {
  // Two words rather than a UInt128: its alignment of 16 would widen every `Value` by 16 bytes.
  package var low: UInt64
  package var high: UInt64
  package var exponent: Int16
  package var isNegative: Bool

  package init(low: UInt64, high: UInt64, exponent: Int16, isNegative: Bool) {
    self.low = low
    self.high = high
    self.exponent = exponent
    self.isNegative = isNegative
  }

  /// Zero.
  public static let zero = Decimal128(0)
  /// One.
  public static let one = Decimal128(1)

  /// A whole number.
  public init(_ value: Int) {
    self.init(low: UInt64(value.magnitude), high: 0, exponent: 0, isNegative: value < 0)
  }

  /// A number as written: sign, digits, an optional fraction and exponent (`-12.50`, `1e3`); nil for anything else.
  /// More than 34 digits are rounded half even.
  public init?(_ text: some StringProtocol) {
    preconditionFailure("unwritten")
  }

  /// The number as a plain decimal without exponent, trailing fraction zeros removed: `1000`, `0.021`, `-3`.
  public var plainDescription: String { preconditionFailure("unwritten") }

  /// The exact whole number, nil where it has a fraction or does not fit.
  public var exactInt: Int? { preconditionFailure("unwritten") }
  /// Whether the number has no fraction.
  public var isInteger: Bool { preconditionFailure("unwritten") }
  /// -1, 0 or 1.
  public var signum: Int { preconditionFailure("unwritten") }
  /// The number with the opposite sign.
  public var negated: Decimal128 { preconditionFailure("unwritten") }
  /// The absolute value.
  public var magnitude: Decimal128 { preconditionFailure("unwritten") }

  /// The sum, nil on overflow.
  public func adding(_ other: Decimal128) -> Decimal128? { preconditionFailure("unwritten") }
  /// The difference, nil on overflow.
  public func subtracting(_ other: Decimal128) -> Decimal128? { preconditionFailure("unwritten") }
  /// The product, nil on overflow.
  public func multiplied(by other: Decimal128) -> Decimal128? { preconditionFailure("unwritten") }
  /// The quotient, nil for division by zero or overflow.
  public func divided(by other: Decimal128) -> Decimal128? { preconditionFailure("unwritten") }
  /// FEEL's `modulo`: `self - divisor × floor(self / divisor)`; nil for zero.
  public func modulo(_ divisor: Decimal128) -> Decimal128? { preconditionFailure("unwritten") }
  /// FEEL's `**`, to 34 digits; nil where undefined.
  public func raised(to power: Decimal128) -> Decimal128? { preconditionFailure("unwritten") }
  /// The square root to 34 digits, nil for a negative number.
  public var squareRoot: Decimal128? { preconditionFailure("unwritten") }
  /// e to this power, to 34 digits.
  public var exponential: Decimal128? { preconditionFailure("unwritten") }
  /// The natural logarithm to 34 digits, nil unless positive.
  public var naturalLogarithm: Decimal128? { preconditionFailure("unwritten") }

  /// How a number is brought to a scale.
  public enum Rounding: Sendable, Hashable {
    /// Ties go to the even neighbour.
    case halfEven
    /// Ties go away from zero.
    case halfUp
    /// Ties go towards zero.
    case halfDown
    /// Away from zero.
    case up
    /// Towards zero.
    case down
    /// Towards negative infinity.
    case floor
    /// Towards positive infinity.
    case ceiling
  }

  /// The number with `scale` fraction digits (negative scales round to tens, hundreds…); nil for a scale outside
  /// -6111…6176 or where 34 digits do not hold the result.
  public func rounded(scale: Int, _ rounding: Rounding) -> Decimal128? { preconditionFailure("unwritten") }
}

extension Decimal128: Hashable, Comparable {
  /// By value.
  public static func == (left: Decimal128, right: Decimal128) -> Bool { preconditionFailure("unwritten") }
  /// By value.
  public static func < (left: Decimal128, right: Decimal128) -> Bool { preconditionFailure("unwritten") }
  /// By value.
  public func hash(into hasher: inout Hasher) { preconditionFailure("unwritten") }
}
