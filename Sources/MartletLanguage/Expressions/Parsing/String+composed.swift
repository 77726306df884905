// The standard library's own normaliser, under an underscored name (docs/decisions/0103-unicode.md).
@_spi(_Unicode) private import Swift

extension String {
    /// Unicode's normal form C.
    var composed: String {
        var scalars = UnicodeScalarView()
        for scalar in _nfc { scalars.append(scalar) }
        return String(scalars)
    }
}
