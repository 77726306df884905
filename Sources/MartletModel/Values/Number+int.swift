extension Number {
    /// The number as an `Int`, when it is whole and fits.
    package var int: Int? {
        if case .integer(let integer) = storage { return integer }
        return nil
    }
}
