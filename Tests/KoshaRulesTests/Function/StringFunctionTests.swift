import KoshaRules
import Testing

struct StringFunctionTests {
  @Test(arguments: [
    (#"substring("foobar", 3)"#, #""obar""#),
    (#"substring("foobar", 3, 3)"#, #""oba""#),
    (#"substring("foobar", 3, 3.8)"#, #""oba""#),
    (#"substring("foobar", -2, 1)"#, #""a""#),
    (#"substring("世田谷区", 2, 2)"#, #""田谷""#),
    (#"substring("𠮷野家", 2)"#, #""野家""#),
    (#"substring(string: "foobar", start position: 1, length: 99)"#, #""foobar""#),
    (#"string length("世田谷")"#, "3"),
    (#"string length("𠮷")"#, "1"),
    // Code points are counted, not what looks like one character.
    ("string length(\"か\u{3099}\")", "2"),
    (#"upper case("aBc4")"#, #""ABC4""#),
    (#"lower case("aBc4")"#, #""abc4""#),
    (#"substring before("foobar", "bar")"#, #""foo""#),
    (#"substring before("foobar", "xyz")"#, #""""#),
    (#"substring after("foobar", "ob")"#, #""ar""#),
    (#"substring after("", "a")"#, #""""#),
    (#"substring after("foo", "")"#, #""foo""#),
    (#"contains("foobar", "of")"#, "false"),
    (#"contains("要綱第5条", "第5")"#, "true"),
    (#"starts with("foobar", "fo")"#, "true"),
    (#"ends with("foobar", "r")"#, "true"),
    (#"ends with(string: "foobar", match: "x")"#, "false"),
    (#"string join(["a", "b", "c"], "、")"#, #""a、b、c""#),
    (#"string join(["a", null, "c"])"#, #""ac""#),
    (#"string join([], "x")"#, #""""#),
  ]) func gives(_ expression: String, _ answer: String) throws {
    try FunctionRun.expect(expression, gives: answer)
  }

  @Test(arguments: [
    (#"substring("abc", 0)"#, RemarkReason.argument(function: "substring", parameter: "start position", value: "0")),
    (#"substring("abc", 4)"#, .argument(function: "substring", parameter: "start position", value: "4")),
    (#"substring("abc", 1, 0)"#, .argument(function: "substring", parameter: "length", value: "0")),
    ("string length(null)", .arguments(function: "string length", kinds: ["null"])),
  ]) func fails(_ expression: String, _ reason: RemarkReason) throws {
    try FunctionRun.expect(expression, failsBy: reason)
  }
}
