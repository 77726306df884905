import MartletModel

/// The part of OData that lists understand: `name eq 'value'`, joined by `and`.
struct ArmFilter: Sendable {
    private let conditions: [(name: String, value: String)]

    init(_ text: String?) {
        conditions = (text ?? "").matches(of: /(\w+(?:\/\w+)*)\s+eq\s+'((?:[^']|'')*)'/).map { match in
            (
                String(match.1).lowercased(),
                match.2.split(separator: "''", omittingEmptySubsequences: false).joined(separator: "'")
            )
        }
    }

    /// Whether all conditions hold; a condition on an unknown property of a resource does not.
    func admits(_ body: ArmBody) -> Bool {
        let tagName = conditions.first { $0.name == "tagname" }?.value
        return conditions.allSatisfy { condition in
            switch condition.name {
            case "tagname": return tag(condition.value, of: body) != nil
            case "tagvalue": return tagName.map { tag($0, of: body) == condition.value } ?? false
            case "resourcetype": return same(body["type"]?.stringValue, condition.value)
            case "resourcegroup":
                return same(body["id"]?.stringValue.flatMap { ArmID($0) }?.group?.name, condition.value)
            case "name", "location": return same(body[condition.name]?.stringValue, condition.value)
            case "principalid", "assignedto": return same(body["properties.principalId"]?.stringValue, condition.value)
            default: return false
            }
        }
    }

    /// Tag names compare without regard to case.
    private func tag(_ name: String, of body: ArmBody) -> String? {
        body.value["tags"]?.fields?.first { $0.key.lowercased() == name.lowercased() }?.value.stringValue
    }

    private func same(_ left: String?, _ right: String) -> Bool { left?.lowercased() == right.lowercased() }
}
