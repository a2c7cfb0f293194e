// The keys of `kosha.yaml`, a table for each kind of mapping: the reader, its messages and schemas share them.

import KoshaSource
import KoshaYAML

/// The mappings of a workspace file.
enum WorkspaceKeys {
  static let workspace = KeyTable(
    Words(ja: "ワークスペース", en: "a workspace"),
    [
      "kosha", "organisation", "languages", "time_zone", "calendar", "roles", "people", "store", "publish",
    ])

  static let role = KeyTable(Words(ja: "役割", en: "a role"), ["title"])

  static let person = KeyTable(Words(ja: "人", en: "a person"), ["title", "roles", "os_user", "deputies"])

  static let deputy = KeyTable(Words(ja: "代理", en: "a deputy"), ["person", "from", "until", "workflows"])

  static let publish = KeyTable(Words(ja: "公布の規則", en: "a publishing policy"), ["approvals", "by"])
}
