extension Duration {
    /// Reads `60m`, `1h30m`, `90s`, `2d`: whole numbers with units, larger units first. Nil for anything else.
    package init?(stackText text: String) {
        let units: [(name: String, seconds: Int)] = [("d", 86_400), ("h", 3600), ("m", 60), ("s", 1)]
        var rest = text[...]
        var seconds = 0
        var nextUnit = 0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard let number = Int(digits), number <= 1_000_000 else { return nil }
            rest = rest.dropFirst(digits.count)
            guard let unit = units[nextUnit...].firstIndex(where: { rest.hasPrefix($0.name) }) else { return nil }
            rest = rest.dropFirst()
            seconds += number * units[unit].seconds
            nextUnit = unit + 1
        }
        guard !text.isEmpty else { return nil }
        self = .seconds(seconds)
    }
}
