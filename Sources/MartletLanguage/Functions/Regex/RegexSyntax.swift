/// The tree of a regular expression in RE2's syntax (https://github.com/google/re2/wiki/Syntax).
indirect enum RegexNode {
    case empty
    case set(RegexSet)
    case assertion(RegexAssertion)
    case sequence([RegexNode])
    case alternatives([RegexNode])
    case group(RegexNode, index: Int)
    case repetition(RegexNode, least: Int, most: Int?, isLazy: Bool)
}

enum RegexAssertion {
    case textStart
    case textEnd
    case lineStart
    case lineEnd
    case wordBoundary
    case notWordBoundary
}

/// A set of characters that one step matches.
struct RegexSet {
    var ranges: [ClosedRange<UInt32>] = []
    /// Classes by property, each perhaps negated.
    var properties: [RegexProperty] = []
    var isNegated = false
    var ignoresCase = false

    static func one(_ scalar: Unicode.Scalar, ignoresCase: Bool = false) -> RegexSet {
        RegexSet(ranges: [scalar.value...scalar.value], ignoresCase: ignoresCase)
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        var isIn = containsExactly(scalar)
        if !isIn, ignoresCase {
            isIn = scalar.simpleCaseVariants.contains { containsExactly($0) }
        }
        return isIn != isNegated
    }

    private func containsExactly(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) } || properties.contains { $0.contains(scalar) }
    }
}

/// A class of characters, as `\pL`.
struct RegexProperty {
    /// The first letters of the general category: `L`, `Lu`.
    let category: String
    let isNegated: Bool
    /// Ranges instead of a category: a script, or a negated class within brackets.
    var ranges: [ClosedRange<UInt32>] = []

    /// The general categories that RE2 knows: all but unassigned characters.
    static let categories: Set<String> = [
        "L", "Lu", "Ll", "Lt", "Lm", "Lo", "M", "Mn", "Mc", "Me", "N", "Nd", "Nl", "No", "P", "Pc", "Pd", "Ps", "Pe",
        "Pi",
        "Pf", "Po", "S", "Sm", "Sc", "Sk", "So", "Z", "Zs", "Zl", "Zp", "C", "Cc", "Cf", "Cs", "Co",
    ]

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        if !ranges.isEmpty { return ranges.contains { $0.contains(scalar.value) } != isNegated }
        let own = scalar.properties.generalCategory.letters
        return (own.hasPrefix(category) && (category.isEmpty || own != "Cn")) != isNegated
    }
}

extension Unicode.Scalar {
    /// The other case of a letter, when it is one scalar.
    fileprivate var simpleCaseVariants: [Unicode.Scalar] {
        let upper = properties.uppercaseMapping.unicodeScalars
        let lower = properties.lowercaseMapping.unicodeScalars
        return [upper, lower].compactMap { $0.count == 1 ? $0.first : nil }
    }
}

extension Unicode.GeneralCategory {
    /// The two-letter name in the Unicode standard.
    fileprivate var letters: String {
        switch self {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }
}

extension RegexSet {
    static let digits: [ClosedRange<UInt32>] = [48...57]
    static let word: [ClosedRange<UInt32>] = [48...57, 65...90, 95...95, 97...122]
    static let space: [ClosedRange<UInt32>] = [9...10, 12...13, 32...32]

    /// `[:alpha:]` and its like: ASCII, as in RE2.
    static let posix: [String: [ClosedRange<UInt32>]] = [
        "alnum": [48...57, 65...90, 97...122], "alpha": [65...90, 97...122], "ascii": [0...127],
        "blank": [9...9, 32...32],
        "cntrl": [0...31, 127...127], "digit": digits, "graph": [33...126], "lower": [97...122], "print": [32...126],
        "punct": [33...47, 58...64, 91...96, 123...126], "space": [9...13, 32...32], "upper": [65...90], "word": word,
        "xdigit": [48...57, 65...70, 97...102],
    ]

    /// The class of `\d`, `\w`, `\s` or one of their opposites.
    static func perl(_ letter: Unicode.Scalar) -> RegexProperty? {
        switch letter {
        case "d": RegexProperty(category: "", isNegated: false, ranges: digits)
        case "D": RegexProperty(category: "", isNegated: true, ranges: digits)
        case "w": RegexProperty(category: "", isNegated: false, ranges: word)
        case "W": RegexProperty(category: "", isNegated: true, ranges: word)
        case "s": RegexProperty(category: "", isNegated: false, ranges: space)
        case "S": RegexProperty(category: "", isNegated: true, ranges: space)
        default: nil
        }
    }
}
