internal import MartletModel

/// What keeps a configuration from being read by the schema, in the words of server-side apply.
struct TypedFaults {
    private(set) var faults: [String] = []

    init(of value: Value, as node: SchemaNode) { visit(value, node, path: "") }

    /// The message of the answer, which comes with status 500.
    func message(_ object: String) -> String {
        let list = faults.count == 1 ? faults[0] : "errors:" + faults.map { "\n  \($0)" }.joined()
        return "failed to create typed patch object (\(object)): \(list)"
    }

    private mutating func visit(_ value: Value, _ node: SchemaNode, path: String) {
        if value.isNull { return }
        switch (node.shape, value) {
        case (.untyped, _): break
        case (.string, .string), (.time, .string), (.bytes, .string), (.boolean, .bool), (.integer, .number),
            (.number, .number), (.quantity, .string), (.quantity, .number), (.intOrString, .string),
            (.intOrString, .number):
            break
        case (.object, .object(let fields)), (.map, .object(let fields)):
            for field in fields {
                if let child = node.child(field: field.key) {
                    visit(field.value, child, path: "\(path).\(field.key)")
                } else {
                    faults.append("\(path).\(field.key): field not declared in schema")
                }
            }
        case (.list(let item, let topology), .tuple(let items)): visit(items, item, topology, path: path)
        default: faults.append("\(path): expected \(Self.expectation(of: node)), got \(Self.goText(value))")
        }
    }

    private mutating func visit(
        _ items: [Value], _ node: SchemaNode, _ topology: SchemaNode.ListTopology, path: String
    ) {
        var seen: Set<PathElement> = []
        for (index, item) in items.enumerated() {
            let element = PathElement(item: item, in: topology)
            if topology != .atomic {
                if let element {
                    if !seen.insert(element).inserted {
                        faults.append("\(path): duplicate entries for key \(element)")
                    }
                } else if case .keyed(let keys) = topology {
                    let missing = keys.first { item[$0.name] == nil && $0.defaultValue == nil }?.name ?? ""
                    faults.append(
                        "\(path): element \(index): associative list with keys has an element that omits key field "
                            + "\"\(missing)\" (and doesn't have default value)")
                    continue
                }
            }
            visit(item, node, path: path + (element?.description ?? "[\(index)]"))
        }
    }

    private static func expectation(of node: SchemaNode) -> String {
        switch node.shape {
        case .boolean: "boolean"
        case .integer, .number: "numeric (int or float)"
        case .object, .map: "map"
        case .list: "list"
        default: "string"
        }
    }

    private static func goText(_ value: Value) -> String {
        "&value.valueUnstructured{Value:\(KubernetesJSON.text(value))}"
    }
}
