// The text of small DMN documents, piece by piece.

/// Pieces of DMN documents.
enum DMNText {
  /// A document with what stands in its `definitions`.
  static func document(_ body: String, namespace: String = "n") -> String {
    """
    <definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m" namespace="\(namespace)">
    \(body)
    </definitions>
    """
  }

  static func decision(_ name: String, _ logic: String) -> String { decision(name, "", logic) }

  static func decision(_ name: String, _ requirements: String, type: String = "", _ logic: String) -> String {
    """
    <decision id="\(name)" name="\(name)"><variable name="\(name)"\(type.isEmpty ? "" : " typeRef=\"\(type)\"")/>
    \(requirements)\(logic)</decision>
    """
  }

  static func literal(_ text: String) -> String { "<literalExpression><text>\(text)</text></literalExpression>" }

  static func needs(_ kind: String, _ id: String) -> String {
    kind == "Knowledge"
      ? "<knowledgeRequirement><requiredKnowledge href=\"#\(id)\"/></knowledgeRequirement>"
      : "<informationRequirement><required\(kind) href=\"#\(id)\"/></informationRequirement>"
  }

  /// Logics with the value that both the model and its files give, over the input data `a b` = 3 and `list` = [1, 2, 3].
  static let logics: [(logic: String, text: String, value: String)] = [
    (
      "<context><contextEntry><variable name=\"x y\"/>\(literal("a b + 1"))</contextEntry>"
        + "<contextEntry>\(literal("x y * 2"))</contextEntry></context>",
      "context:\n  x_y: a_b + 1\n  result: x_y * 2\n", "8"
    ),
    (
      "<context><contextEntry><variable name=\"result\"/>\(literal("1"))</contextEntry>"
        + "<contextEntry><variable name=\"z\"/>\(literal("result + 1"))</contextEntry></context>",
      "context:\n  result_: 1\n  z: result_ + 1\n  result: \"{result: result_, z: z}\"\n", "{result: 1, z: 2}"
    ),
    ("<context/>", "value: \"{}\"\n", "{}"),
    ("<list>\(literal("a b"))\(literal("\"x\""))</list>", "list: [a_b, '\"x\"']\n", "[3, \"x\"]"),
    ("<list/>", "list: []\n", "[]"),
    (
      "<relation><column name=\"k\"/><column name=\"v w\"/><row>\(literal("1"))\(literal("a b"))</row></relation>",
      "relation:\n  columns: [k, v_w]\n  rows:\n    - [1, a_b]\n", "[{k: 1, v_w: 3}]"
    ),
    (
      "<conditional><if>\(literal("a b &gt; 2"))</if><then>\(literal("\"much\""))</then>"
        + "<else>\(literal("null"))</else></conditional>",
      "conditional:\n  if: a_b > 2\n  then: '\"much\"'\n  else: null\n", "\"much\""
    ),
    (
      "<filter><in>\(literal("list"))</in><match>\(literal("item &gt; 1"))</match></filter>",
      "filter: {in: list, match: item > 1}\n", "[2, 3]"
    ),
    (
      "<for iteratorVariable=\"each one\"><in>\(literal("list"))</in>"
        + "<return>\(literal("each one * a b"))</return></for>",
      "for: {name: each_one, in: list, return: each_one * a_b}\n", "[3, 6, 9]"
    ),
    (
      "<some iteratorVariable=\"e\"><in>\(literal("list"))</in><satisfies>\(literal("e = a b"))</satisfies></some>",
      "some: {name: e, in: list, satisfies: e = a_b}\n", "true"
    ),
    (
      "<every iteratorVariable=\"e\"><in>\(literal("list"))</in><satisfies>\(literal("e = a b"))</satisfies></every>",
      "every: {name: e, in: list, satisfies: e = a_b}\n", "false"
    ),
    (
      literal("for a b in list return a b"), "value: for a_b in list return a_b\n", "[1, 2, 3]"
    ),
    (
      literal("{a b: 5, c: a b}.c"), "value: \"{a_b: 5, c: a_b}.c\"\n", "5"
    ),
    (
      literal("get value({\"a b\": 7}, \"a b\")"), "value: 'get value({a_b: 7}, \"a_b\")'\n", "7"
    ),
    (
      literal("a b instance of tLevel"), "value: a_b instance of number\n", "true"
    ),
    (literal("\"# no: comment\""), "value: '\"# no: comment\"'\n", "\"# no: comment\""),
    (literal("- a b"), "value: \"- a_b\"\n", "-3"),
  ]
}
