package import MartletModel

extension Address {
    /// Whether `other` is this resource, one of its instances when this address has no key, or one of their members when
    /// it has no member.
    package func covers(_ other: Address) -> Bool {
        guard name == other.name, mode == other.mode, module == other.module else { return false }
        guard key == nil || key == other.key else { return false }
        return member == nil || member == other.member
    }
}
