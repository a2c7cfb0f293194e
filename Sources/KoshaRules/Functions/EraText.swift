// The day of a date as Japanese offices write it: 令和5年2月2日.

enum Era {
  /// The eras since the Gregorian calendar came into use (1873-01-01), each with its first day; on the days on which two
  /// meet, the new one counts.
  private static let eras: [(name: String, year: Int, month: Int, day: Int)] = [
    ("令和", 2019, 5, 1), ("平成", 1989, 1, 8), ("昭和", 1926, 12, 25), ("大正", 1912, 7, 30), ("明治", 1868, 1, 25),
  ]

  /// The era, year, month and day; the first year of an era is `元年`.
  ///
  /// Nil before 1873, when months were lunar ones.
  static func text(of date: CalendarDate) -> String? {
    guard date.year >= 1873 else { return nil }
    let day = (Int(date.year), Int(date.month), Int(date.day))
    guard let era = eras.first(where: { ($0.year, $0.month, $0.day) <= day }) else { return nil }
    let year = Int(date.year) - era.year + 1
    return "\(era.name)\(year == 1 ? "元" : String(year))年\(date.month)月\(date.day)日"
  }
}
