import KoshaRules
import Testing

struct NumericFunctionTests {
  @Test(arguments: [
    ("decimal(1/3, 2)", "0.33"), ("decimal(1/3, 2.5)", "0.33"), ("decimal(1.5, 0)", "2"), ("decimal(2.5, 0)", "2"),
    ("decimal(1250, -2)", "1200"),
    ("floor(1.5)", "1"), ("floor(-1.56, 1)", "-1.6"), ("ceiling(1.5)", "2"), ("ceiling(-1.56, 1)", "-1.5"),
    ("round up(5.5, 0)", "6"), ("round up(-1.121, 2)", "-1.13"), ("round down(5.5, 0)", "5"),
    ("round down(-1.126, 2)", "-1.12"), ("round half up(5.5, 0)", "6"), ("round half up(-5.5, 0)", "-6"),
    ("round half down(5.5, 0)", "5"), ("round half down(n: -5.5, scale: 0)", "-5"),
    // 2万円 per 100万円 of a loan, rounded up to 1万円: 410万円 gives 9万円.
    ("round up(4100000 * 0.02, -4)", "90000"),
    ("abs(-10)", "10"), (#"abs(duration("-PT5H"))"#, #"duration("PT5H")"#), (#"abs(n: -1)"#, "1"),
    (#"abs(duration("-P1Y"))"#, #"duration("P1Y")"#),
    ("modulo(12, 5)", "2"), ("modulo(-12, 5)", "3"), ("modulo(12, -5)", "-3"), ("modulo(10.1, 4.5)", "1.1"),
    ("sqrt(16)", "4"), ("log(1)", "0"), ("exp(0)", "1"), ("odd(5)", "true"), ("odd(2)", "false"),
    ("even(number: 2)", "true"), ("even(-1)", "false"),
  ]) func gives(_ expression: String, _ answer: String) throws {
    try FunctionRun.expect(expression, gives: answer)
  }

  @Test(arguments: [
    ("modulo(1, 0)", RemarkReason.divisionByZero),
    ("sqrt(-1)", .argument(function: "sqrt", parameter: "number", value: "-1")),
    ("log(0)", .argument(function: "log", parameter: "number", value: "0")),
    ("odd(1.5)", .argument(function: "odd", parameter: "number", value: "1.5")),
    ("ceiling(1.56, null)", .arguments(function: "ceiling", kinds: ["number", "null"])),
    ("decimal(1, 7000)", .argument(function: "decimal", parameter: "scale", value: "7000")),
    ("abs(null)", .arguments(function: "abs", kinds: ["null"])),
  ]) func fails(_ expression: String, _ reason: RemarkReason) throws {
    try FunctionRun.expect(expression, failsBy: reason)
  }
}
