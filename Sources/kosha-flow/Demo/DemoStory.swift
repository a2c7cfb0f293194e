// The story of `demo`: the five processes from their beginning to their end, on one office's clock.

/// What `demo` tells.
enum DemoStory {
  /// The workflows that the story needs.
  static let workflows = [
    "sera-outsourcing", "partner-agreement", "loan-application", "harassment-consultation", "souvenir-selection",
  ]

  /// The documents that the story hands in.
  static let papers = [
    "仕様書.pdf", "委託契約書.pdf", "協定書案.pdf", "協定書.pdf", "申込書.pdf", "決算書.pdf", "納税証明書.pdf",
    "登記事項証明書.pdf", "応募用紙.pdf", "写真.jpg", "ロゴ契約.pdf",
  ]

  static let steps: [DemoStep] = outsourcing + agreement + start + loan + consultation + souvenir + later + proof

  private static let outsourcing: [DemoStep] = [
    .chapter("1. セラ・サービスの事業委託", "1. Outsourcing the Sera Service"),
    .clock("2022-06-01T09:00:00+09:00"),
    .say(
      "会員への調査から委託先の選定、個人データの移行までを一つの案件で進めます。値は `--set` で、紙に書くとおりに渡せます。",
      "One case leads from the survey of members to the choice of a contractor and the move of personal data. "
        + "Values are given as people write them."),
    .run("sera-desk-1", "case open sera-outsourcing", "ceiling=1000万"),
    .run("sera-desk-1", "case do @sera-outsourcing survey.close", "member_answers=820", "company_answers=１４０"),
    .run(
      "sera-desk-1", "case do @sera-outsourcing analysis.report", "wants_all_day=はい", "wants_digital=はい",
      "wants_cashless=はい", "wants_facilities=はい", "specification=仕様書.pdf"),
    .run("sera-manager-desk", "case do @sera-outsourcing requirements.approve", "entries_close_on=R4.6.30"),
    .clock("2022-07-01T09:00:00+09:00"),
    .say(
      "締切りの翌日です。期限の来たタイマーを動かすと、募集が締め切られます。",
      "The day after the closing date: firing what is due closes the call for entries."),
    .run("system-desk", "run --once"),
    .run(
      "sera-manager-desk", "case do @sera-outsourcing evaluate", "entries=3", "estimate=950万", "contractor=見本福利厚生",
      "grade_record=4", "grade_team=3", "grade_policy=4", "grade_support=3", "grade_concrete=4", "grade_eager=4",
      "grade_price=3"),
    .run(
      "sera-manager-desk", "case do @sera-outsourcing contract.sign", "contract_paper=委託契約書.pdf",
      "entrustment_clause=はい", "supervision_plan=はい"),
    .run("sera-desk-1", "case do @sera-outsourcing mapping.record", "mapped_items=40", "total_items=40"),
    .run("privacy-desk", "case do @sera-outsourcing mapping.accept"),
    .run("sera-desk-1", "case do @sera-outsourcing notice.send", "members=5,000"),
    .run("privacy-desk", "case do @sera-outsourcing consent.close", "consents=4,999"),
    .say(
      "全員の同意がそろっていないので断られました。理由と値、代わりにできることが示されます。",
      "Refused, since one consent is missing: the reason, its values and what can be done instead are told."),
    .run("privacy-desk", "case do @sera-outsourcing consent.close", "consents=5,000"),
    .clock("2023-03-01T09:00:00+09:00"),
    .run(
      "sera-desk-1", "case do @sera-outsourcing rehearse", "source_rows=5000", "target_rows=5000",
      "source_checksum=a1b2", "target_checksum=a1b2", "sample_a=40", "sample_b=80", "sample_c=20",
      "contractor_verdict=はい"),
    .run("sera-desk-1", "case do @sera-outsourcing parallel.report", "severity_one=0"),
    .run("executive-desk", "case do @sera-outsourcing go"),
  ]

  private static let agreement: [DemoStep] = [
    .chapter("2. 協定", "2. A partner agreement"),
    .clock("2023-03-13T09:00:00+09:00"),
    .run(
      "partner-desk-1", "case open partner-agreement", "partner=世田谷川場ふるさと公社", "partner_kind=foundation",
      "purpose=区内イベントでの販売機会の提供"),
    .run("partner-desk-1", "case do @partner-agreement talks.open", "contact=見本の窓口"),
    .run(
      "partner-desk-1", "case do @partner-agreement talks.agree", "yearly_cost=30万", "first_agreement=はい",
      more: ["--comment", "販売機会の提供で合意した"]),
    .say(
      "案を出すと、条項の点検表が足りない条項を挙げ、法務確認と区への協議が並行して始まります。",
      "The draft is checked clause by clause; legal check and consultation of the ward then run side by side."),
    .run(
      "partner-desk-1", "case do @partner-agreement draft.submit", "draft_paper=協定書案.pdf", "purpose_clause=はい",
      "cost_clause=はい", "term_clause=はい", "notice_clause=はい", "secrecy_clause=はい"),
    .run("legal-desk", "case do @partner-agreement legal.pass"),
    .run("ward-desk", "case do @partner-agreement ward.agree", more: ["--comment", "区の所管が了承した"]),
    .run("board-desk", "case do @partner-agreement board.approve", more: ["--comment", "理事会で承認された"]),
    .run(
      "executive-desk", "case do @partner-agreement sign", "signed_on=令和5年3月13日", "term_from=R5.4.1",
      "agreement_paper=協定書.pdf"),
  ]

  private static let start: [DemoStep] = [
    .chapter("3. 年度のはじめ", "3. The fiscal year begins"),
    .clock("2023-04-03T09:00:00+09:00"),
    .say(
      "4月1日を過ぎました。委託の開始と協定の発効は、人の手を待たずに起こります。",
      "The first of April has passed: the outsourced service starts and the agreement comes into force by themselves."),
    .run("system-desk", "run --once"),
    .run("sera-desk-1", "case do @sera-outsourcing fault.report", "severity_one=0"),
    .run(
      "partner-desk-1", "case do @partner-agreement event.hold", "event_cost=200,001", "event_sales=はい"),
  ]

  private static let loan: [DemoStep] = [
    .chapter("4. 融資あっせん", "4. Loan mediation"),
    .run(
      "entry-desk", "case open loan-application", "topic=loan", "channel=online", "company=見本製作所",
      "contact=03-0000-0000"),
    .run("loan-desk-1", "case do @loan-application consult"),
    .run("loan-desk-1", "case do @loan-application bank.consent", "bank=見本信用金庫"),
    .run(
      "entry-desk", "case do @loan-application apply", "applicant_type=corporation", "industry=manufacturing",
      "purpose=working", "amount=５００万円", "loan_months=60", "grace_months=6", "capital=1000万", "employees=8",
      "started_on=平成27年4月1日", "application_form=申込書.pdf", "tax_return=決算書.pdf", "tax_certificate=納税証明書.pdf",
      "registry=登記事項証明書.pdf", "registry_issued_on=R5.3.10"),
    .run("loan-desk-1", "case inbox"),
    .run("loan-desk-1", "case claim @loan-application"),
    .run("loan-desk-1", "case do @loan-application documents.accept"),
    .say(
      "まだ決裁できる状態ではないイベントを送ると、できることと、ほかのイベントができない理由が返ります。",
      "An event that cannot happen yet is refused with what can be done, and for each other event why it cannot."),
    .run("loan-manager-desk", "case do @loan-application approve"),
    .run(
      "loan-desk-1", "case do @loan-application examine", "hq_in_ward=はい", "address_in_ward=はい", "site_in_ward=はい",
      "tax_arrears=いいえ", "covered_industry=はい", "licence=not_required", "proper_use=はい", "repayable=yes",
      "antisocial=いいえ"),
    .say(
      "起案は運用席が融資窓口2の代わりに（`--as`）行います。記録には二つの名前が残ります。",
      "The operator proposes on behalf of loan desk 2 (`--as`): both names go into the journal."),
    .run("system-desk", "case do @loan-application propose", more: ["--as", "loan-desk-2"]),
    .say(
      "融資窓口2は係長の代理もできますが、自分の名前で起案したものは審査できません。",
      "Loan desk 2 may stand in for the reviewer, but not where the proposal was made in its own name."),
    .run("loan-desk-2", "case do @loan-application endorse"),
    .run("loan-review-desk", "case do @loan-application endorse"),
    .run("loan-manager-desk", "case do @loan-application approve"),
    .say("どの規則がなぜ当てはまったかは、判定表に聞けます。", "A decision table tells which rule fired, and why others did not."),
    .run(
      "loan-desk-1", "rule eval loan-application/fund_terms --explain", "fund=small"),
    .run("loan-desk-1", "case do @loan-application bank.receive"),
    .run("loan-desk-1", "case do @loan-application bank.approve"),
    .run("loan-desk-1", "case do @loan-application guarantee.approve"),
    .run("loan-desk-1", "case do @loan-application loan.execute", "executed_on=令和5年4月3日"),
    .say(
      "監査席から見ると、機微な項目は隠れます。", "To the auditor the sensitive value is masked."),
    .run("audit-desk", "case show @loan-application"),
  ]

  private static let consultation: [DemoStep] = [
    .chapter("5. ハラスメント相談", "5. A consultation about harassment"),
    .clock("2023-04-04T10:00:00+09:00"),
    .run(
      "counsel-desk-1", "case open harassment-consultation", "channel=phone", "anonymous=いいえ", "consulter_name=見本",
      "company=見本商店"),
    .run(
      "counsel-desk-1", "case do @harassment-consultation triage.record", "danger=いいえ", "violence=いいえ",
      "medical=いいえ", "ongoing=はい"),
    .say(
      "ほかの係には、この案件があることも見えません。", "Other desks do not even see that the case exists."),
    .run("loan-desk-1", "case show @harassment-consultation"),
    .run("counsel-desk-1", "case do @harassment-consultation hearing.schedule", "hearing_at=2023-04-05 10:00"),
    .clock("2023-04-05T11:00:00+09:00"),
    .run(
      "counsel-desk-1", "case do @harassment-consultation hearing.record", "summary=見本の訴え", "wish=listen",
      "consent_recording=はい", "superior_relation=はい", "beyond_need=はい", "environment_harmed=はい", "mental=はい"),
    .run(
      "counsel-desk-1", "case do @harassment-consultation consent.record", "consent_share=いいえ", "consent_actor=いいえ",
      "consent_third_party=いいえ"),
    .run("counsel-desk-1", "case do @harassment-consultation advice.record", "advice=休養と受診を勧めた"),
    .clock("2023-05-08T09:00:00+09:00"),
    .run("system-desk", "run --once"),
    .run("counsel-desk-1", "case do @harassment-consultation follow.record", "improved=はい"),
  ]

  private static let souvenir: [DemoStep] = [
    .chapter("6. 世田谷みやげの選定", "6. Choosing souvenirs"),
    .clock("2023-06-05T09:00:00+09:00"),
    .run("entry-desk", "case open souvenir-selection", "kind=goods", "item_name=見本最中", "company=見本堂"),
    .run(
      "entry-desk", "case do @souvenir-selection submit", "story=区内の畑の小豆を使う", "price=1,200円", "site_in_ward=はい",
      "application_form=応募用紙.pdf", "photo=写真.jpg", "labelling=はい", "stable_supply=はい"),
    .run("souvenir-desk-1", "case do @souvenir-selection format.accept"),
    .run(
      "souvenir-manager-desk", "case do @souvenir-selection screening.record", "conflicts_excluded=はい",
      more: ["--comment", "条件を満たす"]),
    .run("souvenir-desk-1", "case do @souvenir-selection tasting.done", more: ["--comment", "試食会を開いた"]),
    .run(
      "souvenir-desk-1", "case do @souvenir-selection scores.record", "making=4、4、4、4、4、4", "history=4、3、4、3、4、3",
      "attachment=5、4、4、4、5、4", "appeal=3、4、3、4、3、4"),
    .run("committee-desk", "case do @souvenir-selection committee.decide", "places_left=はい"),
    .run("souvenir-manager-desk", "case do @souvenir-selection logo.sign", "logo_agreement=ロゴ契約.pdf"),
    .noteRoot,
  ]

  private static let later: [DemoStep] = [
    .chapter("7. それぞれの終わり", "7. How each ends"),
    .clock("2023-07-10T09:00:00+09:00"),
    .run("system-desk", "run --once"),
    .run("counsel-desk-1", "case do @harassment-consultation follow.record", "improved=はい"),
    .run("sera-manager-desk", "case do @sera-outsourcing stable.confirm"),
    .run("sera-manager-desk", "case do @sera-outsourcing programmes.close"),
    .run("executive-desk", "case do @sera-outsourcing year.review", more: ["--comment", "会員の意見を次の年度に生かす"]),
    .clock("2023-12-01T09:00:00+09:00"),
    .run("system-desk", "run --once"),
    .run("executive-desk", "case do @partner-agreement lapse", more: ["--comment", "役割を終えた"]),
    .run("loan-desk-1", "case do @loan-application subsidy.claim", "loan_balance=450万"),
    .run("loan-desk-1", "case do @loan-application subsidy.end", "end_reason=repaid_early"),
    .clock("2025-02-03T09:00:00+09:00"),
    .run("system-desk", "run --once"),
    .run("entry-desk", "case do @souvenir-selection renew", "sales_record=0", "refreshed=いいえ"),
  ]

  private static let proof: [DemoStep] = [
    .chapter("8. 記録と証明", "8. The journal and its proof"),
    .run("audit-desk", "case list"),
    .run("audit-desk", "case explain @partner-agreement"),
    .run("audit-desk", "audit log --limit 5"),
    .run("audit-desk", "audit verify --replay"),
    .say(
      "6月に控えたルートと照らすと、それより前の記録がそのまま残っていることが分かります。",
      "Compared with the root noted in June, every entry before it is still as it was."),
    .run("audit-desk", "audit verify", more: ["--root", "@ROOT"]),
  ]
}
