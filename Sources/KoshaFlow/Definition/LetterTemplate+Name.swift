// The files under `letters/` in, the templates they hold out: `letters/approval.ja.md` is `approval` in Japanese.

import KoshaSource

extension LetterTemplate {
  /// A template by its file's name: what stands before the extension and, where there is one, the language.
  init(file: SourceFile) {
    var words = file.path[file.path.prefixThroughLastSlash.endIndex...].split(
      separator: ".", omittingEmptySubsequences: false)
    if words.count > 1 { words.removeLast() }
    let language = words.count > 1 ? words.last.flatMap { Language(rawValue: String($0)) } : nil
    if language != nil { words.removeLast() }
    self.init(name: words.joined(separator: "."), language: language, file: file)
  }
}
