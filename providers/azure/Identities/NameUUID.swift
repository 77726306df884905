private import Crypto
private import MartletHTTP

/// UUIDs that follow from a name: the same name gives the same UUID (version 5, RFC 9562 section 5.5).
enum NameUUID {
    /// Martlet's own name space for role assignments; never to be changed, or every assignment would be replaced.
    private static let namespace: [UInt8] = [
        0x3B, 0x8F, 0x1C, 0x52, 0x6A, 0x0D, 0x4E, 0x57, 0x9C, 0x21, 0x7D, 0x44, 0xE0, 0x9A, 0x15, 0xB6,
    ]

    /// The UUID of `name`, in lower case.
    static func version5(_ name: String) -> String {
        var hash = Array(Insecure.SHA1.hash(data: namespace + Array(name.utf8)).prefix(16))
        hash[6] = hash[6] & 0x0F | 0x50
        hash[8] = hash[8] & 0x3F | 0x80
        return hash.uuidText
    }

    /// The name of a role assignment: stable for one scope, principal and role, and another for any other.
    static func roleAssignment(scope: String, principal: String, role: String) -> String {
        let roleID = role.split(separator: "/").last.map(String.init) ?? role
        return version5("\(scope.lowercased())|\(principal.lowercased())|\(roleID.lowercased())")
    }
}
