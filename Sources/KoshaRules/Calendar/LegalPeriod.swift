// Periods as the Civil Code counts them (民法138条–143条): a day and a period in, the last day of the period out.
//
// What article 142 says of days off is a step of its own: `nextBusinessDay(onOrAfter:)` of the last day, where the custom
// is that no business is done on such days.

/// Periods of days, weeks, months and years by the Civil Code; hours and less run at once and are no matter of days.
public enum LegalPeriod {
  /// Whether the first day of a period that begins at an instant of the day counts: only where the instant is 0:00
  /// (article 140).
  public static func countsFirstDay(beginningAt time: TimeOfDay) -> Bool { time.nanosecondOfDay == 0 }

  /// The last day of a period of days; it ends with the end of that day (articles 140 and 141).
  ///
  /// - Parameter countsFirstDay: whether the day itself is the first of the period; else the next one is.
  public static func lastDay(days: Int, from date: CalendarDate, countsFirstDay: Bool) -> CalendarDate? {
    guard days > 0 else { return nil }
    return date.adding(days: countsFirstDay ? days - 1 : days)
  }

  /// The last day of a period of months: the day before the one that corresponds to its first, or, where the last month
  /// has none such, that month's last day (article 143).
  public static func lastDay(months: Int, from date: CalendarDate, countsFirstDay: Bool) -> CalendarDate? {
    guard months > 0, let first = countsFirstDay ? date : date.adding(days: 1),
      let corresponding = first.adding(months: months)
    else { return nil }
    // A shorter month has no such day, and `adding` gave its last.
    return corresponding.day == first.day ? corresponding.adding(days: -1) : corresponding
  }
}
