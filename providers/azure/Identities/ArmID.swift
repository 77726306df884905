/// The id of an object at Azure Resource Manager: `/subscriptions/…/resourceGroups/…/providers/Microsoft.X/y/z`.
///
/// Segments compare without case, and a trailing slash means nothing
/// (https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules).
package struct ArmID: Sendable, Hashable, CustomStringConvertible {
    /// The id as it was written, without a trailing slash.
    package let text: String

    /// Reads an id; nil unless it begins with `/` and has no empty segment.
    package init?(_ text: String) {
        var trimmed = Substring(text)
        while trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
        guard trimmed.hasPrefix("/"), !trimmed.contains("//"), trimmed.utf8.count > 1 else { return nil }
        guard trimmed.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "?") }) else { return nil }
        self.text = String(trimmed)
    }

    /// The one form that equal ids share.
    package var normalized: String { text.lowercased() }

    /// The segments between the slashes.
    package var segments: [Substring] { text.split(separator: "/") }

    package var description: String { text }

    /// The value behind `/key/`, compared without case, before any `/providers/`.
    private func value(behind key: String) -> String? {
        let segments = segments
        for index in segments.indices.dropLast() where segments[index].lowercased() == key {
            return String(segments[index + 1])
        }
        return nil
    }

    package var subscription: String? { value(behind: "subscriptions") }

    package var resourceGroup: String? { value(behind: "resourcegroups") }

    /// The id of the resource group that the object is in; nil for subscriptions and tenant objects.
    package var groupID: ArmID? {
        let segments = segments
        guard segments.count >= 4, segments[2].lowercased() == "resourcegroups" else { return nil }
        return ArmID("/" + segments[0..<4].joined(separator: "/"))
    }

    /// The last name.
    package var name: String { segments.last.map(String.init) ?? "" }

    /// The type, `Microsoft.X/y/z`, of the last provider in the path; resource groups and subscriptions have theirs too.
    package var armType: String? {
        let segments = segments
        guard let provider = segments.lastIndex(where: { $0.lowercased() == "providers" }),
            provider + 1 < segments.count
        else { return groupType(segments) }
        let rest = segments[(provider + 2)...]
        let types = rest.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
        return ([segments[provider + 1]] + types).joined(separator: "/")
    }

    private func groupType(_ segments: [Substring]) -> String? {
        switch segments.count {
        case 2 where segments[0].lowercased() == "subscriptions": "Microsoft.Resources/subscriptions"
        case 4 where segments[2].lowercased() == "resourcegroups": "Microsoft.Resources/resourceGroups"
        default: nil
        }
    }

    /// Whether the object lies inside `other`, and is not `other` itself.
    package func isInside(_ other: ArmID) -> Bool { normalized.hasPrefix(other.normalized + "/") }
}
