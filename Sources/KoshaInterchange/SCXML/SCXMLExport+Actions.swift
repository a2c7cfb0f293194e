// Actions in, executable content out; actions that SCXML does not have stand as elements of ours.

import KoshaSource
import KoshaYAML

extension SCXMLExport {
  mutating func actions(_ node: YAMLNode?) {
    for action in node?.itemsOrSelf ?? [] { self.action(action) }
  }

  mutating func action(_ node: YAMLNode) {
    xml.place = node.span
    if node["assign"] != nil {
      for entry in node["assign"]?.entries ?? [] {
        xml.empty("assign", [("location", entry.key.value), ("expr", entry.value.text ?? "null")])
      }
    } else if let event = node["raise"]?.text {
      raise(event, data: node["data"]?.text)
    } else if let send = node["send"] {
      self.send(send, node)
    } else if let id = node["cancel"]?.text {
      let expression = Self.expression(id)
      xml.empty("cancel", [("sendid", expression == nil ? id : nil), ("sendidexpr", expression)])
    } else if let condition = node["if"]?.text {
      xml.open("if", [("cond", condition)])
      actions(node["then"])
      if let otherwise = node["else"] { self.otherwise(otherwise) }
      xml.close("if")
    } else if let list = node["foreach"]?.text {
      xml.open("foreach", [("array", list), ("item", node["as"]?.text), ("index", node["index"]?.text)])
      actions(node["do"])
      xml.close("foreach")
    } else if let value = node["log"]?.text {
      xml.empty("log", [("expr", value)])
    } else {
      own(node, "kosha:action")
    }
  }

  private mutating func otherwise(_ node: YAMLNode) {
    let items = node.itemsOrSelf
    if items.isEmpty { return }
    if items.count == 1, let only = items.first, let condition = only["if"]?.text {
      xml.empty("elseif", [("cond", condition)])
      actions(only["then"])
      if let otherwise = only["else"] { self.otherwise(otherwise) }
      return
    }
    xml.empty("else")
    for item in items { action(item) }
  }

  private mutating func raise(_ event: String, data: String?) {
    let expression = Self.expression(event)
    if data == nil, expression == nil {
      xml.empty("raise", [("event", event)])
      return
    }
    message(
      [("event", expression == nil ? event : nil), ("eventexpr", expression), ("target", "#_internal")], data: data)
  }

  private mutating func send(_ send: YAMLNode, _ node: YAMLNode) {
    let event = send.text ?? send["event"]?.text ?? ""
    let eventExpression = Self.expression(event)
    var attributes: [XMLWriter.Attribute] = [
      ("event", eventExpression == nil ? event : nil), ("eventexpr", eventExpression),
    ]
    if let to = send["to"]?.text {
      let expression = Self.expression(to)
      attributes.append(("target", expression == nil ? "#_" + to : nil))
      attributes.append(("targetexpr", expression))
    }
    if let delay = send["delay"]?.text {
      let (literal, expression) = self.delay(delay)
      attributes.append(("delay", literal))
      attributes.append(("delayexpr", expression))
    }
    if let id = send["id"]?.text {
      let expression = Self.expression(id)
      attributes.append(("id", expression == nil ? id : nil))
      attributes.append(("kosha:idexpr", expression))
    }
    message(attributes, data: send["data"]?.text)
  }

  private mutating func message(_ attributes: [XMLWriter.Attribute], data: String?) {
    guard let data else {
      xml.empty("send", attributes)
      return
    }
    xml.open("send", attributes)
    xml.empty("content", [("expr", data)])
    xml.close("send")
  }
}
