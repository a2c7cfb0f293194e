// What the national holidays are called, in the words of the law and of its usual translation.

public import KoshaSource

extension JapaneseHolidays.Name {
  /// The holiday's name.
  public var words: Words {
    switch self {
    case .newYearsDay: Words(ja: "元日", en: "New Year's Day")
    case .comingOfAgeDay: Words(ja: "成人の日", en: "Coming of Age Day")
    case .nationalFoundationDay: Words(ja: "建国記念の日", en: "National Foundation Day")
    case .emperorsBirthday: Words(ja: "天皇誕生日", en: "Emperor's Birthday")
    case .vernalEquinoxDay: Words(ja: "春分の日", en: "Vernal Equinox Day")
    case .greeneryDay: Words(ja: "みどりの日", en: "Greenery Day")
    case .showaDay: Words(ja: "昭和の日", en: "Showa Day")
    case .constitutionMemorialDay: Words(ja: "憲法記念日", en: "Constitution Memorial Day")
    case .childrensDay: Words(ja: "こどもの日", en: "Children's Day")
    case .marineDay: Words(ja: "海の日", en: "Marine Day")
    case .mountainDay: Words(ja: "山の日", en: "Mountain Day")
    case .respectForTheAgedDay: Words(ja: "敬老の日", en: "Respect for the Aged Day")
    case .autumnalEquinoxDay: Words(ja: "秋分の日", en: "Autumnal Equinox Day")
    case .healthAndSportsDay: Words(ja: "体育の日", en: "Health and Sports Day")
    case .sportsDay: Words(ja: "スポーツの日", en: "Sports Day")
    case .cultureDay: Words(ja: "文化の日", en: "Culture Day")
    case .labourThanksgivingDay: Words(ja: "勤労感謝の日", en: "Labour Thanksgiving Day")
    case .akihitosWedding: Words(ja: "皇太子明仁親王の結婚の儀", en: "Wedding of Crown Prince Akihito")
    case .showaFuneral: Words(ja: "昭和天皇の大喪の礼", en: "Funeral of Emperor Showa")
    case .heiseiEnthronement: Words(ja: "即位礼正殿の儀", en: "Enthronement Ceremony")
    case .naruhitosWedding: Words(ja: "皇太子徳仁親王の結婚の儀", en: "Wedding of Crown Prince Naruhito")
    case .reiwaAccession: Words(ja: "天皇の即位の日", en: "Accession of the Emperor")
    case .reiwaEnthronement: Words(ja: "即位礼正殿の儀の行われる日", en: "Enthronement Ceremony")
    case .substituteHoliday: Words(ja: "振替休日", en: "Substitute Holiday")
    case .citizensHoliday: Words(ja: "国民の休日", en: "Citizens' Holiday")
    }
  }
}
