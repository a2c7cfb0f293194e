// Japan's national holidays, computed from the law and its history (国民の祝日に関する法律, in force 1948-07-20).

/// The national holidays of one year.
public struct JapaneseHolidays: Sendable {
  /// Why a day is a holiday.
  public enum Name: Sendable, Hashable {
    // The holidays of article 2, past and present.
    case newYearsDay, comingOfAgeDay, nationalFoundationDay, emperorsBirthday, vernalEquinoxDay, greeneryDay, showaDay
    case constitutionMemorialDay, childrensDay, marineDay, mountainDay, respectForTheAgedDay, autumnalEquinoxDay
    case healthAndSportsDay, sportsDay, cultureDay, labourThanksgivingDay
    // The holidays of single laws.
    case akihitosWedding, showaFuneral, heiseiEnthronement, naruhitosWedding, reiwaAccession, reiwaEnthronement
    /// The day after a holiday on a Sunday (article 3, paragraph 2).
    case substituteHoliday
    /// A day between two holidays (article 3, paragraph 3).
    case citizensHoliday
  }

  /// Raised with every change of the rules below, so that what was reckoned by them is known to be so no more.
  public static let edition = 1

  /// The year.
  public let year: Int
  /// The day of the year (1 on January 1st) and the name of each, ascending.
  private let days: [(day: Int16, name: Name)]

  /// The holidays of a year; none before the law.
  public init(year: Int) {
    self.year = year
    guard year >= 1948, let newYear = CalendarDate(year: year, month: 1, day: 1) else {
      days = []
      return
    }
    var found: [(month: Int, day: Int, name: Name)] = []
    Self.addFixed(year, to: &found)
    Self.addMoving(year, to: &found)
    Self.addSingular(year, to: &found)
    let lawful = found.compactMap { entry -> (day: Int16, name: Name)? in
      guard let date = CalendarDate(year: year, month: entry.month, day: entry.day) else { return nil }
      return (Int16(date.dayOfYear), entry.name)
    }.sorted { $0.day < $1.day }
    days = Self.withDaysBetween(lawful, year: year, newYearsWeekday: newYear.weekday)
  }

  /// The holiday on a day of this year.
  public func name(of date: CalendarDate) -> Name? {
    guard Int(date.year) == year else { return nil }
    let wanted = Int16(date.dayOfYear)
    return days.first { $0.day == wanted }?.name
  }

  /// All holidays of the year in order.
  public var all: [(date: CalendarDate, name: Name)] {
    guard let newYear = CalendarDate(year: year, month: 1, day: 1) else { return [] }
    return days.compactMap { entry in newYear.adding(days: Int(entry.day) - 1).map { ($0, entry.name) } }
  }

  // MARK: - Article 2

  private static func addFixed(_ year: Int, to found: inout [(month: Int, day: Int, name: Name)]) {
    if year >= 1949 { found.append((1, 1, .newYearsDay)) }
    if year >= 1967 { found.append((2, 11, .nationalFoundationDay)) }
    switch year {
    case ...1948: break
    case ...1988: found.append((4, 29, .emperorsBirthday))
    case ...2006: found.append((4, 29, .greeneryDay))
    default: found.append((4, 29, .showaDay))
    }
    if year >= 1949 {
      found.append((5, 3, .constitutionMemorialDay))
      if year >= 2007 { found.append((5, 4, .greeneryDay)) }
      found.append((5, 5, .childrensDay))
    }
    if (1989...2018).contains(year) { found.append((12, 23, .emperorsBirthday)) }
    if year >= 2020 { found.append((2, 23, .emperorsBirthday)) }
    found.append((11, 3, .cultureDay))
    found.append((11, 23, .labourThanksgivingDay))
  }

  private static func addMoving(_ year: Int, to found: inout [(month: Int, day: Int, name: Name)]) {
    if year >= 1949 {
      found.append((1, year < 2000 ? 15 : monday(2, of: 1, in: year), .comingOfAgeDay))
      found.append((3, vernalEquinox(in: year), .vernalEquinoxDay))
    }
    found.append((9, autumnalEquinox(in: year), .autumnalEquinoxDay))
    if year >= 1966 {
      found.append((9, year < 2003 ? 15 : monday(3, of: 9, in: year), .respectForTheAgedDay))
    }
    // The Games of Tokyo moved three holidays in 2020 and 2021 (平成三十二年東京オリンピック…特別措置法).
    switch year {
    case 2020: found += [(7, 23, .marineDay), (7, 24, .sportsDay), (8, 10, .mountainDay)]
    case 2021: found += [(7, 22, .marineDay), (7, 23, .sportsDay), (8, 8, .mountainDay)]
    default:
      if year >= 1996 { found.append((7, year < 2003 ? 20 : monday(3, of: 7, in: year), .marineDay)) }
      if year >= 2016 { found.append((8, 11, .mountainDay)) }
      if year >= 1966 {
        found.append(
          (10, year < 2000 ? 10 : monday(2, of: 10, in: year), year < 2020 ? .healthAndSportsDay : .sportsDay))
      }
    }
  }

  private static func addSingular(_ year: Int, to found: inout [(month: Int, day: Int, name: Name)]) {
    switch year {
    case 1959: found.append((4, 10, .akihitosWedding))
    case 1989: found.append((2, 24, .showaFuneral))
    case 1990: found.append((11, 12, .heiseiEnthronement))
    case 1993: found.append((6, 9, .naruhitosWedding))
    case 2019: found += [(5, 1, .reiwaAccession), (10, 22, .reiwaEnthronement)]
    default: break
    }
  }

  private static func monday(_ count: Int, of month: Int, in year: Int) -> Int {
    guard let first = CalendarDate(year: year, month: month, day: 1) else { return 1 }
    return (8 - first.weekday) % 7 + 1 + (count - 1) * 7
  }

  // MARK: - Equinoxes

  /// Equinox days that the official gazette (官報) set otherwise than the formula: none so far.
  private static let setByGazette: (march: [Int: Int], september: [Int: Int]) = ([:], [:])

  private static func vernalEquinox(in year: Int) -> Int {
    setByGazette.march[year] ?? equinox(year, until1979: 208_357, until2099: 208_431, later: 218_510)
  }

  private static func autumnalEquinox(in year: Int) -> Int {
    setByGazette.september[year] ?? equinox(year, until1979: 232_588, until2099: 232_488, later: 242_488)
  }

  /// The astronomers' approximation, in 10^-4 and 10^-6 days; a forecast from the next year's notice on.
  private static func equinox(_ year: Int, until1979: Int, until2099: Int, later: Int) -> Int {
    let elapsed = year - 1980
    let base = year < 1980 ? until1979 : year < 2100 ? until2099 : later
    let leaps =
      year < 1980
      ? (year - 1983) / 4
      : elapsed / 4
    let micros = base * 100 + 242_194 * elapsed
    return micros / 1_000_000 - leaps
  }

  // MARK: - Article 3

  /// Adds substitute holidays (from 1973-04-12) and days between two holidays (from 1985-12-27).
  private static func withDaysBetween(
    _ lawful: [(day: Int16, name: Name)], year: Int, newYearsWeekday: Int
  ) -> [(day: Int16, name: Name)] {
    func isSunday(_ day: Int16) -> Bool { (Int(day) - 1 + newYearsWeekday) % 7 == 0 }
    var isLawful = [Bool](repeating: false, count: 368)
    for entry in lawful { isLawful[Int(entry.day)] = true }
    var all = lawful
    for entry in lawful where isSunday(entry.day) {
      guard year > 1973 || (year == 1973 && entry.day >= 102) else { continue }
      var substitute = entry.day + 1
      if year >= 2007 {
        while isLawful[Int(substitute)] { substitute += 1 }
      } else if isLawful[Int(substitute)] {
        continue
      }
      all.append((substitute, .substituteHoliday))
    }
    if year >= 1986 {
      let taken = Set(all.map(\.day))
      for (entry, next) in zip(lawful, lawful.dropFirst()) where next.day == entry.day + 2 {
        let between = entry.day + 1
        // A Sunday was no such day until 2006; nor is a substitute holiday ever one.
        if !taken.contains(between), year >= 2007 || !isSunday(between) { all.append((between, .citizensHoliday)) }
      }
    }
    return all.sorted { $0.day < $1.day }
  }
}
