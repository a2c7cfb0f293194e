// Equality and ordering of values (DMN 1.5 §10.3.2.13, tables 42 and 50).

extension Value {
  /// FEEL's `=` as three-valued logic: nil where the operands cannot be compared (different kinds, neither null).
  ///
  /// `null = null` is true, `null = x` is false. Named zones beyond `FixedZones` count as equal only to themselves.
  public func feelEquals(_ other: Value) -> Bool? { feelEquals(other, zones: FixedZones()) }

  /// FEEL's `=` where named zones are known.
  ///
  /// Zoned times are equal where they are the same second; a local and a zoned time are not equal. Fractions of a second
  /// do not count: the standard's value of a time is a number of seconds. Nil also where more members would have to be
  /// compared than `sizeLimit`.
  public func feelEquals(_ other: Value, zones: any ZoneProvider) -> Bool? {
    var remaining = Value.sizeLimit
    return equals(other, zones, &remaining)
  }

  /// As `feelEquals`, taking each member compared from a budget; nil where it is used up, which is then below 0.
  func feelEquals(_ other: Value, zones: any ZoneProvider, within remaining: inout Int) -> Bool? {
    equals(other, zones, &remaining)
  }

  private func equals(_ other: Value, _ zones: any ZoneProvider, _ remaining: inout Int) -> Bool? {
    switch (self, other) {
    case (.null, .null): return true
    case (.null, _), (_, .null): return false
    case (.boolean(let left), .boolean(let right)): return left == right
    case (.number(let left), .number(let right)): return left == right
    case (.string(let left), .string(let right)): return FEELString.equal(left, right)
    case (.date(let left), .date(let right)): return left == right
    case (.time(let left), .time(let right)):
      if left == right { return true }
      if (left.zone == nil) != (right.zone == nil) { return false }
      return TimeOfDay.order(left.wholeSecond, right.wholeSecond, zones: zones).map { $0 == 0 }
    case (.dateAndTime(let left), .dateAndTime(let right)):
      if left == right { return true }
      if (left.zone == nil) != (right.zone == nil) { return false }
      return DateAndTime.order(left.wholeSecond, right.wholeSecond, zones: zones).map { $0 == 0 }
    case (.daysAndTimeDuration(let left), .daysAndTimeDuration(let right)): return left == right
    case (.yearsAndMonthsDuration(let left), .yearsAndMonthsDuration(let right)): return left == right
    case (.list(let left), .list(let right)):
      if left.count != right.count { return false }
      return Self.all(left.count, &remaining) { left[$0].equals(right[$0], zones, &$1) }
    case (.context(let left), .context(let right)):
      if left.entries.count != right.entries.count { return false }
      return Self.all(left.entries.count, &remaining) { index, remaining in
        let entry = left.entries[index]
        let beside = right.entries[index]
        if FEELString.equal(beside.name, entry.name) { return entry.value.equals(beside.value, zones, &remaining) }
        // In another order a name is looked for among all.
        remaining -= right.entries.count >> 2
        return right[entry.name].map { entry.value.equals($0, zones, &remaining) } ?? false
      }
    case (.range(let left), .range(let right)):
      if left.includesStart != right.includesStart || left.includesEnd != right.includesEnd { return false }
      if left.isEquality != right.isEquality { return false }
      let (first, second) = ([left.start, left.end, left.excluded], [right.start, right.end, right.excluded])
      return Self.all(3, &remaining) { index, remaining in
        guard let first = first[index], let second = second[index] else {
          return first[index] == nil && second[index] == nil
        }
        return first.equals(second, zones, &remaining)
      }
    case (.function(let left), .function(let right)): return left === right
    default: return nil
    }
  }

  /// The conjunction: false where one is false, else nil where one is nil.
  private static func all(
    _ count: Int, _ remaining: inout Int, _ test: (Int, inout Int) -> Bool?
  ) -> Bool? {
    var isUnknown = false
    for index in 0..<count {
      remaining -= 1
      guard remaining >= 0 else { return nil }
      switch test(index, &remaining) {
      case false?: return false
      case nil: isUnknown = true
      case true?: break
      }
    }
    return isUnknown ? nil : true
  }

  /// FEEL's `<`: nil where the operands have no common order.
  public func feelLess(_ other: Value) -> Bool? { feelLess(other, zones: FixedZones()) }

  /// FEEL's `<` where named zones are known; a local and a zoned time have no common order.
  public func feelLess(_ other: Value, zones: any ZoneProvider) -> Bool? {
    feelOrder(other, zones: zones).map { $0 < 0 }
  }

  /// -1, 0 or 1 as this value comes before, with or after the other; nil where they have no common order.
  package func feelOrder(_ other: Value, zones: any ZoneProvider) -> Int? {
    switch (self, other) {
    case (.number(let left), .number(let right)): Self.order(left, right)
    case (.string(let left), .string(let right)): FEELString.order(left, right)
    case (.date(let left), .date(let right)): Self.order(left, right)
    case (.time(let left), .time(let right)): TimeOfDay.order(left, right, zones: zones)
    case (.dateAndTime(let left), .dateAndTime(let right)): DateAndTime.order(left, right, zones: zones)
    case (.daysAndTimeDuration(let left), .daysAndTimeDuration(let right)): Self.order(left, right)
    case (.yearsAndMonthsDuration(let left), .yearsAndMonthsDuration(let right)): Self.order(left, right)
    default: nil
    }
  }

  private static func order<Ordered: Comparable>(_ left: Ordered, _ right: Ordered) -> Int {
    left < right ? -1 : left == right ? 0 : 1
  }

  /// Whether two values are the same in every respect, for tests, replay and change records (numbers by value, contexts
  /// by name whatever the order).
  public func isSame(as other: Value) -> Bool {
    var remaining = Int.max
    return isSame(as: other, within: &remaining) ?? false
  }

  /// As `isSame`, taking each member compared from a budget; nil where it is used up, which is then below 0.
  func isSame(as other: Value, within remaining: inout Int) -> Bool? {
    remaining -= 1
    guard remaining >= 0 else { return nil }
    switch (self, other) {
    case (.null, .null): return true
    case (.time(let left), .time(let right)): return left == right
    case (.dateAndTime(let left), .dateAndTime(let right)): return left == right
    case (.list(let left), .list(let right)):
      guard left.count == right.count else { return false }
      for index in left.indices {
        let same = left[index].isSame(as: right[index], within: &remaining)
        guard same == true else { return same }
      }
      return true
    case (.context(let left), .context(let right)):
      guard left.entries.count == right.entries.count else { return false }
      for entry in left.entries {
        guard let value = right[entry.name] else { return false }
        let same = entry.value.isSame(as: value, within: &remaining)
        guard same == true else { return same }
      }
      return true
    case (.range(let left), .range(let right)):
      guard left.includesStart == right.includesStart, left.includesEnd == right.includesEnd else { return false }
      for (left, right) in [(left.excluded, right.excluded), (left.start, right.start), (left.end, right.end)] {
        let same = (left ?? .null).isSame(as: right ?? .null, within: &remaining)
        guard same == true else { return same }
      }
      return true
    default: return feelEquals(other) ?? false
    }
  }
}

extension TimeOfDay {
  /// The day on which the offset of a named zone is taken for a time without a day: 2000-01-01.
  private static let offsetDay: Int64 = 10_957 * 86_400

  /// The offset from UTC; nil without a zone or where the zone is unknown.
  package func offset(zones: any ZoneProvider) -> Int32? {
    zone.flatMap { $0.offset(atLocal: Self.offsetDay + nanosecondOfDay / 1_000_000_000, zones: zones) }
  }

  /// The time without its fraction of a second.
  var wholeSecond: TimeOfDay {
    TimeOfDay(nanosecondOfDay: nanosecondOfDay - nanosecondOfDay % 1_000_000_000, zone: zone)
  }

  /// Local times by the clock, zoned times by UTC; nil for one of each.
  static func order(_ left: TimeOfDay, _ right: TimeOfDay, zones: any ZoneProvider) -> Int? {
    var (first, second) = (left.nanosecondOfDay, right.nanosecondOfDay)
    if left.zone != right.zone {
      guard let leftOffset = left.offset(zones: zones), let rightOffset = right.offset(zones: zones) else {
        return nil
      }
      first -= Int64(leftOffset) * 1_000_000_000
      second -= Int64(rightOffset) * 1_000_000_000
    }
    return first < second ? -1 : first == second ? 0 : 1
  }
}

extension DateAndTime {
  /// The point of time without its fraction of a second.
  var wholeSecond: DateAndTime { DateAndTime(date: date, time: time.wholeSecond) }

  /// Local ones by the calendar, zoned ones by the point of time; nil for one of each.
  static func order(_ left: DateAndTime, _ right: DateAndTime, zones: any ZoneProvider) -> Int? {
    var (first, second) = (left.localSeconds, right.localSeconds)
    if let leftZone = left.zone, let rightZone = right.zone {
      // The same fixed offset on both sides changes nothing; a named zone may fold an hour.
      if left.zone != right.zone || !leftZone.isFixed {
        guard let leftSeconds = left.utcSeconds(in: leftZone, zones: zones),
          let rightSeconds = right.utcSeconds(in: rightZone, zones: zones)
        else { return nil }
        (first, second) = (leftSeconds, rightSeconds)
      }
    } else if (left.zone == nil) != (right.zone == nil) {
      return nil
    }
    if first != second { return first < second ? -1 : 1 }
    let (leftRest, rightRest) = (left.time.nanosecond, right.time.nanosecond)
    return leftRest < rightRest ? -1 : leftRest == rightRest ? 0 : 1
  }
}

extension Zone {
  var isFixed: Bool {
    if case .offset = self { true } else { false }
  }
}
