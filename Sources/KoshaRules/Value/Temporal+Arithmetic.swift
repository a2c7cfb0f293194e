// Dates and times with durations, and their differences (DMN 1.5 §10.3.2.13, tables 55–56); nil where out of range.

extension CalendarDate {
  /// The day so many months later; where that month is shorter, its last day.
  package func adding(_ duration: YearsAndMonthsDuration) -> CalendarDate? {
    Int(exactly: duration.months).flatMap { adding(months: $0) }
  }

  /// The day of its midnight so much later: part of a day back is a whole day back.
  package func adding(_ duration: DaysAndTimeDuration) -> CalendarDate? {
    let total = duration.totalNanoseconds
    let (days, rest) = total.quotientAndRemainder(dividingBy: Int128(TimeOfDay.nanosecondsPerDay))
    return adding(days: Int(rest < 0 ? days - 1 : days))
  }

  /// The time from another day to this one.
  package func since(_ other: CalendarDate) -> DaysAndTimeDuration {
    DaysAndTimeDuration(seconds: Int64(daysSinceEpoch - other.daysSinceEpoch) * 86_400)
  }
}

extension TimeOfDay {
  /// The time so much later, around the clock.
  package func adding(_ duration: DaysAndTimeDuration) -> TimeOfDay {
    let day = Int128(Self.nanosecondsPerDay)
    let rest = (Int128(nanosecondOfDay) + duration.totalNanoseconds) % day
    return TimeOfDay(nanosecondOfDay: Int64(rest < 0 ? rest + day : rest), zone: zone)
  }

  /// The time from another time of the same day to this one; nil where only one has a zone, or it is unknown.
  package func since(_ other: TimeOfDay, zones: any ZoneProvider) -> DaysAndTimeDuration? {
    var difference = Int128(nanosecondOfDay - other.nanosecondOfDay)
    if zone != other.zone {
      guard let offset = offset(zones: zones), let otherOffset = other.offset(zones: zones) else { return nil }
      difference -= Int128(offset - otherOffset) * 1_000_000_000
    }
    return DaysAndTimeDuration(totalNanoseconds: difference)
  }
}

extension DateAndTime {
  /// The same time on the day so many months later; where that month is shorter, on its last day.
  package func adding(_ duration: YearsAndMonthsDuration) -> DateAndTime? {
    date.adding(duration).map { DateAndTime(date: $0, time: time) }
  }

  /// The point of time so much later, on the clock of the same zone; nil where the zone is unknown.
  package func adding(_ duration: DaysAndTimeDuration, zones: any ZoneProvider) -> DateAndTime? {
    var clock = localSeconds
    if let zone, !zone.isFixed {
      // A named zone may change its offset on the way: count in UTC.
      guard let offset = zone.offset(atLocal: clock, zones: zones) else { return nil }
      clock -= Int64(offset)
    }
    let total = Int128(clock) * 1_000_000_000 + Int128(time.nanosecond) + duration.totalNanoseconds
    var (whole, rest) = total.quotientAndRemainder(dividingBy: 1_000_000_000)
    if rest < 0 {
      whole -= 1
      rest += 1_000_000_000
    }
    guard var seconds = Int64(exactly: whole) else { return nil }
    if let zone, !zone.isFixed {
      guard let offset = zone.offset(atUTC: seconds, zones: zones) else { return nil }
      let (sum, overflow) = seconds.addingReportingOverflow(Int64(offset))
      if overflow { return nil }
      seconds = sum
    }
    return DateAndTime(localSeconds: seconds, nanosecond: Int(rest), zone: zone)
  }

  /// The time from another point of time to this one; nil where only one has a zone, or it is unknown.
  package func since(_ other: DateAndTime, zones: any ZoneProvider) -> DaysAndTimeDuration? {
    guard let end = seconds(comparedWith: other, zones: zones),
      let start = other.seconds(comparedWith: self, zones: zones)
    else { return nil }
    return DaysAndTimeDuration(
      totalNanoseconds: Int128(end - start) * 1_000_000_000 + Int128(time.nanosecond - other.time.nanosecond))
  }

  /// Seconds since the epoch: by the clock where both are local, by UTC where both are zoned.
  private func seconds(comparedWith other: DateAndTime, zones: any ZoneProvider) -> Int64? {
    guard let zone else { return other.zone == nil ? localSeconds : nil }
    return utcSeconds(in: zone, zones: zones)
  }
}
