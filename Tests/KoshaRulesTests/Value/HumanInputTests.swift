// What people type, and what they are told where it cannot be read.

import KoshaSource
import Testing

@testable import KoshaRules

@Suite struct HumanInputTests {
  @Test(arguments: [
    (ValueType.number, "3,000,000", "3000000"), (.number, "300万", "3000000"), (.number, "１億２０００万", "120000000"),
    (.number, "1,250万円", "12500000"), (.number, "¥500", "500"), (.number, "￥１，０００", "1000"), (.number, "▲500", "-500"),
    (.number, "−3.5", "-3.5"), (.number, "1.5億", "150000000"), (.number, "3千", "3000"), (.number, "3千万", "30000000"),
    (.number, "1兆2億3万4", "1000200030004"), (.number, " 42　", "42"), (.number, "0.10", "0.1"),
    (.number, "1億 5", "100000005"),
    (.boolean, "はい", "true"), (.boolean, "いいえ", "false"), (.boolean, "有", "true"), (.boolean, "無", "false"),
    (.boolean, "TRUE", "true"), (.boolean, "ｎｏ", "false"),
    (.date, "令和5年4月3日", "date(\"2023-04-03\")"), (.date, "R5.4.3", "date(\"2023-04-03\")"),
    (.date, "令和元年5月1日", "date(\"2019-05-01\")"), (.date, "令和1年5月1日", "date(\"2019-05-01\")"),
    (.date, "r5/4/3", "date(\"2023-04-03\")"), (.date, "Ｈ31.4.30", "date(\"2019-04-30\")"),
    (.date, "S64.1.7", "date(\"1989-01-07\")"), (.date, "昭和元年12月25日", "date(\"1926-12-25\")"),
    (.date, "大正15年12月25日", "date(\"1926-12-25\")"), (.date, "平31.4.1", "date(\"2019-04-01\")"),
    (.date, "2023年4月3日", "date(\"2023-04-03\")"), (.date, "2023/4/3", "date(\"2023-04-03\")"),
    (.date, "２０２３．４．３", "date(\"2023-04-03\")"), (.date, "2023-04-03", "date(\"2023-04-03\")"),
    (.date, "令和 5 年 4 月 3 日", "date(\"2023-04-03\")"),
    (.time, "9:00", "time(\"09:00:00\")"), (.time, "午後3時半", "time(\"15:30:00\")"),
    (.time, "9時5分", "time(\"09:05:00\")"),
    (.time, "09:00:00+09:00", "time(\"09:00:00+09:00\")"), (.time, "午前12時", "time(\"12:00:00\")"),
    (.dateAndTime, "2023-04-03 9:00", "date and time(\"2023-04-03T09:00:00\")"),
    (.dateAndTime, "令和5年4月3日午後1時", "date and time(\"2023-04-03T13:00:00\")"),
    (.dateAndTime, "2023-04-03T09:00:00Z", "date and time(\"2023-04-03T09:00:00Z\")"),
    (.daysAndTimeDuration, "3日", "duration(\"P3D\")"), (.daysAndTimeDuration, "1週間", "duration(\"P7D\")"),
    (.daysAndTimeDuration, "1日2時間30分", "duration(\"P1DT2H30M\")"), (.daysAndTimeDuration, "P1D", "duration(\"P1D\")"),
    (.yearsAndMonthsDuration, "1年6か月", "duration(\"P1Y6M\")"), (.yearsAndMonthsDuration, "６ヶ月", "duration(\"P6M\")"),
    (.enumeration(["small", "startup"]), " small ", "\"small\""), (.enumeration(["Ａ"]), "A", "\"Ａ\""),
    (.string, " そのまま　", "\" そのまま　\""), (.list(.number), "1,000、2,000", "[1000, 2000]"),
    (.list(.string), "甲、乙", "[\"甲\", \"乙\"]"),
    (.context([.init("a", .date)]), #"{"a":"2023-04-01"}"#, "{a: date(\"2023-04-01\")}"),
    (.any, "12", "12"), (.any, "甲", "\"甲\""),
  ])
  func read(_ type: ValueType, _ text: String, _ expected: String) throws {
    #expect(try HumanInput.read(text, as: type).get().feelText == expected)
  }

  @Test(arguments: [
    (ValueType.date, "平成31年5月1日", "KF0293", "`平成31年5月1日` は平成の期間にありません", "`令和元年5月1日` と書いてください"),
    (.date, "S64.1.8", "KF0293", "`S64.1.8` は昭和の期間にありません", "`平成元年1月8日` と書いてください"),
    (.date, "平成33年1月1日", "KF0293", "`平成33年1月1日` は平成の期間にありません", "`令和3年1月1日` と書いてください"),
    (.date, "R1.4.30", "KF0293", "`R1.4.30` は令和の期間にありません", "`平成31年4月30日` と書いてください"),
    (.date, "令和5年2月30日", "KF0292", "`令和5年2月30日` という日はありません", ""),
    (.date, "2023/2/29", "KF0292", "`2023/2/29` という日はありません", ""),
    (.date, "5/4/3", "KF0291", "`5/4/3` は日付として読めません", "例: `2023-04-03` `令和5年4月3日` `R5.4.3`"),
    (.date, "2023/4-3", "KF0291", "`2023/4-3` は日付として読めません", "例: `2023-04-03` `令和5年4月3日` `R5.4.3`"),
    (.number, "3,00", "KF0291", "`3,00` は数として読めません", "例: `3,000,000` `300万`"),
    (.number, "2000万1億", "KF0291", "`2000万1億` は数として読めません", "例: `3,000,000` `300万`"),
    (.number, "1億20000万", "KF0291", "`1億20000万` は数として読めません", "例: `3,000,000` `300万`"),
    (.number, "万", "KF0291", "`万` は数として読めません", "例: `3,000,000` `300万`"),
    (.number, "円", "KF0291", "`円` は数として読めません", "例: `3,000,000` `300万`"),
    (.number, "1e3", "KF0291", "`1e3` は数として読めません", "例: `3,000,000` `300万`"),
    (.boolean, "多分", "KF0291", "`多分` ははい・いいえとして読めません", "例: `はい` `いいえ`"),
    (.enumeration(["a", "b"]), "c", "KF0294", "`c` は選択肢にありません", "`a`、`b` のいずれかにしてください"),
    (.number, " 　", "KF0290", "値が入力されていません", ""), (.document, "x", "KF0295", "文書は文字で入力できません", ""),
    (.time, "25:00", "KF0291", "`25:00` は時刻として読めません", "例: `09:00` `午後3時30分`"),
    (.daysAndTimeDuration, "3分2時間", "KF0291", "`3分2時間` は日数や時間として読めません", "例: `3日` `5時間` `P3DT5H`"),
  ])
  func refused(_ type: ValueType, _ text: String, _ code: String, _ message: String, _ help: String) {
    guard case .failure(let problem) = HumanInput.read(text, as: type) else {
      Issue.record("\(text) was read")
      return
    }
    #expect(problem.code == code)
    #expect(problem.message.ja == message)
    #expect(problem.help?.ja ?? "" == help)
  }

  @Test func englishWords() {
    guard case .failure(let problem) = HumanInput.read("H31.5.1", as: .date) else {
      Issue.record("read")
      return
    }
    #expect(problem.message.en == "`H31.5.1` lies outside the era 平成")
    #expect(problem.help?.en == "write `令和元年5月1日`")
  }
}
