// Texts in: tokens in order and within the text; a tree that is printed is read back as the same tree.

import KoshaRules
import KoshaSource

enum LexerFuzz {
  static func run(_ bytes: [UInt8]) {
    do throws(SyntaxFailure) {
      let tokens = try Lexer.tokens(of: bytes)
      var end = 0
      for token in tokens {
        require(token.range.lowerBound >= end, "tokens overlap")
        end = token.range.upperBound
      }
      require(end <= bytes.count && tokens.last?.kind == .end, "tokens leave the text")
    } catch {
      require(error.range.lowerBound >= 0 && error.range.upperBound <= bytes.count, "an error outside the text")
    }
  }
}

enum ParserFuzz {
  /// Names of several tokens, keywords inside, operators inside.
  static let scope = Scope(
    [
      Variable("a", .any), Variable("b c", .any), Variable("a+b", .any), Variable("if it", .any),
      Variable("x", .context([.init("y z", .any), .init("v", .list(.number))])), Variable("金額", .number),
    ], unknownNames: .null)

  static func run(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    let names = NameScope(scope)
    do throws(SyntaxFailure) {
      check(try Parser.expression(text, names: names), names)
    } catch {
      require(error.range.upperBound <= text.utf8.count, "an error outside the text")
    }
    do throws(SyntaxFailure) {
      let tests = try Parser.unaryTests(text, names: names)
      require(tests.range.upperBound <= text.utf8.count, "a place outside the text")
    } catch {
      require(error.range.upperBound <= text.utf8.count, "an error outside the text")
    }
  }

  /// Printing adds parentheses, which count as depth: a tree near the limit need not be read back.
  static func check(_ expression: Expression, _ names: NameScope) {
    let printed = ExpressionPrinter.text(expression)
    do throws(SyntaxFailure) {
      let again = try Parser.expression(printed, names: names)
      require(again == expression, "printed differently: \(printed)")
    } catch {
      switch error.problem {
      case .tooDeep, .textTooLong: return
      default: fatalError("what was printed cannot be read: \(printed): \(error)")
      }
    }
  }
}
