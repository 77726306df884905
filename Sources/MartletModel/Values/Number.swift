internal import BigInt

/// An exact decimal number of any size, or an infinity.
///
/// `+`, `-` and `*` are exact; division gives ``divisionDigits`` significant digits and rounds halves to even
/// (docs/decisions/0002-exact-decimals.md).
package struct Number: Sendable, Hashable {
    /// Small integers are stored as such: they are nearly all numbers that occur. The representation of a number is
    /// unique, so that equality and hashing are those of the storage.
    enum Storage: Sendable, Hashable {
        case integer(Int)
        indirect case decimal(ScaledInteger)
        case infinity(isNegative: Bool)
    }

    /// `significand × 10^exponent`, with no trailing zero in the significand.
    struct ScaledInteger: Sendable, Hashable {
        var significand: BigInt
        var exponent: Int
    }

    let storage: Storage

    init(storage: Storage) { self.storage = storage }

    package init(_ integer: Int) { storage = .integer(integer) }
}
