// `whoami`: who the program takes me for, and what that lets me do.

import ArgumentParser
import KoshaFlow
import KoshaRules
import KoshaSource

struct WhoamiCommand: KoshaCommand {
  static let configuration = CommandConfiguration(
    commandName: "whoami", abstract: "自分が誰として扱われるかを示す / Tells who you are to this installation.")

  @OptionGroup var shared: SharedOptions

  func run(_ session: Session) throws {
    let workspace = try session.workspace()
    let person = try session.person()
    let actor = person == nil ? nil : try session.actor()
    if session.options.json {
      Console.line(
        JSONText.of([
          Context.Entry("account", .string(session.account)),
          Context.Entry("person", person.map { .string($0.id) } ?? .null),
          Context.Entry("acting_as", actor.map { .string($0.id) } ?? .null),
          Context.Entry("roles", .list((actor?.roles ?? []).map(Value.string))),
        ]))
      return
    }
    guard let person, let actor else {
      Console.line(
        session.say(
          ja: "アカウント `\(session.account)` はどの担当者にも結び付いていません（定義を読むことだけができます）",
          en: "the account `\(session.account)` is mapped to no person (it may read definitions only)"))
      return
    }
    let titles = actor.roles.map { id -> String in
      guard let role = workspace.roles.first(where: { $0.id == id }) else { return id }
      return "\(role.title[session.language]) (\(id))"
    }
    Console.line(
      session.say(
        ja: "アカウント `\(session.account)` → \(person.title.ja) (\(person.id))",
        en: "account `\(session.account)` → \(person.title.en) (\(person.id))"))
    if actor.id != person.id {
      let acting = workspace.person(actor.id)
      Console.line(
        session.say(
          ja: "代わりに操作: \(acting?.title.ja ?? actor.id) (\(actor.id))",
          en: "acting as: \(acting?.title.en ?? actor.id) (\(actor.id))"))
    }
    Console.line(
      session.say(ja: "役割: ", en: "roles: ")
        + (titles.isEmpty
          ? session.say(ja: "なし", en: "none") : titles.joined(separator: session.say(ja: "、", en: ", "))))
  }
}
