package import MartletModel

extension CatalogEntry {
    /// The id that a body leads to; nil while a part of it is unknown or missing.
    ///
    /// - Parameter subscription: The connection's, for resource groups.
    package func id(of body: Value, subscription: String?) -> ArmID? {
        guard let base = base(of: body, subscription: subscription), let name = objectName(of: body) else { return nil }
        return ArmID(base + path.replacing("{name}", with: name))
    }

    /// The name of the object: written, fixed, or derived.
    func objectName(of body: Value) -> String? {
        if let fixed = name.fixed { return fixed }
        if let written = body["name"]?.stringValue { return written }
        guard name.isRoleAssignment, let scope = body["scope"]?.stringValue,
            let principal = body.at("properties", "principalId")?.stringValue,
            let role = body.at("properties", "roleDefinitionId")?.stringValue
        else { return nil }
        return NameUUID.roleAssignment(scope: scope, principal: principal, role: role)
    }

    private func base(of body: Value, subscription: String?) -> String? {
        switch scope {
        case .subscription: subscription.map { "/subscriptions/\($0)" }
        case .resourceGroup, .parent: body["parent"]?.stringValue.flatMap { ArmID($0) }?.text
        case .extension: body["scope"]?.stringValue.flatMap { ArmID($0) }?.text
        }
    }

    /// Where a list of the type's objects beside `id` is, when the path ends in the name.
    func listPath(beside id: ArmID) -> String? {
        guard path.hasSuffix("/{name}") else { return nil }
        return id.text.split(separator: "/").dropLast().reduce(into: "") { $0 += "/\($1)" }
    }
}

extension String {
    /// The text with every occurrence of `part` replaced.
    func replacing(_ part: String, with other: String) -> String {
        var result = ""
        var rest = Substring(self)
        while let index = rest.firstIndex(of: part) {
            result += rest[..<index] + other
            rest = rest[rest.index(index, offsetBy: part.count)...]
        }
        return result + rest
    }
}

extension Substring {
    /// Where `part` begins.
    fileprivate func firstIndex(of part: String) -> Index? {
        var index = startIndex
        while index < endIndex {
            if self[index...].hasPrefix(part) { return index }
            index = self.index(after: index)
        }
        return nil
    }
}
